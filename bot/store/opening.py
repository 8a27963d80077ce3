"""From an address to an open database, importing only its own engine."""

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path

from bot.store.address import Address
from bot.store.database import Database
from bot.store.errors import StoreUnusable

NEEDS_EXTRA = "{address} needs the extra 'postgres' ({missing} is missing): pip install 'dlguide[postgres]'"


def connected(address: Address, patience: float, chance: Callable[[], float]) -> AbstractAsyncContextManager[Database]:
    """The database at this address, made and migrated where needed. Raises `StoreUnusable` with what to do.

    `patience` is how many seconds a statement waits for others; `chance` gives numbers from 0 to 1 that keep those who
    are in each other's way apart.
    """
    if isinstance(address, Path):
        from bot.store.engines.sqlite_opening import connect

        return connect(address, patience)
    with asyncpg_needed(address):
        from bot.store.engines.postgres_opening import connect as connect_to_server
    return connect_to_server(address, patience, chance)


@contextmanager
def asyncpg_needed(address: Address) -> Iterator[None]:
    """Within this block something is imported that a PostgreSQL server alone needs. Raises `StoreUnusable` with how to
    install it.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise StoreUnusable(NEEDS_EXTRA.format(address=address, missing=error.name)) from error
