"""What a database looks like from outside, read without changing or making anything."""

import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot.store.engines.migrate import VERSION, shipped_migrations
from bot.store.engines.sqlite_lock import holder
from bot.store.errors import unusable

_OURS = "SELECT count(*) FROM sqlite_master WHERE name = 'migration'"
CHANNELS = """
SELECT guild_id, queue_channel FROM server WHERE queue_channel IS NOT NULL AND left_at IS NULL
ORDER BY guild_id LIMIT $1
"""
"""The moderators' channels of at most this many servers."""
WAL_HEADER = 32
WITHOUT_WAL = b"SQLite format 3\0" + b"??" + b"\1\1"
"""How a file begins that is in no WAL mode, as backups are: its last two bytes say so (sqlite.org/fileformat2.html)."""
VOICE = 3
"""The first schema in which servers have moderators' channels, and votes are counted as they are cast."""
_VOTES = """
SELECT guild_id, resource_id, choice, count(*) FROM vote WHERE held = 0 AND choice <> 'withdrawn' GROUP BY 1, 2, 3
"""
_COUNTED = "SELECT guild_id, resource_id, choice, votes FROM tally WHERE votes <> 0"
MISCOUNTED = f"""
SELECT count(DISTINCT guild_id || ' ' || resource_id) FROM (
    SELECT * FROM ({_VOTES} EXCEPT {_COUNTED}) UNION ALL SELECT * FROM ({_COUNTED} EXCEPT {_VOTES})
)
"""  # noqa: S608 - our own parts
"""For how many resources of servers the counts are not those of the votes, which no bot leaves behind."""


class Examined(Struct, frozen=True):
    """A database: the schema that it has (0: nothing of this bot) and the one that comes with this version, moderators'
    channels by the server that they are in, and of a file the first `damage` that was found, how many resources are
    `miscounted`, and whether another's log of changes is `mixed` in. `replica`: nothing can be written there.
    `used_by`: the processes of bots that work on it, in words.
    """

    is_file: bool

    schema: int
    shipped: int
    channels: dict[int, int]
    damage: str | None = None
    replica: bool = False
    miscounted: int = 0
    mixed: bool = False
    used_by: tuple[str, ...] = ()


def examine(file: Path, most_channels: int) -> Examined:
    """The SQLite database in this file, which must exist. Raises `StoreUnusable` where it cannot be read."""
    try:
        mixed = has_anothers_log(file)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = _examined(database, most_channels)
    except (sqlite3.Error, OSError) as error:
        raise unusable(file, error) from error
    return replace(found, mixed=mixed, used_by=tuple(filter(None, [holder(file)])))


def has_anothers_log(file: Path) -> bool:
    """Whether changes lie beside a file that has no log of changes of its own: SQLite would take them into it. That is
    how it looks after a backup was copied over the file of a bot that had been killed.
    """
    wal = file.with_name(file.name + "-wal")
    if not wal.is_file() or wal.stat().st_size <= WAL_HEADER:
        return False
    with file.open("rb") as opened:
        return opened.read(len(WITHOUT_WAL))[-2:] == WITHOUT_WAL[-2:]


def _examined(database: sqlite3.Connection, most_channels: int) -> Examined:
    shipped = shipped_migrations("sqlite")[-1].number
    found = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
    ours = database.execute(_OURS).fetchone()[0]
    schema = database.execute(VERSION).fetchone()[0] if ours else 0
    known = VOICE <= schema <= shipped
    channels = database.execute(CHANNELS, {"1": most_channels}).fetchall() if known else ()
    miscounted = database.execute(MISCOUNTED).fetchone()[0] if known else 0
    damage = None if found == "ok" else found
    return Examined(True, schema, shipped, dict(channels), damage, miscounted=miscounted)
