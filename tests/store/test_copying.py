"""All of one database in another: between files, and to a PostgreSQL server and back."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from bot.cli import main
from bot.store import Address, PostgresAddress, Store, StoreUnusable, copy
from bot.store.admin.copying import COPIED, PAGE
from tests.store.conftest import Fresh, new_file, vote
from tests.support.clock import Clock
from tests.support.store.behind import REFUSED
from tests.support.store.databases import Databases
from tests.support.store.schema import REVIEWED, ROWS, content, put, run, tables
from tests.support.store.striking import slow_commits, struck, struck_at_commit, until

NOT_COPIED = {"migration", "tally"}
"""What the target makes itself."""
Pair = tuple[Address, Address]


@pytest.fixture(params=["sqlite to postgres", "postgres to sqlite", "sqlite to sqlite", "postgres to postgres"])
def pair(request: pytest.FixtureRequest) -> Iterator[Pair]:
    """Two databases that are empty."""
    engines: dict[str, Fresh] = {"sqlite": new_file}
    if "postgres" in request.param:
        databases: Databases = request.getfixturevalue("databases")
        engines["postgres"] = databases.empty
    source, _, target = request.param.partition(" to ")
    with engines[source]() as from_, engines[target]() as to:
        yield from_, to


async def copied(source: Address, target: Address) -> dict[str, int]:
    return await copy(source, target, 2.0, lambda: 0.5)


async def filled(address: Address, members: int = 5) -> None:
    """A database with a row of each kind, and votes of so many members."""
    async with Store.open(address, Clock()) as store:
        for row in (*REVIEWED.values(), *ROWS.values()):
            with contextlib.suppress(*REFUSED):  # two kinds may be the same row
                put(address, row)
        for member in range(1, members + 1):
            await store.votes.toggle(member % 2 + 1, f"book-{member % 7}", member)
        await store.votes.toggle(2, "book-1", 1)  # takes it back
        await store.members.forget(2)
        await store.posted.note(1, "suggestion:5", 6, 7)
        await store.note_synced_commands(1, "digest")


def kept(address: Address) -> dict[str, set[tuple[object, ...]]]:
    """All that is stored, without order, and without what no vote counts for."""
    return {
        table: {tuple(row.values()) for row in rows if row.get("votes") != 0}
        for table, rows in content(address).items()
        if table != "migration"
    }


async def test_all_arrives(pair: Pair) -> None:
    source, target = pair
    await filled(source)

    found = await copied(source, target)

    assert kept(target) == kept(source)
    assert {table for table, count in found.items() if count} == set(COPIED) - {"asked", "server"} | {"tally"}
    assert found["vote"] == len(content(source)["vote"])
    async with Store.open(source, Clock()) as before, Store.open(target, Clock()) as after:
        assert await after.votes.counts(1) == await before.votes.counts(1) != {}


async def test_several_pages_arrive(pair: Pair) -> None:
    source, target = pair
    await filled(source, members=2 * PAGE + 3)

    found = await copied(source, target)

    assert found["vote"] > 2 * PAGE
    assert kept(target) == kept(source)


async def test_what_is_not_empty_is_left_as_it_was(pair: Pair) -> None:
    source, target = pair
    await filled(source)
    await vote(target, "mine")

    with pytest.raises(StoreUnusable, match="already holds data"):
        await copied(source, target)

    assert [row["resource_id"] for row in content(target)["vote"]] == ["mine"]
    assert not content(target)["suggestion"]


async def test_a_copy_with_other_counts_is_taken_back(pair: Pair) -> None:
    source, target = pair
    await filled(source)
    run(source, "UPDATE tally SET votes = votes + 1 WHERE votes > 0")

    with pytest.raises(StoreUnusable, match="the copy of tally has"):
        await copied(source, target)

    assert not any(rows for table, rows in content(target).items() if table != "migration")


async def test_every_table_is_copied_by_its_key(address: Address, clock: Clock) -> None:
    async with Store.open(address, clock):
        found = tables(address)

    keys = {
        table: ", ".join(name for name, _, place in sorted(fields, key=lambda field: field[2]) if place)
        for table, fields in found.items()
        if table not in NOT_COPIED
    }
    assert dict(COPIED) == keys


async def test_both_engines_have_the_same_columns_in_the_same_order(databases: Databases, clock: Clock) -> None:
    """A page is put into a table as it was read, without the names of its columns."""
    with new_file() as file, databases.empty() as server:
        async with Store.open(file, clock), Store.open(server, clock):
            assert {table: [name for name, _, _ in fields] for table, fields in tables(file).items()} == {
                table: [name for name, _, _ in fields] for table, fields in tables(server).items()
            }


async def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="there is no database at"):
        await copied(tmp_path / "none.db", tmp_path / "copy.db")

    assert not (tmp_path / "none.db").exists()
    assert not (tmp_path / "copy.db").exists()


async def test_nothing_is_copied_into_itself(tmp_path: Path) -> None:
    await vote(tmp_path / "guide.db", "book")

    with pytest.raises(StoreUnusable, match="into itself"):
        await copied(tmp_path / "guide.db", tmp_path / "guide.db")


async def test_a_source_that_is_lost_in_the_middle_is_read_again(databases: Databases) -> None:
    with databases.empty() as source, databases.empty() as target:
        assert isinstance(source, PostgresAddress)
        await filled(source)
        other = await asyncpg.connect(source.url)
        await other.execute("BEGIN; LOCK TABLE secret")
        copying = asyncio.ensure_future(copied(source, target))
        await until(lambda: struck(source))
        await other.close()

        await copying

        assert kept(target) == kept(source)


async def test_where_the_end_is_lost_nobody_says_that_nothing_was_changed(
    databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    with new_file() as source, databases.empty() as target:
        assert isinstance(target, PostgresAddress)
        await vote(source, "book")
        async with Store.open(target, Clock()):
            slow_commits(target, "vote")
        ending = asyncio.create_task(asyncio.to_thread(main, ["db", "copy", f"sqlite:///{source}", target.url]))
        await until(lambda: struck_at_commit(target))

        assert await ending == 75
        said = capsys.readouterr().err
        assert said.endswith("It may have been done: check before you try again.\n")
