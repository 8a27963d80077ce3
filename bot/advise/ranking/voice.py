"""What one server says of the entries, and what that counts for in its own ranking.

Votes only ever order equals: all of them together weigh less than an entry's standing or what was asked for
(`Weights.votes_most`). What they give rests on a lower confidence bound, so that few votes say little
(Wilson, "Probable inference, the law of succession, and statistical inference", 1927).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import sqrt
from types import MappingProxyType

from msgspec import Struct

from bot.advise.ranking.weights import Weights
from bot.catalogue.allowed_values import CHOICES, Choice
from bot.understand import ParsedQuery

CONFIDENCE = 1.645
"""Standard deviations: the bound holds in 19 of 20 cases."""
LEAST_TOLD = 5
"""So many members must have said the same against an entry before it is told."""
NOTHING_SAID: Mapping[str, Mapping[Choice, int]] = MappingProxyType({})


class Voice(Struct, frozen=True):
    """A server's votes by entry and choice, and what its moderators put first, by id, with their notes."""

    counts: Mapping[str, Mapping[Choice, int]] = NOTHING_SAID
    pinned: Mapping[str, str] = MappingProxyType({})

    def helped(self, id_: str) -> int:
        """How many of the server's members this entry helped."""
        return self.counts[id_].get("helped", 0) if id_ in self.counts else 0

    def misfits(self, id_: str, query: ParsedQuery | None = None) -> dict[Choice, int]:
        """How many of the server's members it was not right for, by reason, the most frequent first; with a question,
        only the reasons that concern who asks it. Below `LEAST_TOLD` nothing is told, so that nobody is singled out.
        """
        told = {choice: votes for choice, votes in self.counts.get(id_, {}).items() if votes >= LEAST_TOLD}
        among = CHOICES[1:] if query is None else tuple(concerns(query))
        return {choice: told[choice] for choice in sorted(told, key=lambda choice: -told[choice]) if choice in among}


SILENCE = Voice()
"""The voice of no server, and of one where nobody has said anything."""


def voice_points(voice: Voice, query: ParsedQuery, weights: Weights) -> dict[str, float]:
    """What the server's votes and pins give to entries for this question, by id."""
    reasons = frozenset(concerns(query))
    points = {id_: standing(counts, reasons, weights) for id_, counts in voice.counts.items()}
    for id_ in voice.pinned:
        points[id_] = points.get(id_, 0.0) + weights.pinned
    return points


def standing(counts: Mapping[Choice, int], concerns: frozenset[Choice], weights: Weights) -> float:
    """What votes give: nothing without any, `votes_most` at most. Of those whom the entry was not right for, only
    those count against it whose reason concerns the asker.
    """
    least = lower_bound(weights.votes_for, weights.votes_for + weights.votes_against)
    against = sum(votes for choice, votes in counts.items() if choice in concerns)
    helped = counts.get("helped", 0) + weights.votes_for
    bound = lower_bound(helped, helped + against + weights.votes_against)
    return weights.votes_most * (bound - least) / (1 - least)


@lru_cache(maxsize=1024)  # most counts are small, and every answer asks for those of all entries with votes
def lower_bound(successes: float, trials: float) -> float:
    """The share of successes that is most likely exceeded: the lower end of Wilson's score interval."""
    share, squared = successes / trials, CONFIDENCE**2
    spread = CONFIDENCE * sqrt(share * (1 - share) / trials + squared / (4 * trials**2))
    return (share + squared / (2 * trials) - spread) / (1 + squared / trials)


def concerns(query: ParsedQuery) -> Iterator[Choice]:
    """The reasons against an entry that hold for who asks this question."""
    yield "outdated"
    if query.level in ("beginner", "intermediate"):
        yield "too-hard"
    if query.level in ("intermediate", "advanced"):
        yield "too-easy"
    if query.math in ("none", "light"):
        yield "too-mathematical"
