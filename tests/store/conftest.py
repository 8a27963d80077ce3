"""A store in a file of its own, and what tests look at behind its back."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.conftest import Clock

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "guide.db"


@pytest.fixture
async def store(path: Path, clock: Clock) -> AsyncIterator[Store]:
    async with Store.open(path, clock) as opened:
        yield opened


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="dlguide-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's rights to write everywhere, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


async def vote(path: Path, *resource_ids: str, guild_id: int = 1, user_id: int = 1) -> None:
    """Open the store, press these buttons, close it."""
    async with Store.open(path, Clock(), busy_seconds=0.05) as opened:
        for resource_id in resource_ids:
            await opened.votes.toggle(guild_id, resource_id, user_id)


def sidecars(path: Path) -> list[Path]:
    """What SQLite keeps beside an open database."""
    return [*path.parent.glob(f"{path.name}-*")]


async def tally(path: Path, guild_id: int = 1) -> dict[str, int]:
    async with Store.open(path, Clock()) as opened:
        return await opened.votes.tally(guild_id)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """What another program reads from the database."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


def write_database(path: Path, script: str) -> Path:
    """A database that another program made."""
    path.parent.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(script)
    return path


NEWER = (
    "CREATE TABLE migration (number INTEGER PRIMARY KEY, applied_at INTEGER); INSERT INTO migration VALUES (9999, 0);"
)
FOREIGN = "CREATE TABLE song (title TEXT); INSERT INTO song VALUES ('Daisy Bell');"


def damage(path: Path) -> None:
    """Fill the database with noise after its first page."""
    content = path.read_bytes()
    noise = bytes(range(256)) * 16
    path.write_bytes(content[:4096] + noise * (len(content) // len(noise) - 1))


def cut_short(path: Path) -> None:
    """Lose what comes after the first page and a half."""
    path.write_bytes(path.read_bytes()[:6000])
