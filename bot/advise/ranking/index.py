"""The best entries for a question, without looking at every entry.

A score is the sum of facet points and a prior. Entries that agree in all facets asked about form a group with
one sum; groups are found by intersecting bit sets, and inside a group entries stand in the order of their
priors. So the best k need the best k of the best groups only, which is exact and hardly grows with the catalogue.
"""

import heapq
import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from copy import copy

from msgspec import Struct

from bot.advise.ranking.constraints import Constraint
from bot.advise.ranking.facets import Facet
from bot.advise.ranking.weights import Weights
from bot.catalogue import Catalogue, Resource
from bot.catalogue.server_entries import is_own

_SOME_BITS = re.compile(rb"[^\0]", re.DOTALL)
"""A byte with a bit that is set, found fast."""


class Scored(Struct, frozen=True):
    """An entry with its score for one question."""

    resource: Resource
    score: float


class RankIndex:
    """The entries in the order of their priors, and for each facet the bit set of entries that have each value."""

    def __init__(self, catalogue: Catalogue, weights: Weights) -> None:
        self.weights = weights
        self.skills = catalogue.skills
        self.entries = sorted(catalogue, key=lambda resource: (-prior(resource, weights), resource.id))
        self._priors = [prior(resource, weights) for resource in self.entries]
        self._places = {resource.id: place for place, resource in enumerate(self.entries)}
        self._masks: dict[str, dict[Hashable, int]] = {}
        self.everything = (1 << len(self.entries)) - 1

    def without(self, ids: Collection[str]) -> "RankIndex":
        """The same index with these entries left out; both share everything that was worked out."""
        other = copy(self)
        other.everything &= ~self.bits(ids)
        return other

    def leaves_out(self, id_: str) -> bool:
        """Whether this is an entry of the index that `without` took away."""
        return id_ in self._places and not self.everything >> self._places[id_] & 1

    def allowed(self, constraints: Sequence[Constraint]) -> int:
        """The bit set of entries for which all constraints hold."""
        mask = self.everything
        for constraint in constraints:
            by_key = self._by_key(constraint.name, constraint.key)
            mask &= sum(bits for key, bits in by_key.items() if constraint.allows(key))
        return mask

    def among(self, ids: Collection[str], allowed: int) -> list[Resource]:
        """Those of these entries that the bit set has, in the order of their priors."""
        return [self.entries[place] for place in _places(allowed & self.bits(ids), len(ids))]

    def bits(self, ids: Collection[str]) -> int:
        """The bit set of those of these entries that the index has."""
        return _bits([self._places[id_] for id_ in ids if id_ in self._places], len(self.entries))

    def best(self, facets: Sequence[Facet], allowed: int, extras: Mapping[str, float], limit: int) -> list[Scored]:
        """The entries of `allowed` with the highest scores, best first, at most `limit`; 0 stands for all."""
        limit = limit or len(self.entries)
        most = max((0.0, *extras.values()))
        with_extras = self.bits(extras)
        falling = sum(points < 0 for points in extras.values())  # so many of the first of a group may fall behind
        groups = sorted(self._groups(facets, allowed), reverse=True)
        heap: list[tuple[float, int]] = []  # of the best so far: score, and minus the place to prefer the higher prior
        for points, mask in groups:
            if len(heap) == limit and points + self._priors[_lowest(mask)] + most <= heap[0][0]:
                continue
            for place in _worth_a_look(mask, mask & with_extras, limit + falling):
                at_least = points + self._priors[place]
                if len(heap) < limit:
                    heapq.heappush(heap, (at_least + extras.get(self.entries[place].id, 0.0), -place))
                elif at_least + most < heap[0][0]:
                    break  # the others of the group have lower priors
                else:
                    heapq.heappushpop(heap, (at_least + extras.get(self.entries[place].id, 0.0), -place))
        return [Scored(self.entries[-place], score) for score, place in sorted(heap, reverse=True)]

    def _groups(self, facets: Sequence[Facet], allowed: int) -> list[tuple[float, int]]:
        groups = [(0.0, allowed)] if allowed else []
        for facet in facets:
            by_key = self._by_key(facet.name, facet.key)
            tiers = _merged([(facet.points(key), bits) for key, bits in by_key.items()])
            groups = [(sum_ + points, common) for sum_, mask in groups for points, bits in tiers
                      if (common := mask & bits)]  # fmt: skip
        return groups

    def _by_key(self, name: str, key: Callable[[Resource], Hashable]) -> dict[Hashable, int]:
        if name not in self._masks:
            places: dict[Hashable, list[int]] = {}
            for place, resource in enumerate(self.entries):
                places.setdefault(key(resource), []).append(place)
            self._masks[name] = {value: _bits(at, len(self.entries)) for value, at in places.items()}
        return self._masks[name]


def prior(resource: Resource, weights: Weights) -> float:
    """What an entry brings along whatever is asked: its standing, its state and its age, in points."""
    years = min(max((resource.year or weights.old_year) - weights.old_year, 0), weights.recent_years)
    points = years * weights.recent_year
    if resource.standing:
        points += {"core": weights.core, "solid": weights.solid, "niche": weights.niche}[resource.standing.tier]
    if resource.status == "dated":
        points += weights.dated
    if is_own(resource.id):
        points += weights.uncurated
    return points + (weights.part if resource.part_of else 0.0)


def _merged(tiers: list[tuple[float, int]]) -> list[tuple[float, int]]:
    merged: dict[float, int] = {}
    for points, bits in tiers:
        merged[points] = merged.get(points, 0) | bits
    return list(merged.items())


def _bits(places: list[int], size: int) -> int:
    raw = bytearray(size // 8 + 1)
    for place in places:
        raw[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(raw, "little")


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def _worth_a_look(mask: int, with_extras: int, limit: int) -> Iterator[int]:
    """The places in a group that can be among the best: the first `limit` by prior, and those with extras."""
    last = -1
    for last in _places(mask, limit):
        yield last
    yield from _places(with_extras >> last + 1 << last + 1, with_extras.bit_count())


def _places(mask: int, limit: int) -> Iterator[int]:
    """The places of the lowest `limit` bits that are set."""
    for found in _SOME_BITS.finditer(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        offset, byte = found.start() * 8, found[0][0]
        while byte:
            if not limit:
                return
            limit -= 1
            yield offset + (byte & -byte).bit_length() - 1
            byte &= byte - 1
