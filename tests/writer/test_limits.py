"""What a model may cost, when its server is left alone, and which addresses are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writer.limits import DAY, Breaker, Budget
from bot.writer.model import Model, completions_at
from tests.support.clock import Clock


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


@given(st.lists(st.sampled_from(["failed", "worked", "allows"]), max_size=40))
def test_after_the_longest_pause_one_request_may_always_be_made(steps: list[str]) -> None:
    clock = Clock()
    breaker = Breaker(clock, 3, (30.0, 600.0))
    for step in steps:
        getattr(breaker, step)()
    clock.seconds += 600.0
    assert breaker.allows()


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


@pytest.mark.parametrize("written", ["localhost:11434", "ftp://host/v1", "http://", "x", "https://me:key@host/v1"])
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
