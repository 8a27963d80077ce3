"""The sentences of a part, and of which entries something in them is said."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from bot.writer.checks.faults import Part
from bot.writer.draft import Draft

Ids = frozenset[str]
"""The entries that one name may mean."""
ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n")
_ALL = re.compile(
    r"\b(?:both|each (?=is|has|costs|comes|takes|of them|one)|all (?:two|three|of them|of these)|they all"
    r"|beide[rns]?|alle (?:zwei|drei)|jede[rs]? davon"
    r"|jeweils|les deux|tous les (?:deux|trois)|ambos|ambas|los dos|las dos|entrambi)\b|两者|都是?|оба|обе",
    re.IGNORECASE,
)
"""What says something of all that are named."""
_CLAUSES = re.compile(r"[,;:]\s|\s[–—-]\s|\b(?:but|aber|while|whereas)\b", re.IGNORECASE)
_TURNS = re.compile(r"[;:]\s|\s[–—-]\s|\b(?:but|aber|while|whereas)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:and |but |yes, |und |aber |ja, )?(?:it|its|this|that|these|they|their|he|his|she|her|both|each"
    r"|the (?:course|book|series|lectures?|videos?|text|tutorial|author)|es|er|sie|seine?\w*|ihre?\w*|dies\w*|beide\w*"
    r"|der kurs|das buch|die reihe)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on from the one before."""


class Spot(Struct, frozen=True):
    """A name of given entries at `start` to `end` of a text."""

    start: int
    end: int
    ids: Ids


class Sentence(Struct, frozen=True):
    """One sentence, or the whole why of a pick, whose entry is its `own`. `names` are those in it, `before` those of
    the sentences that it goes on from, `picks` the picks of its draft.
    """

    text: str
    names: tuple[Spot, ...] = ()
    before: tuple[Ids, ...] = ()
    picks: tuple[Ids, ...] = ()
    own: Ids = frozenset()

    @property
    def one(self) -> Ids:
        """The entry whose why it is, or what its only name means; empty where it has none or several."""
        named = set(self._named)
        return self.own or (named.pop() if len(named) == 1 else frozenset())

    @property
    def _named(self) -> tuple[Ids, ...]:
        return tuple(spot.ids for spot in self.names) or self.before

    def about(self, start: int, end: int) -> tuple[Ids, ...]:
        """Of what the words here are said: of the nearest name before them, else of the first behind; of all that are
        named or picked where "both" or the like stands with them.
        """
        if self.own:
            return (self.own,)
        if self.says_all(start, end):
            named = tuple(dict.fromkeys(self._named))
            return named if len(named) > 1 else self.picks
        near = self.name_before(start) or next(iter(self.names), None)
        return (near.ids,) if near else tuple(filter(None, (self.one,)))

    def is_in_name(self, place: int) -> bool:
        """Whether what stands at this place is part of a name."""
        return any(spot.start <= place < spot.end for spot in self.names)

    def name_before(self, place: int) -> Spot | None:
        """The nearest name before this place."""
        return next((spot for spot in reversed(self.names) if spot.end <= place), None)

    def name_after(self, place: int) -> Spot | None:
        """The nearest name behind this place."""
        return next((spot for spot in self.names if spot.start >= place), None)

    def says_all(self, start: int, end: int) -> bool:
        """Whether the clause around these words speaks of all, or one before it with no other name in between."""
        since = max((found.end() for found in _CLAUSES.finditer(self.text, 0, start)), default=0)
        until = _CLAUSES.search(self.text, end)
        if _ALL.search(self.text, since, until.start() if until else len(self.text)):
            return True
        last = max((found.end() for found in _ALL.finditer(self.text, 0, start)), default=None)
        return last is not None and not (
            _TURNS.search(self.text, last, start) or any(last <= spot.start < start for spot in self.names)
        )


def sentences(part: Part, draft: Draft, spots: Callable[[str], Sequence[Spot]]) -> Iterator[Sentence]:
    """The sentences of a part of this draft, a pick's why as one; `spots` finds names of given entries in a text."""
    if part.id:
        yield Sentence(part.text, own=frozenset({part.id}))
        return
    picks = tuple(frozenset({pick.id}) for pick in draft.picks)
    before: tuple[Ids, ...] = ()
    found = spots(part.text)
    for start, end in spans_of(part.text):
        text = part.text[start:end]
        names = tuple(
            Spot(spot.start - start, spot.end - start, spot.ids) for spot in found if start <= spot.start < end
        )
        before = before if not names and _GOES_ON.match(text) else ()
        sentence = Sentence(text, names, before, picks)
        yield sentence
        before = tuple(dict.fromkeys(spot.ids for spot in names)) or before


def spans_of(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text stands."""
    start = 0
    for end in ENDS.finditer(text):
        if end.start() > start:
            yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)
