"""The catalogue page by page, narrowed down by filters. Nothing is asked, so only the entries' merits are weighed.

Entries stand topic by topic, and in each those come first that practitioners name first. Where one topic is chosen,
what is about that topic before all comes first among its equals. Retired entries are left out, as everywhere where one
chooses what to learn from: they are found by name.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.forms.question_ids import decode, encode
from bot.advise.ranking.constraints import constraints
from bot.advise.ranking.facets import Facet
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS, Tier
from bot.understand import ParsedQuery

PAGE = 5
WORDS: Mapping[str, Sequence[str]] = {
    "level": LEVELS, "math": MATHS, "format": FORMATS, "cost": COSTS, "topic": TOPICS,
}  # fmt: skip
"""The fields of `Filters` by name, and the words that each may take."""
NARROWING = ("level", "math", "format", "cost")
"""The filters of one list, in which several may be chosen at once; the topic has a list of its own."""
_TIER_POINTS: Mapping[Tier | None, float] = {"core": 300.0, "solid": 200.0, None: 100.0, "niche": 0.0}
_FOREMOST, _TOPIC_STEP = 50.0, -1000.0
"""Far apart, and each far more than what priors differ by: they only put entries into groups."""

_NOTHING_ASKED = ParsedQuery()
_NO_ENTRIES = Catalogue(())


class Option(Struct, frozen=True):
    """What one filter may be set to, and how many entries there are then. The word None stands for any."""

    word: str | None
    count: int


class Page(Struct, frozen=True):
    """Some of the entries that pass the filters, in their order. `number` counts from 1; an empty list has one page.

    `options` has, for each filter, what it may be set to while the others stay: all that leads to some entry.
    """

    filters: Filters
    entries: tuple[Resource, ...]
    number: int
    pages: int
    total: int
    options: Mapping[str, tuple[Option, ...]]


def page(index: RankIndex, filters: Filters, number: int) -> Page:
    """The page with this number, or the nearest that there is."""
    allowed = _passing(index, filters)
    total = allowed.bit_count()
    pages = max(-(-total // PAGE), 1)
    number = min(max(number, 1), pages)
    best = index.best(_groups(filters), allowed, {}, number * PAGE)
    entries = tuple(scored.resource for scored in best[(number - 1) * PAGE :])
    return Page(filters, entries, number, pages, total, {facet: _options(index, filters, facet) for facet in WORDS})


def changed(filters: Filters, facet: str, word: str | None) -> Filters:
    """The filters with one of them set anew. None, or a word that is not in its vocabulary, sets it to any."""
    changes: dict[str, Any] = {facet: word if word in WORDS[facet] else None}
    return replace(filters, **changes)


def narrowed(filters: Filters, chosen: Sequence[str]) -> Filters:
    """The filters with what was chosen in the list of `NARROWING`, as `level:beginner`, and without what was not.

    Of several words for one filter the one counts that it was not set to before.
    """
    for facet in NARROWING:
        words = [word for word in WORDS[facet] if f"{facet}:{word}" in chosen]
        added = [word for word in words if word != getattr(filters, facet)]
        filters = changed(filters, facet, next(reversed(added or words), None))
    return filters


def tier_of(entry: Resource) -> Tier | None:
    """How practitioners speak of an entry; None for one of a server's own, of which only its members have spoken."""
    return entry.standing.tier if entry.standing else None


def encode_filters(filters: Filters) -> str:
    """The filters as a text of at most 19 characters, all of them of `compact.PATTERN`."""
    return encode(_NOTHING_ASKED, filters)


def decode_filters(text: str) -> Filters:
    """The filters of such a text. What is not understood any more is left out; never raises."""
    return decode(text, _NO_ENTRIES)[1]


def _passing(index: RankIndex, filters: Filters) -> int:
    return index.allowed(constraints(filters.applied_to(_NOTHING_ASKED), filters))


def _groups(filters: Filters) -> Sequence[Facet]:
    """What puts the entries into groups; within one they stand by their priors."""
    standing = Facet("standing", tier_of, lambda tier: _TIER_POINTS[tier])
    if topic := filters.topic:
        return standing, Facet(f"foremost:{topic}", lambda entry: entry.topics[0] == topic, lambda is_: is_ * _FOREMOST)
    return standing, Facet("foremost", lambda entry: TOPICS.index(entry.topics[0]), lambda place: place * _TOPIC_STEP)


def _options(index: RankIndex, filters: Filters, facet: str) -> tuple[Option, ...]:
    others = _passing(index, changed(filters, facet, None))
    options = [Option(word, (others & allowed).bit_count()) for word, allowed in _alone(index, facet).items()]
    chosen = getattr(filters, facet)
    return tuple(option for option in options if option.count or option.word in (None, chosen))


@lru_cache(maxsize=len(WORDS))
def _alone(index: RankIndex, facet: str) -> Mapping[str | None, int]:
    """The entries that pass one filter alone, for each of its words: the same for every page of an index."""
    return {word: _passing(index, changed(Filters(), facet, word)) for word in (None, *WORDS[facet])}
