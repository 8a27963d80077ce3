"""Who may vote: the age of an account and of a membership, a role, and blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.community.who_may_vote import (
    ACCOUNT_TOO_NEW,
    BLOCKED,
    DAY,
    JOINED_RECENTLY,
    ROLE_NEEDED,
    Gates,
    Refusal,
    Standing,
    refusal,
)

NOW = 1_800_000_000.0
OLD = NOW - 100 * DAY


def ago(days: float) -> float:
    return NOW - days * DAY


@pytest.mark.parametrize(
    ("standing", "gates", "refused"),
    [
        (Standing(OLD, OLD), Gates(), None),
        (Standing(ago(7), ago(1)), Gates(), None),
        (Standing(ago(6), OLD), Gates(), Refusal(ACCOUNT_TOO_NEW, NOW + DAY)),
        (Standing(OLD, ago(0.5)), Gates(), Refusal(JOINED_RECENTLY, NOW + DAY / 2)),
        (Standing(OLD, None), Gates(), Refusal(JOINED_RECENTLY, NOW + DAY)),
        (Standing(ago(5), ago(0)), Gates(), Refusal(ACCOUNT_TOO_NEW, NOW + 2 * DAY)),
        (Standing(ago(6.9), ago(0)), Gates(), Refusal(JOINED_RECENTLY, NOW + DAY)),
        (Standing(ago(0), ago(0)), Gates(0, 0), None),
        (Standing(ago(29), OLD), Gates(30, 0), Refusal(ACCOUNT_TOO_NEW, NOW + DAY)),
        (Standing(OLD, OLD), Gates(voter_role=5), Refusal(ROLE_NEEDED, role=5)),
        (Standing(OLD, OLD, frozenset({4, 5})), Gates(voter_role=5), None),
        (Standing(ago(0), ago(0), frozenset({5})), Gates(voter_role=5), Refusal(ACCOUNT_TOO_NEW, NOW + 7 * DAY)),
        (Standing(OLD, OLD, blocked=True), Gates(0, 0), Refusal(BLOCKED)),
    ],
)
def test_what_keeps_a_member_from_voting(standing: Standing, gates: Gates, refused: Refusal | None) -> None:
    assert refusal(standing, gates, NOW) == refused


@given(st.floats(0, 400), st.floats(0, 400), st.builds(Gates, st.integers(0, 365), st.integers(0, 365), st.none()))
def test_who_is_told_a_time_may_from_then_on_and_not_before(account: float, member: float, gates: Gates) -> None:
    standing = Standing(ago(account), ago(member))
    refused = refusal(standing, gates, NOW)
    if refused:
        assert refused.until is not None
        assert refused.until > NOW
        assert refusal(standing, gates, refused.until - 1) is not None
        assert refusal(standing, gates, refused.until) is None
