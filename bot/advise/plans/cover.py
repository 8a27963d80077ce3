"""Which entries teach what a goal needs: few, good, and each one possible when its turn comes.

The cost of a skill is that of its best teacher and of all that the teacher builds on: the additive heuristic of
planning (Bonet and Geffner, Planning as heuristic search, 2001), found with Dijkstra's algorithm over entries.
"""

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.catalogue import Resource

LACKING = 3.0
"""What a skill costs that nothing teaches, so that an entry which does without it goes first."""
COVERS = 5.0
"""What it is worth that one entry serves several aims."""

_NO_OFFER = (float("inf"), 0)


class Field(Struct, frozen=True):
    """What a plan may use. The prices are above zero: `price` of an entry on the way, `price_as_aim` at the goal."""

    entries: Sequence[Resource]
    price: Mapping[str, float]
    price_as_aim: Mapping[str, float]
    known: frozenset[str]
    lacking: frozenset[str]


def reached(entries: Iterable[Resource], known: Collection[str]) -> tuple[set[str], list[Resource]]:
    """The skills that one comes to from what is known, and the entries that one never gets to."""
    state, waiting, before = set(known), list(entries), -1
    while len(waiting) != before:
        before, left = len(waiting), []
        for entry in waiting:
            if state.issuperset(entry.requires):
                state.update(entry.teaches)
            else:
                left.append(entry)
        waiting = left
    return state, waiting


def lacking(entries: Sequence[Resource], known: frozenset[str], wanted: Iterable[str] = ()) -> frozenset[str]:
    """The skills that entries build on and `wanted` ones that none of the entries teaches from what is known."""
    found: set[str] = set()
    while True:
        state, waiting = reached(entries, known | found)
        missed = Counter(skill for entry in waiting for skill in set(entry.requires) - state)
        missed.update(set(wanted) - state)
        if not missed:
            return frozenset(found)
        taught = {skill for entry in waiting for skill in set(entry.teaches).difference(entry.requires)}
        found |= missed.keys() - taught or {min(missed, key=lambda skill: (-missed[skill], skill))}


class Reach:
    """The cheapest way to every skill and entry from what is known."""

    def __init__(self, entries: Sequence[Resource], start: Mapping[str, float], price: Mapping[str, float]) -> None:
        self._entries = entries
        self.cost: dict[int, float] = {}
        """What the entries that can be reached cost on top of their own price, by their places."""
        self._teacher: dict[str, int] = {}
        self._settle(start, price)

    def _settle(self, start: Mapping[str, float], price: Mapping[str, float]) -> None:
        needing, left = self._needs()
        heap = [(cost, skill, -1) for skill, cost in start.items()]
        least = {skill: (cost, -1) for skill, cost in start.items()}
        ready = [place for place, count in enumerate(left) if not count]
        heap += [offer for place in ready for offer in self._offers(place, price, least)]
        heapq.heapify(heap)
        settled: set[str] = set()
        while heap:
            cost, skill, teacher = heapq.heappop(heap)
            if skill in settled:
                continue
            settled.add(skill)
            self._teacher[skill] = teacher
            for place in needing.get(skill, ()):
                self.cost[place] = self.cost.get(place, 0.0) + cost
                left[place] -= 1
                if not left[place]:
                    for offer in self._offers(place, price, least):
                        heapq.heappush(heap, offer)
        for place, count in enumerate(left):
            if count:
                self.cost.pop(place, None)

    def _needs(self) -> tuple[dict[str, list[int]], list[int]]:
        needing: dict[str, list[int]] = {}
        left = []
        for place, entry in enumerate(self._entries):
            required = set(entry.requires)
            left.append(len(required))
            for skill in required:
                needing.setdefault(skill, []).append(place)
        return needing, left

    def _offers(
        self, place: int, price: Mapping[str, float], least: dict[str, tuple[float, int]]
    ) -> Iterator[tuple[float, str, int]]:
        """What an entry teaches at which cost, where that is less than any offer so far; `least` is kept up to date."""
        entry = self._entries[place]
        offer = (price[entry.id] + self.cost.setdefault(place, 0.0), place)
        for skill in entry.teaches:
            if offer < least.get(skill, _NO_OFFER):
                least[skill] = offer
                yield offer[0], skill, place

    def best_for(self, aims: set[str], price: Mapping[str, float]) -> int | None:
        """The place of the entry by which one best comes nearer to these aims, or None."""
        worth = {
            place: price[self._entries[place].id] + cost - COVERS * covered
            for place, cost in self.cost.items()
            if (covered := len(aims & set(self._entries[place].teaches)))
        }
        return min(worth, key=lambda place: (worth[place], self._entries[place].id), default=None)

    def way_to(self, last: int) -> list[Resource]:
        """The entries that lead up to this one, in an order in which they can be done, and it."""
        found, open_ = {last}, [last]
        while open_:
            for skill in self._entries[open_.pop()].requires:
                teacher = self._teacher[skill]
                if teacher >= 0 and teacher not in found:
                    found.add(teacher)
                    open_.append(teacher)
        return [self._entries[place] for place in found if place != last] + [self._entries[last]]


def cover(field: Field, aims: Collection[str]) -> list[Resource]:
    """Entries from which one learns these skills, as far as entries teach them, without one that could be left out.

    None is a part of another. No aim may be lacking in the field.
    """
    chosen: list[Resource] = []
    barred: set[str] = set()
    while open_ := set(aims).difference(field.known, *(entry.teaches for entry in chosen)):
        pool = [entry for entry in field.entries if entry.id not in barred and not clashes(entry, chosen)]
        reach = Reach(pool, _start(field, chosen), field.price)
        last = reach.best_for(open_, field.price_as_aim)
        if last is None:
            break
        way = reach.way_to(last)
        clashing = [entry for entry in way[:-1] if clashes(entry, [other for other in way if other is not entry])]
        if clashing:
            barred.add(clashing[0].id)
        else:
            chosen += way
    return in_order(without_spare(chosen, set(aims) - open_, field), field)


def with_parts(entries: Iterable[Resource], parts: Iterable[Resource]) -> list[Resource]:
    """The entries, each as what it is with all of its parts: it teaches what they teach, and asks what they ask."""
    own: dict[str, list[Resource]] = {}
    for part in parts:
        own.setdefault(part.part_of or "", []).append(part)
    return [_whole(entry, own[entry.id]) if entry.id in own else entry for entry in entries]


def _whole(entry: Resource, parts: Sequence[Resource]) -> Resource:
    added = {skill for part in parts for skill in part.teaches}
    if added.issubset(entry.teaches) and added.isdisjoint(entry.requires):
        return entry
    asked = {skill for part in (entry, *parts) for skill in part.requires}
    teaches = (*entry.teaches, *sorted(added.difference(entry.teaches)))
    return replace(entry, teaches=teaches, requires=tuple(sorted(asked.difference(teaches))))


def in_order(entries: Sequence[Resource], field: Field) -> list[Resource]:
    """The entries with each after those that it builds on, and otherwise the easier ones first."""
    state, waiting, ordered = set(field.known), list(entries), []
    while waiting:
        able = [entry for entry in waiting if state.union(field.lacking).issuperset(entry.requires)]
        state.update((following := min(able or waiting, key=lambda entry: _ease(entry, state))).teaches)
        waiting.remove(following)
        ordered.append(following)
    return ordered


def _ease(entry: Resource, state: set[str]) -> tuple[int, int, int, str]:
    return len(set(entry.requires) - state), sum(entry.level_span), entry.math_rank, entry.id


def without_spare(entries: list[Resource], aims: Collection[str], field: Field) -> list[Resource]:
    """The entries without those whose skills the others give as well, the dearest first."""
    start = field.known | field.lacking
    for entry in sorted(entries, key=lambda entry: (-field.price[entry.id], entry.id)):
        rest = [other for other in entries if other is not entry]
        state, stuck = reached(rest, start)
        if not stuck and state.issuperset(aims):
            entries = rest
    return entries


def clashes(entry: Resource, around: Iterable[Resource]) -> bool:
    """Whether the entry is among these, or a part of one, or has one as its part."""
    return any(entry.id == other.id or _are_kin(entry, other) for other in around)


def _start(field: Field, chosen: Sequence[Resource]) -> dict[str, float]:
    """What skills cost that need no teacher: nothing if known, or if a step asks for them anyway."""
    paid = {skill for entry in chosen for skill in (*entry.requires, *entry.teaches)}
    return dict.fromkeys(field.lacking, LACKING) | dict.fromkeys(field.known | paid, 0.0)


def _are_kin(one: Resource, other: Resource) -> bool:
    return one.part_of == other.id or other.part_of == one.id
