"""Votes without end by many members at once, noted in a file before and after each: to be killed by `trials.kill`.

Each actor does one thing after the other, and nobody else touches what is theirs: their own votes in the servers that
all share, and everything in a server of their own. So after a kill it is known what each of them may have left.
A line of the file is an actor with what they are about to do, or with how it ended: "+" done, "-" refused and nothing
changed, "?" nobody knows.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, TextIO

from bot.catalogue.allowed_values import CHOICES
from bot.store import Address, OutcomeUnknown, Store, StoreUnavailable, address_of
from tests.support.store.merging import merge_ids

SHARED, OWN = (1, 2, 3), 100
"""The servers that all vote in; and what the server of each actor's own is counted from."""
PEOPLE = 8
"""Members of a server of an actor's own, others in each round and of no other actor."""
RESOURCES = tuple(f"book-{number}" for number in range(12))
PAUSE = 0.02
"""Seconds until an actor goes on after a refusal."""
Step = tuple[Any, ...]


def steps(actor: int, round_: int, seed: str) -> Iterator[Step]:
    """What this actor does in this round, without end."""
    chance = Random(f"{seed}/{round_}/{actor}")
    own = OWN + actor
    for number in count():
        draw, resource, choice = chance.random(), chance.choice(RESOURCES), chance.choice(CHOICES)
        person = 10**6 * actor + 100 * round_ + chance.randrange(PEOPLE)
        if draw < 0.45:
            yield "vote", chance.choice(SHARED), resource, actor, choice
        elif draw < 0.7:
            yield "vote", own, resource, person, choice
        elif draw < 0.8:
            yield "take_back", chance.choice(SHARED), resource, actor, choice
        elif draw < 0.87:
            yield "merge", own, resource, chance.choice(RESOURCES)
        elif draw < 0.92:
            yield "forget", person
        else:
            yield from _burst(chance, own, f"burst-{round_}-{number}", person)


def _burst(chance: Random, own: int, resource: str, person: int) -> Iterator[Step]:
    """Votes that are flagged, more votes, and what moderators decide."""
    yield "vote", own, resource, person, chance.choice(CHOICES)
    yield "flag", own, resource
    yield "vote", own, resource, person + PEOPLE, chance.choice(CHOICES)
    yield "decide", own, resource, chance.choice(("counted", "dropped"))
    yield "vote", own, resource, person + PEOPLE + 1, chance.choice(CHOICES)


class Doing:
    """Does the steps on a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def do(self, step: Step) -> None:
        """Do one step. Raises `StoreUnavailable`."""
        name, *values = step
        does: Callable[..., Awaitable[None]] = getattr(self, f"_{name}")
        await does(*values)

    async def _vote(self, server: int, resource: str, member: int, choice: Any) -> None:
        await self._store.votes.toggle(server, resource, member, choice)

    async def _take_back(self, server: int, resource: str, member: int, choice: Any) -> None:
        await self._store.votes.take_back(server, resource, member, choice)

    async def _merge(self, server: int, old: str, new: str) -> None:
        await merge_ids(self._store, server, old, new)

    async def _forget(self, member: int) -> None:
        await self._store.members.forget(member)

    async def _flag(self, server: int, resource: str) -> None:
        await self._store.flags.open(server, resource, 0, 5)

    async def _decide(self, server: int, resource: str, outcome: Any) -> None:
        for flag in await self._store.flags.waiting(server):
            if flag.resource_id == resource:
                await self._store.flags.decide(server, resource, flag.opened_at, outcome, 1)


async def act(doing: Doing, actor: int, todo: Iterator[Step], notes: TextIO) -> None:
    """Do one step after the other, each noted before and after, until nobody knows what became of one."""

    def note(what: object) -> None:
        notes.write(f"{actor} {what}\n")
        notes.flush()

    for step in todo:
        note(json.dumps(step))
        try:
            await doing.do(step)
            note("+")
        except OutcomeUnknown:
            note("?")
            return
        except StoreUnavailable:
            note("-")
            await asyncio.sleep(PAUSE)


async def main(address: Address, actors: int, round_: int, seed: str, notes: TextIO) -> None:
    """All actors at once."""
    async with Store.open(address, time.time) as store:
        doing = Doing(store)
        await asyncio.gather(*(act(doing, one, steps(one, round_, seed), notes) for one in range(1, actors + 1)))
        await asyncio.Event().wait()  # which the kill ends


if __name__ == "__main__":
    where, how_many, which, with_seed, file = sys.argv[1:]
    at = address_of(where) if "://" in where else Path(where)
    with Path(file).open("a") as opened:
        asyncio.run(main(at, int(how_many), int(which), with_seed, opened))
