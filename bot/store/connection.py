"""One connection to the database file, with the rules that every part of the store relies on."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiosqlite

from bot.store.errors import StoreUnavailable, StoreUnusable, explained
from bot.store.migrate import migrate, shipped_migrations

BUSY_SECONDS = 2.0
"""How long a statement waits for a lock: Discord gives an interaction three seconds."""


@contextlib.asynccontextmanager
async def connect(path: Path, busy_seconds: float) -> AsyncIterator[aiosqlite.Connection]:
    """The database in this file, made and migrated where needed. Raises `StoreUnusable` with what to do.

    It serves all tasks: in autocommit mode, where each change is one statement, no task's transaction can hold
    another's. An acknowledged change is on the disk (WAL, synchronous=FULL).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(path)):
            pass  # tried here first, because aiosqlite leaves a thread behind where it cannot connect
        database = await aiosqlite.connect(path, isolation_level=None, timeout=busy_seconds)
    except (aiosqlite.Error, OSError) as error:
        raise StoreUnusable(explained(path, error)) from error
    try:
        await _prepare(database, path)
        yield database
    finally:
        await database.close()


@contextlib.contextmanager
def faults() -> Iterator[None]:
    """Tell every fault of the database at work as `StoreUnavailable`."""
    try:
        yield
    except (aiosqlite.Error, ValueError) as error:  # aiosqlite says ValueError once the connection is closed
        raise StoreUnavailable(str(error)) from error


async def _prepare(database: aiosqlite.Connection, path: Path) -> None:
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            await database.execute(f"PRAGMA {pragma}")
        await migrate(database, shipped_migrations())
    except StoreUnusable as error:
        raise StoreUnusable(f"{path}: {error}") from error
    except aiosqlite.Error as error:
        raise StoreUnusable(explained(path, error)) from error
