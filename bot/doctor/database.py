"""The database: whether it can be used, is whole, has room, is nobody else's to read, and was copied lately."""

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from bot.doctor.finding import Finding, hint, ok, problem
from bot.store.admin.examine import Examined

MEGABYTE = 1_000_000
LITTLE_ROOM, LEAST_ROOM = 1000 * MEGABYTE, 100 * MEGABYTE
LARGE_WAL = 100 * MEGABYTE
"""A log of changes is some megabytes; one that grows cannot be taken over into the file."""
BACKUP_DAYS = 7
DAY = 86_400
SIDECARS = ("-wal", "-shm", "-journal")
MIXED = (
    "A copy may have been put over it beside the -wal of the one before. Stop the bot and restore a backup: dlguide db "
    "restore FILE. Never copy over the file by hand."
)


class Files(Struct, frozen=True):
    """What the file system says of a database file. `backup_age` is in seconds, None where there is none beside it."""

    free: int
    wal: int
    is_ours: bool
    open_to_others: bool
    backup_age: float | None


def files_of(file: Path, now: float, user: int | None) -> Files:
    """What there is of this database, which exists. `user` is the id of who runs this, None where there are none."""
    found, wal = file.stat(), file.with_name(file.name + "-wal")
    backups = [path.stat().st_mtime for path in _backups(file)]
    return Files(
        free=shutil.disk_usage(file.parent).free,
        wal=wal.stat().st_size if wal.exists() else 0,
        is_ours=user is None or found.st_uid == user,
        open_to_others=bool(user is not None and found.st_mode & (stat.S_IROTH | stat.S_IWOTH)),
        backup_age=now - max(backups) if backups else None,
    )


def _backups(file: Path) -> Iterator[Path]:
    """The other SQLite files beside it, as far as one may look."""
    with contextlib.suppress(OSError):
        for path in file.parent.iterdir():
            if path != file and not path.name.endswith(SIDECARS) and _is_database(path):
                yield path


def _is_database(path: Path) -> bool:
    with contextlib.suppress(OSError):
        if path.is_file():
            with path.open("rb") as opened:
                return opened.read(15) == b"SQLite format 3"
    return False


def content(found: Examined) -> Iterator[Finding]:
    """What is in the database."""
    if found.damage:
        yield problem("database", f"it is damaged: {found.damage}", "Restore a backup: dlguide db restore FILE.")
    if found.mixed:
        yield problem("database", "changes of another file lie beside it, in its -wal, and are taken into it", MIXED)
    if found.miscounted:
        what = f"its counts of votes are not those of the votes that it holds (resources: {found.miscounted})"
        yield problem("database", what, MIXED)
    if found.schema > found.shipped:
        what = f"its schema is {found.schema}, and this version of the bot knows {found.shipped}"
        yield problem("database", what, "Install the newer version of the bot that wrote it.")
    elif found.schema == 0 and found.is_file:
        yield problem("database", "it holds no data of this bot", "Check DATABASE_URL: it names another program's.")
    elif found.schema == 0:
        yield ok("database", "it is empty; the first start sets it up")
    elif found.schema < found.shipped:
        what = f"its schema is {found.schema}; the next start brings it to {found.shipped}"
        yield hint("database", what, "A file is backed up beside itself first; for PostgreSQL: dlguide db backup FILE.")
    elif not (found.damage or found.miscounted or found.mixed):
        yield ok("database", f"{'whole, ' if found.is_file else ''}schema {found.schema}")
    for process in found.used_by:
        yield ok("database", f"in use by {process}")
    if found.replica:
        what = "it is a read-only replica of another server"
        yield problem("database", what, "Give the primary server in DATABASE_URL.")


def surroundings(found: Files) -> Iterator[Finding]:
    """What is around it on the disk."""
    yield _room(found.free)
    if found.wal > LARGE_WAL:
        what = f"its write-ahead log has {found.wal // MEGABYTE} MB"
        yield hint("database", what, "Close other programs that use the database, and restart the bot.")
    if not found.is_ours:
        what = "its file belongs to another user"
        yield hint("database", what, "Run this as the user who runs the bot, or give the file to that user with chown.")
    if found.open_to_others:
        what = "every user of this machine can read its file"
        yield hint("database", what, "Remove that right: chmod o-rwx on the file and its folder.")
    yield _backup(found.backup_age)


def _room(free: int) -> Finding:
    what = f"{free // MEGABYTE} MB are free there"
    if free < LEAST_ROOM:
        return problem("disk", what, "Make room: without it nothing can be saved.")
    return hint("disk", what, "Make room soon.") if free < LITTLE_ROOM else ok("disk", what)


def _backup(age: float | None) -> Finding:
    if age is None:
        what = "there is none next to the database"
        return hint("backup", what, "Make one daily: dlguide db backup FILE; keep some on another machine.")
    days = int(age // DAY)
    what = "the newest next to the database is from " + ("the last day" if not days else f"{days} days ago")
    return hint("backup", what, "Make one daily: dlguide db backup FILE.") if days > BACKUP_DAYS else ok("backup", what)


def missing(file: Path) -> Finding:
    """What is to be said where there is no file yet."""
    folder = next(path for path in file.absolute().parents if path.exists())
    if os.access(folder, os.W_OK | os.X_OK):
        return ok("database", f"{file} is created at the first start")
    what = f"{file} cannot be created: the bot may not write to {folder}"
    return problem("database", what, "Give the folder to the user who runs the bot, or choose another in DATABASE_URL.")


def user() -> int | None:
    """The id of the user who runs this; None on Windows, which has none."""
    return os.geteuid() if hasattr(os, "geteuid") else None
