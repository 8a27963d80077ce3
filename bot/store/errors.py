"""What can go wrong with the database, in words for whoever must act on it.

StoreError
├── StoreUnusable      at opening: the database cannot serve; the text says why and what to do
│   ├── StoreAway          but may by itself in a while: it is locked, or its server does not answer
│   └── StoreInUse         another bot has it; the text names that one
└── StoreUnavailable   at work: this read or write failed, nothing was changed
    └── OutcomeUnknown     but here the connection was lost meanwhile: it was changed, or it was not
"""

import sqlite3
from pathlib import Path


class StoreError(Exception):
    """A fault of the database."""


class StoreUnusable(StoreError):
    """The database cannot be opened or used at all."""


class StoreAway(StoreUnusable):
    """The database cannot be opened now, but maybe a little later, by itself."""


class StoreInUse(StoreUnusable):
    """Another bot has the database, or on a server these shards of it."""


class StoreUnavailable(StoreError):
    """One read or write failed, and nothing was changed."""


class OutcomeUnknown(StoreUnavailable):
    """The connection was lost after a write was sent: it may have been done. Whoever asked should check before they ask
    again. Only PostgreSQL raises it.
    """


def unusable(path: Path, error: Exception) -> StoreUnusable:
    """What to raise for an error of SQLite or of the file system on this database file, in the operator's words."""
    text = str(error)
    if wrong := _no_place_for_a_file(path):
        return StoreUnusable(wrong)
    if "locked" in text or "busy" in text:
        return StoreAway(f"{path} is locked by another program. Stop that program, or wait, and start again.")
    if "readonly" in text or isinstance(error, PermissionError) or "unable to open" in text:
        return StoreUnusable(
            f"{path} cannot be written. Check that the file and its folder belong to the user who runs the bot."
        )
    if "not a database" in text or "malformed" in text:
        return StoreUnusable(f"{path} is damaged or not an SQLite database. Restore a backup: dlguide db restore FILE")
    if isinstance(error, (sqlite3.Error, OSError)):
        return StoreUnusable(f"{path} cannot be used: {text}")
    raise TypeError(f"no error of a database: {error!r}")


def _no_place_for_a_file(path: Path) -> str | None:
    """What is there in the way of a file, and what to do; None where nothing is, or one cannot look."""
    try:
        if path.is_dir():
            return f"{path} is a folder. Give the name of a file, such as {path / 'dlguide.db'}, in DATABASE_URL."
        if path.exists() and not path.is_file():
            return f"{path} is no file. Give the name of one in DATABASE_URL."
        file = next((parent for parent in path.parents if parent.is_file()), None)
    except OSError:
        return None
    return f"{path} cannot be made: {file} is a file, not a folder. Correct DATABASE_URL." if file else None
