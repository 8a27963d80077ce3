"""A question in the id of a button: what comes out again is what went in."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advise import Filters, Guide
from bot.advise.compact import PATTERN, decode, encode
from bot.catalogue import Catalogue
from bot.catalogue.vocabulary import COSTS, FORMATS, LEVELS, MATHS, STYLES, TOPICS
from bot.understand import Named, ParsedQuery

FRAMEWORKS = ("pytorch", "tensorflow", "keras", "scikit-learn", "jax", "fastai")
PROVIDERS = ("coursera", "udacity", "fast.ai", "manning", "mit press")
IDS = ("deep-learning-with-python", "deep-learning-book", "dls-sequence-models", "fastai-part-2")
KEPT = ("level", "math", "cost", "style", "formats", "not_formats", "topics", "not_topics", "frameworks",
        "not_frameworks", "providers", "not_providers", "certificate", "hours", "keywords")  # fmt: skip


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
    keywords=some(("transformers", "backpropagation", "kaggle")),
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
    assert sorted(again.ids("avoid")) == sorted(query.ids("done", "doing", "avoid"))


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

    assert query.intent == "recommend"
    guide.recommend(query, filters)


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


def test_an_entry_to_be_avoided_stays_away_on_the_next_page(catalogue: Catalogue, guide: Guide) -> None:
    query = guide.parse("deep learning, but I have finished the goodfellow book")
    again, filters = decode(encode(query, Filters()), catalogue)

    picks = guide.recommend(again, filters, limit=0).picks

    assert "deep-learning-book" in query.ids("done")
    assert "deep-learning-book" not in [pick.resource.id for pick in picks]
