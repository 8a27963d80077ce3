"""A PostgreSQL server that is stopped, struck or hung while the bot works: what is told, and what is lost."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from functools import partial

import pytest

from bot.store import Ballot, OutcomeUnknown, PostgresAddress, Store, StoreUnavailable
from bot.store.engines.postgres import PostgresDatabase
from tests.support.clock import Clock
from tests.support.store.behind import Onlooker, onlooker, rows
from tests.support.store.databases import Databases
from tests.support.store.merging import merge_ids
from tests.support.store.server import WHY_NONE, Server
from tests.support.store.striking import ANSWERED, BACKENDS, END, place, row_locked, struck, until, waiting
from tests.support.store.tallies import helped


@pytest.fixture
def address(databases: Databases) -> Iterator[PostgresAddress]:
    with databases.empty() as found:
        assert isinstance(found, PostgresAddress)
        yield found


@pytest.fixture
async def store(address: PostgresAddress, clock: Clock) -> AsyncIterator[Store]:
    async with Store.open(address, clock) as opened:
        yield opened


async def test_a_store_is_back_when_its_server_is(own_server: Server, clock: Clock) -> None:
    async with Store.open(place(own_server), clock) as store:
        assert await store.votes.toggle(1, "book", 1) == Ballot(True, 1)
        own_server.stop()
        await asyncio.sleep(0.05)  # in which the bot's end of the connection is told
        for work in (partial(store.votes.toggle, 1, "book", 2), partial(store.votes.counts, 1)):
            begun = time.monotonic()
            with pytest.raises(StoreUnavailable) as failed:
                await work()
            assert not isinstance(failed.value, OutcomeUnknown)  # it was never sent
            assert time.monotonic() - begun < ANSWERED
        own_server.start()
        assert await store.votes.toggle(1, "book", 2) == Ballot(True, 2)


@pytest.mark.skipif(bool(WHY_NONE), reason=WHY_NONE or "")
async def test_a_crash_of_the_server_loses_nothing_acknowledged(clock: Clock) -> None:
    with Server.started(fsync=True) as server:
        server.create("guide")
        async with Store.open(place(server), clock) as store:
            for member in range(20):
                await store.votes.toggle(1, "book", member)
            server.crash()
            server.start()
            assert await helped(store, 1) == {"book": 20}


async def test_a_connection_that_ends_while_idle_is_replaced(store: Store, address: PostgresAddress) -> None:
    await store.votes.toggle(1, "book", 1)
    for (pid,) in rows(address, BACKENDS):
        rows(address, END, pid)
    await asyncio.sleep(0.05)
    assert await store.votes.toggle(1, "book", 2) == Ballot(True, 2)


async def test_a_write_whose_connection_ends_in_the_middle_may_have_been_done(
    store: Store, address: PostgresAddress
) -> None:
    await store.votes.toggle(1, "book", 1)
    async with row_locked(address):
        press = asyncio.ensure_future(store.votes.toggle(1, "book", 2))
        await until(lambda: struck(address))
        with pytest.raises(OutcomeUnknown):
            await press
    assert await store.votes.toggle(1, "book", 2) == Ballot(True, 2)


async def test_a_transaction_whose_connection_ends_in_the_middle_is_begun_again(
    store: Store, address: PostgresAddress
) -> None:
    await store.votes.toggle(1, "book", 1)
    await store.votes.toggle(1, "old", 2)
    async with row_locked(address):
        merge = asyncio.ensure_future(merge_ids(store, 1, "old", "book"))
        await until(lambda: struck(address))
        await until(lambda: waiting(address))
    await merge
    assert await helped(store, 1) == {"book": 2}


async def test_a_read_whose_connection_ends_in_the_middle_is_done_again(store: Store, address: PostgresAddress) -> None:
    slow = asyncio.ensure_future(store._database.value("SELECT 7 FROM pg_sleep(0.4)"))
    await until(lambda: rows(address, f"{BACKENDS} AND query LIKE '%pg_sleep(0.4)%'"))
    rows(address, END, *rows(address, f"{BACKENDS} AND query LIKE '%pg_sleep(0.4)%'")[0])
    assert await slow == 7


async def test_a_press_that_others_hold_up_too_long_is_given_up_and_changes_nothing(
    store: Store, address: PostgresAddress
) -> None:
    await store.votes.toggle(1, "book", 1)
    async with row_locked(address):
        begun = time.monotonic()
        with pytest.raises(StoreUnavailable, match="lock timeout") as failed:
            await store.votes.toggle(1, "book", 2)
        assert time.monotonic() - begun < ANSWERED
        assert not isinstance(failed.value, OutcomeUnknown)
    assert await helped(store, 1) == {"book": 1}


async def test_a_hung_connection_is_given_up_in_time_and_its_outcome_is_unknown(
    store: Store, address: PostgresAddress
) -> None:
    """As when the network between goes silent: the server does not even say that it gives up."""
    await store.votes.toggle(1, "book", 1)
    hung = [pid for (pid,) in rows(address, BACKENDS)]
    for pid in hung:
        os.kill(pid, signal.SIGSTOP)
    begun = time.monotonic()
    try:
        with pytest.raises(OutcomeUnknown, match="did not answer in time"):
            await store.votes.toggle(1, "book", 2)
        assert time.monotonic() - begun < ANSWERED
        assert await store.votes.toggle(1, "course", 3) == Ballot(True, 1)
    finally:
        for pid in hung:
            os.kill(pid, signal.SIGCONT)


async def test_when_all_connections_are_taken_one_waits_and_is_told_in_time(
    address: PostgresAddress, clock: Clock
) -> None:
    async with Store.open(address, clock, busy_seconds=1) as store:
        await store.votes.toggle(1, "book", 1)
        async with row_locked(address):
            begun = time.monotonic()
            presses = [store.votes.toggle(1, "book", 100 + member) for member in range(30)]
            outcomes = await asyncio.gather(*presses, return_exceptions=True)
            assert time.monotonic() - begun < ANSWERED / 2
        assert all(isinstance(outcome, StoreUnavailable) for outcome in outcomes)
        assert not any(isinstance(outcome, OutcomeUnknown) for outcome in outcomes)
        assert await store.votes.toggle(1, "book", 2) == Ballot(True, 2)


async def test_a_closed_store_ends_all_connections(address: PostgresAddress, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        await asyncio.gather(*(helped(store, server) for server in range(20)))
        assert isinstance(store._database, PostgresDatabase)
        assert len(rows(address, BACKENDS)) > 1
    assert await asyncio.to_thread(_gone, onlooker(address.url))


def _gone(other: Onlooker) -> bool:
    end = time.monotonic() + 2
    while other.rows(BACKENDS):
        if time.monotonic() > end:
            return False
    return True


async def test_what_members_write_is_in_no_error(store: Store, address: PostgresAddress) -> None:
    rows(address, "ALTER TABLE review ADD CONSTRAINT short CHECK (length(text) < 5)")
    with pytest.raises(StoreUnavailable) as failed:
        await store.reviews.write(1, "book", 7, "words of a member", "all", id_=1)
    chain = [failed.value, failed.value.__cause__]
    assert "violates check constraint" in str(failed.value)
    assert "words of" not in " ".join(map(str, chain))


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
async def test_a_text_that_no_database_can_hold_is_a_fault_of_the_store(store: Store, text: str) -> None:
    with pytest.raises(StoreUnavailable) as failed:
        await store.reviews.write(1, "book", 7, text, "all", id_=1)
    assert text not in str(failed.value)
