"""Plans respect prerequisites and every limit given, on the shipped entries and on made ones."""

import random
import time
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Guide
from bot.advise.plans.cover import lacking
from bot.advise.plans.goals import goal_of
from bot.advise.plans.hours import BRISK, effort
from bot.advise.plans.known_skills import BUILD_ANYTHING, known_skills
from bot.advise.plans.plan import Goal, Plan
from bot.advise.plans.planner import plan
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.weights import Weights
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS, Format, Level, Role, Topic
from bot.language import ENGLISH
from bot.understand import Named, ParsedQuery
from tests.support.base import few, shipped
from tests.support.effort import examples
from tests.support.made import PATTERN, SOME_TOPICS, entries, knowing, maybe

SHIPPED = shipped()
SHIPPED_INDEX = RankIndex(SHIPPED, Weights())
SEED = few(SHIPPED)
SEED_INDEX = RankIndex(SEED, Weights())
SHIPPED_BY_ID = {entry.id: entry for entry in SHIPPED}
SKILLS = (
    "python-basics", "linear-algebra", "machine-learning-basics", "neural-networks", "deep-learning-basics",
    "convolutional-networks", "transformers", "tuning", "nlp", "math",
)  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
GOALS: dict[str, ParsedQuery] = {
    **{topic: ParsedQuery(topics=(topic,)) for topic in TOPICS[:12]},
    **{skill: ParsedQuery(keywords=(skill,)) for skill in ("diffusion", "deployment", "transformer")},
    "pytorch": ParsedQuery(frameworks=("pytorch",)),
    **{
        id_: ParsedQuery(named=(Named(id_, "asked"),))
        for id_ in ("deep-learning-book", "fastai-part-2", "deep-learning-specialization", "dls-sequence-models")
    },
}
limits: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "math": maybe(MATHS),
        "cost": maybe(COSTS),
        "not_formats": st.lists(st.sampled_from(FORMATS[:4]), max_size=1).map(tuple),
        "hours_per_week": st.none() | st.sampled_from([0.5, 5.0, 40.0]) | st.floats(0.5, 80),
        "weeks": st.none() | st.sampled_from([1.0, 8.7, 52.0]) | st.floats(1, 260),
    }
)
histories = st.lists(st.sampled_from([entry.id for entry in SHIPPED]), max_size=2, unique=True)


@st.composite
def skilled(draw: st.DrawFn) -> Catalogue:
    """A catalogue whose entries build on one another, some of them parts of others, in any way."""
    count = draw(st.integers(1, 14))
    some = st.lists(st.sampled_from(SKILLS), max_size=3, unique=True).map(tuple)
    made = []
    for number in range(count):
        entry: Resource = draw(entries(number))
        whole = draw(st.sampled_from([None, None, *(f"entry-{other}" for other in range(number))]))
        hours = draw(st.none() | st.sampled_from([(1, 3), (10, 10), (20, 90), (300, 400)]))
        form = draw(st.sampled_from(FORMATS))
        made.append(replace(entry, requires=draw(some), teaches=draw(some), part_of=whole, hours=hours, format=form))
    return Catalogue(tuple(made), skills=draw(st.sampled_from([None, SHIPPED.skills])))


@st.composite
def asked(draw: st.DrawFn, catalogue: Catalogue) -> ParsedQuery:
    """A question for a plan on one of these entries, with any limits and history."""
    ids = [entry.id for entry in catalogue]
    roles = draw(st.lists(st.sampled_from(ROLES), max_size=min(4, len(ids))))
    chosen = draw(st.permutations(ids))[: len(roles)]
    query = ParsedQuery(
        intent="path",
        level=draw(st.none() | st.sampled_from(LEVELS)),
        topics=draw(st.lists(st.sampled_from(SOME_TOPICS), max_size=2, unique=True).map(tuple)),
        keywords=draw(st.lists(st.sampled_from(["transformer", "convolutional"]), max_size=1).map(tuple)),
        named=tuple(Named(id_, role) for id_, role in zip(chosen, roles, strict=True)),
    )
    return replace(query, **draw(limits))


def assert_holds(found: Plan, catalogue: Catalogue) -> None:
    assert_possible(found, catalogue)
    assert_within_limits(found)
    assert_nothing_twice(found, catalogue)
    assert_in_time(found, catalogue)
    assert found.steps or found.message or found.dropped
    for step in found.steps:
        assert step.why
        assert bool(step.build) is (step.resource.format not in ("project", "exercises", "event"))


def assert_possible(found: Plan, catalogue: Catalogue) -> None:
    """Each step builds on what is known, on a step before it, or on what the plan says is missing."""
    known = known_skills(found.query, catalogue)
    state = known | catalogue.skills.known_at(found.query.level)
    for step in found.steps:
        assert state.union(missing(found)).issuperset(step.resource.requires)
        assert set(step.teaches) <= set(step.resource.teaches)
        if step.part in ("need", "ease", "further"):
            assert step.teaches, "nothing new in it"
        state |= set(step.resource.teaches)
    assert not known.intersection(missing(found))


def missing(found: Plan) -> set[str]:
    return {skill.id for skill in found.missing_skills}


def assert_within_limits(found: Plan) -> None:
    query = found.query
    for entry in (step.resource for step in found.steps):
        assert entry.status != "retired"
        assert entry.id not in query.ids("done", "doing", "avoid")
        assert entry.part_of not in query.ids("done", "doing", "avoid")
        assert not is_barred(entry, query)
        assert query.cost is None or entry.cost_rank <= COSTS.index(query.cost)
        assert query.math is None or entry.math_rank <= MATHS.index(query.math) + 1


def is_barred(entry: Resource, query: ParsedQuery) -> bool:
    """Whether its format is refused; courses teach by video as a rule."""
    refused = {*query.not_formats, *(["course"] if "video" in query.not_formats else [])}
    return entry.format in refused - set(query.formats)


def assert_nothing_twice(found: Plan, catalogue: Catalogue) -> None:
    ids = [step.resource.id for step in found.steps]
    assert len(ids) == len(set(ids))
    assert not {step.resource.part_of for step in found.steps}.intersection(ids), "a whole beside its part"


def assert_in_time(found: Plan, catalogue: Catalogue) -> None:
    """The steps follow one another within the weeks; if the plan had to be cut for that, it says so."""
    query, clock = found.query, 0.0
    for step in found.steps:
        assert bool(step.weeks) == bool(query.hours_per_week or query.weeks)
        if step.weeks:
            assert step.weeks[0] == pytest.approx(clock)
            assert step.weeks[1] >= step.weeks[0]
            clock = step.weeks[1]
    if query.weeks:
        assert clock <= query.weeks + 1e-6
        least = sum(effort(step.resource, catalogue.skills, BRISK) for step in found.steps)
        assert least <= (query.hours_per_week or 20) * query.weeks + 1e-6 or "All of it takes about" in found.message


def test_there_are_twenty_goals_of_each_kind_and_three_backgrounds() -> None:
    assert len(GOALS) == 20
    assert len(LEVELS) == 3
    assert {goal_of(query, SHIPPED).kind for query in GOALS.values()} == {"topic", "skill", "entry"}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("goal", GOALS)
@examples(10)
@given(limits=limits, finished=histories)
def test_plans_hold_for_every_goal_and_background(
    goal: str, level: Level, limits: dict[str, Any], finished: list[str]
) -> None:
    asked_for = GOALS[goal]
    done = tuple(Named(id_, "done") for id_ in finished if id_ not in asked_for.ids("asked"))
    query = replace(asked_for, level=level, intent="path", named=(*asked_for.named, *done), **limits)

    found = plan(SHIPPED, SHIPPED_INDEX, query, say=ENGLISH)

    assert_holds(found, SHIPPED)
    assert_nothing_missing_is_taught(found, SHIPPED)
    assert found == plan(SHIPPED, SHIPPED_INDEX, query, say=ENGLISH)


def assert_nothing_missing_is_taught(found: Plan, catalogue: Catalogue) -> None:
    """What the plan asks a member to bring along cannot be learned from any entry within the limits."""
    query, start = found.query, set(known_skills(found.query, catalogue))
    start |= catalogue.skills.known_at(query.level).difference(catalogue.skills.of(found.goal.value))
    within = [entry for entry in catalogue if is_within_limits(entry, query, found.goal.value)]
    learned, before = start, -1
    while len(learned) != before:
        before = len(learned)
        learned.update(skill for entry in within if learned.issuperset(entry.requires) for skill in entry.teaches)
    assert learned.isdisjoint(missing(found))


def is_within_limits(entry: Resource, query: ParsedQuery, goal: str) -> bool:
    """Whether an entry may be a step on the way: the goal itself and its family are not on the way to it."""
    ended = query.ids("done", "doing", "avoid")
    wholes = {SHIPPED_BY_ID[id_].part_of for id_ in query.ids("done", "doing")}
    return (
        entry.status != "retired"
        and not {entry.id, entry.part_of}.intersection(ended)
        and entry.id not in wholes
        and goal not in (entry.id, entry.part_of)
        and not is_barred(entry, query)
        and (query.cost is None or entry.cost_rank <= COSTS.index(query.cost))
        and (query.math is None or entry.math_rank <= MATHS.index(query.math) + 1)
    )


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("goal", GOALS)
def test_without_limits_every_goal_has_a_plan_of_few_steps(goal: str, level: Level) -> None:
    found = plan(SHIPPED, SHIPPED_INDEX, replace(GOALS[goal], level=level), say=ENGLISH)
    assert len(found.steps) <= 5
    assert found.steps or (level == "advanced" and "Nothing in my list leads to" in found.message)
    ideas = [step.build for step in found.steps if step.build]
    assert len(set(ideas)) == len(ideas)


@examples(60)
@given(data=st.data(), catalogue=skilled())
def test_plans_hold_on_any_catalogue(data: st.DataObject, catalogue: Catalogue) -> None:
    query = data.draw(asked(catalogue))
    found = plan(catalogue, RankIndex(catalogue, Weights()), query, say=ENGLISH)
    assert_holds(found, catalogue)
    shuffled = Catalogue(tuple(data.draw(st.permutations(catalogue.resources))), skills=catalogue.skills)
    assert plan(shuffled, RankIndex(shuffled, Weights()), query, say=ENGLISH) == found


@st.composite
def layered(draw: st.DrawFn) -> Catalogue:
    """A catalogue in which entries teach only what comes after what they build on."""
    made = []
    for number in range(draw(st.integers(1, 14))):
        place = draw(st.integers(1, len(SKILLS) - 1))
        before = st.lists(st.sampled_from(SKILLS[:place]), max_size=2, unique=True).map(tuple)
        after = st.lists(st.sampled_from(SKILLS[place:]), max_size=3, unique=True).map(tuple)
        made.append(replace(draw(entries(number)), requires=draw(before), teaches=draw(after), status="current"))
    return Catalogue(tuple(made))


@examples(40)
@given(catalogue=layered(), topic=st.sampled_from(SOME_TOPICS), number=st.integers(0, 20))
def test_missing_skills_are_those_that_nothing_teaches(catalogue: Catalogue, topic: Topic, number: int) -> None:
    query = ParsedQuery(topics=(topic,), named=(Named(f"entry-{number}", "asked"),))
    found = planned(query, *catalogue)
    assert taught_before(found.goal.value, catalogue).isdisjoint(missing(found))


def taught_before(goal: str, catalogue: Catalogue) -> set[str]:
    """The skills that entries teach which do not build, at however many removes, on the goal, which comes last."""
    after = {skill for resource in catalogue if resource.id == goal for skill in resource.teaches}
    for _ in catalogue:
        later = [resource for resource in catalogue if not after.isdisjoint(resource.requires)]
        after.update(skill for resource in later for skill in resource.teaches)
    ahead = [resource for resource in catalogue if resource.id != goal and after.isdisjoint(resource.requires)]
    return {skill for resource in ahead for skill in resource.teaches}


def entry(
    id_: str,
    requires: tuple[str, ...] = (),
    teaches: tuple[str, ...] = (),
    form: Format = "course",
    hours: tuple[int, int] = (10, 10),
    part_of: str | None = None,
) -> Resource:
    return replace(
        PATTERN, id=id_, title=id_.title(), requires=requires, teaches=teaches, format=form, hours=hours, math="light",
        part_of=part_of, topics=("computer-vision",), status="current", cost="free", level=("beginner", "intermediate"),
    )  # fmt: skip


def planned(query: ParsedQuery, *made: Resource) -> Plan:
    catalogue = Catalogue(made, skills=SHIPPED.skills)
    return plan(catalogue, RankIndex(catalogue, Weights()), query, say=ENGLISH)


def ids(found: Plan) -> list[str]:
    return [step.resource.id for step in found.steps]


VISION = ParsedQuery(topics=("computer-vision",))
PYTHON = entry("python", (), ("python-basics",), "tutorial", (4, 4))
NETWORKS = entry("networks", ("python-basics",), ("neural-networks",))
CNN = entry("cnn", ("neural-networks",), ("convolutional-networks", "computer-vision"))
PROJECT = entry("plankton", ("convolutional-networks",), ("computer-vision",), "project", (12, 12))


def test_steps_lead_from_nothing_to_the_goal_and_end_with_something_to_do() -> None:
    found = planned(VISION, PROJECT, CNN, NETWORKS, PYTHON)
    assert ids(found) == ["python", "networks", "cnn", "plankton"]
    assert [step.part for step in found.steps] == ["need", "need", "goal", "practice"]
    assert found.steps[0].why.startswith('Teaches Python basics, which "Networks" builds on')
    assert found.steps[2].build == "a classifier for your own photos"
    assert found.missing_skills == ()
    assert found.total_hours == 36


def test_what_was_done_is_skipped_with_what_it_built_on() -> None:
    done = replace(VISION, named=(Named("networks", "done"),))
    assert ids(planned(done, PROJECT, CNN, NETWORKS, PYTHON)) == ["cnn", "plankton"]


@pytest.mark.parametrize("role", ["done", "doing"])
def test_the_whole_of_what_is_done_or_begun_is_no_step(role: Role) -> None:
    part = entry("part", (), ("neural-networks",), part_of="a-whole")
    whole = entry("a-whole", (), ("neural-networks", "convolutional-networks", "computer-vision"))
    assert ids(planned(VISION, part, whole, CNN)) == ["a-whole"]
    assert ids(planned(replace(VISION, named=(Named("part", role),)), part, whole, CNN)) == ["cnn"]


def test_what_builds_on_what_is_known_is_no_dearer_for_that() -> None:
    """Of equals the first by its id is taken."""
    easy = replace(CNN, id="z-easy", requires=())
    assert ids(planned(replace(VISION, knows=knowing(*CNN.requires)), easy, CNN)) == ["cnn"]


def test_of_skills_taught_in_a_circle_the_one_that_most_builds_on_is_to_be_brought_along() -> None:
    circle = [entry("one", ("nlp",), ("math",)), entry("two", ("math",), ("nlp",)), entry("three", ("nlp",))]
    assert lacking(circle, frozenset()) == {"nlp"}


def test_what_is_being_done_is_counted_on() -> None:
    found = planned(replace(VISION, named=(Named("networks", "doing"),)), CNN, NETWORKS, PYTHON)
    assert ids(found) == ["cnn"]
    assert 'Finish "Networks" first' in found.message


def test_skills_known_from_elsewhere_are_not_taught_again() -> None:
    catalogue = Catalogue((CNN, NETWORKS, PYTHON))
    index = RankIndex(catalogue, Weights())
    assert ids(plan(catalogue, index, VISION, frozenset({"neural-networks"}), say=ENGLISH)) == ["cnn"]


def test_steps_get_their_weeks() -> None:
    found = planned(replace(VISION, hours_per_week=4.0, weeks=9.0), PROJECT, CNN, NETWORKS, PYTHON)
    assert [step.weeks for step in found.steps] == [(0.0, 1.0), (1.0, 3.5), (3.5, 6.0), (6.0, 9.0)]
    assert not found.dropped


def test_the_spare_goes_first_where_time_is_short() -> None:
    found = planned(replace(VISION, hours_per_week=4.0, weeks=7.0), PROJECT, CNN, NETWORKS, PYTHON)
    assert ids(found) == ["python", "networks", "cnn"]
    assert [dropped.resource.id for dropped in found.dropped] == ["plankton"]


def test_where_even_that_is_too_long_it_says_what_it_would_take() -> None:
    found = planned(replace(VISION, hours_per_week=4.0, weeks=4.0), PROJECT, CNN, NETWORKS, PYTHON)
    assert ids(found) == ["python", "networks"]
    assert [dropped.resource.id for dropped in found.dropped] == ["plankton", "cnn"]
    assert found.message.endswith(
        "All of it takes about 6 weeks at 4 hours a week. To do it in 4 weeks, you would need 6 hours a week. Only the "
        "first 2 steps fit."
    )


def test_a_first_step_that_does_not_fit_is_begun() -> None:
    found = planned(replace(VISION, hours_per_week=1.0, weeks=2.0), CNN, NETWORKS, PYTHON)
    assert ids(found) == ["python"]
    assert found.steps[0].weeks == (0.0, 2.0)
    assert "Your time is enough for about 50 percent of the first step" in found.message


def test_a_part_takes_the_place_of_the_whole_where_time_is_short() -> None:
    whole = entry("whole", (), ("convolutional-networks", "computer-vision", "nlp"), hours=(100, 100))
    part = entry("part", (), ("convolutional-networks", "computer-vision"), hours=(20, 20), part_of="whole")
    assert ids(planned(replace(VISION, hours_per_week=5.0, weeks=5.0), whole, part)) == ["part"]
    assert "part" not in ids(planned(replace(VISION, named=(Named("whole", "asked"),)), whole, part))


@pytest.mark.parametrize(
    ("whole", "part"),
    [(("python-basics", "neural-networks"), ("neural-networks", "computer-vision")),
     (("neural-networks", "computer-vision"), ("python-basics", "neural-networks"))],
)  # fmt: skip
def test_a_whole_whose_own_part_is_on_the_way_is_done_as_a_whole(whole: tuple[str, str], part: tuple[str, str]) -> None:
    """Each as what it builds on and what it teaches: only both together lead to the goal."""
    course = entry("course", whole[:1], whole[1:])
    lesson = entry("lesson", part[:1], part[1:], part_of="course")
    found = planned(VISION, PYTHON, course, lesson)
    assert ids(found) == ["python", "course"]
    assert "You already know" not in found.message
    assert found.missing_skills == ()


def test_no_step_where_nothing_on_it_is_within_the_limits() -> None:
    found = planned(replace(VISION, not_formats=("course",)), CNN)
    assert found.steps == ()
    assert found.message.startswith("Within your limits, nothing in my list leads to computer vision.")
    assert 'If you drop "no course", there is "Cnn".' in found.message


def test_an_entry_beyond_the_limits_is_prepared_for_but_left_out() -> None:
    query = ParsedQuery(level="beginner", math="light", named=(Named("deep-learning-book", "mentioned"),))
    found = plan(SEED, SEED_INDEX, query, say=ENGLISH)
    assert "deep-learning-book" not in ids(found)
    assert found.dropped[0].why == "it is over your limit (heavy on maths)"
    assert "probability" in missing(found)


@pytest.mark.parametrize("query", [ParsedQuery(topics=("graph",)), ParsedQuery(topics=("graph",), cost="free")])
def test_a_subject_without_entries_gets_its_groundwork(query: ParsedQuery) -> None:
    """No limit is to blame, whether there is one or not."""
    found = plan(SEED, SEED_INDEX, query, say=ENGLISH)
    assert found.steps
    assert "Nothing in my list leads to graph networks yet. Here is the groundwork for it." in found.message


def test_nothing_is_put_after_an_entry_that_was_named_as_the_goal() -> None:
    """Even where its id is that of a skill, on which others build."""
    named, project = replace(PYTHON, id="python-basics"), replace(PROJECT, requires=("python-basics",))
    query = ParsedQuery(named=(Named("python-basics", "asked"),))
    assert ids(planned(query, named, project, PYTHON)) == ["python-basics"]


def test_what_learners_of_the_goal_are_taken_to_know_makes_it_easier() -> None:
    goal = replace(CNN, requires=(), level=("intermediate", "advanced"))
    found = planned(ParsedQuery(level="beginner", named=(Named("cnn", "asked"),)), goal, PYTHON)
    assert [step.part for step in found.steps] == ["ease", "goal"]
    assert found.steps[0].why.startswith('Teaches Python basics, which makes "Cnn" easier')


def test_of_a_step_that_is_dated_it_is_said() -> None:
    found = planned(VISION, replace(CNN, status="dated"), NETWORKS, PYTHON)
    assert [step.caveat for step in found.steps] == ["", "", "dated, but still worth it"]


@pytest.mark.parametrize(
    ("query", "goal"),
    [
        (ParsedQuery(), Goal("topic", "foundations")),
        (VISION, Goal("topic", "computer-vision")),
        (replace(VISION, named=(Named("fastai-part-2", "mentioned"),)), Goal("entry", "fastai-part-2")),
        (replace(VISION, named=(Named("fastai-part-2", "done"),)), Goal("topic", "computer-vision")),
        (replace(VISION, named=(Named("udacity-intro-to-deep-learning", "asked"),)), Goal("topic", "computer-vision")),
        (ParsedQuery(keywords=("diffusion", "model"), topics=("generative",)), Goal("skill", "diffusion-models")),
        (ParsedQuery(frameworks=("pytorch",), topics=("foundations",)), Goal("skill", "pytorch")),
        (replace(VISION, frameworks=("pytorch",)), Goal("topic", "computer-vision")),
    ],
)  # fmt: skip
def test_the_goal_is_what_was_named_else_the_subject(query: ParsedQuery, goal: Goal) -> None:
    assert goal_of(query, SHIPPED) == goal


def test_a_base_without_skills_of_its_own_has_plans_all_the_same() -> None:
    catalogue = Catalogue((CNN, NETWORKS, PYTHON))
    asked_for = replace(VISION, level="intermediate")
    found = plan(catalogue, RankIndex(catalogue, Weights()), asked_for, say=ENGLISH)
    assert ids(found) == ["python", "networks", "cnn"]
    assert found.steps[0].why.startswith('Teaches python basics, which "Networks" builds on')
    assert found.steps[0].build == BUILD_ANYTHING


def test_the_issue_s_example(guide: Guide) -> None:
    query = guide.parse("get me ready for the Goodfellow book, beginner, 6 hours a week for 40 weeks")
    found = plan(guide.catalogue, guide.index, query, say=ENGLISH)
    assert ids(found)[-1] == "deep-learning-book"
    assert len(found.steps) >= 2


def test_three_hundred_entries_are_planned_in_no_time() -> None:
    chance = random.Random(5)  # noqa: S311 - nothing here is secret
    skills = [f"skill-{number}" for number in range(40)] + ["convolutional-networks"]
    made = [
        replace(
            chance.choice(SHIPPED.resources), id=f"e-{number}", part_of=None, status="current",
            requires=tuple(chance.sample(skills[: max(place - 1, 1)], min(2, max(place - 1, 1)))),
            teaches=tuple(skills[place : place + 2]),
        )
        for number in range(300) if (place := number % 41) >= 0
    ]  # fmt: skip
    catalogue = Catalogue(tuple(made))
    index = RankIndex(catalogue, Weights())
    query = replace(VISION, level="beginner", math="moderate")
    plan(catalogue, index, query, say=ENGLISH)
    begun = time.perf_counter()
    for _ in range(10):
        plan(catalogue, index, query, say=ENGLISH)
    assert (time.perf_counter() - begun) / 10 < 0.1
