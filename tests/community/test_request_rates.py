"""The cooldowns: how much is let through, who has to wait for whom, and what they cost in memory."""

import itertools
from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.community.request_rates import LIMITS, MOST_BUCKETS, Cooldowns, Kind, Limit, Rate, Wait
from tests.support.clock import Clock
from tests.support.effort import examples

KINDS: tuple[Kind, ...] = get_args(Kind)
MAYA, TOM, LENA = 1, 2, 3
HERE, THERE = 10, 20
SMALL: dict[Kind, Limit] = dict.fromkeys(KINDS, Limit(Rate(4, 30), Rate(10, 120)))
"""Four at once, one more every two seconds; in a server ten, and two a second."""

kinds = st.sampled_from(KINDS)
moments = st.sampled_from([0.0, 0.0, 0.0, 0.1, 0.5, 1.0, 2.0, 7.5, 100.0])
costs = st.sampled_from([1.0, 1.0, 3.0])


@pytest.fixture
def cooldowns(clock: Clock) -> Cooldowns:
    return Cooldowns(clock, SMALL)


def let_through(take: Callable[[], Wait | None], most: int = 10_000) -> int:
    """How many are let through until one is refused."""
    return next(number for number in range(most) if take() is not None)


def test_so_many_are_let_through_at_once_and_then_one_at_a_time(clock: Clock, cooldowns: Cooldowns) -> None:
    assert let_through(lambda: cooldowns.take("question", MAYA)) == 4
    assert cooldowns.take("question", MAYA) == Wait(2)
    clock.seconds += 2
    assert let_through(lambda: cooldowns.take("question", MAYA)) == 1
    clock.seconds += 3600
    assert let_through(lambda: cooldowns.take("question", MAYA)) == 4


def test_what_costs_more_empties_the_bucket_sooner(clock: Clock, cooldowns: Cooldowns) -> None:
    assert cooldowns.take("question", MAYA, cost=3) is None
    assert cooldowns.take("question", MAYA, cost=3) == Wait(4)
    assert cooldowns.take("question", MAYA) is None


def test_what_costs_more_than_a_bucket_takes_all_of_it(cooldowns: Cooldowns) -> None:
    assert cooldowns.take("question", MAYA, cost=100) is None
    assert cooldowns.take("question", MAYA, cost=100) == Wait(8)


def test_kinds_do_not_share_a_bucket(cooldowns: Cooldowns) -> None:
    assert let_through(lambda: cooldowns.take("question", MAYA, HERE)) == 4
    assert let_through(lambda: cooldowns.take("vote", MAYA, HERE)) == 4


def test_a_member_has_the_same_bucket_in_all_servers(cooldowns: Cooldowns) -> None:
    assert let_through(lambda: cooldowns.take("question", MAYA, HERE)) == 4
    assert cooldowns.take("question", MAYA, THERE) == Wait(2)


def test_a_busy_server_makes_those_wait_who_asked_much(clock: Clock, cooldowns: Cooldowns) -> None:
    assert let_through(lambda: cooldowns.take("question", MAYA, HERE)) == 4
    assert let_through(lambda: cooldowns.take("question", TOM, HERE)) == 3
    assert cooldowns.take("question", TOM, HERE) == Wait(1, busy=True)  # 3 of 10 are left, and 1 of his 4
    assert cooldowns.take("question", LENA, HERE) is None


def test_a_server_that_is_empty_makes_everyone_wait_a_moment(clock: Clock, cooldowns: Cooldowns) -> None:
    others = itertools.count(100)
    assert let_through(lambda: cooldowns.take("question", next(others), HERE)) == 10
    assert cooldowns.take("question", LENA, HERE) == Wait(1, busy=True)
    assert cooldowns.take("question", LENA, THERE) is None
    clock.seconds += 1
    assert cooldowns.take("question", LENA, HERE) is None


def test_500_members_at_once_are_all_answered(clock: Clock) -> None:
    cooldowns = Cooldowns(clock)
    assert [cooldowns.take("question", member, HERE) for member in range(500)] == [None] * 500
    again = [cooldowns.take("question", member, HERE) for member in range(500)]
    assert again.count(None) >= 300
    assert {wait.seconds for wait in again if wait} == {1}
    clock.seconds += 10
    assert [cooldowns.take("question", member, HERE) for member in range(100)] == [None] * 100


@pytest.mark.parametrize("kind", KINDS)
def test_ten_who_flood_together_leave_half_of_a_server_to_the_others(clock: Clock, kind: Kind) -> None:
    cooldowns = Cooldowns(clock)
    for _ in range(600):  # ten minutes, with a hundred requests a second
        clock.seconds += 1
        for member in range(10):
            let_through(lambda member=member: cooldowns.take(kind, member, HERE))  # type: ignore[misc]
    assert let_through(lambda: cooldowns.take(kind, LENA * 100, HERE)) == LIMITS[kind].member.burst


@pytest.mark.parametrize("kind", KINDS)
def test_every_limit_keeps_what_is_promised_of_it(kind: Kind) -> None:
    member, server = LIMITS[kind].member, LIMITS[kind].server
    assert server.burst / 2 >= 11 * member.burst
    assert server.per_minute >= 10 * member.per_minute
    assert all(rate.burst / rate.per_second <= 120 for rate in (member, server))


def test_votes_are_twenty_a_minute() -> None:
    assert LIMITS["vote"].member == Rate(20, 20)


def test_memory_is_bounded_after_a_hundred_thousand_members(clock: Clock) -> None:
    cooldowns = Cooldowns(clock)
    for number in range(100_000):
        cooldowns.take("question", number, number)
    assert len(cooldowns) == 2 * MOST_BUCKETS


def test_a_crowd_does_not_free_one_who_goes_on_flooding(clock: Clock) -> None:
    cooldowns = Cooldowns(clock, SMALL, most=10)
    assert let_through(lambda: cooldowns.take("question", MAYA)) == 4
    for number in range(100, 200):
        cooldowns.take("question", number)
        assert cooldowns.take("question", MAYA)


@examples(200)
@given(steps=st.lists(st.tuples(moments, st.sampled_from([-50.0, 0.0, 0.0, 0.0]), kinds, costs), max_size=40))
def test_never_more_than_burst_and_rate_are_let_through(
    steps: list[tuple[float, float, Kind, float]],
) -> None:
    clock = Clock()
    cooldowns, gone, taken = Cooldowns(clock, SMALL), 0.0, dict[Kind, list[tuple[float, float]]]()
    for later, set_back, kind, cost in steps:
        clock.seconds += later + set_back
        gone += max(later + set_back, 0)
        if cooldowns.take(kind, MAYA, HERE, cost) is None:
            taken.setdefault(kind, []).append((gone, cost))
    for kind, times in taken.items():
        rate = SMALL[kind].member
        for first, last in itertools.combinations_with_replacement(range(len(times)), 2):
            seconds = times[last][0] - times[first][0]
            assert sum(cost for _, cost in times[first : last + 1]) <= rate.burst + rate.per_second * seconds + 1e-6


@examples(200)
@given(
    flood=st.lists(st.tuples(moments, kinds, costs, st.sampled_from([HERE, THERE, None])), max_size=60),
    kind=kinds,
    server=st.sampled_from([HERE, THERE, None]),
)
def test_one_member_who_floods_costs_no_other_anything(
    flood: list[tuple[float, Kind, float, int | None]], kind: Kind, server: int | None
) -> None:
    clock = Clock()
    cooldowns = Cooldowns(clock)
    for later, flooded, cost, where in flood:
        clock.seconds += later
        let_through(lambda flooded=flooded, cost=cost, where=where: cooldowns.take(flooded, MAYA, where, cost))  # type: ignore[misc]
    assert let_through(lambda: cooldowns.take(kind, TOM, server)) == LIMITS[kind].member.burst


@examples(200)
@given(steps=st.lists(st.tuples(moments, st.integers(1, 6), costs), min_size=1, max_size=60))
def test_whoever_waits_as_long_as_they_were_told_is_let_through(steps: list[tuple[float, int, float]]) -> None:
    clock = Clock()
    cooldowns = Cooldowns(clock, SMALL)
    for later, member, cost in steps:
        clock.seconds += later
        if wait := cooldowns.take("question", member, HERE, cost):
            assert 1 <= wait.seconds <= 8
            clock.seconds += wait.seconds
            assert cooldowns.take("question", member, HERE, cost) is None


@examples(100)
@given(steps=st.lists(st.tuples(st.floats(-1e9, 1e9), st.integers(1, 3)), max_size=30))
def test_a_clock_that_is_set_makes_nobody_wait_longer(steps: list[tuple[float, int]]) -> None:
    clock = Clock()
    cooldowns = Cooldowns(clock, SMALL)
    for moved, member in steps:
        clock.seconds += moved
        wait = cooldowns.take("question", member, HERE)
        assert wait is None or 1 <= wait.seconds <= 2


@examples(100)
@given(members=st.lists(st.integers(0, 200), max_size=200), most=st.integers(1, 20))
def test_no_more_buckets_are_kept_than_allowed(members: list[int], most: int) -> None:
    clock = Clock()
    cooldowns = Cooldowns(clock, SMALL, most)
    for member in members:
        cooldowns.take("question", member, member)
        assert len(cooldowns) <= 2 * most
