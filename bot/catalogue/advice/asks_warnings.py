"""What a curator should look at again in the wordings: notes with few, and those of two ids that hardly differ."""

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, utils

from bot.catalogue.advice.asks import Asks, Wording, folded
from bot.catalogue.advice.models import Note
from bot.catalogue.advice.read import Placed
from bot.catalogue.reading.source import Problem

FEWEST, FEWEST_HANDS = 20, 3
ALIKE = 95
"""From this ratio of rapidfuzz on, of 100, two wordings are nearly the same."""
LONGER = (200 - ALIKE) / ALIKE
"""What is more than so many times as long cannot reach it."""
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 "
SHOWN = 10


def asks_warnings(asks: Asks, notes: Sequence[Placed[Note]]) -> Iterator[Problem]:
    """Every warning about the wordings of these notes, and about the first few pairs that are nearly the same."""
    hands = asks.hands()
    for note in notes:
        wrote = hands.get(note.item.id, [])
        if len(wrote) < FEWEST or len(set(wrote)) < FEWEST_HANDS:
            counted = f"{len(wrote)} of at least {FEWEST} wordings, {len(set(wrote))} of at least {FEWEST_HANDS} hands"
            yield note.warning((), f"asks: {counted}")
    pairs = near_duplicates(asks.wordings)
    for one, other in pairs[:SHOWN]:
        yield other.warning(f"{other.text!r:.80} is nearly one of {one.id!r}, in {one.where}")
    if further := pairs[SHOWN:]:
        yield further[0][1].warning(f"here and further on {len(further)} more are nearly those of another id")


def near_duplicates(wordings: Sequence[Wording]) -> list[tuple[Wording, Wording]]:
    """The pairs of two ids that are nearly the same, in order. Those that are the same are problems, and not here.

    Two texts differ at least by the letters that one of them has more often, so that only few are worth comparing:
    thousands of wordings take about a second.
    """
    plain = (utils.default_process(wording.text) for wording in wordings)
    texts = sorted(((text, place) for place, text in enumerate(plain)), key=_length)
    lengths = np.array([len(text) for text, _ in texts])
    letters = np.array([_letters(text) for text, _ in texts], dtype=np.int16)
    found: list[tuple[int, int]] = []
    for row, (text, place) in enumerate(texts):
        end = int(np.searchsorted(lengths, len(text) * LONGER, side="right"))
        apart = np.abs(letters[row + 1 : end] - letters[row]).sum(axis=1)
        most = (lengths[row + 1 : end] + len(text)) * (1 - ALIKE / 100)
        for other, at in (texts[row + 1 + near] for near in np.flatnonzero(apart <= most)):
            if wordings[at].id != wordings[place].id and fuzz.ratio(text, other) >= ALIKE:
                found.append((min(place, at), max(place, at)))
    both = ((wordings[one], wordings[other]) for one, other in sorted(found))
    return [(one, other) for one, other in both if folded(one.text) != folded(other.text)]


def _length(text: tuple[str, int]) -> int:
    return len(text[0])


def _letters(text: str) -> list[int]:
    """How often each letter stands in it."""
    return [text.count(letter) for letter in LETTERS]
