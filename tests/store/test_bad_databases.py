"""A file that cannot serve is refused with a sentence that says what to do; trouble at work changes nothing."""

import asyncio
import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import Ballot, Store, StoreUnavailable, StoreUnusable
from tests.store.conftest import as_nobody, cut_short, damage, tally, vote
from tests.support.clock import Clock
from tests.support.store.behind import rows
from tests.support.store.merging import merge_ids
from tests.support.store.tallies import helped


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program in the middle of a change."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


async def refusal(path: Path) -> str:
    with pytest.raises(StoreUnusable) as refused:
        await vote(path, "book")
    for thread in workers():
        await asyncio.to_thread(thread.join)
    return str(refused.value)


def workers() -> list[threading.Thread]:
    """The threads of open connections."""
    return [thread for thread in threading.enumerate() if "connection_worker" in thread.name]


@pytest.mark.parametrize("content", [b"resources: []\n" * 100, b"SQLite format 3\0" + b"\xff" * 4080, b"\0" * 4096])
async def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "guide.db"
    path.write_bytes(content)
    assert await refusal(path) == (
        f"{path} is damaged or not an SQLite database. Restore a backup: dlguide db restore FILE"
    )
    assert path.read_bytes() == content


async def test_a_database_cut_short_is_refused(path: Path) -> None:
    await vote(path, "book")
    cut_short(path)
    assert "is damaged" in await refusal(path)


async def test_a_damaged_database_never_answers(path: Path) -> None:
    await vote(path, "book")
    damage(path)
    with pytest.raises((StoreUnusable, StoreUnavailable), match=r"damaged|malformed"):
        await vote(path, "book")


async def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "guide.db"
    path.touch()
    await vote(path, "book")
    assert await tally(path) == {"book": 1}


async def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    await vote(tmp_path / "a" / "b" / "guide.db", "book")
    assert (tmp_path / "a" / "b" / "guide.db").is_file()


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    said = f"{tmp_path} is a folder. Give the name of a file, such as {tmp_path}/dlguide.db, in DATABASE_URL."
    assert await refusal(tmp_path) == said
    os.mkfifo(tmp_path / "pipe")
    assert await refusal(tmp_path / "pipe") == f"{tmp_path}/pipe is no file. Give the name of one in DATABASE_URL."


async def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    said = await refusal(tmp_path / "data" / "guide.db")
    assert said.endswith(f"cannot be made: {tmp_path}/data is a file, not a folder. Correct DATABASE_URL.")


def test_a_file_that_must_not_be_written_is_refused(public_folder: Path) -> None:
    path = public_folder / "guide.db"
    asyncio.run(vote(path, "book"))
    path.chmod(0o444)
    public_folder.chmod(0o555)
    with as_nobody():
        assert "Check that the file and its folder belong to the user" in asyncio.run(refusal(path))
    assert rows(path, "SELECT count(*) FROM vote") == [(1,)]


@pytest.mark.parametrize("name", ["guide.db", "data/guide.db"])
def test_a_folder_that_must_not_be_written_is_refused(public_folder: Path, name: str) -> None:
    public_folder.chmod(0o555)
    with as_nobody():
        assert "Check that the file and its folder belong to the user" in asyncio.run(refusal(public_folder / name))
    assert list(public_folder.iterdir()) == []


async def test_a_database_in_anothers_hands_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "guide.db"
    with locked(path):
        assert await refusal(path) == (
            f"{path} is locked by another program. Stop that program, or wait, and start again."
        )
    await vote(path, "book")
    assert await tally(path) == {"book": 1}


async def test_a_vote_during_anothers_change_fails_and_counts_later(path: Path, clock: Clock) -> None:
    async with Store.open(path, clock, busy_seconds=0.05) as store:
        with locked(path):
            with pytest.raises(StoreUnavailable, match="locked"):
                await store.votes.toggle(1, "book", 7)
            assert await helped(store, 1) == {}
        assert await store.votes.toggle(1, "book", 7) == Ballot(True, 1)


async def test_a_short_lock_is_waited_for(path: Path, clock: Clock) -> None:
    async with Store.open(path, clock, busy_seconds=5) as store:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("INSERT INTO vote VALUES (1, 'book', 1, 'helped', 0, 0, 0, 0)")
            waiting = asyncio.ensure_future(store.votes.toggle(1, "book", 2))
            await asyncio.sleep(0.1)
            assert not waiting.done()
            other.execute("COMMIT")
            assert await waiting == Ballot(True, 2)


async def test_who_gives_up_waiting_for_a_transaction_leaves_none_open(path: Path, clock: Clock) -> None:
    async with Store.open(path, clock, busy_seconds=5) as store:
        await merge_ids(store, 1, "old", "new")  # so that its connection is there
        with locked(path):
            waiting = asyncio.ensure_future(merge_ids(store, 1, "old", "new"))
            await asyncio.sleep(0.1)
            waiting.cancel()
            await asyncio.sleep(0.1)
        with contextlib.suppress(asyncio.CancelledError):
            await waiting
        await merge_ids(store, 1, "old", "new")
        assert await store.votes.toggle(1, "book", 7) == Ballot(True, 1)


async def test_a_table_that_is_gone_makes_the_store_unavailable(path: Path, clock: Clock) -> None:
    async with Store.open(path, clock) as store:
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute("DROP TABLE vote")
        with pytest.raises(StoreUnavailable, match="no such table"):
            await store.votes.toggle(1, "book", 7)


async def test_a_refusal_leaves_no_thread_behind(tmp_path: Path) -> None:
    await asyncio.sleep(0.1)  # a test before this one closed its connections, whose threads end a moment later
    left = 0
    for _ in range(20):
        with pytest.raises(StoreUnusable):
            await vote(tmp_path, "book")
        left += len(workers())
        await asyncio.sleep(0.01)
    assert left == 0


def moved(path: Path, replaced: bool) -> None:
    """Another program takes the file away, and puts another in its place."""
    path.rename(path.with_name("moved.db"))
    if replaced:
        path.touch()


def moved_back(path: Path) -> None:
    path.with_name("moved.db").replace(path)


@pytest.mark.parametrize("replaced", [False, True])
async def test_a_file_that_is_gone_takes_no_more_votes(path: Path, clock: Clock, replaced: bool) -> None:
    async with Store.open(path, clock) as store:
        assert await store.votes.toggle(1, "book", 7) == Ballot(True, 1)
        moved(path, replaced)
        for asked in (store.votes.toggle(1, "book", 8), merge_ids(store, 1, "book", "course"), store.votes.counts(1)):
            with pytest.raises(StoreUnavailable, match=r"deleted or replaced while the bot ran\. Restart the bot\."):
                await asked
        moved_back(path)
        assert await store.votes.toggle(1, "book", 8) == Ballot(True, 2)
