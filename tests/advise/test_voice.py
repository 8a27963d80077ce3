"""The curator's verdict is never outvoted: votes order equals, whatever anybody votes, on any question."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advise import Guide, Weights
from bot.advise.ranking.voice import LEAST_TOLD, SILENCE, Voice, concerns, standing
from bot.catalogue.allowed_values import CHOICES, Choice
from bot.understand import ParsedQuery
from tests.support.asked import asked
from tests.support.effort import examples

WEIGHTS = Weights()
STANDINGS = sorted((WEIGHTS.core, WEIGHTS.solid, 0.0, WEIGHTS.niche))
"""What the standing of an entry may give it, with none for that of which none is told."""
STEP = min(above - below for below, above in pairwise(STANDINGS)) / 4
"""A quarter of the smallest difference that an entry's standing makes."""
CROWD = 10_000
FOR: Mapping[Choice, int] = {"helped": CROWD}
AGAINST: Mapping[Choice, int] = {choice: CROWD for choice in CHOICES if choice != "helped"}

counts = st.dictionaries(st.sampled_from(CHOICES), st.integers(0, CROWD))
reasons = st.frozensets(st.sampled_from(CHOICES[1:]))


@pytest.fixture(scope="module")
def questions(whole: Guide) -> list[ParsedQuery]:
    """Questions of all kinds, as they are understood."""
    return [whole.parse(question) for question in asked()]


def scores(guide: Guide, query: ParsedQuery, voice: Voice = SILENCE) -> dict[str, float]:
    """All that passes, best first, with its score."""
    return {pick.resource.id: pick.score for pick in guide.recommend(query, voice=voice, limit=0).picks}


def overturned(without: Mapping[str, float], order: Sequence[str]) -> list[str]:
    """What stands behind an entry that is worse by a step or more as the curator has it."""
    found, worst = [], float("inf")
    for id_ in order:
        if without[id_] >= worst + STEP:
            found.append(id_)
        worst = min(worst, without[id_])
    return found


def upside_down(order: Sequence[str]) -> Voice:
    """Everybody is for the worse half and against the better one."""
    middle = len(order) // 2
    return Voice({id_: AGAINST if place < middle else FOR for place, id_ in enumerate(order)})


def every_second(order: Sequence[str]) -> Voice:
    """Everybody is for each second entry and against its neighbours."""
    return Voice({id_: FOR if place % 2 else AGAINST for place, id_ in enumerate(order)})


def for_the_last(order: Sequence[str]) -> Voice:
    """Everybody is for the worst fit alone."""
    return Voice({order[-1]: FOR} if order else {})


@pytest.mark.parametrize(
    ("crowd", "step"),
    [
        (for_the_last, 8),
        pytest.param(for_the_last, 1, marks=pytest.mark.trial),
        pytest.param(upside_down, 1, marks=pytest.mark.trial),
        pytest.param(every_second, 1, marks=pytest.mark.trial),
    ],
)
def test_no_crowd_overturns_the_curator_on_any_question(
    whole: Guide, questions: list[ParsedQuery], crowd: Callable[[Sequence[str]], Voice], step: int
) -> None:
    questions = questions[::step]
    assert len(questions) > 800 / step
    moved = 0
    for query in questions:
        without = scores(whole, query)
        order = list(scores(whole, query, crowd(list(without))))
        assert overturned(without, order) == []
        moved += order != list(without)
    assert moved > len(questions) / 10, "votes that never order even equals show nothing"


@examples(40)
@given(data=st.data())
def test_no_votes_at_all_overturn_the_curator(whole: Guide, questions: list[ParsedQuery], data: st.DataObject) -> None:
    query = data.draw(st.sampled_from(questions))
    without = scores(whole, query)
    ids = st.sampled_from(list(without) or ["nothing-fits"])
    voice = Voice(data.draw(st.dictionaries(ids, counts, max_size=20)))
    assert overturned(without, list(scores(whole, query, voice))) == []


@examples(300)
@given(counts, counts, reasons)
def test_all_votes_together_give_less_than_a_quarter_of_a_step_of_standing(
    some: Mapping[Choice, int], others: Mapping[Choice, int], reasons: frozenset[Choice]
) -> None:
    assert abs(standing(some, reasons, WEIGHTS) - standing(others, reasons, WEIGHTS)) < STEP


def test_the_most_for_and_the_most_against_are_less_than_a_quarter_of_a_step_apart() -> None:
    everything = frozenset(CHOICES[1:])
    best = standing({"helped": 10**9}, everything, WEIGHTS)
    worst = standing(dict.fromkeys(CHOICES[1:], 10**9), everything, WEIGHTS)
    assert 0 < best - worst < STEP


@examples(100)
@given(counts, reasons)
def test_nothing_said_gives_nothing_and_one_more_who_was_helped_never_less(
    said: dict[Choice, int], reasons: frozenset[Choice]
) -> None:
    assert standing({}, reasons, WEIGHTS) == 0
    more = {**said, "helped": said.get("helped", 0) + 1}
    assert standing(more, reasons, WEIGHTS) > standing(said, reasons, WEIGHTS)


@pytest.mark.parametrize(
    ("query", "reasons"),
    [
        (ParsedQuery(), {"outdated"}),
        (ParsedQuery(level="beginner"), {"outdated", "too-hard"}),
        (ParsedQuery(level="intermediate"), {"outdated", "too-hard", "too-easy"}),
        (ParsedQuery(level="advanced", math="light"), {"outdated", "too-easy", "too-mathematical"}),
        (ParsedQuery(math="heavy"), {"outdated"}),
    ],
)
def test_a_reason_counts_only_for_whom_it_concerns(query: ParsedQuery, reasons: set[str]) -> None:
    assert set(concerns(query)) == reasons
    assert "not-my-style" not in reasons


def test_a_reason_that_does_not_concern_the_asker_changes_nothing_of_the_ranking(whole: Guide) -> None:
    query = whole.parse("beginner math-light")
    first = whole.recommend(query).picks[0].resource.id
    helped: dict[Choice, int] = {"helped": 20}
    voice = Voice({first: helped})
    other = Voice({first: {**helped, "too-easy": 500, "not-my-style": 500}})
    assert scores(whole, query, voice) == scores(whole, query, other)
    against = Voice({first: {**helped, "too-hard": 500}})
    assert scores(whole, query, against)[first] < scores(whole, query, voice)[first]


@pytest.mark.parametrize("members", [LEAST_TOLD - 1, LEAST_TOLD])
def test_what_few_say_is_not_told(members: int) -> None:
    voice = Voice({"book": {"helped": 3, "too-hard": members, "outdated": 9, "too-easy": 0}})
    told: dict[str, int] = {"outdated": 9, "too-hard": members} if members >= LEAST_TOLD else {"outdated": 9}
    assert voice.misfits("book") == told
    assert list(voice.misfits("book")) == list(told)
    assert voice.misfits("book", ParsedQuery(level="advanced")) == {"outdated": 9}
    assert voice.misfits("other") == {}
