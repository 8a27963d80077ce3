"""The process that trials.kill kills: workers that press vote buttons and have members forgotten, as fast as they can.

Each order is written out before it is sent, and its number once the store has acknowledged it.
"""

import asyncio
import os
import sys
import time
from itertools import count
from random import Random

import msgspec

from bot.catalogue.vocabulary import CHOICES
from bot.store import Store, address_of
from trials.ledger import Order

WORKERS, MEMBERS = 4, 12
SERVERS, RESOURCES = (1, 2, 3), ("book", "course", "video", "paper")
FORGETS_ONE_IN = 25


async def main(url: str, seed: str, first: int) -> None:
    """Work on the database at this address until killed. Orders are numbered from `first`."""
    numbers = count(first)
    async with Store.open(address_of(url), time.time) as store:
        await asyncio.gather(*(_work(store, worker, Random(f"{seed} {worker}"), numbers) for worker in range(WORKERS)))


async def _work(store: Store, worker: int, chance: Random, numbers: "count[int]") -> None:
    while True:
        order = _order(next(numbers), worker, chance)
        _say(b"sent " + msgspec.json.encode(order))
        if order.kind == "forget":
            await store.members.forget(order.member)
        else:
            choice = next(known for known in CHOICES if known == order.choice)
            await store.votes.toggle(order.server, order.resource, order.member, choice)
        _say(b"done %d" % order.number)


def _order(number: int, worker: int, chance: Random) -> Order:
    member = 1 + worker * MEMBERS + chance.randrange(MEMBERS)
    if chance.randrange(FORGETS_ONE_IN) == 0:
        return Order(number, "forget", member)
    return Order(number, "press", member, chance.choice(SERVERS), chance.choice(RESOURCES), chance.choice(CHOICES))


def _say(line: bytes) -> None:
    """In one piece and at once, so that what was said is not lost with us."""
    os.write(1, line + b"\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
