"""No counter drifts: whatever happens, and whenever it is cut off, the tallies equal a recount of the votes."""

import asyncio
import contextlib
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.catalogue.allowed_values import CHOICES
from bot.store import Address, Store
from bot.store.tables.retention import MONTH
from tests.store.conftest import Fresh
from tests.support.clock import Clock
from tests.support.effort import examples
from tests.support.store.behind import REFUSED, engine, rows
from tests.support.store.merging import merge_ids
from tests.support.store.schema import put, run, suggestion
from tests.support.store.tallies import (
    AUTHOR,
    MEMBERS,
    OPEN_FLAG,
    OWN,
    RESOURCES,
    SERVERS,
    Counts,
    Model,
    Step,
    recount,
    tallies,
)

FORGETTER = Path(__file__).parents[1] / "support" / "store" / "forgetter.py"
DROP = {"sqlite": "DROP TRIGGER vote_changed", "postgres": "DROP TRIGGER vote_changed ON vote"}


class Real:
    """The same on a store in a file."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.clock = Clock()
        self.opening = Store.open(address, self.clock)

    async def __aenter__(self) -> "Real":
        self.store = await self.opening.__aenter__()
        return self

    async def __aexit__(self, *fault: object) -> None:
        await self.opening.__aexit__(None, None, None)

    async def vote(self, *press: object) -> None:
        await self.store.votes.toggle(*press)  # type: ignore[arg-type]

    async def forget(self, member: int) -> None:
        await self.store.members.forget(member)

    async def merge(self, server: int, old: str, new: str) -> None:
        await merge_ids(self.store, server, old, new)

    async def redirect(self, old: str, new: str) -> None:
        await self.store.follow_redirects({old: new})

    async def hold(self, server: int, resource: str, held: int) -> None:
        run(self.address, f"UPDATE vote SET held = {held} WHERE guild_id = {server} AND resource_id = '{resource}'")  # noqa: S608

    async def flag(self, server: int, resource: str) -> None:
        with contextlib.suppress(*REFUSED):  # it is flagged already
            put(self.address, OPEN_FLAG.but(resource_id=resource), server=server)

    async def suggest(self) -> None:
        with contextlib.suppress(*REFUSED):  # it is there already
            put(self.address, suggestion(1, "open"), me=AUTHOR, server=1)

    async def delete(self, server: int) -> None:
        await self.store.retention.left(server)
        self.clock.seconds += MONTH
        await self.store.retention.purge()

    async def reopen(self) -> None:
        await self.__aexit__()
        self.opening = Store.open(self.address, self.clock)
        await self.__aenter__()


servers, resources, members = st.sampled_from(SERVERS), st.sampled_from(RESOURCES), st.integers(1, MEMBERS)
votes = st.tuples(st.just("vote"), servers, resources, members, st.sampled_from(CHOICES))
two = st.permutations((*RESOURCES, *RESOURCES))
others = st.one_of(
    st.tuples(st.just("forget"), members),
    st.builds(lambda server, names: ("merge", server, *names[:2]), servers, two),
    st.builds(lambda names: ("redirect", *names[:2]), two),
    st.tuples(st.just("hold"), servers, resources, st.integers(0, 1)),
    st.tuples(st.just("flag"), servers, resources),
    st.tuples(st.just("delete"), servers),
    st.sampled_from([("suggest",), ("reopen",)]),
)


async def run_beside_the_model(address: Address, steps: list[Step]) -> None:
    model = Model()
    async with Real(address) as real:
        for name, *values in steps:
            getattr(model, name)(*values)
            await getattr(real, name)(*values)
            assert tallies(address) == recount(address) == model.counts(), (name, *values)
            said = {server: await real.store.votes.counts(server) for server in SERVERS}
            assert said == {server: _of(server, model.counts()) for server in SERVERS}


def _of(server: int, counts: Counts) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (where, resource, choice), count in counts.items():
        if where == server:
            found.setdefault(resource, {})[choice] = count
    return found


@examples(60)
@given(steps=st.lists(st.one_of(votes, votes, others), max_size=30))
@example(
    steps=[("vote", 1, "old", 1, "helped"), ("forget", 1), ("vote", 1, "old", 1, "helped"), ("merge", 1, "old", "new")]
)
@example(steps=[("vote", 1, "old", 1, "helped"), ("merge", 1, "old", "old"), ("redirect", "old", "old")])
@example(
    steps=[("suggest",), ("vote", 1, OWN, 2, "helped"), ("flag", 1, OWN), ("vote", 1, OWN, 3, "helped"), ("forget", 1)]
)
@example(
    steps=[("vote", 1, "old", 1, "helped"), ("hold", 1, "old", 1), ("forget", 1), ("hold", 1, "old", 0), ("delete", 1)]
)
def test_any_sequence_equals_a_recount_and_a_plain_model(fresh: Fresh, steps: list[Step]) -> None:
    with fresh() as address:
        asyncio.run(run_beside_the_model(address, steps))


@pytest.mark.parametrize("sql", ["UPDATE tally SET votes = votes + 1", "DELETE FROM tally", "UPDATE vote SET held = 1"])
async def test_a_counter_that_drifts_is_found(store: Store, address: Address, sql: str) -> None:
    await store.votes.toggle(1, "old", 1)
    if "vote SET" in sql:
        run(address, DROP[engine(address)])
    run(address, sql)
    assert tallies(address) != recount(address)


async def test_a_counter_below_zero_is_refused(store: Store, address: Address) -> None:
    await store.votes.toggle(1, "old", 1)
    with pytest.raises(Exception, match=r"(CHECK|check) constraint"):
        run(address, "UPDATE tally SET votes = votes - 2")


@pytest.mark.parametrize("seed", range(4))
async def test_many_at_once_with_forgetting_between(address: Address, clock: Clock, seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - for a test
    patient = partial(Store.open, address, clock, busy_seconds=20)
    async with patient() as store, patient() as second:

        async def press(member: int, of: Store) -> None:
            for _ in range(6):
                at = random_.choice(SERVERS), random_.choice(RESOURCES), member, random_.choice(CHOICES)
                await of.votes.toggle(*at)
                if random_.random() < 0.2:
                    await of.members.forget(member)
                if random_.random() < 0.1:
                    await merge_ids(of, at[0], "old", "new")

        works: list[Awaitable[object]] = [press(member, (store, second)[member % 2]) for member in range(1, 31)]
        await asyncio.gather(*works, store.retention.purge())
    assert tallies(address) == recount(address) != {}


KILLS = [(1, 0.0), (3, 0.05), (12, 0.15)]
MORE_KILLS = [(members, moment / 100) for members in (1, 3, 12) for moment in range(0, 40, 2)]


@pytest.mark.parametrize(
    ("members", "seconds"), [*KILLS, *(pytest.param(*kill, marks=pytest.mark.trial) for kill in MORE_KILLS)]
)
def test_after_kill_9_the_tallies_equal_the_recount(path: Path, members: int, seconds: float) -> None:
    command = [sys.executable, str(FORGETTER), str(path), str(members)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as forgetter:  # noqa: S603 - our own script
        assert forgetter.stdout
        assert forgetter.stdout.readline() == "0\n"
        time.sleep(seconds)
        forgetter.kill()
    assert tallies(path) == recount(path) != {}
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    halves = "SELECT voter_id FROM vote WHERE voter_id > 0 AND voter_id NOT IN (SELECT user_id FROM progress)"
    assert rows(path, halves) == []
    assert rows(path, "SELECT count(*) FROM vote WHERE voter_id < 0") != [(0,)]
