"""The schema moves forward, whole steps only, and never under a newer bot's database."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
import pytest

from bot.community.bursts import HELD_SECONDS
from bot.store import Store, StoreUnusable
from bot.store.engines.migrate import Migration, shipped_migrations
from bot.store.engines.sqlite_opening import migrate, version
from tests.store.conftest import NEWER, tally, vote, write_database
from tests.support.clock import Clock
from tests.support.store.behind import rows

FIRST = Migration(1, "CREATE TABLE shelf (name TEXT) STRICT;")
SECOND = Migration(2, "CREATE TABLE book (title TEXT) STRICT; INSERT INTO shelf VALUES ('top');")
BROKEN = Migration(
    2, "CREATE TABLE book (title TEXT) STRICT; INSERT INTO shelf VALUES ('top'); INSERT INTO gone VALUES (1);"
)
NOT_SQL = Migration(2, "CREATE TABLE book (title TEXT) STRICT; CREATE NONSENSE;")
BOTS = 24
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[aiosqlite.Connection]:
    async with aiosqlite.connect(tmp_path / "guide.db", isolation_level=None) as opened:
        yield opened


async def tables(database: aiosqlite.Connection) -> list[str]:
    return [row[0] for row in await database.execute_fetchall(TABLES)]


async def test_a_blank_database_becomes_the_latest(path: Path, clock: Clock) -> None:
    async with Store.open(path, clock):
        pass
    numbers = [migration.number for migration in shipped_migrations("sqlite")]
    assert rows(path, "SELECT number FROM migration ORDER BY number") == [(number,) for number in numbers]
    assert {name for (name,) in rows(path, TABLES)} >= {"vote", "command_sync"}


def test_the_shipped_migrations_are_numbered_without_gaps() -> None:
    assert [migration.number for migration in shipped_migrations("sqlite")] == list(
        range(1, len(shipped_migrations("sqlite")) + 1)
    )


async def test_each_migration_is_applied_once(database: aiosqlite.Connection) -> None:
    assert await migrate(database, (FIRST,)) == [1]
    assert await migrate(database, (FIRST,)) == []
    assert await migrate(database, (FIRST, SECOND)) == [2]
    assert await migrate(database, (FIRST, SECOND)) == []
    assert await version(database) == 2
    assert await tables(database) == ["book", "migration", "shelf"]


async def test_opening_twice_applies_nothing_the_second_time(path: Path) -> None:
    await vote(path, "book")
    before = rows(path, "SELECT * FROM migration")
    assert await tally(path) == {"book": 1}
    assert rows(path, "SELECT * FROM migration") == before


@pytest.mark.parametrize("failing", [BROKEN, NOT_SQL])
async def test_a_failing_migration_leaves_everything_as_it_was(
    database: aiosqlite.Connection, failing: Migration
) -> None:
    await migrate(database, (FIRST,))
    with pytest.raises(aiosqlite.OperationalError):
        await migrate(database, (FIRST, failing))
    assert await version(database) == 1
    assert await tables(database) == ["migration", "shelf"]
    assert list(await database.execute_fetchall("SELECT * FROM shelf")) == []
    assert not database.in_transaction


async def test_a_mended_migration_goes_on_where_the_failing_one_stopped(database: aiosqlite.Connection) -> None:
    with pytest.raises(aiosqlite.OperationalError):
        await migrate(database, (FIRST, BROKEN))
    assert await migrate(database, (FIRST, SECOND)) == [2]


async def test_a_database_of_a_newer_bot_is_refused_and_left_alone(path: Path) -> None:
    write_database(path, NEWER)
    with pytest.raises(StoreUnusable) as refused:
        await vote(path, "book")
    known = shipped_migrations("sqlite")[-1].number
    assert str(refused.value) == (
        f"{path}: the database has schema 9999, but this version of the bot knows only {known}: install a newer bot"
    )
    assert rows(path, TABLES) == [("migration",)]


@pytest.mark.parametrize(
    "values",
    [
        "2, 'book', 1, 'loved', 0, 0, 0, 0",
        "2, 'book', 1, 'helped', 2, 0, 0, 0",
        "1, NULL, 1, 'helped', 0, 0, 0, 0",
        "1, 'book', 1, NULL, 0, 0, 0, 0",
        "'x', 'book', 1, 'helped', 0, 0, 0, 0",
        "2, 'book', 1, 'helped', 0, 0, 0, 1",
    ],
)
async def test_the_schema_refuses_nonsense(path: Path, values: str) -> None:
    await vote(path, "other")
    async with aiosqlite.connect(path) as database:
        with pytest.raises(aiosqlite.IntegrityError):
            await database.execute(f"INSERT INTO vote VALUES ({values})")  # noqa: S608 - from the table above


async def test_several_bots_starting_at_once_share_the_work(path: Path) -> None:
    async with contextlib.AsyncExitStack() as bots:
        starting = [bots.enter_async_context(Store.open(path, Clock())) for _ in range(BOTS)]
        started = await asyncio.gather(*starting, return_exceptions=True)
    assert [fault for fault in started if not isinstance(fault, Store)] == []


async def test_a_database_is_copied_before_its_schema_changes(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    async with aiosqlite.connect(path, isolation_level=None) as old:
        await migrate(old, shipped_migrations("sqlite")[:2])
        await old.execute("INSERT INTO vote VALUES (1, 'book', 7, 1, 0)")
    async with Store.open(path, clock) as store:
        assert await store.votes.count(1, "book") == 1
    (kept,) = path.parent.glob("guide.db.before-schema-3-*")
    assert rows(kept, "SELECT max(number) FROM migration") == [(2,)]
    assert rows(kept, "SELECT user_id, helped FROM vote") == [(7, 1)]


async def test_of_several_that_change_a_schema_at_once_each_copy_is_whole(path: Path) -> None:
    path.parent.mkdir()
    async with aiosqlite.connect(path, isolation_level=None) as old:
        await migrate(old, shipped_migrations("sqlite")[:2])
        await old.execute("BEGIN")
        await old.executemany("INSERT INTO vote VALUES (1, 'book', ?, 1, 0)", [(number,) for number in range(5000)])
        await old.commit()
    async with contextlib.AsyncExitStack() as bots:
        starting = [bots.enter_async_context(Store.open(path, Clock(), 10)) for _ in range(4)]
        started = await asyncio.gather(*starting, return_exceptions=True)
    assert [fault for fault in started if not isinstance(fault, Store)] == []
    copies = [*path.parent.glob("guide.db.before-schema-3-*")]
    assert {rows(kept, "SELECT max(number) FROM migration")[0] for kept in copies} == {(2,)}
    assert {rows(kept, "SELECT count(*) FROM vote")[0] for kept in copies} == {(5000,)}


async def test_a_database_that_cannot_be_copied_keeps_its_schema(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    async with aiosqlite.connect(path, isolation_level=None) as old:
        await migrate(old, shipped_migrations("sqlite")[:2])
    (path.parent / "guide.db.before-schema-3-1.unfinished").mkdir()  # in the way of the copy
    with pytest.raises(StoreUnusable, match="before-schema-3-1"):
        async with Store.open(path, clock):
            pass
    assert rows(path, "SELECT max(number) FROM migration") == [(2,)]


async def test_nothing_is_copied_where_nothing_changes(path: Path, clock: Clock) -> None:
    for _ in range(2):
        async with Store.open(path, clock):
            pass
    assert list(path.parent.glob("*before*")) == []


async def test_bots_that_find_an_old_database_at_once_all_start(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    async with aiosqlite.connect(path, isolation_level=None) as old:
        await migrate(old, shipped_migrations("sqlite")[:2])

    async def start() -> None:
        async with Store.open(path, clock, busy_seconds=20):
            pass

    await asyncio.gather(*(start() for _ in range(4)))
    assert rows(path, "SELECT max(number) FROM migration") == [(shipped_migrations("sqlite")[-1].number,)]
    assert [file.name for file in path.parent.glob("*.unfinished")] == []


async def test_a_start_waits_for_whoever_holds_an_old_database(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    async with aiosqlite.connect(path, isolation_level=None) as old:
        await migrate(old, shipped_migrations("sqlite")[:2])
        await old.execute("BEGIN IMMEDIATE")  # SQLite then refuses another kind of journal at once, without waiting

        async def start() -> None:
            async with Store.open(path, clock, busy_seconds=20):
                pass

        starting = asyncio.create_task(start())
        await asyncio.sleep(0.2)
        assert not starting.done()
        await old.rollback()
        await starting


async def test_bursts_from_before_keep_their_votes_and_get_a_week(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    async with aiosqlite.connect(path, isolation_level=None) as old:
        await migrate(old, shipped_migrations("sqlite")[:6])
        for resource, state, by in (("book", "open", None), ("course", "dropped", 9)):
            await old.execute("INSERT INTO flag VALUES (1, ?, 5, 1, 10, 1, ?, ?, ?)", (resource, state, by, by))
        await old.execute("INSERT INTO vote VALUES (1, 'book', 7, 'helped', 1, 3, 3)")
    clock.seconds = time.time()
    async with Store.open(path, clock) as store:
        (flag,) = await store.flags.waiting(1)
        assert (flag.votes, flag.before, flag.opened_at) == (1, 0, 5)
        assert abs(flag.until - clock() - HELD_SECONDS) < 60
        (decided,) = await store.flags.decided(1, 9)
        assert (decided.resource_id, decided.state, decided.decided_by, decided.votes) == ("course", "dropped", 9, None)
        assert await store.flags.decide(1, "book", 5, "counted", 9)
        assert await store.votes.count(1, "book") == 1
