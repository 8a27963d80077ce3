"""Bursts of votes: what is held and what is not, what a decision does with it, and that only the first one counts."""

import asyncio

import pytest

from bot.community.bursts import DAY, HELD_SECONDS
from bot.store import Address, Ballot, Store
from bot.store.tables.bursts import Flag, Outcome
from tests.support.clock import Clock
from tests.support.store.behind import rows
from tests.support.store.tallies import helped

WINDOW = 600


async def flagged(store: Store, before: int = 3, after: int = 2) -> Flag:
    """A burst for a book in server 1, with so many votes before it is seen, of members from 0 on, and after."""
    for voter in range(before):
        await store.votes.toggle(1, "book", voter)
    assert await store.flags.open(1, "book", store.now() - WINDOW, before)
    for voter in range(before, before + after):
        await store.votes.toggle(1, "book", voter)
    (flag,) = await store.flags.waiting(1)
    assert (flag.attempts, flag.before, flag.votes, flag.state) == (before, before, after, "open")
    return flag


async def decided(store: Store, flag: Flag, outcome: Outcome, moderator: int = 9) -> Flag:
    """The flag after a decision, which was the first."""
    decision = await store.flags.decide(1, flag.resource_id, flag.opened_at, outcome, moderator)
    assert decision is not None
    assert decision.first
    return decision.flag


def states(address: Address) -> dict[int, tuple[int, int]]:
    """By voter whether the vote is held, and whether it was left out."""
    return {voter: (held, out) for voter, held, out in rows(address, "SELECT voter_id, held, left_out FROM vote")}


async def test_a_flag_holds_what_is_cast_after_it_and_nothing_from_before(store: Store) -> None:
    flag = await flagged(store)
    assert await store.votes.toggle(1, "book", 50) == Ballot(True, 3, held_until=flag.opened_at + HELD_SECONDS)
    assert await helped(store, 1) == {"book": 3}
    assert [(flag.before, flag.votes) for flag in await store.flags.waiting(1)] == [(3, 3)]


async def test_other_entries_and_servers_go_on(store: Store) -> None:
    await flagged(store)
    assert await store.votes.toggle(1, "course", 50) == Ballot(True, 1)
    assert await store.votes.toggle(2, "book", 50) == Ballot(True, 1)
    assert await store.flags.waiting(2) == []


@pytest.mark.parametrize(("age", "held"), [(DAY - 1, True), (DAY, False)])
async def test_who_has_a_vote_that_counted_for_a_day_goes_on(store: Store, clock: Clock, age: int, held: bool) -> None:
    await store.votes.toggle(1, "course", 50)
    clock.seconds += age
    await flagged(store)
    ballot = await store.votes.toggle(1, "book", 50)
    assert ballot is not None
    assert (ballot.held_until is not None, ballot.votes) == (held, 3 if held else 4)


@pytest.mark.parametrize("how", ["held", "left out", "taken back", "elsewhere"])
async def test_only_a_vote_that_counts_here_makes_a_member_known(store: Store, clock: Clock, how: str) -> None:
    if how in ("held", "left out"):
        assert await store.flags.open(1, "course", store.now() - WINDOW, 10)
    await store.votes.toggle(2 if how == "elsewhere" else 1, "course", 50)
    if how == "left out":
        await decided(store, (await store.flags.waiting(1))[0], "dropped")
    if how == "taken back":
        await store.votes.toggle(1, "course", 50)
    clock.seconds += 2 * DAY
    assert await store.first_votes.new_among(1, {50}) == {50}


@pytest.mark.parametrize(
    ("outcome", "about", "count", "after"),
    [
        ("counted", 2, 6, {0: (0, 0), 3: (0, 0), 100: (0, 0)}),
        ("dropped", 2, 4, {0: (0, 0), 3: (1, 1), 100: (0, 0)}),
        ("cleared", 5, 1, {0: (1, 1), 3: (1, 1), 100: (0, 0)}),
    ],
)
async def test_a_decision_moves_all_that_it_is_about_and_deletes_nothing(
    store: Store, address: Address, clock: Clock,
    outcome: Outcome, about: int, count: int, after: dict[int, tuple[int, int]],
) -> None:  # fmt: skip
    await store.votes.toggle(1, "book", 100)
    clock.seconds += 2 * WINDOW
    flag = await flagged(store)

    done = await decided(store, flag, outcome)

    assert (done.state, done.votes, done.decided_by, done.decided_at) == (outcome, about, 9, int(clock()))
    assert await store.votes.count(1, "book") == count
    assert after.items() <= states(address).items()
    assert len(states(address)) == 6
    assert await store.flags.waiting(1) == []
    assert await store.votes.toggle(1, "book", 50) == Ballot(True, count + 1)


async def test_clearing_a_burst_spares_members_who_were_known(store: Store, clock: Clock) -> None:
    await store.votes.toggle(1, "course", 100)
    clock.seconds += DAY
    await store.votes.toggle(1, "book", 100)
    assert (await decided(store, await flagged_beside(store), "cleared")).votes == 5
    assert await helped(store, 1) == {"book": 1, "course": 1}


async def flagged_beside(store: Store) -> Flag:
    """A burst of five among votes of others."""
    for voter in range(3):
        await store.votes.toggle(1, "book", voter)
    assert await store.flags.open(1, "book", store.now() - WINDOW, 3)
    for voter in (3, 4):
        await store.votes.toggle(1, "book", voter)
    return (await store.flags.waiting(1))[0]


async def test_a_vote_that_was_left_out_is_cast_anew_by_a_press(store: Store, address: Address, clock: Clock) -> None:
    await decided(store, await flagged(store), "cleared")
    clock.seconds += DAY
    assert await store.votes.choice_of(1, "book", 0) is None
    assert await store.votes.take_back(1, "book", 0) is None
    assert await store.votes.toggle(1, "book", 0) == Ballot(True, 1)
    assert rows(address, "SELECT cast_at FROM vote WHERE voter_id = 0") == [(int(clock()),)]
    assert await store.votes.toggle(1, "book", 0) == Ballot(False, 0)


async def test_of_two_moderators_at_once_one_decides(store: Store) -> None:
    flag = await flagged(store)
    at = (1, "book", flag.opened_at)
    decisions = await asyncio.gather(store.flags.decide(*at, "counted", 8), store.flags.decide(*at, "dropped", 9))
    first, second = sorted((one for one in decisions if one), key=lambda decision: not decision.first)
    assert (first.first, second.first) == (True, False)
    assert second.flag == first.flag == await store.flags.find(*at)
    assert await store.votes.count(1, "book") == (5 if first.flag.state == "counted" else 3)


async def test_a_decision_is_bound_to_its_server_and_its_flag(store: Store) -> None:
    flag = await flagged(store)
    assert await store.flags.decide(2, "book", flag.opened_at, "counted", 9) is None
    assert await store.flags.decide(1, "course", flag.opened_at, "counted", 9) is None
    assert await store.flags.decide(1, "book", flag.opened_at + 1, "counted", 9) is None
    assert await helped(store, 1) == {"book": 3}


async def test_who_voted_before_a_burst_may_change_their_mind_in_it(store: Store, clock: Clock) -> None:
    await store.votes.toggle(1, "book", 100)
    clock.seconds += 2 * WINDOW
    flag = await flagged(store)
    for choice, votes in (("helped", 3), ("helped", 4), ("too-hard", 3)):  # taken back and cast again
        ballot = await store.votes.toggle(1, "book", 100, choice)  # type: ignore[arg-type]
        assert ballot is not None
        assert (ballot.votes, ballot.held_until) == (votes, None)
    await decided(store, flag, "cleared")
    assert await store.votes.counts(1) == {"book": {"too-hard": 1}}


async def test_a_vote_that_was_taken_back_before_a_burst_is_held_in_it(store: Store, clock: Clock) -> None:
    """Or members could vote and take it back one by one, and cast all of it again at once."""
    for _ in range(2):
        await store.votes.toggle(1, "book", 100)
    clock.seconds += WINDOW
    await flagged(store)
    ballot = await store.votes.toggle(1, "book", 100)
    assert ballot is not None
    assert ballot.held_until


@pytest.mark.parametrize("outcome", ["counted", "dropped", "cleared"])
async def test_a_second_burst_leaves_alone_what_was_decided(store: Store, clock: Clock, outcome: Outcome) -> None:
    flag = await flagged(store)
    await decided(store, flag, outcome)
    count = await store.votes.count(1, "book")
    for voter in range(10, 13):
        clock.seconds += 1
        await store.votes.toggle(1, "book", voter)
    assert await store.flags.open(1, "book", store.now() - WINDOW, 3)
    (again,) = await store.flags.waiting(1)
    assert again.opened_at > flag.opened_at
    assert (again.before, again.votes) == (3, 0)
    assert (await decided(store, again, "cleared")).votes == 3
    assert await store.votes.count(1, "book") == count
    assert [one.opened_at for one in await store.flags.decided(1, 9)] == [again.opened_at, flag.opened_at]


async def test_a_flag_that_is_open_takes_note_of_further_attempts(store: Store) -> None:
    await flagged(store)
    for attempts in (200, 50):
        assert not await store.flags.open(1, "book", store.now(), attempts)
    assert [flag.attempts for flag in await store.flags.waiting(1)] == [200]


async def test_a_flag_of_members_who_may_not_vote_holds_nothing_until_others_join(store: Store, clock: Clock) -> None:
    await store.votes.toggle(1, "book", 100)
    assert await store.flags.open(1, "book", store.now() - WINDOW, 10, holds=False)
    assert await store.votes.toggle(1, "book", 50) == Ballot(True, 2)
    assert [(flag.holds, flag.votes) for flag in await store.flags.waiting(1)] == [(False, 0)]
    clock.seconds += DAY

    opened = [await store.flags.open(1, "book", store.now(), 20, holds=holds) for holds in (False, True, True, False)]

    assert opened == [False, True, False, False]
    until = int(clock()) + HELD_SECONDS
    assert await store.votes.toggle(1, "book", 51) == Ballot(True, 2, held_until=until)
    (flag,) = await store.flags.waiting(1)
    assert (flag.holds, flag.votes, flag.attempts, flag.until) == (True, 1, 20, until)


async def test_what_nobody_decides_on_in_time_counts(store: Store, clock: Clock) -> None:
    flag = await flagged(store)
    clock.seconds = flag.until - 1
    assert await store.flags.count_overdue() == frozenset()
    clock.seconds += 1
    assert await store.flags.count_overdue() == {1}
    assert await helped(store, 1) == {"book": 5}
    (done,) = await store.flags.decided(1, 9)
    assert (done.state, done.votes, done.decided_by) == ("expired", 2, None)
    late = await store.flags.decide(1, "book", flag.opened_at, "dropped", 9)
    assert late is not None
    assert (late.first, late.flag) == (False, done)
    assert await store.flags.count_overdue() == frozenset()


async def test_decisions_move_with_an_entry_that_is_renamed(store: Store) -> None:
    flag = await flagged(store)
    await decided(store, flag, "dropped")
    await store.follow_redirects({"book": "tome"})
    assert [(one.resource_id, one.votes) for one in await store.flags.decided(1, 9)] == [("tome", 2)]
