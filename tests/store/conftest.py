"""A store in a database of its own on each engine, and what tests look at behind its back."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.store import Address, Store
from tests.support.clock import Clock
from tests.support.store.behind import look_away_from_all
from tests.support.store.databases import Databases
from tests.support.store.server import WHY_NONE, Server
from tests.support.store.tallies import helped

NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "guide.db"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server, where there is one to start, for all tests of this process."""
    if WHY_NONE:
        pytest.skip(WHY_NONE)
    with Server.started() as started:
        yield started
        look_away_from_all()


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may stop, with an empty database."""
    if WHY_NONE:
        pytest.skip(WHY_NONE)
    with Server.started() as started:
        started.create("guide")
        yield started


@pytest.fixture(scope="session")
def databases(server: Server) -> Databases:
    return Databases(server)


Fresh = Callable[[], contextlib.AbstractContextManager[Address]]


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest) -> Fresh:
    """Gives an empty database of one engine for the length of a block, each time another."""
    if request.param == "sqlite":
        return new_file
    databases: Databases = request.getfixturevalue("databases")
    return databases.empty


@contextlib.contextmanager
def new_file() -> Iterator[Address]:
    """A file that is not there yet, in a folder that is not there yet."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "data" / "guide.db"


@pytest.fixture
def address(fresh: Fresh) -> Iterator[Address]:
    """Where a store may be, on each engine in turn."""
    with fresh() as found:
        yield found


@pytest.fixture
async def store(address: Address, clock: Clock) -> AsyncIterator[Store]:
    """An open store at `address`."""
    async with Store.open(address, clock) as opened:
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


async def vote(address: Address, *resource_ids: str, guild_id: int = 1, user_id: int = 1) -> None:
    """Open the store, press these buttons, close it. Nobody is in the way, but a server may be slow."""
    async with Store.open(address, Clock(), busy_seconds=0.05 if isinstance(address, Path) else 2.0) as opened:
        for resource_id in resource_ids:
            await opened.votes.toggle(guild_id, resource_id, user_id)


def sidecars(path: Path) -> list[Path]:
    """What SQLite keeps beside an open database."""
    return [*path.parent.glob(f"{path.name}-*")]


async def tally(address: Address, guild_id: int = 1) -> dict[str, int]:
    async with Store.open(address, Clock()) as opened:
        return await helped(opened, guild_id)


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
