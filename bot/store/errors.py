"""What can go wrong with the database, in words for whoever must act on it.

StoreError
├── StoreUnusable      at opening: the database cannot serve; the text says why and what to do
└── StoreUnavailable   at work: this read or write failed, nothing was changed
    └── OutcomeUnknown     but here the connection was lost meanwhile: it was changed, or it was not
"""

import sqlite3
from pathlib import Path


class StoreError(Exception):
    """A fault of the database."""


class StoreUnusable(StoreError):
    """The database cannot be opened or used at all."""


class StoreUnavailable(StoreError):
    """One read or write failed. What it would have changed is as it was."""


class OutcomeUnknown(StoreUnavailable):
    """The connection was lost after a write was sent: it may have been done. Whoever asked should look before they
    ask again. Only PostgreSQL raises it.
    """


def explained(path: Path, error: Exception) -> str:
    """The operator's sentence for an error of SQLite or of the file system on this database file."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return f"{path} is locked by another program. Stop that program, or wait, and start again."
    if "readonly" in text or isinstance(error, PermissionError) or "unable to open" in text:
        return f"{path} cannot be written. Check that the file and its folder belong to the user who runs the bot."
    if "not a database" in text or "malformed" in text:
        return f"{path} is damaged or no SQLite database. Restore a backup: dlguide db restore FILE"
    if isinstance(error, (sqlite3.Error, OSError)):
        return f"{path} cannot be used: {text}"
    raise TypeError(f"no error of a database: {error!r}")
