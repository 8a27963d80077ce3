"""The database file as every part of the store uses it: single statements, and now and then a transaction."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

import aiosqlite

from bot.store.errors import StoreUnavailable, StoreUnusable, explained
from bot.store.migrate import migrate, shipped_migrations

BUSY_SECONDS = 2.0
"""How long a statement waits for a lock: Discord gives an interaction three seconds."""
SAFE = ("synchronous = FULL", "secure_delete = ON")
"""What is acknowledged is on the disk, and what is deleted is overwritten there."""
Row = tuple[Any, ...]


class Session:
    """Statements on one connection. Every method raises `StoreUnavailable` where the database fails."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """What the statement gives, with the values at `$1`, `$2` and so on.

        All of it is read, since a half-read RETURNING holds back the commit.
        """
        named = {str(number): value for number, value in enumerate(values, start=1)}
        with faults():
            return [tuple(row) for row in await self._connection.execute_fetchall(sql, named)]

    async def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first value of the first row, or None where there is none."""
        return next((row[0] for row in await self.rows(sql, values)), None)


class Database(Session):
    """One database file. Statements here are for all tasks and each is on its own: in autocommit mode no task's
    transaction can hold another's. What belongs together goes through `transaction`, on a connection of its own.
    """

    def __init__(self, connection: aiosqlite.Connection, path: Path, busy_seconds: float) -> None:
        super().__init__(connection)
        self._path = path
        self._busy_seconds = busy_seconds
        self._second: aiosqlite.Connection | None = None
        self._turn = asyncio.Lock()
        self._closed = False

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """Statements that all hold or none, one such group at a time. Keep it short: other writers wait for it."""
        async with self._turn:
            with faults():
                if self._closed:
                    raise StoreUnavailable("the store is closed")
                if self._second is None:
                    self._second = await _opened(self._path, self._busy_seconds)
            try:
                with faults():
                    await self._second.execute("BEGIN IMMEDIATE")
                yield Session(self._second)
                with faults():
                    await self._second.commit()
            except BaseException:
                with contextlib.suppress(aiosqlite.Error, ValueError):
                    await self._second.rollback()
                raise

    async def close(self) -> None:
        """End what `transaction` opened."""
        self._closed = True
        if self._second:
            await self._second.close()


@contextlib.asynccontextmanager
async def connect(path: Path, busy_seconds: float) -> AsyncIterator[Database]:
    """The database in this file, made and migrated where needed. Raises `StoreUnusable` with what to do.

    An acknowledged change is on the disk (WAL, synchronous=FULL).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(path)):
            pass  # tried here first, because aiosqlite leaves a thread behind where it cannot connect
        connection = await aiosqlite.connect(path, isolation_level=None, timeout=busy_seconds)
    except (aiosqlite.Error, OSError) as error:
        raise StoreUnusable(explained(path, error)) from error
    database = Database(connection, path, busy_seconds)
    try:
        await _prepare(connection, path)
        yield database
    finally:
        await database.close()
        await connection.close()


@contextlib.contextmanager
def faults() -> Iterator[None]:
    """Tell every fault of the database at work as `StoreUnavailable`."""
    try:
        yield
    except (aiosqlite.Error, ValueError) as error:  # aiosqlite says ValueError once the connection is closed
        raise StoreUnavailable(str(error)) from error


async def _opened(path: Path, busy_seconds: float) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, timeout=busy_seconds)
    for pragma in SAFE:
        await connection.execute(f"PRAGMA {pragma}")
    return connection


async def _prepare(connection: aiosqlite.Connection, path: Path) -> None:
    try:
        for pragma in ("journal_mode = WAL", "foreign_keys = ON", *SAFE):
            await connection.execute(f"PRAGMA {pragma}")
        await migrate(connection, shipped_migrations())
    except StoreUnusable as error:
        raise StoreUnusable(f"{path}: {error}") from error
    except aiosqlite.Error as error:
        raise StoreUnusable(explained(path, error)) from error
