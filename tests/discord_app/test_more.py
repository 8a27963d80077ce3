"""A question in the id of a button: what comes out again is what went in."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Filters, Guide, Recommendation
from bot.advise.forms.corrections import corrected_by
from bot.advise.forms.question_ids import PATTERN, decode, encode
from bot.advise.plans.goals import question_for
from bot.catalogue import Catalogue
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, STYLES, TOPICS
from bot.understand import Named, ParsedQuery

FRAMEWORKS = ("pytorch", "tensorflow", "keras", "scikit-learn", "jax", "fastai")
PROVIDERS = ("coursera", "udacity", "fast.ai", "manning", "mit press")
IDS = ("deep-learning-with-python", "deep-learning-book", "dls-sequence-models", "fastai-part-2")
KEPT = ("level", "math", "cost", "style", "formats", "not_formats", "topics", "not_topics", "frameworks",
        "not_frameworks", "providers", "not_providers", "certificate", "keywords", "hours_per_week",
        "weeks", "hours", "knows", "subjects")  # fmt: skip


def some(values: Sequence[str], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=most).map(tuple)


queries = st.builds(
    ParsedQuery,
    intent=st.just("recommend"),
    level=st.sampled_from([None, *LEVELS]),
    math=st.sampled_from([None, *MATHS]),
    cost=st.sampled_from([None, *COSTS]),
    style=st.sampled_from([None, *STYLES]),
    formats=some(FORMATS),
    not_formats=some(FORMATS),
    topics=some(TOPICS),
    not_topics=some(TOPICS),
    hours=st.sampled_from([None, 10.0, 130.0]),
    frameworks=some(FRAMEWORKS),
    not_frameworks=some(FRAMEWORKS),
    providers=some(PROVIDERS),
    not_providers=some(PROVIDERS),
    certificate=st.booleans(),
    hours_per_week=st.sampled_from([None, 0.5, 2.0, 8.75, 80.0]),
    weeks=st.sampled_from([None, 1.0, 4.3, 26.1, 260.0]),
    keywords=some(("transformers", "backpropagation", "kaggle")),
    subjects=some(("graph-neural-networks", "rag", "matlab-2"), 1),
    named=st.builds(
        lambda ids, role: tuple(Named(id_, role) for id_ in ids), some(IDS), st.sampled_from(["done", "doing", "avoid"])
    ),
)
filters_chosen = st.builds(
    Filters,
    level=st.sampled_from([None, *LEVELS]),
    math=st.sampled_from([None, *MATHS]),
    format=st.sampled_from([None, *FORMATS]),
    cost=st.sampled_from([None, *COSTS]),
    topic=st.sampled_from([None, *TOPICS]),
)


@given(query=queries, filters=filters_chosen)
@settings(deadline=None)
def test_a_question_comes_back_as_it_was(catalogue: Catalogue, query: ParsedQuery, filters: Filters) -> None:
    text = encode(query, filters)
    again, filters_again = decode(text, catalogue)

    assert re.fullmatch(PATTERN, text)
    assert filters_again == filters
    assert {name: getattr(again, name) for name in KEPT} == {name: getattr(query, name) for name in KEPT}
    for role in ("done", "doing", "avoid"):
        assert sorted(again.ids(role)) == sorted(query.ids(role))


@given(query=queries, filters=filters_chosen)
@settings(deadline=None)
def test_a_question_that_came_back_reads_the_same_again(
    catalogue: Catalogue, query: ParsedQuery, filters: Filters
) -> None:
    once = decode(encode(query, filters), catalogue)

    assert decode(encode(*once), catalogue) == once


@given(text=st.one_of(st.text(), st.from_regex(PATTERN, fullmatch=True)))
@settings(deadline=None)
def test_any_text_is_read_as_some_question(catalogue: Catalogue, guide: Guide, text: str) -> None:
    query, filters = decode(text, catalogue)

    assert query.intent in ("recommend", "path")
    guide.recommend(query, filters)
    guide.path(query, filters)


def test_every_word_that_the_entries_bring_up_fits_the_pattern(catalogue: Catalogue, guide: Guide) -> None:
    for entry in catalogue:
        for text in (entry.summary, entry.title, *entry.aliases, *entry.good_for, *entry.strengths):
            query = guide.parse(f"a course about {text}")
            encoded = encode(query, Filters())
            assert re.fullmatch(PATTERN, encoded), encoded
            assert decode(encoded, catalogue)[0].keywords == query.keywords


def test_what_one_page_leaves_the_next_goes_on_with(catalogue: Catalogue, guide: Guide) -> None:
    query = guide.parse("free course for a beginner with pytorch, not coursera, I finished fast.ai")
    again, filters = decode(encode(query, Filters()), catalogue)

    first, second = guide.recommend(query), guide.recommend(replace(again, intent=query.intent), filters)

    assert [pick.resource.id for pick in first.picks] == [pick.resource.id for pick in second.picks]


@pytest.mark.parametrize("question", ["I finished the deep learning specialization, what next?", "I finished fast.ai"])
def test_the_next_page_still_knows_what_is_done(catalogue: Catalogue, guide: Guide, question: str) -> None:
    answer = guide.answer(guide.parse(question))
    assert isinstance(answer, Recommendation)
    again, filters = decode(encode(answer.query, Filters()), catalogue)

    shown = [pick.resource.id for pick in (*answer.picks, *guide.recommend(again, filters, skip=3).picks)]

    assert shown == [pick.resource.id for pick in guide.recommend(answer.query, limit=6).picks]


def test_a_digest_of_what_is_gone_reads_as_to_be_avoided_on_old_buttons(catalogue: Catalogue) -> None:
    text = encode(ParsedQuery(named=(Named(IDS[0], "avoid"),)), Filters())
    assert text.startswith("n")
    assert decode(text, catalogue)[0].ids("avoid") == (IDS[0],)


def test_an_entry_to_be_avoided_stays_away_on_the_next_page(catalogue: Catalogue, guide: Guide) -> None:
    query = guide.parse("deep learning, but I have finished the goodfellow book")
    again, filters = decode(encode(query, Filters()), catalogue)

    picks = guide.recommend(again, filters, limit=0).picks

    assert "deep-learning-book" in query.ids("done")
    assert "deep-learning-book" not in [pick.resource.id for pick in picks]


GOALS = (
    "roadmap to computer vision, 5 hours a week for 12 weeks, beginner",
    "get me ready for the Goodfellow book, beginner, 6 hours a week for 40 weeks",
    "learn diffusion models step by step",
    "plan: learn pytorch, free",
    "I finished fast.ai, plan for nlp in 8 weeks",
    "plan for the udacity intro to deep learning",
    "I am doing fast.ai, roadmap to nlp in 20 weeks",
    "deep learning roadmap",
)


@pytest.mark.parametrize("question", GOALS)
def test_a_plan_comes_back_with_the_same_goal_time_and_steps(catalogue: Catalogue, guide: Guide, question: str) -> None:
    plan = guide.path(guide.parse(question))
    text = encode(question_for(plan.query, plan.goal), Filters(), plan.goal)
    query, filters = decode(text, catalogue)
    again = guide.path(query, filters)

    assert query.intent == "path"
    assert (again.goal, again.goal_name) == (plan.goal, plan.goal_name)
    assert (query.hours_per_week, query.weeks) == (plan.query.hours_per_week, plan.query.weeks)
    assert [step.resource.id for step in again.steps] == [step.resource.id for step in plan.steps]


@pytest.mark.parametrize("number", ["nan", "inf", "-1", "9" * 400, "x", "", "1_2_3", "1e999"])
def test_a_number_that_counts_nothing_is_left_out(catalogue: Catalogue, number: str) -> None:
    query = decode(f"g.h{number}.y{number}", catalogue)[0]
    assert (query.intent, query.hours_per_week, query.weeks) == ("path", None, None)


@pytest.mark.parametrize(
    ("filters", "choice", "expected"),
    [
        (Filters(), "level:advanced", Filters()),
        (Filters(level="beginner", cost="free"), "level:advanced", Filters(level="advanced", cost="free")),
        (Filters(format="book"), "format:course", Filters(format="course")),
        (Filters(format="book"), "format:any", Filters()),
        (Filters(math="light"), "nonsense", Filters(math="light")),
    ],
)
def test_a_correction_sets_an_option_anew(filters: Filters, choice: str, expected: Filters) -> None:
    query, corrected = corrected_by(filters.applied_to(ParsedQuery()), filters, choice)
    assert corrected == expected
    assert corrected.applied_to(query) == query
