"""Bursts of votes: what is held, what a decision does with it, and that only the first decision counts."""

import asyncio

import pytest

from bot.store import Ballot, Store
from tests.support.clock import Clock
from tests.support.store.tallies import helped

WINDOW = 600


async def flagged(store: Store, voters: int = 3) -> int:
    """A burst for a book in server 1. Gives when it was flagged."""
    for voter in range(voters):
        await store.votes.toggle(1, "book", voter)
    assert await store.flags.open(1, "book", store.now() - WINDOW, voters)
    (flag,) = await store.flags.waiting(1)
    assert (flag.attempts, flag.votes, flag.state) == (voters, voters, "open")
    return flag.opened_at


async def test_a_flag_holds_what_was_cast_in_the_burst_and_after(store: Store, clock: Clock) -> None:
    await store.votes.toggle(1, "book", 100)
    clock.seconds += 2 * WINDOW
    await flagged(store)
    assert await store.votes.toggle(1, "book", 50) == Ballot(True, 1, held=True)
    assert await helped(store, 1) == {"book": 1}
    assert [flag.votes for flag in await store.flags.waiting(1)] == [4]


async def test_other_entries_and_servers_go_on(store: Store) -> None:
    await flagged(store)
    assert await store.votes.toggle(1, "course", 50) == Ballot(True, 1)
    assert await store.votes.toggle(2, "book", 50) == Ballot(True, 1)
    assert await store.flags.waiting(2) == []


@pytest.mark.parametrize(("state", "votes"), [("counted", 4), ("dropped", 1)])
async def test_a_decision_counts_or_drops_what_was_held(store: Store, clock: Clock, state: str, votes: int) -> None:
    await store.votes.toggle(1, "book", 100)
    clock.seconds += 2 * WINDOW
    opened_at = await flagged(store)
    decision = await store.flags.decide(1, "book", opened_at, state, 9)  # type: ignore[arg-type]
    assert decision is not None
    assert (decision.first, decision.flag.state, decision.flag.votes) == (True, state, 3)
    assert await store.votes.count(1, "book") == votes
    assert await store.flags.waiting(1) == []
    assert await store.votes.toggle(1, "book", 50) == Ballot(True, votes + 1)


async def test_of_two_moderators_at_once_one_decides(store: Store) -> None:
    opened_at = await flagged(store)
    decisions = await asyncio.gather(
        store.flags.decide(1, "book", opened_at, "counted", 8), store.flags.decide(1, "book", opened_at, "dropped", 9)
    )
    first, second = sorted((one for one in decisions if one), key=lambda decision: not decision.first)
    assert (first.first, second.first) == (True, False)
    assert second.flag.decided_by == first.flag.decided_by
    assert await store.votes.count(1, "book") == (3 if first.flag.state == "counted" else 0)


async def test_a_decision_is_bound_to_its_server_and_its_flag(store: Store) -> None:
    opened_at = await flagged(store)
    assert await store.flags.decide(2, "book", opened_at, "counted", 9) is None
    assert await store.flags.decide(1, "course", opened_at, "counted", 9) is None
    assert await store.flags.decide(1, "book", opened_at + 1, "counted", 9) is None
    assert await helped(store, 1) == {}


async def test_who_changes_an_older_vote_in_a_burst_loses_nothing_when_it_is_dropped(
    store: Store, clock: Clock
) -> None:
    await store.votes.toggle(1, "book", 100)
    clock.seconds += 2 * WINDOW
    for _ in range(2):  # taken back and cast again, in the middle of it
        await store.votes.toggle(1, "book", 100)
    opened_at = await flagged(store)
    assert await store.votes.toggle(1, "book", 100, "too-hard") == Ballot(True, 0)
    await store.flags.decide(1, "book", opened_at, "dropped", 9)
    assert await store.votes.counts(1) == {"book": {"too-hard": 1}}


async def test_a_second_burst_leaves_alone_what_was_counted(store: Store, clock: Clock) -> None:
    opened_at = await flagged(store)
    await store.flags.decide(1, "book", opened_at, "counted", 9)
    for voter in range(10, 13):
        clock.seconds += 1
        await store.votes.toggle(1, "book", voter)
    assert await store.flags.open(1, "book", store.now() - WINDOW, 3)
    (again,) = await store.flags.waiting(1)
    assert again.opened_at > opened_at
    assert again.votes == 3
    assert await store.votes.count(1, "book") == 3


async def test_a_flag_that_is_open_takes_note_of_further_attempts(store: Store) -> None:
    await flagged(store)
    for attempts in (200, 50):
        assert not await store.flags.open(1, "book", store.now(), attempts)
    assert [flag.attempts for flag in await store.flags.waiting(1)] == [200]


async def test_a_dropped_vote_may_be_cast_anew(store: Store) -> None:
    opened_at = await flagged(store)
    await store.flags.decide(1, "book", opened_at, "dropped", 9)
    assert await store.votes.toggle(1, "book", 0) == Ballot(True, 1)


async def test_a_flag_of_members_who_may_not_vote_holds_nothing_until_others_join(store: Store) -> None:
    await store.votes.toggle(1, "book", 100)
    assert await store.flags.open(1, "book", store.now() - WINDOW, 10, holds=False)
    assert await store.votes.toggle(1, "book", 50) == Ballot(True, 2)
    assert [(flag.holds, flag.votes) for flag in await store.flags.waiting(1)] == [(False, 0)]

    opened = [await store.flags.open(1, "book", store.now(), 20, holds=holds) for holds in (False, True, True, False)]

    assert opened == [False, True, False, False]
    assert await store.votes.toggle(1, "book", 51) == Ballot(True, 0, held=True)
    assert [(flag.holds, flag.votes, flag.attempts) for flag in await store.flags.waiting(1)] == [(True, 3, 20)]
