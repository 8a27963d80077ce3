"""The catalogue page by page, narrowed down by filters. Nothing is asked, so only the entries' merits are weighed.

Retired entries are left out, as everywhere where one chooses what to learn from: they are found by name.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.forms.question_ids import decode, encode
from bot.advise.ranking.facets import constraints
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS
from bot.understand import ParsedQuery

PAGE = 5
WORDS: Mapping[str, Sequence[str]] = {
    "level": LEVELS, "math": MATHS, "format": FORMATS, "cost": COSTS, "topic": TOPICS,
}  # fmt: skip
"""The fields of `Filters` by name, and the words that each may take."""

_NOTHING_ASKED = ParsedQuery()
_NO_ENTRIES = Catalogue(())


class Option(Struct, frozen=True):
    """What one filter may be set to, and how many entries there are then. The word None stands for any."""

    word: str | None
    count: int


class Page(Struct, frozen=True):
    """Some of the entries that pass the filters, best first. `number` counts from 1; an empty list has one page.

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
    best = index.best((), allowed, {}, number * PAGE)  # without facets, a score is an entry's prior
    entries = tuple(scored.resource for scored in best[(number - 1) * PAGE :])
    return Page(filters, entries, number, pages, total, {facet: _options(index, filters, facet) for facet in WORDS})


def changed(filters: Filters, facet: str, word: str | None) -> Filters:
    """The filters with one of them set anew. None, or a word that is not in its vocabulary, sets it to any."""
    changes: dict[str, Any] = {facet: word if word in WORDS[facet] else None}
    return replace(filters, **changes)


def encode_filters(filters: Filters) -> str:
    """The filters as a text of at most 19 characters, all of them of `compact.PATTERN`."""
    return encode(_NOTHING_ASKED, filters)


def decode_filters(text: str) -> Filters:
    """The filters of such a text. What is not understood any more is left out; never raises."""
    return decode(text, _NO_ENTRIES)[1]


def _passing(index: RankIndex, filters: Filters) -> int:
    return index.allowed(constraints(filters.applied_to(_NOTHING_ASKED), filters))


def _options(index: RankIndex, filters: Filters, facet: str) -> tuple[Option, ...]:
    others = _passing(index, changed(filters, facet, None))
    options = [Option(word, (others & allowed).bit_count()) for word, allowed in _alone(index, facet).items()]
    chosen = getattr(filters, facet)
    return tuple(option for option in options if option.count or option.word in (None, chosen))


@lru_cache(maxsize=len(WORDS))
def _alone(index: RankIndex, facet: str) -> Mapping[str | None, int]:
    """The entries that pass one filter alone, for each of its words: the same for every page of an index."""
    return {word: _passing(index, changed(Filters(), facet, word)) for word in (None, *WORDS[facet])}
