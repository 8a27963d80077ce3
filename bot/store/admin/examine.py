"""What a database looks like from outside, read without changing or making anything."""

import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from bot.store.engines.migrate import VERSION, shipped_migrations
from bot.store.errors import unusable

_OURS = "SELECT count(*) FROM sqlite_master WHERE name = 'migration'"
CHANNELS = """
SELECT guild_id, queue_channel FROM server WHERE queue_channel IS NOT NULL AND left_at IS NULL
ORDER BY guild_id LIMIT $1
"""
"""The moderators' channels of at most this many servers."""
VOICE = 3
"""The first schema in which servers have moderators' channels."""


class Examined(Struct, frozen=True):
    """A database: the schema that it has (0: nothing of this bot) and the one that comes with this version, moderators'
    channels by the server that they are in, and of a file the first `damage` that was found. `replica`: nothing can be
    written there.
    """

    is_file: bool

    schema: int
    shipped: int
    channels: dict[int, int]
    damage: str | None = None
    replica: bool = False


def examine(file: Path, most_channels: int) -> Examined:
    """The SQLite database in this file, which must exist. Raises `StoreUnusable` where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return _examined(database, most_channels)
    except sqlite3.Error as error:
        raise unusable(file, error) from error


def _examined(database: sqlite3.Connection, most_channels: int) -> Examined:
    shipped = shipped_migrations("sqlite")[-1].number
    found = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    ours = database.execute(_OURS).fetchone()[0]
    schema = database.execute(VERSION).fetchone()[0] if ours else 0
    channels = database.execute(CHANNELS, {"1": most_channels}).fetchall() if VOICE <= schema <= shipped else ()
    return Examined(True, schema, shipped, dict(channels), None if found == "ok" else found)
