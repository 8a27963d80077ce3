"""Many at once on a PostgreSQL server: nobody's vote is lost, and every order of events is one that could be."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.store import PostgresAddress, Store, StoreUnavailable
from bot.store.database import Session
from tests.support.clock import Clock
from tests.support.store.behind import rows
from tests.support.store.databases import Databases
from tests.support.store.merging import merge_ids
from tests.support.store.striking import BACKENDS, row_locked, until, waiting
from tests.support.store.tallies import helped, recount, tallies


@pytest.fixture
def address(databases: Databases) -> Iterator[PostgresAddress]:
    with databases.empty() as found:
        assert isinstance(found, PostgresAddress)
        yield found


@pytest.fixture
async def store(address: PostgresAddress, clock: Clock) -> AsyncIterator[Store]:
    async with Store.open(address, clock) as opened:
        yield opened


async def test_fifty_presses_on_one_entry_from_two_processes_all_count(store: Store, address: PostgresAddress) -> None:
    async with Store.open(address, Clock()) as other:
        presses = [(store, other)[member % 2].votes.toggle(1, "book", member) for member in range(50)]
        ballots = await asyncio.gather(*presses)
    assert all(ballot and ballot.stands for ballot in ballots)
    assert tallies(address) == recount(address) == {(1, "book", "helped"): 50}


async def test_conflicts_do_happen_and_are_waited_out(address: PostgresAddress, clock: Clock) -> None:
    """What the test before relies on: without trying again, some of these presses fail."""
    chances: list[float] = []

    def chance() -> float:
        chances.append(0.5)
        return 0.5

    async with Store.open(address, clock, chance=chance) as store:
        await asyncio.gather(*(store.votes.toggle(1, "book", member) for member in range(50)))
    assert chances


@pytest.mark.parametrize("round_", range(8))
async def test_a_vote_cast_while_a_burst_is_decided_does_not_wait_for_ever(
    store: Store, address: PostgresAddress, clock: Clock, round_: int
) -> None:
    """The one order of events that a weaker isolation lets through: neither sees what the other is about to write."""
    assert await store.flags.open(1, "book", clock() - 60, 9)
    (flag,) = await store.flags.waiting(1)
    async with Store.open(address, clock) as other:
        presses = [store.votes.toggle(1, "book", member) for member in range(10 + round_)]
        await asyncio.gather(*presses, other.flags.decide(1, "book", flag.opened_at, "counted", 9))
    assert rows(address, "SELECT count(*) FROM vote WHERE held = 1") == [(0,)]
    assert await helped(store, 1) == {"book": 10 + round_}


async def test_who_waits_for_each_other_is_begun_again_at_once(address: PostgresAddress, clock: Clock) -> None:
    """A deadlock, which the server by itself looks for only after a second."""

    async def both_ways(store: Store, *resources: str) -> None:
        async def work(session: Session) -> None:
            for resource in resources:
                await session.rows("UPDATE tally SET votes = votes + 1 WHERE resource_id = $1", (resource,))
                await asyncio.sleep(0.05)

        await store._database.transact(work)

    async with Store.open(address, clock) as store:
        for resource in ("book", "course"):
            await store.votes.toggle(1, resource, 1)
        begun = time.monotonic()
        await asyncio.gather(both_ways(store, "book", "course"), both_ways(store, "course", "book"))
        assert time.monotonic() - begun < 1
        assert await helped(store, 1) == {"book": 3, "course": 3}


async def test_work_that_has_no_hurry_may_take_longer(address: PostgresAddress, clock: Clock) -> None:
    async with Store.open(address, clock, busy_seconds=0.2) as store:
        with pytest.raises(StoreUnavailable, match="statement timeout"):
            await store._database.transact(lambda session: session.rows("SELECT pg_sleep(0.4)"))
        await store._database.transact(lambda session: session.rows("SELECT pg_sleep(0.4)"), seconds=5)


async def test_who_gives_up_waiting_leaves_nothing_open(store: Store, address: PostgresAddress) -> None:
    await store.votes.toggle(1, "book", 1)
    await store.votes.toggle(1, "old", 2)
    async with row_locked(address):
        merge = asyncio.ensure_future(merge_ids(store, 1, "old", "book"))
        await until(lambda: waiting(address))
        merge.cancel()
        with pytest.raises(asyncio.CancelledError):
            await merge
    assert rows(address, f"{BACKENDS} AND state <> 'idle'") == []
    await merge_ids(store, 1, "old", "book")
    assert await helped(store, 1) == {"book": 2}
