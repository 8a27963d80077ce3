"""Curated routes: what is known is left out, the time cuts them short, and hours and weeks add up."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Advised, Guide, Plan, Weights
from bot.advise.plans.plan import Goal
from bot.advise.plans.routed import KNOWN_SKILLS, MOST_STAGES, SHOWN, ahead, behind, planned, routed
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import SILENCE
from bot.advise.wording.compose import reply_of
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Advice, Route, Stage
from bot.catalogue.allowed_values import LEVELS, Level
from bot.language import ENGLISH
from bot.understand import Lexicon, Named, ParsedQuery
from bot.understand.facets.asker import Told
from tests.support.base import shipped
from tests.support.effort import examples
from tests.support.made import knowing
from tests.support.notes import VERIFIED, choices, entry

ANYBODY = ParsedQuery("path")
A, B, C = entry("a", teaches=("statistics",)), entry("b"), entry("c", cost="paid", format="course")
ENTRIES = (A, B, C)
SKILLS = shipped().skills


def stage(skill: str, ways: str, hours: tuple[int, int], skip: str | None = None) -> Stage:
    return Stage(reach=f"reach {skill}", skills=(skill,), ways=choices(*ways), hours=hours,
                 project=f"Show {skill}.", skip=skip)  # fmt: skip


def route(*stages: Stage) -> Route:
    return Route(id="the-way", title="The way", goals=("foundations",), stages=stages, verified=VERIFIED)


WAY = route(
    stage("statistics", "a", (10, 20), "You can read a chart."),
    stage("linear-algebra", "cb", (20, 40), "You know matrices."),
    stage("neural-networks", "c", (30, 60)),
)


def plan_of(way: Route, query: ParsedQuery = ANYBODY, entries: Sequence[Resource] = ENTRIES) -> Plan | None:
    catalogue = Catalogue(tuple(entries))
    index = RankIndex(catalogue, Weights())
    goal = Goal("topic", "foundations")
    return planned(way, goal, "deep learning", query, catalogue, index, SILENCE, ENGLISH)


def said(way: Route, query: ParsedQuery = ANYBODY, entries: Sequence[Resource] = ENTRIES) -> Advised:
    catalogue = Catalogue(tuple(entries))
    return routed(way, query, catalogue, RankIndex(catalogue, Weights()), SILENCE, (), ENGLISH)


def steps_of(found: Plan | None) -> list[str]:
    assert found
    return [step.resource.id for step in found.steps]


def picks_of(found: Advised) -> list[str]:
    return [pick.resource.id for pick in found.picks]


# What is known is left out

BEGINNER = replace(ANYBODY, level="beginner")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        (ANYBODY, "abc"),
        (replace(ANYBODY, knows=knowing("statistics")), "bc"),
        (replace(ANYBODY, knows=knowing("math")), "ac"),
        (replace(ANYBODY, knows=knowing("calculus")), "abc"),
        (replace(ANYBODY, told=Told(knows=("statistics",))), "bc"),
        (replace(ANYBODY, told=Told(knows=("maths", "statistics"))), "c"),
        (replace(ANYBODY, told=Told(knows=("maths", "statistics", "deep-learning"))), "c"),
        (replace(ANYBODY, told=Told(knows=("programming", "sql"))), "abc"),
        (replace(ANYBODY, named=(Named("a", "done"),)), "bc"),
        (replace(ANYBODY, named=(Named("a", "mentioned"),)), "abc"),
        (BEGINNER, "abc"),
        (replace(ANYBODY, level="intermediate"), "a"),
    ],
)
def test_stages_of_which_all_skills_are_known_are_left_out(query: ParsedQuery, left: str) -> None:
    """The last stage is always left to somebody who knows all of it."""
    letters = {"statistics": "a", "linear-algebra": "b", "neural-networks": "c"}
    found = ahead(WAY, query, Catalogue(ENTRIES, skills=SKILLS))
    assert "".join(letters[own.skills[0]] for own in found) == left


@pytest.mark.parametrize(
    ("query", "programs"),
    [
        (ANYBODY, True),
        (replace(ANYBODY, level="intermediate"), True),
        (BEGINNER, False),
        (replace(BEGINNER, told=Told(knows=("python",))), True),
        (replace(ANYBODY, told=Told(lacks=("programming",))), False),
    ],
)
def test_who_does_not_say_otherwise_is_taken_to_program(query: ParsedQuery, programs: bool) -> None:
    way = route(stage("python-basics", "a", (1, 2)), stage("diffusion-models", "b", (1, 2)))
    assert (len(ahead(way, query, Catalogue(ENTRIES))) == 1) is programs


def test_a_stage_stays_until_all_its_skills_are_known() -> None:
    both = replace(WAY.stages[0], skills=("statistics", "optimization"))
    catalogue = Catalogue(ENTRIES)
    assert ahead(route(both, WAY.stages[2]), replace(ANYBODY, knows=knowing("statistics")), catalogue)[0] is both
    known = replace(ANYBODY, knows=knowing("statistics", "optimization"))
    assert ahead(route(both, WAY.stages[2]), known, catalogue) == [WAY.stages[2]]


def test_every_stage_of_the_shipped_routes_can_be_known(shipped: Catalogue) -> None:
    """Its skills are taught somewhere, so that somebody may have them."""
    taught = {skill for own in shipped for skill in own.teaches}
    named = {skill for skills in KNOWN_SKILLS.values() for skill in skills}
    assert named <= taught
    for way in shipped.advice.routes.values():
        assert {skill for own in way.stages for skill in own.skills} <= taught, way.id


# As an answer


def test_a_route_is_told_in_its_order_with_hours_and_a_first_proof() -> None:
    found = said(WAY)
    places = [found.answer.index(f"reach {own.skills[0]}") for own in WAY.stages]
    assert places == sorted(places)
    assert "60 to 120 hours" in found.because
    assert "month" not in found.because
    assert found.next.endswith("Show statistics.")
    assert (found.source, found.checked) == ("the-way", VERIFIED.date)
    assert picks_of(found) == ["a", "c"]  # "c" leads two of the stages, and stands there once


@pytest.mark.parametrize(
    ("hours_per_week", "months"),
    [(90 / 4.3, "1 month"), (90 / 4.3 / 2, "2 months"), (90 / 4.3 / 7, "7 months"), (60.0, "1 month")],
)
def test_the_pace_makes_months_of_the_hours(hours_per_week: float, months: str) -> None:
    """Half way between the least and the most, 90 hours; a month has 4.3 weeks."""
    assert f"about {months}." in said(WAY, replace(ANYBODY, hours_per_week=hours_per_week)).because


def test_hours_proof_and_picks_are_those_of_the_stages_that_are_left() -> None:
    found = said(WAY, replace(ANYBODY, told=Told(knows=("statistics",))))
    assert "statistics" not in found.answer
    assert "50 to 100 hours" in found.because
    assert found.next.endswith("Show linear-algebra.")
    assert picks_of(found) == ["c"]


def test_limits_choose_the_way_through_a_stage() -> None:
    assert picks_of(said(WAY, replace(ANYBODY, not_formats=("course",)))) == ["a", "b"]
    assert picks_of(said(WAY, replace(ANYBODY, cost="free")))[:2] == ["a", "b"]


def test_of_a_long_route_the_first_stages_and_the_last_are_told_and_fewer_have_picks() -> None:
    many = [entry(f"e-{number}") for number in range(8)]
    own = [replace(stage(f"s-{number}", "", (1, 1)), ways=choices(f"e-{number}")) for number in range(8)]
    found = said(route(*own), entries=many)
    assert [f"reach s-{number}" in found.answer for number in range(8)] == [True] * (MOST_STAGES - 1) + [False, True]
    assert picks_of(found) == ["e-0", "e-1", "e-2"][:SHOWN]
    assert "8 to 8 hours" in found.because


# As a plan


def test_a_plan_has_a_step_for_each_stage_with_what_proves_it() -> None:
    found = plan_of(route(WAY.stages[0], replace(WAY.stages[1], ways=choices("b")), WAY.stages[2]))
    assert found
    assert steps_of(found) == ["a", "b", "c"]
    assert [step.hours for step in found.steps] == [(10, 20), (20, 40), (30, 60)]
    assert [step.build for step in found.steps] == [
        "Show statistics.",
        "Show linear-algebra.",
        "Show neural-networks.",
    ]
    assert [step.why for step in found.steps] == [
        "reach statistics: Why a.", "reach linear-algebra: Why b.", "reach neural-networks: Why c.",
    ]  # fmt: skip
    assert [step.teaches for step in found.steps] == [("statistics",), ("linear-algebra",), ("neural-networks",)]
    assert (found.total_hours, found.dropped) == (90, ())
    assert all(step.weeks is None for step in found.steps)


LINE = route(WAY.stages[0], replace(WAY.stages[1], ways=choices("b")), WAY.stages[2])
"""Its stages take 15, 30 and 45 hours as a rule, and 10, 20 and 30 at the least."""


@pytest.mark.parametrize(
    ("weeks", "steps", "dropped", "ends", "total"),
    [
        (18.0, "abc", "", [3.0, 9.0, 18.0], 90),
        (17.0, "abc", "", [3.0, 9.0, 17.0], 85),  # the last is done in the least it takes, or nearly
        (15.0, "abc", "", [3.0, 9.0, 15.0], 75),
        (14.9, "ab", "c", [3.0, 9.0], 45),
        (7.0, "ab", "c", [3.0, 7.0], 35),
        (6.9, "a", "bc", [3.0], 15),
        (1.0, "a", "bc", [1.0], 5),
    ],
)
def test_the_time_cuts_a_plan_short(weeks: float, steps: str, dropped: str, ends: list[float], total: int) -> None:
    found = plan_of(LINE, replace(ANYBODY, hours_per_week=5.0, weeks=weeks))
    assert found
    assert "".join(steps_of(found)) == steps
    assert "".join(own.resource.id for own in found.dropped) == dropped
    assert [step.weeks[1] for step in found.steps if step.weeks] == pytest.approx(ends)
    assert found.total_hours == total


def test_hours_in_all_cut_it_too_and_weeks_alone_set_the_pace() -> None:
    assert steps_of(plan_of(LINE, replace(ANYBODY, hours=30.0))) == ["a"]
    assert steps_of(plan_of(LINE, replace(ANYBODY, hours=35.0))) == ["a", "b"]
    found = plan_of(LINE, replace(ANYBODY, weeks=9.0))
    assert found
    assert [step.weeks for step in found.steps] == [(0.0, 1.5), (1.5, 4.5), (4.5, 9.0)]


def test_what_stages_share_is_one_step() -> None:
    assert steps_of(plan_of(WAY)) == ["a", "c"]


@pytest.mark.parametrize(
    ("query", "steps"),
    [
        (replace(ANYBODY, not_formats=("course",)), ["a", "b"]),
        (replace(ANYBODY, not_formats=("book",)), ["c"]),
        (replace(ANYBODY, not_formats=("course", "book")), None),
        (replace(ANYBODY, knows=knowing("statistics", "linear-algebra")), ["c"]),
    ],
)
def test_a_stage_with_no_way_within_the_limits_is_left_out(query: ParsedQuery, steps: list[str] | None) -> None:
    found = plan_of(WAY, query)
    assert (steps_of(found) if found else None) == steps


@examples(60)
@given(
    level=st.none() | st.sampled_from(LEVELS),
    hours_per_week=st.none() | st.floats(0.5, 60),
    weeks=st.none() | st.floats(1, 150),
    free=st.booleans(),
    data=st.data(),
)
def test_plans_by_the_shipped_routes_hold_within_the_time(
    shipped: Catalogue, whole: Guide, level: Level | None, hours_per_week: float | None, weeks: float | None,
    free: bool, data: st.DataObject,
) -> None:  # fmt: skip
    way = data.draw(st.sampled_from(list(shipped.advice.routes.values())))
    query = ParsedQuery("path", level, hours_per_week=hours_per_week, weeks=weeks, cost="free" if free else None)
    goal = Goal("topic", way.goals[0])
    found = planned(way, goal, way.title, query, shipped, whole.index, SILENCE, ENGLISH)
    if not found:
        return
    ids = steps_of(found)
    assert len(ids) == len(set(ids))
    clock = 0.0
    for step in found.steps:
        assert bool(step.weeks) is bool(hours_per_week or weeks)
        if step.weeks:
            assert step.weeks[0] == pytest.approx(clock)
            assert step.weeks[1] >= step.weeks[0]
            clock = step.weeks[1]
    if weeks:
        assert clock <= weeks + 1e-6
    if hours_per_week and weeks:
        assert found.total_hours <= hours_per_week * weeks + 1
    elif not weeks:
        assert found.dropped == ()


# In the guide


def test_the_guide_takes_a_route_where_one_leads_there_and_time_makes_a_plan_of_it() -> None:
    guide = Guide(Catalogue(ENTRIES, advice=Advice(routes=[LINE])), Lexicon.shipped())
    query = ParsedQuery("path", topics=("foundations",))
    untimed, timed = guide.answer(query), guide.answer(replace(query, hours_per_week=5.0, weeks=8.0))
    assert isinstance(untimed, Advised)
    assert untimed.source == "the-way"
    assert isinstance(timed, Plan)
    assert steps_of(timed) == ["a", "b"]
    assert [pick.resource.id for pick in reply_of(untimed, say=ENGLISH).picks] == ["a", "b", "c"]
    assert steps_of(guide.path(query)) == ["a", "b", "c"]
    assert steps_of(guide.path(query, progress={"a": "done"})) == ["b", "c"]


def test_a_resource_as_the_goal_is_planned_for_itself() -> None:
    guide = Guide(Catalogue(ENTRIES, advice=Advice(routes=[LINE])), Lexicon.shipped())
    found = guide.path(ParsedQuery("path", topics=("foundations",), named=(Named("b", "asked"),)))
    assert steps_of(found) == ["b"]


# What lies behind


@pytest.mark.parametrize(
    ("query", "done"),
    [
        (ANYBODY, []),
        (replace(ANYBODY, told=Told(knows=("statistics",))), [("statistics", False)]),
        (replace(ANYBODY, named=(Named("a", "done"),)), [("statistics", False)]),
        (replace(ANYBODY, level="intermediate"), [("linear algebra", True), ("neural networks", True)]),
    ],
)
def test_a_stage_that_is_left_out_is_told_as_done_or_as_taken_for_known(
    query: ParsedQuery, done: list[tuple[str, bool]]
) -> None:
    catalogue = Catalogue(ENTRIES, skills=SKILLS)
    left = ahead(WAY, query, catalogue)
    found = behind(WAY, left, query, catalogue, ENGLISH)
    assert [(passed.name, passed.is_assumed) for passed in found] == done
    assert len(found) + len(left) == len(WAY.stages)


def test_what_is_not_to_be_told_shortens_the_plan_all_the_same() -> None:
    guide = Guide(Catalogue(ENTRIES, advice=Advice(routes=[LINE])), Lexicon.shipped())
    query, progress = ParsedQuery("path", topics=("foundations",)), {"a": "done"}
    openly, alone = guide.path(query, progress=progress), guide.path(query, progress=progress, alone=True)
    assert steps_of(openly) == steps_of(alone) == ["b", "c"]
    assert (openly.done, openly.query) == ((), query)
    assert [passed.name for passed in alone.done] == ["statistics"]
