"""Limits of time in recommendations: numbers where they are known, points only where they are guessed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Guide
from bot.advise.plans.hours import ANY_SKILL, ESTIMATES, at_pace, hours_of, weeks_span
from bot.advise.ranking.timing import time_caveats, time_facets, time_reasons
from bot.advise.ranking.weights import Weights
from bot.catalogue import SkillGraph
from bot.catalogue.allowed_values import FORMATS
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from tests.support.base import shipped
from tests.support.effort import examples
from tests.support.made import PATTERN
from tests.support.notes import entry

WEIGHTS, SKILLS = Weights(), shipped().skills


@pytest.mark.parametrize(
    ("hours", "weekly", "weeks", "reasons", "caveats"),
    [
        ((60, 80), 5.0, 4.0, [], ["takes 60 to 80 hours; you have about 20 hours"]),
        ((10, 20), 5.0, 4.0, ["fits in the 20 hours you have"], []),
        ((10, 21), 5.0, 4.0, [], []),
        ((21, 21), 5.0, 4.0, [], ["takes 21 hours; you have about 20 hours"]),
        ((3, 3), 0.5, 1.0, [], ["takes 3 hours; you have about 1 hour"]),
        ((60, 80), None, 2.0, [],
         ["takes 60 to 80 hours; your weeks leave room for about 40 hours"]),
        ((10, 20), None, 2.0, [], []),
        ((60, 80), 5.0, None, [], []),
        ((60, 80), None, None, [], []),
        (None, 1.0, 1.0, [], []),
        (None, 80.0, 52.0, [], []),
    ],
)  # fmt: skip
def test_numbers_are_told_where_both_are_known(
    hours: tuple[int, int] | None,
    weekly: float | None,
    weeks: float | None,
    reasons: list[str],
    caveats: list[str],
) -> None:
    query, entry = ParsedQuery(hours_per_week=weekly, weeks=weeks), replace(PATTERN, hours=hours)
    assert list(time_reasons(query, entry, say=ENGLISH)) == reasons
    assert list(time_caveats(query, entry, say=ENGLISH)) == caveats


def points(query: ParsedQuery, **changes: object) -> float:
    entry = replace(PATTERN, **changes)
    return sum(facet.points(facet.key(entry)) for facet in time_facets(query, SKILLS, WEIGHTS))


def test_estimates_count_like_hours_that_are_known() -> None:
    query = ParsedQuery(hours_per_week=5.0, weeks=2.0)
    for word in FORMATS:
        assert points(query, format=word, hours=None, teaches=()) == points(query, hours=ESTIMATES[word])


def test_what_takes_longer_loses_and_what_fits_gains() -> None:
    query = ParsedQuery(hours_per_week=10.0, weeks=2.0)
    worth = [points(query, hours=hours) for hours in ((10, 20), (10, 40), (30, 40), (40, 80))]
    assert worth == sorted(worth, reverse=True)
    assert len(set(worth)) == 4
    assert worth[0] > 0 > worth[2]
    assert list(time_facets(ParsedQuery(hours_per_week=10.0), SKILLS, WEIGHTS)) == []


@examples(200)
@given(
    hours=st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
    weekly=st.none() | st.floats(0.1, 100),
    weeks=st.none() | st.floats(0.1, 300),
)
def test_nothing_fits_and_is_too_long_at_once(
    hours: tuple[int, int], weekly: float | None, weeks: float | None
) -> None:
    query, entry = ParsedQuery(hours_per_week=weekly, weeks=weeks), replace(PATTERN, hours=hours)
    fits, too_long = list(time_reasons(query, entry, say=ENGLISH)), list(time_caveats(query, entry, say=ENGLISH))
    worth = points(query, hours=hours)
    assert not (fits and too_long)
    assert not fits or worth > 0
    assert bool(too_long) is (worth < 0)


def test_a_course_for_months_does_not_come_first_for_a_fortnight(guide: Guide) -> None:
    query = guide.parse("classical machine learning course, slow and deep")
    assert guide.recommend(query).picks[0].resource.id == "uw-machine-learning-specialization"

    short = guide.recommend(replace(query, hours_per_week=5.0, weeks=2.0), limit=0).picks

    told = {pick.resource.id: pick for pick in short}["uw-machine-learning-specialization"]
    assert told.caveats[0] == "takes 120 to 192 hours; you have about 10 hours"
    assert short[0].resource.id != "uw-machine-learning-specialization"


def test_the_reason_comes_with_the_pick(guide: Guide) -> None:
    picks = guide.recommend(guide.parse("2 hours a week for 6 weeks, a course on project strategy")).picks
    (told,) = (pick for pick in picks if pick.resource.id == "dls-structuring-machine-learning-projects")
    assert told.reasons[0] == "fits in the 12 hours you have"
    assert len(told.reasons) <= 5


def test_an_estimate_grows_with_what_is_learned() -> None:
    little = replace(PATTERN, format="tutorial", hours=None, teaches=())
    much = replace(little, teaches=("python-basics", "pytorch"))
    assert hours_of(little, SKILLS) == ESTIMATES["tutorial"]
    assert hours_of(much, SKILLS) == (20 + ANY_SKILL[0], 50 + ANY_SKILL[1])
    assert hours_of(much, SkillGraph()) == (2 * ANY_SKILL[0], 2 * ANY_SKILL[1])
    assert hours_of(replace(much, hours=(1, 2)), SKILLS) == (1, 2)


@pytest.mark.parametrize(
    ("told", "hours", "said"),
    [
        ({"hours_per_week": 6.0}, (40, 105), "At your 6 hours a week, X takes 7 to 18 weeks."),
        ({"hours_per_week": 1.0}, (4, 4), "At your 1 hour a week, X takes 4 weeks."),
        ({"hours_per_week": 50.0}, (40, 50), "At your 50 hours a week, X takes 1 week."),
        ({"weeks": 8.0}, (40, 104), "To finish X in your 8 weeks, plan on 5 to 13 hours a week."),
        ({"weeks": 8.0}, (7, 104), ""),
        # what cannot be worked out, or is worked out by a plan, is not said
        ({"weeks": 8.0, "hours_per_week": 6.0}, (40, 105), ""),
        ({"hours": 3.0, "weeks": 1.0}, (40, 105), ""),
        ({"hours_per_week": 6.0}, None, ""),
        ({}, (40, 105), ""),
    ],
)
def test_what_an_entry_takes_in_the_time_that_was_told(
    told: dict[str, Any], hours: tuple[int, int] | None, said: str
) -> None:
    assert at_pace(ParsedQuery(**told), entry("x", hours=hours), "X", ENGLISH) == said


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ((0.0, 1.0), "week 1"),
        ((0.0, 0.2), "week 1"),
        ((0.0, 3.5), "weeks 1 to 4"),
        ((1.0, 2.0), "week 2"),
        ((1.5, 4.0), "weeks 2 to 4"),
        ((0.97, 4.03), "weeks 2 to 4"),  # a few hours of a week are not told
    ],
)
def test_the_weeks_of_a_step_are_counted_from_one(weeks: tuple[float, float], said: str) -> None:
    assert weeks_span(weeks, ENGLISH) == said
