"""After something is finished, what teaches it all again does not come first."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Guide, Recommendation
from bot.advise.ranking.learned import repetition_facets, taught_before
from bot.advise.ranking.weights import Weights
from bot.catalogue import Catalogue
from bot.understand import Named, ParsedQuery
from tests.support.made import PATTERN

WEIGHTS = Weights()
SKILLS = [f"skill-{number}" for number in range(8)]
some = st.frozensets(st.sampled_from(SKILLS))


def points(teaches: frozenset[str], taught: frozenset[str]) -> float:
    entry = replace(PATTERN, teaches=tuple(sorted(teaches)))
    return sum(facet.points(facet.key(entry)) for facet in repetition_facets(taught, WEIGHTS))


@settings(deadline=None)
@given(teaches=some, taught=some, new=st.sampled_from(SKILLS))
@example(teaches=frozenset(SKILLS[:2]), taught=frozenset(SKILLS[:1]), new=SKILLS[1])
def test_the_more_is_known_the_more_is_lost(teaches: frozenset[str], taught: frozenset[str], new: str) -> None:
    worth = points(teaches, taught)
    assert WEIGHTS.repetition <= worth <= 0
    assert (worth == WEIGHTS.repetition) is bool(teaches and teaches <= taught)
    assert bool(worth) is not teaches.isdisjoint(taught)
    assert points(teaches, taught | {new}) <= worth
    if new not in taught:
        assert points(teaches | {new}, taught) >= worth


def test_only_what_is_done_counts_and_its_parts_too(catalogue: Catalogue) -> None:
    whole = "deep-learning-specialization"
    named = (Named(whole, "doing"), Named(whole, "avoid"), Named(whole, "mentioned"))
    assert taught_before(catalogue, ParsedQuery(named=named)) == frozenset()
    taught = taught_before(catalogue, ParsedQuery(named=(Named(whole, "done"),)))
    assert taught.issuperset(skill for part in catalogue.parts_of(whole) for skill in part.teaches)


@pytest.mark.parametrize(
    ("question", "later"),
    [
        ("I finished the deep learning specialization, what next", "neural-networks-and-deep-learning"),
        ("I finished the udacity nanodegree and fast.ai, what next?", "deep-learning-specialization"),
        ("I finished the goodfellow book, suggest another book", "neural-networks-and-deep-learning"),
    ],
)
def test_what_would_teach_the_same_again_does_not_come_first(guide: Guide, question: str, later: str) -> None:
    query = guide.parse(question)
    answer = guide.answer(query)
    assert isinstance(answer, Recommendation)
    first = answer.picks[0].resource
    assert first.id != later
    taught = taught_before(guide.catalogue, query)
    entry = guide.catalogue.get(later)
    assert entry
    assert len(taught.intersection(entry.teaches)) / len(entry.teaches) > 0.6
    assert not taught.issuperset(first.teaches)


def test_the_list_of_a_member_counts_in_next(guide: Guide) -> None:
    done = "deep-learning-specialization"
    first = guide.next({done: "done"}).picks[0].resource
    assert not taught_before(guide.catalogue, ParsedQuery(named=(Named(done, "done"),))).issuperset(first.teaches)
