"""What a model may cost, when its server is left alone, and which addresses are one."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writer.limits import DAY, TRIAL_SECONDS, Breaker, Budget
from bot.writer.model import Model, completions_at
from tests.support.clock import Clock
from tests.support.effort import examples


def test_a_day_has_so_many_tokens(clock: Clock) -> None:
    budget = Budget(100, clock)
    budget.spend(70)
    assert budget.left() == 30
    budget.spend(70)
    assert budget.left() == 0
    clock.seconds += DAY
    assert budget.left() == 100


def test_without_a_limit_there_is_always_some_left(clock: Clock) -> None:
    budget = Budget(0, clock)
    budget.spend(10**12)
    assert budget.left() > 0


def test_after_faults_in_a_row_nothing_passes_until_the_pause_is_over(clock: Clock) -> None:
    breaker = Breaker(clock, 3, (30.0, 60.0))
    for _ in range(3):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()
    clock.seconds += 30.0
    assert breaker.allows()
    assert not breaker.allows()  # one trial at a time
    breaker.failed()
    clock.seconds += 59.0
    assert not breaker.allows()
    clock.seconds += 1.0
    assert breaker.allows()
    breaker.worked()
    assert breaker.allows()
    assert breaker.allows()


def test_a_success_between_faults_starts_the_count_anew(clock: Clock) -> None:
    breaker = Breaker(clock, 2, (30.0,))
    for _ in range(5):
        breaker.failed()
        breaker.worked()
    assert breaker.allows()


def test_a_server_that_asks_to_be_left_alone_is(clock: Clock) -> None:
    breaker = Breaker(clock, 3, (30.0,))
    breaker.failed(600.0)
    assert not breaker.allows()
    clock.seconds += 600.0
    assert breaker.allows()


def test_after_a_pause_that_was_asked_for_there_is_one_trial(clock: Clock) -> None:
    breaker = Breaker(clock, 3, (30.0,))
    breaker.failed(600.0)
    clock.seconds += 600.0
    assert breaker.allows()
    assert not breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    clock.seconds += 30.0
    assert breaker.allows()
    breaker.worked()
    assert [breaker.allows() for _ in range(3)] == [True] * 3


def test_a_short_pause_that_is_asked_for_shortens_none(clock: Clock) -> None:
    breaker = Breaker(clock, 1, (30.0,))
    breaker.failed(1.0)
    clock.seconds += 29.0
    assert not breaker.allows()
    clock.seconds += 1.0
    assert breaker.allows()


def test_faults_of_what_was_under_way_lengthen_no_pause(clock: Clock) -> None:
    breaker = Breaker(clock, 3, (30.0, 60.0, 600.0))
    for _ in range(32):
        breaker.failed()
    clock.seconds += 30.0
    assert breaker.allows()


def test_a_trial_that_never_ends_keeps_the_next_away_for_a_minute(clock: Clock) -> None:
    breaker = Breaker(clock, 1, (30.0,))
    breaker.failed()
    clock.seconds += 30.0
    assert breaker.allows()
    clock.seconds += 59.0
    assert not breaker.allows()
    clock.seconds += 1.0
    assert breaker.allows()
    assert TRIAL_SECONDS == 60.0


steps = st.lists(st.sampled_from(["failed", "worked", "allows"]) | st.floats(0.0, 700.0), max_size=40)


def walked(breaker: Breaker, clock: Clock, steps: list[str | float]) -> None:
    for step in steps:
        if isinstance(step, float):
            clock.seconds += step
        else:
            getattr(breaker, step)()


@given(steps)
@examples(200)
def test_after_the_longest_pause_one_request_may_always_be_made(steps: list[str | float]) -> None:
    clock = Clock()
    breaker = Breaker(clock, 3, (30.0, 600.0))
    walked(breaker, clock, steps)
    clock.seconds += 600.0
    assert breaker.allows()


@given(steps)
@examples(200)
def test_after_a_success_everything_passes(steps: list[str | float]) -> None:
    clock = Clock()
    breaker = Breaker(clock, 3, (30.0, 600.0))
    walked(breaker, clock, steps)
    breaker.worked()
    assert [breaker.allows() for _ in range(5)] == [True] * 5


@given(steps)
@examples(200)
def test_once_it_is_open_at_most_one_request_a_minute_is_tried(steps: list[str | float]) -> None:
    clock = Clock()
    breaker = Breaker(clock, 1, (30.0, 600.0))
    breaker.failed()
    tried: list[float] = []
    for step in steps:
        if isinstance(step, float):
            clock.seconds += step
        elif step == "allows" and breaker.allows():
            tried.append(clock.seconds)
    assert all(after - before >= TRIAL_SECONDS for before, after in itertools.pairwise(tried))


@given(st.integers(1, 10**6), st.lists(st.tuples(st.integers(0, 10**5), st.floats(0.0, DAY)), max_size=30))
@examples(200)
def test_never_more_is_left_than_the_day_has_and_what_is_spent_is_gone(
    daily: int, spent: list[tuple[int, float]]
) -> None:
    clock = Clock()
    budget = Budget(daily, clock)
    by_day: dict[int, int] = {}
    for tokens, seconds in spent:
        clock.seconds += seconds
        budget.spend(tokens)
        by_day[int(clock.seconds // DAY)] = by_day.get(int(clock.seconds // DAY), 0) + tokens
        assert budget.left() == max(daily - by_day[int(clock.seconds // DAY)], 0)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"),
        (" https://api.example.org/v1/ \r", "https://api.example.org/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1/chat/completions", "http://127.0.0.1:8080/v1/chat/completions"),
    ],
)
def test_an_address_leads_to_completions(written: str, address: str) -> None:
    assert completions_at(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "localhost:11434",
        "ftp://host/v1",
        "http://",
        "x",
        "https://me:key@host/v1",
        "https://host/v1?api-version=1",
        "http://host/v1#x",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="it must"):
        completions_at(written)


@pytest.mark.parametrize(
    ("url", "local"),
    [("http://localhost:1/v1", True), ("http://[::1]:1/v1", True), ("http://127.0.0.9/v1", True),
     ("http://10.0.0.2/v1", False), ("https://api.example.org/v1", False)],
)  # fmt: skip
def test_whether_it_is_on_this_machine(url: str, local: bool) -> None:
    assert Model(completions_at(url), "m").is_local is local


def test_a_key_is_in_no_representation() -> None:
    assert "hush" not in repr(Model("http://localhost/v1", "m", "hush"))
