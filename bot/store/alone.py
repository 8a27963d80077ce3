"""One bot at a time on a database: on a file one process, on a server one for each shard."""

import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

from bot.store.address import Address
from bot.store.opening import asyncpg_needed


@contextlib.asynccontextmanager
async def alone(address: Address, bot: str, shards: Sequence[int] | None) -> AsyncIterator[None]:
    """Within this block no other process works for this bot with any of these shards, None for all. On a file none
    works at all, whatever its bot.

    Raises `StoreInUse`, which names the other process: at the start, and where another took over meanwhile.
    """
    if isinstance(address, Path):
        with alone_on_file(address):
            yield
        return
    with asyncpg_needed(address):
        from bot.store.engines.postgres_lock import locked
    async with locked(address, bot, shards):
        yield


@contextlib.contextmanager
def alone_on_file(address: Address) -> Iterator[None]:
    """Within this block no bot works on this file. On a server nothing is locked. Raises `StoreInUse`."""
    if not isinstance(address, Path):
        yield
        return
    from bot.store.engines.sqlite_lock import locked

    with locked(address):
        yield


def in_use(address: Address) -> str | None:
    """Which process has this file, in words; None where none has. What a server has is not asked."""
    if not isinstance(address, Path):
        return None
    from bot.store.engines.sqlite_lock import holder

    return holder(address)
