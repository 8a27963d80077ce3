"""Opening an SQLite file: creating it, setting it up and bringing its schema up to date."""

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite

from bot.store.admin.backup import PRIVATE, keep_before_schema
from bot.store.database import Database
from bot.store.engines.migrate import VERSION, Migration, missing, shipped_migrations
from bot.store.engines.sqlite import SAFE, SqliteDatabase
from bot.store.errors import StoreUnusable, unusable

log = logging.getLogger(__name__)

WAL_RETRY_SECONDS = 0.02
PRIMARY_CODE = 0xFF
"""The bits of an SQLite error code that tell its kind (sqlite.org/rescode.html)."""

_NOTES = "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT"


@contextlib.asynccontextmanager
async def connect(path: Path, busy_seconds: float) -> AsyncIterator[Database]:
    """The database in this file, made and migrated where needed. Raises `StoreUnusable` with what to do.

    An acknowledged change is on the disk (WAL, synchronous=FULL).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=PRIVATE)  # noqa: ASYNC240 - before anything runs beside it
        with contextlib.closing(sqlite3.connect(path)):
            pass  # tried here first, because aiosqlite leaves a thread behind where it cannot connect
        connection = await aiosqlite.connect(path, isolation_level=None, timeout=busy_seconds)
    except (aiosqlite.Error, OSError) as error:
        raise unusable(path, error) from error
    database = SqliteDatabase(connection, path, busy_seconds)
    try:
        await _prepare(connection, path, busy_seconds)
        yield database
    finally:
        await database.close()


async def _prepare(connection: aiosqlite.Connection, path: Path, busy_seconds: float) -> None:
    try:
        await _switch_to_wal(connection, busy_seconds)
        for pragma in ("foreign_keys = ON", *SAFE):
            await connection.execute(f"PRAGMA {pragma}")
        await _keep_a_copy(connection, path)
        await migrate(connection, shipped_migrations("sqlite"))
    except StoreUnusable as error:
        raise type(error)(f"{path}: {error}") from error
    except aiosqlite.Error as error:
        raise unusable(path, error) from error


async def _switch_to_wal(connection: aiosqlite.Connection, busy_seconds: float) -> None:
    """Switch the journal to WAL. SQLite refuses this at once, whatever the timeout, while another process does it
    too.
    """
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            await connection.execute("PRAGMA journal_mode = WAL")
        except aiosqlite.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            await asyncio.sleep(WAL_RETRY_SECONDS)
        else:
            return


async def _keep_a_copy(connection: aiosqlite.Connection, path: Path) -> None:
    """Copy a database with data before its schema changes, so that one can go back to an older bot.

    Processes that start at once copy one after the other, and never while another changes the schema.
    """
    if not await _changes(connection):
        return
    await connection.execute("BEGIN IMMEDIATE")
    try:
        if to_apply := await _changes(connection):
            kept = await asyncio.to_thread(keep_before_schema, path, to_apply[0].number)
            log.info("The database's schema changes to %s; as it was it is kept in %s", to_apply[-1].number, kept)
    finally:
        await connection.rollback()


async def _changes(connection: aiosqlite.Connection) -> list[Migration]:
    """The migrations to apply to a database with data."""
    applied = await version(connection)
    return missing(shipped_migrations("sqlite"), applied) if applied else []


async def version(database: aiosqlite.Connection) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    await database.execute(_NOTES)
    async with database.execute(VERSION) as rows:
        row = await rows.fetchone()
    return int(row[0]) if row else 0


async def migrate(database: aiosqlite.Connection, migrations: tuple[Migration, ...]) -> list[int]:
    """Apply what is missing and return the numbers applied. Raises `StoreUnusable` for a newer database."""
    to_apply = missing(migrations, await version(database))
    return [migration.number for migration in to_apply if await _apply(database, migration)]


async def _apply(database: aiosqlite.Connection, migration: Migration) -> bool:
    """Apply this migration. Returns False where another process that started at the same time did so first."""
    note = f"INSERT INTO migration (number, applied_at) VALUES ({migration.number}, {int(time.time())});"  # noqa: S608 - two integers
    try:
        await database.executescript(f"BEGIN IMMEDIATE;\n{migration.sql}\n{note}\nCOMMIT;")
    except aiosqlite.Error:
        if database.in_transaction:
            await database.rollback()
        if await version(database) < migration.number:
            raise
        return False
    return True
