"""Votes without end, by several members at once, with a printed acknowledgement for each: to be killed by a test."""

import asyncio
import sys
import time
from itertools import count
from pathlib import Path

from bot.store import Store


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


async def main(path: Path, members: int) -> None:
    async with Store.open(path, time.time) as store:
        await asyncio.gather(*(vote_on(store, user_id) for user_id in range(members)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
