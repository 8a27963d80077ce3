"""Votes, merges and forgetting without end, by several members at once: to be killed by a test.

The first argument is a file or an address such as DATABASE_URL has, the second how many members.
"""

import asyncio
import sys
import time
from itertools import count
from pathlib import Path

from bot.catalogue.allowed_values import CHOICES
from bot.store import Address, Store, address_of
from tests.support.store.merging import merge_ids


async def vote_and_be_forgotten(store: Store, user_id: int) -> None:
    """Mark something, then vote, then be forgotten, again and again: votes without the mark are never left."""
    for number in count():
        await store.progress.mark(user_id, "book", "done")
        for server in (1, 2):
            for resource in ("book", "course"):
                choice = CHOICES[(number + user_id + server) % len(CHOICES)]
                await store.votes.toggle(server, resource, user_id, choice)
        await merge_ids(store, 1, "course", "book")
        await store.members.forget(user_id)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


async def main(address: Address, members: int) -> None:
    async with Store.open(address, time.time) as store:
        await asyncio.gather(*(vote_and_be_forgotten(store, user_id) for user_id in range(1, members + 1)))


if __name__ == "__main__":
    asyncio.run(main(address_of(sys.argv[1]) if "://" in sys.argv[1] else Path(sys.argv[1]), int(sys.argv[2])))
