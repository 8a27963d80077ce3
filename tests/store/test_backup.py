"""Copies: made and put back whole, or not at all, also while the bot works."""

import asyncio
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Ballot, Store, StoreUnusable, backup, restore
from bot.store.engines.migrate import shipped_migrations
from tests.store.conftest import FOREIGN, NEWER, as_nobody, cut_short, damage, tally, vote, write_database
from tests.support.clock import Clock
from tests.support.store.behind import rows
from tests.support.store.tallies import helped

COUNT = "SELECT count(*) FROM vote WHERE choice = 'helped'"


@pytest.fixture
async def store(path: Path, clock: Clock) -> AsyncIterator[Store]:
    """An open store in a file."""
    async with Store.open(path, clock) as opened:
        yield opened


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "monday.db"


def bad_copy(folder: Path, kind: str) -> Path:
    """A file that must not be put in the place of the database."""
    path = folder / "bad.db"
    if kind == "newer":
        return write_database(path, NEWER)
    if kind == "foreign":
        return write_database(path, FOREIGN)
    if kind in ("empty", "text"):
        path.write_bytes(b"hello" * 999 if kind == "text" else b"")
        return path
    asyncio.run(vote(path, "book"))
    {"cut short": cut_short, "damaged": damage}[kind](path)
    return path


async def test_a_copy_holds_what_the_database_holds(path: Path, copy: Path) -> None:
    await vote(path, "book", "course")
    backup(path, copy)
    await vote(path, "book")
    assert await tally(copy) == {"book": 1, "course": 1}


async def test_a_copy_is_made_while_the_store_is_open(store: Store, path: Path, copy: Path) -> None:
    await store.votes.toggle(1, "book", 7)
    backup(path, copy)
    assert rows(copy, COUNT) == [(1,)]
    assert await store.votes.toggle(1, "book", 8) == Ballot(True, 2)


async def test_a_copy_made_while_members_vote_is_one_moment(store: Store, path: Path, copy: Path) -> None:
    copying = asyncio.ensure_future(asyncio.to_thread(backup, path, copy))
    done = 0
    while not copying.done() or done < 20:
        await store.votes.toggle(1, f"{done:06}", 7)
        done += 1
    await copying
    held = [resource_id for (resource_id,) in rows(copy, "SELECT resource_id FROM vote ORDER BY resource_id")]
    assert held == [f"{number:06}" for number in range(len(held))]
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, COUNT) == [(done,)]


async def test_a_copy_that_exists_is_never_overwritten(path: Path, copy: Path) -> None:
    await vote(path, "book")
    backup(path, copy)
    await vote(path, "course")
    with pytest.raises(StoreUnusable, match="already exists; choose another name"):
        backup(path, copy)
    assert await tally(copy) == {"book": 1}


def test_without_a_database_there_is_nothing_to_copy(path: Path, copy: Path) -> None:
    with pytest.raises(StoreUnusable, match="there is no database at"):
        backup(path, copy)
    assert not copy.exists()
    assert not path.exists()


@pytest.mark.parametrize("kind", ["cut short", "damaged", "text", "foreign", "newer"])
def test_a_database_that_is_not_sound_gets_no_copy(tmp_path: Path, copy: Path, kind: str) -> None:
    with pytest.raises(StoreUnusable):
        backup(bad_copy(tmp_path, kind), copy)
    assert not copy.exists()


async def test_a_copy_into_a_folder_that_must_not_be_written_is_refused(public_folder: Path) -> None:
    path = public_folder / "guide.db"
    await vote(path, "book")
    (public_folder / "copies").mkdir(mode=0o755)
    with as_nobody(), pytest.raises(StoreUnusable, match="cannot be written"):
        backup(path, public_folder / "copies" / "monday.db")
    assert list((public_folder / "copies").iterdir()) == []


async def test_restoring_brings_back_the_votes_and_keeps_the_former(path: Path, copy: Path) -> None:
    await vote(path, "book")
    backup(path, copy)
    await vote(path, "course")
    kept = restore(copy, path)
    assert await tally(path) == {"book": 1}
    assert kept is not None
    assert await tally(kept) == {"book": 1, "course": 1}


async def test_each_restoring_keeps_its_own_former_database(path: Path, copy: Path) -> None:
    await vote(path, "book")
    backup(path, copy)
    kept = [restore(copy, path) for _ in range(3)]
    assert len(set(kept)) == 3
    assert [await tally(former) for former in kept if former] == [{"book": 1}] * 3


async def test_restoring_where_there_was_nothing_keeps_nothing(path: Path, copy: Path, tmp_path: Path) -> None:
    await vote(path, "book")
    backup(path, copy)
    assert restore(copy, tmp_path / "new" / "guide.db") is None
    assert await tally(tmp_path / "new" / "guide.db") == {"book": 1}


async def test_an_open_store_shows_what_was_restored(store: Store, path: Path, copy: Path) -> None:
    await store.votes.toggle(1, "book", 7)
    await asyncio.to_thread(backup, path, copy)
    await store.votes.toggle(1, "book", 8)
    await store.votes.toggle(1, "course", 7)
    await asyncio.to_thread(restore, copy, path)
    assert await helped(store, 1) == {"book": 1}
    assert await store.votes.toggle(1, "book", 9) == Ballot(True, 2)
    assert rows(path, COUNT) == [(2,)]


@pytest.mark.parametrize("kind", ["cut short", "damaged", "empty", "text", "foreign", "newer", "missing", "folder"])
def test_a_bad_copy_is_refused_before_anything_is_touched(tmp_path: Path, path: Path, kind: str) -> None:
    asyncio.run(vote(path, "book"))
    before = path.read_bytes()
    copy = {"missing": tmp_path / "gone.db", "folder": tmp_path}.get(kind) or bad_copy(tmp_path, kind)
    with pytest.raises(StoreUnusable) as refused:
        restore(copy, path)
    assert str(copy) in str(refused.value)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_copy_of_a_newer_bot_asks_for_that_bot(tmp_path: Path, path: Path) -> None:
    with pytest.raises(StoreUnusable, match="comes from a newer version of the bot; install that first"):
        restore(write_database(tmp_path / "newer.db", NEWER), path)


async def test_an_older_copy_is_migrated_at_the_next_start(tmp_path: Path, path: Path) -> None:
    older = write_database(tmp_path / "older.db", NEWER.replace("9999", "0"))
    restore(older, path)
    await vote(path, "book")
    assert rows(path, "SELECT max(number) FROM migration") == [(shipped_migrations("sqlite")[-1].number,)]


async def test_copying_and_restoring_leave_no_litter(path: Path, copy: Path) -> None:
    await vote(path, "book")
    backup(path, copy)
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    restore(copy, path)
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, f"{path.name}.before-restore-1"]


@pytest.mark.parametrize("kind", ["cut short", "damaged", "text"])
def test_a_damaged_database_can_be_restored(tmp_path: Path, path: Path, copy: Path, kind: str) -> None:
    asyncio.run(vote(path, "book"))
    backup(path, copy)
    bad = bad_copy(tmp_path, kind)
    content = bad.read_bytes()
    kept = restore(copy, bad)
    assert asyncio.run(tally(bad)) == {"book": 1}
    assert kept is not None
    assert kept.read_bytes() == content


@pytest.mark.parametrize("kind", ["cut short", "text", "foreign"])
def test_a_refused_backup_names_the_database_that_is_bad(tmp_path: Path, copy: Path, kind: str) -> None:
    bad = bad_copy(tmp_path, kind)
    with pytest.raises(StoreUnusable) as refused:
        backup(bad, copy)
    assert str(refused.value).startswith(str(bad))


async def test_the_database_is_no_copy_of_itself(path: Path) -> None:
    await vote(path, "book")
    with pytest.raises(StoreUnusable):
        restore(path, path)


async def test_the_clock_of_votes_is_kept_in_copies(path: Path, copy: Path, clock: Clock) -> None:
    await vote(path, "book")
    backup(path, copy)
    assert rows(copy, "SELECT changed_at FROM vote") == [(int(clock.seconds),)]


def test_what_is_made_is_nobody_elses_to_read(tmp_path: Path) -> None:
    asyncio.run(vote(tmp_path / "guide.db", "book"))
    backup(tmp_path / "guide.db", tmp_path / "copy.db")
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
