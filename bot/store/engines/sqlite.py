"""An SQLite file as the store's database: one connection for single statements, and a second for transactions."""

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import aiosqlite

from bot.store.database import Database, Result, Row, Session, Work
from bot.store.errors import StoreUnavailable

SAFE = ("synchronous = FULL", "secure_delete = ON")
"""What is acknowledged is on the disk, and what is deleted is overwritten there."""


class SqliteSession(Session):
    """Statements on one connection."""

    random_number = "abs(random() / 2)"

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that the statement returns, all read at once, since a half-read RETURNING holds back the commit."""
        named = {str(number): value for number, value in enumerate(values, start=1)}
        with faults():
            return [tuple(row) for row in await self._connection.execute_fetchall(sql, named)]


class SqliteDatabase(Database, SqliteSession):
    """One database file. Single statements are in autocommit mode, so that no task's transaction can hold another's.
    Transactions use a connection of their own.
    """

    def __init__(self, connection: aiosqlite.Connection, path: Path, busy_seconds: float) -> None:
        super().__init__(connection)
        self._path = path
        self._file = _identity(path)
        self._busy_seconds = busy_seconds
        self._second: aiosqlite.Connection | None = None
        self._turn = asyncio.Lock()
        self._closed = False

    async def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that the statement returns, as long as the file is still there."""
        self._check_the_file()
        return await super().rows(sql, values)

    async def transact(self, work: Work[Result], *, seconds: float | None = None) -> Result:
        """Do the work in one transaction, one at a time. It never runs twice, since SQLite has one writer, and has as
        long as it needs.
        """
        async with self._turn:
            self._check_the_file()
            connection = await self._own_connection()
            try:
                with faults():
                    await connection.execute("BEGIN IMMEDIATE")
                result = await work(SqliteSession(connection))
                with faults():
                    await connection.commit()
            except BaseException:
                with contextlib.suppress(aiosqlite.Error, ValueError):
                    await connection.rollback()
                raise
            return result

    async def close(self) -> None:
        """Close both connections."""
        self._closed = True
        if self._second:
            await self._second.close()
        await self._connection.close()

    def _check_the_file(self) -> None:
        """Check that the file still has its name: SQLite would go on writing into a deleted one."""
        if _identity(self._path) != self._file:
            raise StoreUnavailable(f"{self._path} was deleted or replaced while the bot ran. Restart the bot.")

    async def _own_connection(self) -> aiosqlite.Connection:
        if self._closed:
            raise StoreUnavailable("the store is closed")
        if self._second is None:
            with faults():
                self._second = await _opened(self._path, self._busy_seconds)
        return self._second


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file has this name; None where there is none or it cannot be read."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextlib.contextmanager
def faults() -> Iterator[None]:
    """Raise every fault of the database at work as `StoreUnavailable`."""
    try:
        yield
    except (aiosqlite.Error, ValueError) as error:  # aiosqlite says ValueError once the connection is closed
        raise StoreUnavailable(str(error)) from error


async def _opened(path: Path, busy_seconds: float) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, timeout=busy_seconds)
    for pragma in SAFE:
        await connection.execute(f"PRAGMA {pragma}")
    return connection
