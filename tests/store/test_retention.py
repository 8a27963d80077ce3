"""What has had its time goes, and all of a server that removed the bot, in small steps and nothing else with it."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.store import Address, Ballot, Store, StoreUnavailable
from bot.store.tables.retention import BATCH, DAY, MONTH, SERVER_TABLES, YEAR
from tests.support.clock import Clock
from tests.support.store.behind import rows
from tests.support.store.schema import (
    BLOCK,
    FLAG,
    MARK,
    ME,
    OTHER,
    PLACEMENT,
    POSTED,
    REVIEW,
    ROWS,
    SERVER,
    VOTE,
    Row,
    content,
    put,
    row,
    run,
    suggestion,
    tables,
)

ELSEWHERE = SERVER + 1
KEPT = [
    (Row("forgotten", {"fingerprint": "f", "until": ":now"}), 0),
    (VOTE.but(choice="withdrawn"), MONTH),
    (VOTE.but(held=1, left_out=1), YEAR),
    (PLACEMENT.but(until=":now"), MONTH),
    (suggestion(1, "draft"), DAY),
    (suggestion(1, "declined"), YEAR),
    (suggestion(1, "merged"), YEAR),
    (FLAG, YEAR),
    (POSTED, YEAR),
    (REVIEW.but(state="removed"), YEAR),
]
"""A row of each kind that goes by itself, and how many seconds after `now` that is."""
STAYING = [
    VOTE,
    MARK,
    suggestion(1, "open"),
    suggestion(1, "approved"),
    FLAG.but(state="open", decided_by=None, decided_at=None),
    REVIEW,
    PLACEMENT,
    BLOCK,
]
"""What stays until somebody deletes it."""


def fill(address: Address, server: int, first: int, now: float) -> None:
    """Put a row into every table that belongs to servers."""
    numbered = [row.but(id=first + n) if row.table == "suggestion" else row for n, row in enumerate(ROWS.values())]
    settings = row("server", language="de")
    made = (*numbered, POSTED, asked(now), settings)
    put(address, *made, server=server, me=ME + first, other=OTHER + 10 * first, now=now)


def asked(now: float) -> Row:
    """What was asked in the month of this moment."""
    return row("asked", month=f"{datetime.fromtimestamp(now, UTC):%Y-%m}", combination="free", found=1, times=3)


def votes(choice: str, count: int) -> str:
    """So many votes of one server for one resource."""
    return f"""
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
    INSERT INTO vote (guild_id, resource_id, voter_id, choice, changed_at)
    SELECT {SERVER}, 'book', i, '{choice}', 1 FROM n
    """  # noqa: S608 - ours


def of_server(address: Address, server: int) -> dict[str, int]:
    """How many rows each table has of this server."""
    found = {
        table: sum(row["guild_id"] == server for row in stored)
        for table, stored in content(address).items()
        if stored and "guild_id" in stored[0]
    }
    return {table: count for table, count in found.items() if count}


def test_every_table_of_servers_is_known_with_its_key(store: Store, address: Address) -> None:
    """Fails where a table with a `guild_id` comes to be that would be left behind."""
    keys = {
        table: ", ".join(name for name, _, place in sorted(columns, key=lambda column: column[2]) if place)
        for table, columns in tables(address).items()
        if any(name == "guild_id" for name, _, _ in columns)
    }
    assert keys == dict(SERVER_TABLES)
    assert list(SERVER_TABLES)[-1] == "server"


@pytest.mark.parametrize(("row", "seconds"), KEPT)
async def test_what_has_had_its_time_goes_then_and_not_before(
    store: Store, address: Address, clock: Clock, row: Row, seconds: int
) -> None:
    put(address, row, now=clock())
    clock.seconds += seconds - 1
    await store.retention.purge()
    assert len(content(address)[row.table]) == 1
    clock.seconds += 1
    assert await store.retention.purge() == 1
    assert content(address)[row.table] == []


@pytest.mark.parametrize("row", STAYING)
async def test_the_rest_stays(store: Store, address: Address, clock: Clock, row: Row) -> None:
    put(address, row, now=clock())
    clock.seconds += 10 * YEAR
    assert await store.retention.purge() == 0
    assert len(content(address)[row.table]) == 1


async def test_counts_of_what_was_asked_stay_for_this_month_and_eleven_before(
    store: Store, address: Address, clock: Clock
) -> None:
    months = []
    for _ in range(15):
        put(address, asked(clock()))
        await store.retention.purge()
        months.append(len(content(address)["asked"]))
        clock.seconds += 30.5 * DAY
    assert months == [*range(1, 13), 12, 12, 12]


async def test_a_server_that_removed_the_bot_goes_after_a_month(store: Store, address: Address, clock: Clock) -> None:
    fill(address, SERVER, 1, clock())
    fill(address, ELSEWHERE, 3, clock())
    assert set(of_server(address, SERVER)) == set(SERVER_TABLES)
    elsewhere = of_server(address, ELSEWHERE)
    await store.retention.left(SERVER)
    clock.seconds += MONTH - 1
    await store.retention.purge()
    assert set(of_server(address, SERVER)) == set(SERVER_TABLES)
    clock.seconds += 1
    await store.retention.purge()
    assert of_server(address, SERVER) == {}
    assert of_server(address, ELSEWHERE) == elsewhere
    assert await store.progress.of(ME + 1) == {"book": "done"}  # a member's own list is no server's


async def test_the_first_moment_of_leaving_counts(store: Store, address: Address, clock: Clock) -> None:
    await store.votes.toggle(SERVER, "book", ME)
    for _ in range(3):
        await store.retention.left(SERVER)
        clock.seconds += MONTH / 2
    await store.retention.purge()
    assert of_server(address, SERVER) == {}


async def test_a_server_that_takes_the_bot_back_keeps_all(store: Store, address: Address, clock: Clock) -> None:
    fill(address, SERVER, 1, clock())
    before = of_server(address, SERVER)
    await store.retention.left(SERVER)
    clock.seconds += MONTH
    await store.retention.joined(SERVER)
    await store.retention.purge()
    assert of_server(address, SERVER) == before


async def begun(address: Address, votes: int) -> None:
    """Wait until some of so many votes are deleted."""
    for _ in range(100_000):
        if rows(address, "SELECT count(*) FROM vote") != [(votes,)]:
            return
        await asyncio.sleep(0)


async def test_a_server_that_takes_the_bot_back_in_the_middle_is_left_alone(
    store: Store, address: Address, clock: Clock
) -> None:
    run(address, votes("helped", 20 * BATCH))
    await store.retention.left(SERVER)
    clock.seconds += MONTH
    purging = asyncio.create_task(store.retention.purge())
    await begun(address, 20 * BATCH)
    await store.retention.joined(SERVER)
    await purging
    left = await store.votes.count(SERVER, "book")
    assert 0 < left < 20 * BATCH
    assert rows(address, "SELECT count(*) FROM vote") == [(left,)]


async def test_votes_are_cast_while_many_are_deleted(store: Store, address: Address, clock: Clock) -> None:
    run(address, votes("withdrawn", 10 * BATCH))
    purging = asyncio.create_task(store.retention.purge())
    cast = 0
    while not purging.done():
        assert await store.votes.toggle(ELSEWHERE, f"book-{cast}", ME) == Ballot(True, 1)
        cast += 1
    assert await purging == 10 * BATCH
    assert cast >= 10  # a step at a time, with others between


async def test_servers_that_the_bot_is_no_longer_in_are_noted(store: Store, address: Address, clock: Clock) -> None:
    for number in range(4):
        fill(address, SERVER + number, 1 + 2 * number, clock())
    run(address, "DELETE FROM server")
    await store.retention.left(SERVER + 3)
    clock.seconds += 60
    await store.retention.note_servers({SERVER, SERVER + 3, SERVER + 99})
    noted = {row["guild_id"]: row["left_at"] for row in content(address)["server"]}
    assert noted == {SERVER + 1: int(clock()), SERVER + 2: int(clock()), SERVER + 3: None}
    clock.seconds += 60
    await store.retention.note_servers({SERVER, SERVER + 2, SERVER + 3})
    noted = {row["guild_id"]: row["left_at"] for row in content(address)["server"]}
    assert noted == {SERVER + 1: int(clock()) - 60, SERVER + 2: None, SERVER + 3: None}


@pytest.mark.parametrize("table", [table for table in SERVER_TABLES if table != "server"])
async def test_a_server_is_known_by_a_row_in_any_table(
    store: Store, address: Address, clock: Clock, table: str
) -> None:
    put(address, next((known for known in ROWS.values() if known.table == table), row(table)), now=clock())
    await store.retention.note_servers({ELSEWHERE})
    assert rows(address, "SELECT guild_id, left_at FROM server") == [(SERVER, int(clock()))]


async def test_a_closed_store_is_unavailable(address: Address, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        pass
    retention = store.retention
    for work in (retention.purge(), retention.left(1), retention.joined(1), retention.note_servers({1})):
        with pytest.raises(StoreUnavailable):
            await work
