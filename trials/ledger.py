"""What the votes must be after a kill: all that was acknowledged, and of what was on its way all or nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

Key = tuple[int, str, int]
"""Server, resource and member."""
Anonymous = tuple[int, str, str]
"""Server, resource and choice of a vote that is nobody's any more."""
WITHDRAWN = "withdrawn"


class Order(Struct, frozen=True):
    """What the child is about to ask of the store: a press on a button, or to forget a member altogether."""

    number: int
    kind: Literal["press", "forget"]
    member: int
    server: int = 0
    resource: str = ""
    choice: str = ""


class Votes(Struct):
    """All votes: of members by key, and of nobody as counts."""

    named: dict[Key, str]
    nobodys: Counter[Anonymous]

    def after(self, order: Order) -> "Votes":
        """What they are once this is done."""
        return self._pressed(order) if order.kind == "press" else self._forgotten(order.member)

    def _pressed(self, order: Order) -> "Votes":
        key = (order.server, order.resource, order.member)
        choice = WITHDRAWN if self.named.get(key) == order.choice else order.choice
        return Votes({**self.named, key: choice}, self.nobodys)

    def _forgotten(self, member: int) -> "Votes":
        gone = {key: choice for key, choice in self.named.items() if key[2] == member}
        kept = {key: choice for key, choice in self.named.items() if key[2] != member}
        counted = Counter((key[0], key[1], choice) for key, choice in gone.items() if choice != WITHDRAWN)
        return Votes(kept, self.nobodys + counted)

    def tallies(self) -> Counter[Anonymous]:
        """How many votes count for each choice of each resource in each server: the plain recount."""
        counted = ((server, resource, choice) for (server, resource, _), choice in self.named.items())
        return Counter(key for key in counted if key[2] != WITHDRAWN) + self.nobodys


def read(rows: Iterable[tuple[int, str, int, str]]) -> Votes:
    """The votes in a database: server, resource, voter (negative for nobody) and choice of each row."""
    votes = Votes({}, Counter())
    for server, resource, voter, choice in rows:
        if voter > 0:
            votes.named[server, resource, voter] = choice
        else:
            votes.nobodys[server, resource, choice] += 1
    return votes


def replayed(before: Votes, sent: Iterable[Order], acknowledged: Iterable[int]) -> tuple[Votes, list[Order]]:
    """What the votes must be at least, and what was sent last by each worker without an answer.

    Each member belongs to one worker, which sends one order after the other: of a member's orders at most the last is
    open.
    """
    done = set(acknowledged)
    votes, still_open = before, []
    for order in sent:
        if order.number in done:
            votes = votes.after(order)
        else:
            still_open.append(order)
    return votes, still_open


def faults(found: Votes, tallies: Mapping[Anonymous, int], must: Votes, still_open: Iterable[Order]) -> Iterator[str]:
    """Whatever is wrong with what is found, each as a sentence."""
    wanted = must
    for order in still_open:
        after = wanted.after(order)
        if _of(found, order.member) == _of(after, order.member):
            wanted = after
    for key in wanted.named.keys() | found.named.keys():
        if (have := found.named.get(key)) != (want := wanted.named.get(key)):
            yield f"{key}: {have} is stored, {want} was acknowledged"
    if found.nobodys != wanted.nobodys:
        yield f"nobody's votes: {found.nobodys - wanted.nobodys} too many, {wanted.nobodys - found.nobodys} missing"
    recount = found.tallies()
    if Counter(tallies) != recount:
        yield f"tallies: {Counter(tallies) - recount} too many, {recount - Counter(tallies)} missing"


def _of(votes: Votes, member: int) -> dict[Key, str]:
    return {key: choice for key, choice in votes.named.items() if key[2] == member}
