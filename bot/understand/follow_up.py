"""How a message goes on from an answer: what it does with the picks, which it means, and how others should differ.

What it does is read by a small trained model of its own (`training/follow_ups`), with the phrases of `follow_ups.yaml`
as the rules' vote; which picks are meant, by how much others should differ and what is asked of one are exact, and read
by these phrases alone.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, cast

import yaml
from msgspec import Struct
from msgspec.structs import replace

from bot.understand.models.reading import NONE, Guess
from bot.understand.words.asked_part import sentences
from bot.understand.words.lexicon import Lexicon, Span
from bot.understand.words.placeholders import without_placeholders
from bot.understand.words.text import words

if TYPE_CHECKING:
    from bot.understand.models.reader import Reader

Move = Literal[
    "change", "done", "against", "more", "details", "why", "after", "ask", "agree", "thanks", "hello", "help", "bye",
    "chatter", "new",
]  # fmt: skip
"""What a message does that follows an answer; `new`: it asks something of its own."""
Shift = Literal["cheaper", "shorter", "longer", "easier", "harder", "newer", "less-math", "more-math", "more-code"]
"""How other picks should differ from those shown."""
LIGHT: frozenset[Move] = frozenset({"thanks", "hello", "help", "bye", "chatter", "agree"})
"""Moves that ask nothing of the picks."""
FEW = 6
"""Where rules alone decide, a message of up to so many words that says nothing else changes the question."""
BEHIND: frozenset[Move] = frozenset({"done", "against"})
"""Moves that tell of picks what other sentences then ask about."""
STATING = LIGHT | BEHIND
ASKING = frozenset({
    "is", "are", "do", "does", "did", "can", "could", "what", "whats", "which", "how", "why", "should", "will", "would",
    "any", "anything", "something", "got", "where", "who", "when", "isnt", "please", "pls",
})  # fmt: skip
"""First words of sentences that ask something, also without a question mark."""
ABOUT_PICKS: frozenset[Move] = frozenset({"ask", "details"})
"""Moves in which a single word tells what is asked of a pick: "is that one long?"."""
SURE_SHIFT = 0.6
POINTED = frozenset({"1", "2", "3", "last", "all"})
"""Places that point at what was shown."""
SURE = 0.4
"""From this chance on a sentence among others is taken for what it seems."""
VOTE = 3.0
"""How many times likelier a move becomes where a phrase says it."""


class FollowUp(Struct, frozen=True):
    """What a message does with the last answer.

    `places` are the picks it means: "1" to "3", "last", "all", "that", or a format ("that book"). `fact` is what it
    asks of one: cost, hours, status, math, level, needs, hardware, certificate or language. `chooses`: whether it asks
    to choose among them; `against_other`: whether it holds one against another; `turns_to`: whether it says that it
    comes to another subject. `behind` are sentences before what it
    asks, of what somebody has done or does not want.
    """

    move: Move
    shifts: tuple[Shift, ...] = ()
    places: tuple[str, ...] = ()
    fact: str = ""
    chooses: bool = False
    against_other: bool = False
    turns_to: bool = False
    chance: float = 1.0
    text: str = ""
    behind: tuple["FollowUp", ...] = ()


class FollowUps:
    """Reads messages that follow an answer."""

    def __init__(self, lexicon: Lexicon, reader: "Reader | None" = None) -> None:
        """`reader` has the head `move`; without it the phrases alone decide."""
        self._lexicon, self._reader = lexicon, reader

    @classmethod
    @cache
    def phrases(cls) -> Lexicon:
        """The phrases that come with the package, read once in a process."""
        text = files("bot.understand").joinpath("follow_ups.yaml").read_text(encoding="utf-8")
        return Lexicon(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506 - both are safe

    def read(self, text: str) -> FollowUp:
        """What the message does, as far as its words tell; its facets are read like those of any message.

        Of several sentences the last that asks something counts, else what all of them do together.
        """
        text = without_placeholders(text)
        whole, parts = self._read(text), [self._read(part) for part in sentences(text)]
        asking = [part for part in parts if part.move not in STATING and part.chance >= SURE]
        asked = [part for part in asking if "?" in part.text or part.text.split()[0].casefold() in ASKING]
        behind = tuple(part for part in parts if part.move in BEHIND and part.chance >= SURE)
        if len(parts) == 1 or not (asked or (asking and behind)):
            return whole
        main = (asked or asking)[-1]
        pointed = POINTED.isdisjoint(main.places) and not POINTED.isdisjoint(whole.places) and not behind
        places = whole.places if pointed or not (main.places or behind) else main.places
        return replace(main, places=places, turns_to=whole.turns_to, behind=behind)

    def _read(self, text: str) -> FollowUp:
        spans = self._lexicon.spans(words(text))
        shifts = list(_values(spans, "shift"))
        said = [*_values(spans, "move"), *(["ask"] if _values(spans, "fact") else [])]
        heads = self._reader.read(text).heads if self._reader else {}
        if shift := next((guess for guess in heads.get("shift", ()) if guess.chance >= SURE_SHIFT), None):
            shifts += [] if shift.label in (NONE, *shifts) else [shift.label]
        move, chance = _likeliest(heads["move"], said) if heads else _by_rules(said, bool(shifts), text)
        placed = not POINTED.isdisjoint(_values(spans, "place"))
        if move == "new" and "new" not in said and (shifts or placed):  # nothing is "too long" or "the first" by itself
            move = "change" if shifts else next(g.label for g in heads["move"] if g.label != "new") if heads else "ask"
        return FollowUp(
            cast("Move", move),
            cast("tuple[Shift, ...]", tuple(shifts)),
            _values(spans, "place"),
            next(iter((*_values(spans, "fact"), *(_values(spans, "hint") if move in ABOUT_PICKS else ()))), ""),
            bool(_values(spans, "which")) and not placed,
            bool(_values(spans, "other")),
            bool(_values(spans, "topic")),
            chance,
            text,
        )


def _likeliest(guesses: Sequence[Guess], said: Sequence[str]) -> tuple[str, float]:
    """The likeliest move with its chance, where what a phrase says weighs more; who says that it is new is believed."""
    if "new" in said:
        return "new", 1.0
    voted = {guess.label: guess.chance * (VOTE if guess.label in said else 1.0) for guess in guesses}
    best = max(voted, key=lambda label: voted[label])
    return best, voted[best] / sum(voted.values())


def _by_rules(said: Sequence[str], shifted: bool, text: str) -> tuple[str, float]:
    few = shifted or len(text.split()) <= FEW
    return (said[0] if said else "change" if few else "new"), 1.0


def _values(spans: Sequence[Span], kind: str) -> tuple[str, ...]:
    """The values of one kind in the order of their phrases, each once."""
    return tuple(dict.fromkeys(span.meaning.value for span in spans if span.meaning.kind == kind))
