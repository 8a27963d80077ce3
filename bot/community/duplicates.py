"""Entries and suggestions that a new suggestion may duplicate."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from rapidfuzz import fuzz, utils

from bot.catalogue import Resource
from bot.catalogue.checks.addresses import addresses_of
from bot.catalogue.checks.same_address import same_address
from bot.catalogue.server_entries import own_id
from bot.community.suggestion_rules import Suggestion

MOST = 3
NEAR_FROM = 86.0
"""From this likeness on, of 100, two titles are near. Over the knowledge base it finds 95 of 100 titles that were
misspelled, shortened, shuffled or told with an author, and 18 of 100 titles have another entry as near as that
(see tests/community/test_duplicates.py); at 90 it is 91 and 11, at 82 it is 98 and 32."""

_TELLS_LITTLE = re.compile(
    r"\b(the|an?|by|edition|ed|\d+(st|nd|rd|th)|(19|20)\d\d|book|course|video|tutorial|blog|paper|podcast)\b"
)


class Near(Struct, frozen=True):
    """Something similar to a suggestion. `waits`: it is itself a suggestion that is still undecided."""

    id: str
    title: str
    why: Literal["address", "name"]
    waits: bool = False


def near_duplicates(
    title: str, url: str, entries: Iterable[Resource], waiting: Iterable[Suggestion] = ()
) -> tuple[Near, ...]:
    """The entries and waiting suggestions with the same address or a similar name, the nearest first."""
    wanted, told = same_address(url), _telling(title)
    found = [*_near_entries(wanted, told, entries), *_near_suggestions(wanted, told, waiting)]
    return tuple(near for _, near in sorted(found, key=lambda scored: -scored[0])[:MOST])


def _near_entries(wanted: str, told: str, entries: Iterable[Resource]) -> Iterator[tuple[float, Near]]:
    for entry in entries:
        if any(same_address(url) == wanted for _, url in addresses_of(entry)):
            yield 101.0, Near(entry.id, entry.title, "address")
        elif (likeness := max(_likeness(told, _telling(name)) for name in _names(entry))) >= NEAR_FROM:
            yield likeness, Near(entry.id, entry.title, "name")


def _near_suggestions(wanted: str, told: str, waiting: Iterable[Suggestion]) -> Iterator[tuple[float, Near]]:
    for other in waiting:
        if same_address(other.url) == wanted:
            yield 101.0, Near(own_id(other.id), other.title, "address", waits=True)
        elif (likeness := _likeness(told, _telling(other.title))) >= NEAR_FROM:
            yield likeness, Near(own_id(other.id), other.title, "name", waits=True)


def _names(entry: Resource) -> dict[str, None]:
    return dict.fromkeys((entry.title, entry.title.partition(":")[0], *entry.aliases))


def _telling(title: str) -> str:
    """The words that distinguish a title; all of them where none does."""
    words = utils.default_process(title.replace("+", " plus ").replace("#", " sharp "))  # else C++ and C# are "c"
    return " ".join(_TELLS_LITTLE.sub(" ", words).split()) or words


def _likeness(one: str, other: str) -> float:
    """How alike two titles are, out of 100: by letters for slips, by words for order and additions."""
    if not one or not other:
        return 0.0
    by_words = (fuzz.token_sort_ratio(one, other) + fuzz.token_set_ratio(one, other)) / 2
    return max(fuzz.ratio(one, other), by_words)
