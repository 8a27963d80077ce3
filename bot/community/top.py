"""What a server found most helpful: which votes are counted, and the order that they give."""

from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct

from bot.advise.ranking.constraints import constraints
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import standing
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Choice, Topic
from bot.understand import ParsedQuery

Period = Literal["week", "month", "year", "all"]
PERIODS: tuple[Period, ...] = get_args(Period)
DAYS: Mapping[Period, int] = {"week": 7, "month": 30, "year": 365}
DAY = 86_400
MOST = 10
FEW = 3
"""With fewer voters than this, the card says so."""
FOR_EVERYBODY: frozenset[Choice] = frozenset({"outdated"})
"""The reasons against an entry that do not depend on the asker."""


class Helpful(Struct, frozen=True):
    """An entry with how many members it helped and how many find it outdated; `few`: whether few have voted."""

    resource: Resource
    helped: int
    outdated: int
    few: bool


def since(period: Period, now: float) -> int | None:
    """The first second of a period, in seconds since 1970; None for all time.

    It begins at midnight, since only the day is kept of a forgotten member's vote.
    """
    return (int(now) // DAY - DAYS[period] + 1) * DAY if period in DAYS else None


def most_helpful(
    index: RankIndex, counts: Mapping[str, Mapping[Choice, int]], topic: Topic | None = None
) -> list[Helpful]:
    """The entries that helped somebody, by the lower bound of their share, equal ones in the curator's order."""
    filters = Filters(topic=topic)
    allowed = index.allowed(constraints(filters.applied_to(ParsedQuery()), filters))
    helped = [id_ for id_, votes in counts.items() if votes.get("helped")]
    entries = index.among(helped, allowed)
    entries.sort(key=lambda entry: -standing(counts[entry.id], FOR_EVERYBODY, index.weights))
    return [_helpful(entry, counts[entry.id]) for entry in entries[:MOST]]


def _helpful(entry: Resource, votes: Mapping[Choice, int]) -> Helpful:
    return Helpful(entry, votes["helped"], votes.get("outdated", 0), sum(votes.values()) < FEW)
