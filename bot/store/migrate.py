"""Numbered SQL files, each applied once, in one transaction with the note that it was."""

import re
import time
from collections.abc import Iterator
from importlib.resources import files

import aiosqlite
from msgspec import Struct

from bot.store.errors import StoreUnusable

_NAME = re.compile(r"(?P<number>\d{4})_\w+\.sql")
_NOTES = "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT"


class Migration(Struct, frozen=True):
    """One step of the schema."""

    number: int
    sql: str


def shipped_migrations() -> tuple[Migration, ...]:
    """The migrations that come with the package, in order."""
    return tuple(sorted(_read(), key=lambda migration: migration.number))


def _read() -> Iterator[Migration]:
    for file in files("bot.store").joinpath("migrations").iterdir():
        if found := _NAME.fullmatch(file.name):
            yield Migration(int(found["number"]), file.read_text(encoding="utf-8"))


async def version(database: aiosqlite.Connection) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    await database.execute(_NOTES)
    async with database.execute("SELECT coalesce(max(number), 0) FROM migration") as rows:
        row = await rows.fetchone()
    return int(row[0]) if row else 0


async def migrate(database: aiosqlite.Connection, migrations: tuple[Migration, ...]) -> list[int]:
    """Apply what is missing and return the numbers applied. Raises `StoreUnusable` for a newer database."""
    applied = await version(database)
    newest = migrations[-1].number
    if applied > newest:
        raise StoreUnusable(
            f"the database has schema {applied}, but this version of the bot knows only {newest}: install a newer bot"
        )
    missing = [migration for migration in migrations if migration.number > applied]
    return [migration.number for migration in missing if await _apply(database, migration)]


async def _apply(database: aiosqlite.Connection, migration: Migration) -> bool:
    """Apply this migration. Returns False where another process that started with us has done so meanwhile."""
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
