"""One bot at a time: a lock that names who has it, and that ends with its process."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import asyncpg
import pytest

from bot.store import PostgresAddress, StoreInUse, StoreUnusable, address_of, copy
from bot.store.alone import alone, alone_on_file, in_use
from bot.store.engines.postgres_lock import number_of
from bot.store.engines.sqlite_lock import lock_file
from tests.store.conftest import as_nobody, vote
from tests.support.base import REPOSITORY
from tests.support.store.databases import Databases
from tests.support.store.server import Server, query
from tests.support.store.striking import until

HOLDING = """
import asyncio, sys, time
from bot.store import address_of
from bot.store.alone import alone

async def main():
    shards = None if sys.argv[2] == "all" else [int(part) for part in sys.argv[2].split(",")]
    async with alone(address_of(sys.argv[1]), "a bot", shards):
        print("has it", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


LOOKING = """
import sys
from pathlib import Path
from bot.store.alone import in_use

while True:
    in_use(Path(sys.argv[1]))
"""


@contextlib.contextmanager
def another(url: str, shards: str = "all") -> Iterator[subprocess.Popen[str]]:
    """Another process that has this database within the block."""
    command = [sys.executable, "-c", HOLDING, url, shards]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(command, stdout=-1, text=True, env=environment) as process:  # noqa: S603 - ours
        assert process.stdout
        try:
            assert process.stdout.readline() == "has it\n"
            yield process
        finally:
            process.kill()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "guide.db"


def test_another_process_is_named_whatever_path_leads_there(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.touch()
    (tmp_path / "link.db").symlink_to(file)
    (tmp_path / "folder").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    linked, roundabout = tmp_path / "folder" / file.name, tmp_path / "folder" / ".." / tmp_path.name / file.name
    ways = (file, tmp_path / "link.db", linked, roundabout, Path(file.name))
    with another(f"sqlite:///{file}") as other:
        for way in ways:
            named = f"is in use: process {other.pid} on .*, since 20.* UTC. Stop that bot first"
            with pytest.raises(StoreInUse, match=named), alone_on_file(way):
                pass
            assert f"process {other.pid} on " in str(in_use(way))
    assert [in_use(way) for way in ways] == [None] * len(ways)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_dead_process_blocks_nobody(file: Path, how: signal.Signals) -> None:
    with another(f"sqlite:///{file}") as other:
        other.send_signal(how)
        other.wait()
        assert lock_file(file).exists()
        assert in_use(file) is None
        with alone_on_file(file), pytest.raises(StoreInUse), alone_on_file(file):
            pass


@pytest.mark.parametrize(
    "written",
    ["", "process 1 on here, since ever", "\x1b[31mred\x07\n", "x" * 9999, pytest.param(os.getpid(), id="own")],
)
def test_what_is_written_in_the_lock_decides_nothing(file: Path, written: object) -> None:
    lock_file(file).write_text(str(written))
    with alone_on_file(file):
        pass
    with alone_on_file(file):
        lock_file(file).write_text(str(written))
        told = str(in_use(file))
    assert told.isprintable()
    assert len(told) <= 200


def test_a_process_that_was_begun_by_the_bot_keeps_no_lock(file: Path) -> None:
    with alone_on_file(file):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1)
    try:
        assert in_use(file) is None
    finally:
        child.communicate(b"\n")


def test_who_only_looks_is_in_nobodys_way(file: Path) -> None:
    with alone_on_file(file):
        pass
    command = [sys.executable, "-c", LOOKING, str(file)]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}) as process:  # noqa: S603 - ours
        try:
            for _ in range(200):
                with alone_on_file(file):
                    pass
        finally:
            process.kill()


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_must_not_be_written_is_told(public_folder: Path, there: bool) -> None:
    file = public_folder / "guide.db"
    if there:
        asyncio.run(vote(file, "book"))
    with as_nobody(), pytest.raises(StoreUnusable, match="cannot be written"), alone_on_file(file):
        pass


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root makes files for others")
def test_what_root_locked_its_owner_can_lock_later(public_folder: Path) -> None:
    file = public_folder / "guide.db"
    file.touch()
    for path in (public_folder, file):
        os.chown(path, 65534, 65534)
    with alone_on_file(file):
        pass
    with as_nobody(), alone_on_file(file):
        pass


async def test_no_copy_is_made_of_a_file_that_a_bot_works_on(file: Path, tmp_path: Path) -> None:
    await vote(file, "book")
    for source, target in ((file, tmp_path / "new.db"), (tmp_path / "old.db", file)):
        await vote(tmp_path / "old.db", "book")
        with alone_on_file(file), pytest.raises(StoreInUse):
            await copy(source, target, 1.0, lambda: 0.5)
    assert not (tmp_path / "new.db").exists()


async def had(address: PostgresAddress, shards: Sequence[int] | None, bot: str = "a bot") -> str:
    """What is said to a process that wants these shards; nothing where it gets them."""
    try:
        async with alone(address, bot, shards):
            return ""
    except StoreInUse as error:
        return str(error)


@pytest.mark.parametrize(
    ("theirs", "free", "taken"),
    [("all", [], [None, [0], [5, 6]]), ("0,1", [[2, 3]], [None, [1, 2], [0]])],
)
async def test_on_a_server_each_shard_is_for_one_process(
    databases: Databases, theirs: str, free: list[list[int]], taken: list[list[int] | None]
) -> None:
    with databases.empty() as address:
        assert isinstance(address, PostgresAddress)
        with another(address.url, theirs) as other:
            assert [await had(address, shards) for shards in free] == [""] * len(free)
            said = await asyncio.gather(*(had(address, shards) for shards in taken))
            assert [one for one in said if f"dlguide process {other.pid} on " not in one] == []
            assert all(str(address) in one and "UTC. Stop that one first" in one for one in said)
            assert await had(address, None, "another bot") == ""
            other.kill()
            other.wait()
            assert await had(address, None) == ""


OURS = "FROM pg_stat_activity WHERE application_name LIKE 'dlguide process %' AND datname = current_database()"
WHO = f"SELECT pid {OURS}"
STRIKE = f"SELECT pg_terminate_backend(pid) {OURS}"


async def have(address: PostgresAddress, shards: Sequence[int] | None) -> None:
    async with alone(address, "a bot", shards):
        await asyncio.sleep(20)


async def test_shards_are_had_again_after_the_server_was_away(own_server: Server) -> None:
    place = own_server.dsn("guide")
    with another(place) as other:
        for _ in range(2):
            own_server.stop()
            own_server.start()
            await until(lambda: query(place, WHO), 10)
        assert f"process {other.pid} on " in await had(address_of(place), None)  # type: ignore[arg-type]
        assert other.poll() is None


async def test_who_lost_its_shards_to_another_ends(databases: Databases) -> None:
    with databases.empty() as address:
        assert isinstance(address, PostgresAddress)
        other = await asyncpg.connect(address.url, server_settings={"application_name": "the other"})
        try:
            having = asyncio.create_task(have(address, [3]))
            await until(lambda: query(address.url, "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 3"))
            waiting = asyncio.ensure_future(other.execute(f"SELECT pg_advisory_lock({number_of('a bot')}, 3)"))
            await until(lambda: query(address.url, "SELECT FROM pg_locks WHERE NOT granted"))
            query(address.url, STRIKE)
            with pytest.raises(StoreInUse, match="shard 3 of this bot is already in another process: the other at"):
                await having
            await waiting
        finally:
            await other.close()


async def test_an_end_that_was_asked_for_is_no_loss(databases: Databases) -> None:
    with databases.empty() as address:
        assert isinstance(address, PostgresAddress)
        having = asyncio.create_task(have(address, None))
        await until(lambda: query(address.url, WHO))
        having.cancel()
        with pytest.raises(asyncio.CancelledError):
            await having
        assert await had(address, None) == ""
