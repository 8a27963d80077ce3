"""What counts as a burst: more new voters than usual within a window, for or against one entry of one server."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.community.bursts import MOST, Burst, Bursts, Crowd, Watch, burst_of, limit_of
from tests.support.effort import examples

SMALL = Watch(members=3, seconds=10, most_watched=2, most_members=4)
Press = tuple[int, str, int, float]


def pressed(bursts: Bursts, presses: Sequence[Press]) -> list[int | None]:
    """How many members each press was found to be in a crowd of."""
    found = [bursts.press(*press) for press in presses]
    return [len(crowd.members) if crowd else None for crowd in found]


def crowd(since: float, members: int, admitted: int | None = None) -> Crowd:
    """A crowd of the members from 0 on, the first of whom may vote."""
    return Crowd(since, frozenset(range(members)), frozenset(range(members if admitted is None else admitted)))


@pytest.mark.parametrize(
    ("busiest", "limit"),
    [
        ([], 10),
        ([5], 10),
        ([6], 12),
        ([3, 60], 10),  # one of them may have been a raid
        ([60, 20, 12], 40),
        ([12, 60, 60, 20], 40),
        ([1000], MOST),
    ],
)
def test_the_limit_is_twice_what_an_ordinary_day_has(busiest: list[int], limit: int) -> None:
    assert limit_of(busiest) == limit


def test_only_new_voters_make_a_burst() -> None:
    assert burst_of(crowd(5.0, 30), range(9), 10) is None
    assert burst_of(crowd(5.0, 30), range(20, 40), 10) == Burst(5.0, 10, True)


@pytest.mark.parametrize(("admitted", "holds"), [(9, False), (10, True)])
def test_those_who_may_not_vote_have_nothing_held(admitted: int, holds: bool) -> None:
    assert burst_of(crowd(5.0, 20, admitted), range(20), 10) == Burst(5.0, 20, holds)


def test_the_least_that_is_looked_at_is_ten_members_in_ten_minutes() -> None:
    bursts = Bursts()
    assert pressed(bursts, [(1, "book", member, member * 60.0) for member in range(9)]) == [None] * 9
    assert bursts.press(1, "book", 9, 599.0) == crowd(-1.0, 10)


def test_one_a_minute_is_none() -> None:
    assert set(pressed(Bursts(), [(1, "book", member, member * 67.0) for member in range(1000)])) == {None}


def test_a_press_as_long_ago_as_the_window_is_past() -> None:
    presses = [(1, "book", 1, 0.0), (1, "book", 2, 10.0), (1, "book", 3, 10.0), (1, "book", 4, 10.0)]
    assert pressed(Bursts(SMALL), presses) == [None, None, None, 3]


def test_one_member_alone_is_none() -> None:
    assert set(pressed(Bursts(), [(1, "book", 7, float(second)) for second in range(500)])) == {None}


def test_who_is_for_an_entry_and_who_is_against_it_are_watched_apart() -> None:
    bursts = Bursts(Watch(members=5))
    found = [bursts.press(1, "book", member, 0.0, against=member % 2 == 0) for member in range(9)]
    assert found == [*[None] * 8, Crowd(-600.0, frozenset(range(0, 9, 2)), frozenset(range(0, 9, 2)))]


def test_entries_and_servers_are_watched_apart() -> None:
    presses = [(server, id_, member, 0.0) for member in range(4) for server in (1, 2) for id_ in ("book", "course")]
    assert set(pressed(Bursts(Watch(members=5)), presses)) == {None}


def test_what_moderators_have_looked_at_is_past() -> None:
    bursts = Bursts(SMALL)
    assert pressed(bursts, [(1, "book", member, 0.0) for member in range(3)]) == [None, None, 3]
    bursts.settle(1, "book")
    assert pressed(bursts, [(1, "book", member, 1.0) for member in range(3, 6)]) == [None, None, 3]


def test_moderators_may_decide_on_what_is_not_watched_any_more() -> None:
    bursts = Bursts(SMALL)
    bursts.settle(1, "book")
    assert bursts.press(1, "book", 1, 0.0) is None


def test_as_much_is_kept_as_there_is_room_for() -> None:
    bursts = Bursts(SMALL)
    assert pressed(bursts, [(1, "book", member, 0.0) for member in range(6)]) == [None, None, 3, 4, 4, 4]
    bursts.press(2, "book", 1, 0.0)
    assert bursts.press(1, "book", 6, 0.0) == Crowd(-10.0, frozenset(range(3, 7)), frozenset(range(3, 7)))
    for server in (2, 3):
        bursts.press(server, "book", 1, 0.0)
    assert bursts.press(1, "book", 7, 0.0) is None  # the one that was watched longest ago made room


def test_who_may_vote_is_counted_apart_by_their_latest_press() -> None:
    bursts = Bursts(SMALL)
    for member, admitted in ((1, False), (2, True), (3, True), (3, False)):
        found = bursts.press(1, "book", member, 5.0, admitted=admitted)
    assert found == Crowd(-5.0, frozenset((1, 2, 3)), frozenset((2,)))


def test_who_pressed_is_forgotten_once_anybody_presses_later() -> None:
    bursts = Bursts(SMALL)
    bursts.press(1, "book", 7, 0.0)
    bursts.press(2, "book", 8, 10.0)
    assert list(bursts._watched) == [(2, "book", False)]


presses = st.tuples(st.integers(1, 2), st.sampled_from(["a", "b"]), st.integers(1, 6), st.floats(0, 6))


@examples(100)
@given(st.lists(presses, max_size=40))
def test_a_crowd_is_what_a_plain_count_says(steps: list[Press]) -> None:
    """Each step comes some time after the one before it."""
    bursts, past, now = Bursts(Watch(members=3, seconds=10)), list[Press](), 0.0
    for server, id_, member, later in steps:
        now += later
        past.append((server, id_, member, now))
        recent = {who for where, what, who, at in past if (where, what) == (server, id_) and at > now - 10}
        found = bursts.press(server, id_, member, now)
        assert found == (Crowd(now - 10, frozenset(recent), frozenset(recent)) if len(recent) >= 3 else None)
