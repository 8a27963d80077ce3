"""Backups of the database, made and of a file also restored even while the bot runs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from bot.store.address import Address, PostgresAddress
from bot.store.admin.dumping import dump
from bot.store.engines.migrate import shipped_migrations
from bot.store.errors import StoreUnusable, unusable

PRIVATE = 0o600
"""The permissions of new files: nobody else may read who votes for what."""
DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)

FILLED = (
    "{address} is filled by PostgreSQL's own program, while the bot is stopped: "
    "pg_restore --clean --if-exists --no-owner --single-transaction --dbname='{address}' {file}"
)


def backup(database: Address, copy: Path) -> None:
    """Write a consistent copy of the database to `copy`, checked before it gets its name.

    Raises `StoreUnusable` where there is no database, the copy exists already, a file cannot be used, or a program that
    the copy needs is not here.
    """
    if isinstance(database, Path) and not database.exists():
        raise StoreUnusable(f"there is no database at {database} yet")
    if copy.exists():
        raise StoreUnusable(f"{copy} already exists; choose another name")
    if isinstance(database, Path):
        _check(database)
        _write(database, copy)
        return
    with _unfinished(copy) as unfinished:
        unfinished.touch(mode=PRIVATE)
        dump(database, unfinished)


def _write(database: Path, copy: Path) -> None:
    with _unfinished(copy) as unfinished:
        _copy(database, unfinished)
        _check(unfinished)


@contextmanager
def _unfinished(copy: Path) -> Iterator[Path]:
    """A file that gets the name of the copy once this block has ended well, and is deleted otherwise."""
    unfinished = copy.with_name(copy.name + ".unfinished")
    with _explaining(copy):
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            yield unfinished
            unfinished.replace(copy)
        finally:
            unfinished.unlink(missing_ok=True)


def restore(copy: Path, database: Address) -> Path | None:
    """Replace the database by a copy. Returns where the previous content is kept, if there was any.

    Raises `StoreUnusable` for a copy that is not a sound database of this bot, before anything is touched.
    """
    if isinstance(database, PostgresAddress):
        raise StoreUnusable(FILLED.format(address=database, file=copy))
    if not copy.exists():
        raise StoreUnusable(f"there is no file {copy}")
    if database.exists() and copy.samefile(database):
        raise StoreUnusable(f"{copy} is the database itself; choose a copy of it")
    _check(copy)
    with _explaining(database):
        kept = _keep(database) if database.exists() else None
        database.parent.mkdir(parents=True, exist_ok=True)
        _copy(copy, database)
    return kept


def keep_before_schema(database: Path, number: int) -> Path:
    """Copy the database before this migration changes it. Returns the copy. Raises `StoreUnusable` if it fails."""
    kept = _free_name(database, f"before-schema-{number}")
    try:
        _write(database, kept)
    except StoreUnusable:
        kept.unlink()
        raise
    return kept


def _free_name(database: Path, why: str) -> Path:
    """A free name next to the database, taken at once: several bots may start together."""
    for number in count(1):
        kept = database.with_name(f"{database.name}.{why}-{number}")
        with _explaining(kept), suppress(FileExistsError):
            kept.touch(mode=PRIVATE, exist_ok=False)
            return kept
    raise AssertionError("counting has no end")


def _keep(database: Path) -> Path:
    kept = _free_name(database, "before-restore")
    if _sound(database):
        _copy(database, kept)
    else:  # a damaged file can be neither read nor copied over: move it away with its sidecars
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                database.with_name(database.name + suffix).replace(kept.with_name(kept.name + suffix))
    return kept


def _copy(source: Path, target: Path) -> None:
    """Copy what is committed. A new target gets no WAL, so that it is a single file and can be read anywhere."""
    target.touch(mode=PRIVATE)
    fresh = not target.stat().st_size
    with closing(sqlite3.connect(source)) as from_, closing(sqlite3.connect(target)) as to:
        from_.backup(to)
        if fresh:
            to.execute("PRAGMA journal_mode = DELETE")


def _sound(file: Path) -> bool:
    try:
        with closing(_read_only(file)) as database:
            return bool(database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in DAMAGED:
            return False
        raise


def _check(file: Path) -> None:
    with _explaining(file):
        number = _version(file) if _sound(file) else None
    if number is None:
        raise StoreUnusable(f"{file} is damaged or not a database of this bot")
    if number > shipped_migrations("sqlite")[-1].number:
        raise StoreUnusable(f"{file} comes from a newer version of the bot; install that first")


def _version(file: Path) -> int | None:
    with closing(_read_only(file)) as database:
        ours = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'migration'").fetchone()[0]
        return database.execute("SELECT max(number) FROM migration").fetchone()[0] if ours else None


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


@contextmanager
def _explaining(file: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise unusable(file, error) from error
