"""One bot at a time on an SQLite file: a lock that ends with its process, however that ends.

It is taken on a file of its own beside the database, since closing that for any reason would end SQLite's own locks in
this process. The file stays where it is: who deleted it would free the name for a second lock. What is written in it is
for people to read and decides nothing, so that one left by a dead process blocks nobody.
"""

import contextlib
import os
import platform
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.store.admin.backup import PRIVATE
from bot.store.errors import StoreInUse, StoreUnusable, unusable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FAR = 1 << 30
"""The place that is locked on Windows, where nobody can read what is locked: far behind what is written."""
LONGEST_NAME = 200
TRIES, PAUSE = 5, 0.02
"""How often it is tried in a row, so that somebody who only looks is in nobody's way."""
IN_USE = (
    "{database} is in use: {who}. Stop that bot first, or give this one a database of its own in DATABASE_URL. Two on "
    "one database would take each vote twice."
)
NO_LOCKS = (
    "{database} is on a disk that knows no locks ({why}), which SQLite needs too. Put it on a disk of this machine, or "
    "use PostgreSQL."
)
UNNAMED = "another process has it"


@contextlib.contextmanager
def locked(database: Path) -> Iterator[None]:
    """Within this block nobody else can have this file so. Raises `StoreInUse`, which names the other, or
    `StoreUnusable`.
    """
    file = lock_file(database)
    with _opened(file, database) as lock:
        if not _taken(lock, database):
            raise StoreInUse(IN_USE.format(database=database, who=_named(file) or UNNAMED))
        _write(lock, f"process {os.getpid()} on {platform.node()}, since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        try:
            yield
        finally:
            _write(lock, "")
            _free(lock)


def holder(database: Path) -> str | None:
    """Who has this file, in words; None where nobody has it, or nobody can tell."""
    file = lock_file(database)
    try:
        lock = os.open(file, os.O_RDWR)
    except OSError:
        return None
    try:
        if _try(lock):
            _free(lock)
            return None
        return _named(file) or UNNAMED
    except OSError:
        return None
    finally:
        os.close(lock)


def lock_file(database: Path) -> Path:
    """The file that is locked: the same whatever links or relative paths lead to the database."""
    found = database.resolve()
    return found.with_name(found.name + ".lock")


@contextlib.contextmanager
def _opened(file: Path, database: Path) -> Iterator[int]:
    if database.is_dir():
        raise unusable(database, IsADirectoryError())
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE)
    except OSError as error:
        raise unusable(file, error) from error
    try:
        _give_to_owner(lock, database)
        yield lock
    finally:
        os.close(lock)


def _give_to_owner(lock: int, database: Path) -> None:
    """Let the database's owner lock it later, where it is root who does so now."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and database.exists():
        owner = database.stat()
        os.fchown(lock, owner.st_uid, owner.st_gid)


def _taken(lock: int, database: Path) -> bool:
    try:
        for _ in range(TRIES):
            if _try(lock):
                return True
            time.sleep(PAUSE)
    except OSError as error:
        raise StoreUnusable(NO_LOCKS.format(database=database, why=error.strerror)) from error
    return False


def _try(lock: int) -> bool:
    """Lock it now or never."""
    try:
        if sys.platform == "win32":
            os.lseek(lock, FAR, os.SEEK_SET)
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _free(lock: int) -> None:
    if sys.platform == "win32":
        os.lseek(lock, FAR, os.SEEK_SET)
        msvcrt.locking(lock, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(lock, fcntl.LOCK_UN)


def _write(lock: int, who: str) -> None:
    """Note who has it, as far as there is room on the disk."""
    with contextlib.suppress(OSError):
        os.ftruncate(lock, 0)
        os.lseek(lock, 0, os.SEEK_SET)
        os.write(lock, who.encode())


def _named(file: Path) -> str:
    try:
        written = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "".join(letter for letter in written[:LONGEST_NAME] if letter.isprintable())
