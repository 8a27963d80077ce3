"""What is counted of questions, and what of the counts may be shown."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advise import Filters
from bot.catalogue import Skill
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS
from bot.community.question_statistics import (
    FLOOR,
    MOST_A_DAY,
    MOST_COUNTED,
    Asked,
    Asking,
    Common,
    combination,
    common,
    floored,
    in_words,
    month_of,
)
from bot.language import ENGLISH
from bot.understand import Named, ParsedQuery
from tests.support.clock import Clock
from tests.support.effort import examples

words = st.text(max_size=20)
queries = st.builds(
    ParsedQuery,
    intent=st.sampled_from(["recommend", "path", "none", "review", "compare", "other"]),
    level=st.none() | st.sampled_from(LEVELS),
    math=st.none() | st.sampled_from(MATHS),
    cost=st.none() | st.sampled_from(COSTS),
    formats=st.lists(st.sampled_from(FORMATS), max_size=3).map(tuple),
    topics=st.lists(st.sampled_from(TOPICS), max_size=3).map(tuple),
    frameworks=st.lists(words, max_size=2).map(tuple),
    providers=st.lists(words, max_size=2).map(tuple),
    keywords=st.lists(words, max_size=2).map(tuple),
    knows=st.lists(st.builds(Skill, id=words, name=words), max_size=2).map(tuple),
    named=st.lists(st.builds(Named, words, st.just("done"), title=words), max_size=2).map(tuple),
)
tables = st.dictionaries(st.sampled_from([f"topic={topic}" for topic in TOPICS]), st.integers(1, 30))
VOCABULARY = {*TOPICS, *FORMATS, *LEVELS, *COSTS, *MATHS}
SAID = ParsedQuery(
    intent="recommend", level="beginner", math="light", cost="free", formats=("book", "course"), topics=("nlp", "llm")
)


def test_a_combination_is_of_the_three_conditions_that_say_most() -> None:
    assert combination(SAID) == "topic=nlp format=book level=beginner"
    assert combination(ParsedQuery(intent="recommend", math="light", cost="free")) == "cost=free math=light"
    assert combination(ParsedQuery(intent="recommend")) == ""


def test_filters_count_as_words_do() -> None:
    query = Filters(level="advanced", topic="graph").applied_to(ParsedQuery(intent="none", level="beginner"))

    assert combination(query) == "topic=graph level=advanced"


def test_what_is_asked_of_a_name_or_out_of_scope_is_not_counted() -> None:
    for intent in ("review", "compare", "other"):
        assert combination(ParsedQuery(intent=intent, level="beginner")) is None


def test_a_combination_is_told_in_words() -> None:
    assert in_words("topic=nlp format=book level=beginner", ENGLISH) == "beginner, a book, about language processing"
    assert in_words("cost=free math=light", ENGLISH) == "light maths, free"
    assert in_words("", ENGLISH) == "nothing in particular"
    assert in_words("topic=alchemy level=beginner nonsense ===", ENGLISH) == "beginner"


@examples(100)
@given(queries)
def test_a_combination_holds_words_of_the_vocabulary_only(query: ParsedQuery) -> None:
    said = combination(query)
    if said is not None:
        pairs = [part.split("=") for part in said.split()]
        assert len(pairs) <= 3
        assert all(word in VOCABULARY for _, word in pairs)
        assert in_words(said, ENGLISH)


@examples(100)
@given(tables)
def test_nothing_below_the_floor_is_shown(times: dict[str, int]) -> None:
    shown = common(times)

    assert {name for name, _ in shown.times} == {name for name, count in times.items() if count >= FLOOR}
    for name, count in shown.times:
        assert count >= FLOOR
        assert times[name] - FLOOR < count <= times[name]
    rare = sum(count for count in times.values() if count < FLOOR)
    assert shown.others == (0 if rare < FLOOR else rare // FLOOR * FLOOR)
    assert shown.others + sum(count for _, count in shown.times) <= sum(times.values())


@examples(100)
@given(tables, tables)
def test_which_rare_combinations_there_are_does_not_show(times: dict[str, int], others: dict[str, int]) -> None:
    """Tables that agree in what is common, and in how much is rare, look the same: nobody can tell them apart."""
    often = {name: count for name, count in times.items() if count >= FLOOR}
    rare = {name: count for name, count in times.items() if count < FLOOR}
    else_rare = {f"other {name}": count for name, count in others.items() if count < FLOOR}

    same = sum(rare.values()) // FLOOR == sum(else_rare.values()) // FLOOR

    assert (common({**often, **rare}) == common({**often, **else_rare})) is same


def test_a_single_question_more_shows_only_as_the_fifth() -> None:
    assert [floored(count) for count in range(12)] == [0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
    assert common({"a": 6, "b": 9, "c": 4}) == Common((("a", 5), ("b", 5)), 0)


def test_months_go_back_over_the_turn_of_the_year(clock: Clock) -> None:
    assert [month_of(clock(), back) for back in range(3)] == ["2027-01", "2026-12", "2026-11"]
    assert month_of(clock(), 11) == "2026-02"


@pytest.mark.parametrize(
    ("day", "months"),
    [
        ("2027-03-31", ["2027-03", "2027-02", "2027-01"]),
        ("2028-02-29", ["2028-02", "2028-01", "2027-12"]),
        ("2028-12-31", ["2028-12", "2028-11", "2028-10"]),
    ],
)
def test_no_month_is_left_out_at_the_end_of_a_longer_one(day: str, months: list[str]) -> None:
    last = dt.datetime.fromisoformat(f"{day}T23:59:59+00:00").timestamp()
    assert [month_of(last, back) for back in range(3)] == months


def noted(asked: Asked, *members: int, server: int | None = 1, query: ParsedQuery = SAID, found: bool = True) -> None:
    for member in members:
        asked.note(server, member, query, found=found)


def counts(asked: Asked) -> dict[Asking, int]:
    return asked.take()


KEY = Asking(1, "2027-01", "topic=nlp format=book level=beginner", True)


def test_a_member_counts_once_a_day_in_each_server(clock: Clock) -> None:
    asked = Asked(clock, b"key")
    noted(asked, 7, 7, 8)
    noted(asked, 7, server=2)
    noted(asked, 7, server=None)
    assert counts(asked) == {KEY: 2, KEY._replace(server=2): 1}
    assert counts(asked) == {}

    noted(asked, 7)
    assert counts(asked) == {}
    clock.seconds += 86_400
    noted(asked, 7)
    assert counts(asked) == {KEY: 1}


def test_nobody_alone_fills_the_counts(clock: Clock) -> None:
    asked = Asked(clock, b"key")
    for topic in TOPICS:
        for level in LEVELS:
            noted(asked, 7, query=ParsedQuery(intent="recommend", topics=(topic,), level=level))
    noted(asked, 8)

    kept = counts(asked)
    assert sum(kept.values()) == MOST_A_DAY + 1
    assert kept[KEY] == 1


def test_memory_keeps_neither_members_nor_more_than_it_may(clock: Clock) -> None:
    asked = Asked(clock, b"key", most_seen=10)
    noted(asked, *range(1000, 1100))

    assert counts(asked) == {KEY: 10}
    assert not [mark for mark in (*asked._seen, *asked._of_member) if not (isinstance(mark, bytes) and len(mark) == 8)]
    asked.put_back({KEY._replace(server=server): 1 for server in range(MOST_COUNTED + 5)})
    asked.put_back({KEY: 2})
    kept = counts(asked)
    assert len(kept) == MOST_COUNTED
    assert kept[KEY] == 3


def test_fingerprints_need_the_key(clock: Clock) -> None:
    one, other = Asked(clock, b"one"), Asked(clock, b"other")
    noted(one, 7)
    noted(other, 7)

    assert one._seen.isdisjoint(other._seen)
