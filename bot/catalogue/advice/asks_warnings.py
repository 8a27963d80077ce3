"""What a curator should look at again in the wordings: notes with few, and those of two ids that hardly differ."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process, utils

from bot.catalogue.advice.asks import Asks, Wording, folded
from bot.catalogue.advice.models import Note
from bot.catalogue.advice.read import Placed
from bot.catalogue.reading.source import Problem

FEWEST, FEWEST_HANDS = 20, 3
ALIKE = 95
"""From this ratio of rapidfuzz on, of 100, two wordings are nearly the same."""
LONGER = (200 - ALIKE) / ALIKE
"""What is more than so many times as long cannot reach it."""
BLOCK = 256
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

    Only what is of nearly equal length is compared, so that thousands of wordings take about a second.
    """
    texts = [utils.default_process(wording.text) for wording in wordings]
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    lengths = [len(texts[place]) for place in order]
    found: list[tuple[int, int]] = []
    for start in range(0, len(order), BLOCK):
        block = order[start : start + BLOCK]
        longest = math.ceil(len(texts[block[-1]]) * LONGER)
        others = order[start : bisect_right(lengths, longest)]
        scores = process.cdist(
            [texts[place] for place in block], [texts[place] for place in others],
            scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8,
        )  # fmt: skip
        pairs = ((block[row], others[column]) for row, column in np.argwhere(scores) if row < column)
        found += ((min(pair), max(pair)) for pair in pairs if wordings[pair[0]].id != wordings[pair[1]].id)
    both = ((wordings[one], wordings[other]) for one, other in sorted(found))
    return [(one, other) for one, other in both if folded(one.text) != folded(other.text)]
