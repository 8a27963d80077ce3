"""What a database looks like from outside, read without changing or making anything."""

import asyncio
import functools
import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from bot.store.address import Address, PostgresAddress
from bot.store.errors import StoreUnusable, explained
from bot.store.migrate import shipped_migrations
from bot.store.opening import NEEDS_EXTRA

_OURS = "SELECT count(*) FROM sqlite_master WHERE name = 'migration'"
_CHANNELS = """
SELECT guild_id, queue_channel FROM server WHERE queue_channel IS NOT NULL AND left_at IS NULL
ORDER BY guild_id LIMIT $1
"""
VOICE = 3
"""The schema from which on servers have channels for their moderators."""


class Examined(Struct, frozen=True):
    """A database: the schema that it has (0: nothing of this bot) and the one that comes with this version, the first
    damage that was found, and moderators' channels by the server that they are in.
    """

    schema: int
    shipped: int
    damage: str | None
    channels: dict[int, int]


def examine(address: Address, most_channels: int) -> Examined:
    """The database at this address; a file must exist. Raises `StoreUnusable` where it cannot be read."""
    return _in_a_file(address, most_channels) if isinstance(address, Path) else _on_a_server(address, most_channels)


def _on_a_server(address: PostgresAddress, most_channels: int) -> Examined:
    """What a PostgreSQL server says; damage it would tell in its own log."""
    if importlib.util.find_spec("asyncpg") is None:
        raise StoreUnusable(NEEDS_EXTRA.format(address=address, missing="asyncpg"))
    from bot.store.postgres_opening import looked_at

    shipped = shipped_migrations("postgres")[-1].number
    stated = functools.partial(_channels_of, shipped)
    schema, channels = asyncio.run(looked_at(address, stated, most_channels))
    return Examined(schema, shipped, None, dict(channels))


def _channels_of(shipped: int, schema: int) -> str | None:
    """How channels are read from a schema, where this version knows it."""
    return _CHANNELS if VOICE <= schema <= shipped else None


def _in_a_file(file: Path, most_channels: int) -> Examined:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return _examined(database, most_channels)
    except sqlite3.Error as error:
        raise StoreUnusable(explained(file, error)) from error


def _examined(database: sqlite3.Connection, most_channels: int) -> Examined:
    shipped = shipped_migrations("sqlite")[-1].number
    found = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    ours = database.execute(_OURS).fetchone()[0]
    schema = database.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()[0] if ours else 0
    statement = _channels_of(shipped, schema)
    channels = database.execute(statement, {"1": most_channels}).fetchall() if statement else ()
    return Examined(schema, shipped, None if found == "ok" else found, dict(channels))
