"""Copies of the database file, made and put back also while the bot runs."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.errors import StoreUnusable, explained
from bot.store.migrate import shipped_migrations


def backup(database: Path, copy: Path) -> None:
    """Write a consistent copy of the database to `copy`, checked before it gets its name.

    Raises `StoreUnusable` where there is no database, the copy exists already, or a file cannot be used.
    """
    if not database.exists():
        raise StoreUnusable(f"there is no database at {database} yet")
    if copy.exists():
        raise StoreUnusable(f"{copy} exists already; choose another name")
    unfinished = copy.with_name(copy.name + ".unfinished")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        _copy(database, unfinished)
        _check(unfinished)
        unfinished.replace(copy)
    except (sqlite3.Error, OSError) as error:
        raise StoreUnusable(explained(copy, error)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def restore(copy: Path, database: Path) -> Path | None:
    """Put a copy back in the place of the database. Returns where the former content was kept, if there was any.

    Raises `StoreUnusable` for a copy that is no sound database of this bot, before anything is touched.
    """
    if not copy.exists():
        raise StoreUnusable(f"there is no file {copy}")
    try:
        _check(copy)
        kept = _keep(database) if database.exists() else None
        database.parent.mkdir(parents=True, exist_ok=True)
        _copy(copy, database)
    except (sqlite3.Error, OSError) as error:
        raise StoreUnusable(explained(copy, error)) from error
    return kept


def _keep(database: Path) -> Path:
    number = 1
    while (kept := database.with_name(f"{database.name}.before-restore-{number}")).exists():
        number += 1
    _copy(database, kept)
    return kept


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as from_, closing(sqlite3.connect(target)) as to:
        from_.backup(to)


def _check(file: Path) -> None:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        sound = database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        ours = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'migration'").fetchone()[0]
        number = database.execute("SELECT max(number) FROM migration").fetchone()[0] if ours else None
    if not sound or number is None:
        raise StoreUnusable(f"{file} is damaged or no database of this bot")
    if number > shipped_migrations()[-1].number:
        raise StoreUnusable(f"{file} comes from a newer version of the bot; install that first")
