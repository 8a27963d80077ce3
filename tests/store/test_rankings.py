"""Votes by time: those that stand and count, of one server, from a moment on."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.allowed_values import CHOICES, Choice
from bot.store import Address, Store
from tests.store.conftest import Fresh
from tests.support.clock import Clock
from tests.support.effort import examples
from tests.support.store.behind import rows

DAY = 86_400


async def test_votes_count_from_when_they_were_cast_last(store: Store, clock: Clock) -> None:
    begin = int(clock())
    await store.votes.toggle(1, "book", 7)
    await store.votes.toggle(1, "course", 7)
    clock.seconds += DAY
    await store.votes.toggle(1, "book", 8)
    await store.votes.toggle(1, "course", 8, "outdated")
    assert await store.rankings.since(1, begin) == {"book": {"helped": 2}, "course": {"helped": 1, "outdated": 1}}
    assert await store.rankings.since(1, begin + DAY) == {"book": {"helped": 1}, "course": {"outdated": 1}}
    assert await store.rankings.since(1, begin + DAY + 1) == {}


async def test_votes_taken_back_and_held_are_left_out(store: Store, address: Address, clock: Clock) -> None:
    for member in (7, 8):
        await store.votes.toggle(1, "book", member)
    await store.votes.toggle(1, "book", 7)
    rows(address, "INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts) VALUES (1, 'course', 1, 1, 9)")
    await store.votes.toggle(1, "course", 7)
    assert await store.rankings.since(1, 0) == {"book": {"helped": 1}}


async def test_a_forgotten_member_changes_nothing_from_the_begin_of_a_day_on(store: Store, clock: Clock) -> None:
    today = int(clock()) // DAY * DAY
    for member in (7, 8):
        await store.votes.toggle(1, "book", member)
    await store.members.forget(7)
    assert await store.rankings.since(1, today) == {"book": {"helped": 2}}


cast = st.tuples(st.integers(1, 2), st.sampled_from(["a", "b"]), st.integers(1, 4), st.sampled_from(CHOICES))


@examples(40)
@given(votes=st.lists(cast, max_size=25))
def test_since_the_beginning_it_is_the_kept_tally(fresh: Fresh, votes: list[tuple[int, str, int, Choice]]) -> None:
    async def check(address: Address) -> None:
        async with Store.open(address, Clock()) as store:
            for vote in votes:
                await store.votes.toggle(*vote)
            for server in (1, 2):
                assert await store.rankings.since(server, 0) == await store.votes.counts(server)

    with fresh() as address:
        asyncio.run(check(address))
