"""What counts as a burst: different members within a window, for one entry of one server."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.community.bursts import Burst, Bursts, Limit
from tests.support.effort import examples

SMALL = Limit(members=3, seconds=10, most_watched=2, most_members=4)
Press = tuple[int, str, int, float]


def pressed(bursts: Bursts, presses: Sequence[Press]) -> list[int | None]:
    """How many members each press was found to be a burst of."""
    found = [bursts.press(*press) for press in presses]
    return [burst.members if burst else None for burst in found]


def test_the_limit_is_ten_members_in_ten_minutes() -> None:
    bursts = Bursts()
    assert pressed(bursts, [(1, "book", member, member * 60.0) for member in range(9)]) == [None] * 9
    assert bursts.press(1, "book", 9, 599.0) == Burst(-1.0, 10, 10)


def test_one_a_minute_is_none() -> None:
    assert set(pressed(Bursts(), [(1, "book", member, member * 67.0) for member in range(1000)])) == {None}


def test_a_press_as_long_ago_as_the_window_is_past() -> None:
    presses = [(1, "book", 1, 0.0), (1, "book", 2, 10.0), (1, "book", 3, 10.0), (1, "book", 4, 10.0)]
    assert pressed(Bursts(SMALL), presses) == [None, None, None, 3]


def test_one_member_alone_is_none() -> None:
    assert set(pressed(Bursts(), [(1, "book", 7, float(second)) for second in range(500)])) == {None}


def test_entries_and_servers_are_watched_apart() -> None:
    presses = [(server, id_, member, 0.0) for member in range(4) for server in (1, 2) for id_ in ("book", "course")]
    assert set(pressed(Bursts(Limit(members=5)), presses)) == {None}


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
    assert bursts.press(1, "book", 6, 0.0) == Burst(-10.0, 4, 4)
    for server in (2, 3):
        bursts.press(server, "book", 1, 0.0)
    assert bursts.press(1, "book", 7, 0.0) is None  # the one that was watched longest ago made room


def test_who_may_vote_is_counted_apart_by_their_latest_press() -> None:
    bursts = Bursts(SMALL)
    for member, admitted in ((1, False), (2, True), (3, True), (3, False)):
        found = bursts.press(1, "book", member, 5.0, admitted=admitted)
    assert found == Burst(-5.0, 3, 1)


def test_who_pressed_is_forgotten_once_anybody_presses_later() -> None:
    bursts = Bursts(SMALL)
    bursts.press(1, "book", 7, 0.0)
    bursts.press(2, "book", 8, 10.0)
    assert list(bursts._watched) == [(2, "book")]


presses = st.tuples(st.integers(1, 2), st.sampled_from(["a", "b"]), st.integers(1, 6), st.floats(0, 6))


@examples(100)
@given(st.lists(presses, max_size=40))
def test_a_burst_is_what_a_plain_count_says(steps: list[Press]) -> None:
    """Each step comes some time after the one before it."""
    bursts, past, now = Bursts(Limit(members=3, seconds=10)), list[Press](), 0.0
    for server, id_, member, later in steps:
        now += later
        past.append((server, id_, member, now))
        recent = {who for where, what, who, at in past if (where, what) == (server, id_) and at > now - 10}
        found = bursts.press(server, id_, member, now)
        assert found == (Burst(now - 10, len(recent), len(recent)) if len(recent) >= 3 else None)
