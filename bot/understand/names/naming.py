"""What a message names, put together: resources with the asker's part in each, parts of series, and makers."""

from collections.abc import Sequence

from msgspec import Struct

from bot.catalogue import Catalogue
from bot.understand.facets.intents import judges
from bot.understand.names import makers, roles
from bot.understand.names.codes import Codes
from bot.understand.names.index import NameIndex
from bot.understand.names.mentions import Mention, MentionFinder
from bot.understand.names.namesakes import namesakes
from bot.understand.names.series import Series
from bot.understand.names.sides import sides
from bot.understand.query import Named
from bot.understand.words.lexicon import Lexicon, Span
from bot.understand.words.text import Word

OTHER_KINDS = frozenset({"doc", "documentation", "reference", "manual", "api", "library", "repo", "forum", "discord"})
"""Words that make another thing of a resource: its documentation, the place where its readers meet."""


class Names(Struct, frozen=True):
    """The names in a message.

    `mentions` are where they stand, `named` what they mean, `makers` and `not_makers` whose works are wanted or not.
    `unknown` are where names begin and end that mean nothing here. `judged` says whether the message asks what to think
    of something.
    """

    mentions: tuple[Mention, ...]
    named: tuple[Named, ...]
    makers: tuple[str, ...]
    not_makers: frozenset[str]
    judged: bool
    unknown: tuple[tuple[int, int], ...] = ()

    def outside(self, spans: Sequence[Span]) -> list[Span]:
        """The phrases that are no part of a name."""
        ends: dict[int, int] = {}
        for mention in self.mentions:
            for place in range(mention.start, mention.end):
                ends[place] = max(mention.end, ends.get(place, 0))
        return [span for span in spans if span.end > ends.get(span.start, 0)]


class Naming:
    """Finds the names of a catalogue in messages."""

    def __init__(self, catalogue: Catalogue, index: NameIndex, lexicon: Lexicon) -> None:
        self._catalogue = catalogue
        self._mentions = MentionFinder(index, lexicon)
        self._series = Series(catalogue, index)
        self._index, self._lexicon = index, lexicon
        self._codes = Codes(index)

    def names(
        self,
        message: Sequence[Word],
        spans: Sequence[Span],
        states: Sequence[str | None],
        subjects: Sequence[Span] = (),
    ) -> Names:
        """The names in a message, of which the phrases and their scopes are known, and the `subjects` that it names."""
        asking = [span for span in spans if span.meaning.value in ("review", "compare")]
        found = self._mentions.find(message, [*spans, *subjects], states, judging=bool(asking))
        found, unknown = self._with_other_sides(message, found, states, judging=bool(asking))
        found = self._series.spelled_out(message, found)
        found += namesakes(self._catalogue, message, found)
        wanted = makers.wanted(self._catalogue, message, found)
        works = [mention for mention in found if mention not in wanted]
        named = roles.named(message, works, states, spans, judging=bool(asking))
        return Names(
            tuple(found),
            named,
            tuple(dict.fromkeys(wanted.values())),
            frozenset(makers.avoided(self._catalogue, message, found, named)),
            judged=roles.asks_about(message, works) or any(map(judges, asking)),
            unknown=unknown,
        )

    def _with_other_sides(
        self, message: Sequence[Word], found: list[Mention], states: Sequence[str | None], *, judging: bool
    ) -> tuple[list[Mention], tuple[tuple[int, int], ...]]:
        """The mentions with those that stand against them, and where names are that nobody here knows."""
        if not found:
            codes = self._codes.unknown(message, states, judging=judging)
            return found, tuple((place, place + 1) for place in codes)
        if self._is_of_another_kind(message, found):
            return [], ((0, len(message)),)
        beside = sides(message, found, self._index, self._lexicon)
        return sorted([*found, *beside.mentions], key=lambda mention: mention.core), beside.unknown

    def _is_of_another_kind(self, message: Sequence[Word], found: Sequence[Mention]) -> bool:
        """Whether the message is nothing but a name with a word that makes another thing of it: "fastai docs"."""
        named = {place for mention in found for place in range(mention.start, mention.end)}
        rest = {word.text for place, word in enumerate(message) if place not in named} - self._lexicon.fillers
        if not rest or not rest <= OTHER_KINDS:
            return False
        meant = self._index.resolve_words([word.text for word in message])
        return not (meant.id or meant.alternatives)
