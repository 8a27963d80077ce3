"""Votes without end, by several members at once, with a printed acknowledgement for each: to be killed by a test.

The first argument is a file or an address such as DATABASE_URL has, the second how many members.
"""

import asyncio
import sys
import time
from itertools import count
from pathlib import Path

from bot.store import Address, Store, address_of


async def vote_on(store: Store, user_id: int) -> None:
    """Vote again and again, out of step with the others."""
    for _ in range(user_id):
        await store.synced_commands(1)
    for number in count():
        await store.votes.toggle(1, f"book-{number}", user_id)
        sys.stdout.write(f"book-{number} {user_id}\n")
        sys.stdout.flush()
        if number % 2:
            await store.note_synced_commands(1, "digest")


async def main(address: Address, members: int) -> None:
    async with Store.open(address, time.time) as store:
        await asyncio.gather(*(vote_on(store, user_id) for user_id in range(members)))


if __name__ == "__main__":
    asyncio.run(main(address_of(sys.argv[1]) if "://" in sys.argv[1] else Path(sys.argv[1]), int(sys.argv[2])))
