"""The ranking is what summing up every entry would give, and filters and exclusions always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advise import Filters, Guide, Weights
from bot.advise.ranking.constraints import constraints
from bot.advise.ranking.facets import BESIDE, facets
from bot.advise.ranking.index import RankIndex, prior
from bot.advise.ranking.voice import Voice, voice_points
from bot.catalogue import Catalogue
from bot.catalogue.allowed_values import COSTS, LEVELS, MATHS, Format
from bot.catalogue.models import Standing
from bot.language import ENGLISH
from bot.understand import Lexicon, ParsedQuery
from tests.advise.test_voice import STEP
from tests.support.effort import examples
from tests.support.made import catalogues, filters, queries, voices
from tests.support.notes import entry

WEIGHTS = Weights()
LEXICON = Lexicon.shipped()


@examples(40)
@given(catalogue=catalogues(), query=queries, voice=voices, limit=st.integers(0, 8))
def test_the_best_are_those_of_the_plain_sum(
    catalogue: Catalogue, query: ParsedQuery, voice: Voice, limit: int
) -> None:
    index = RankIndex(catalogue, WEIGHTS)
    asked, conditions = facets(query, WEIGHTS), constraints(query, Filters())
    extras = voice_points(voice, query, WEIGHTS)
    sums = sorted(
        (
            sum(facet.points(facet.key(entry)) for facet in asked) + prior(entry, WEIGHTS) + extras.get(entry.id, 0.0)
            for entry in catalogue
            if all(condition.allows(condition.key(entry)) for condition in conditions)
        ),
        reverse=True,
    )
    found = index.best(asked, index.allowed(conditions), extras, limit)
    assert [round(entry.score, 6) for entry in found] == [round(sum_, 6) for sum_ in sums[: limit or None]]


@examples(40)
@given(catalogue=catalogues(), query=queries, chosen=filters)
def test_filters_and_exclusions_always_hold(catalogue: Catalogue, query: ParsedQuery, chosen: Filters) -> None:
    picks = Guide(catalogue, LEXICON).recommend(query, chosen, limit=0).picks
    for own in (pick.resource for pick in picks):
        assert own.status != "retired"
        assert chosen.format is None or own.format == chosen.format
        assert chosen.format is not None or own.format not in query.not_formats
        assert chosen.math is None or own.math_rank <= MATHS.index(chosen.math)
        assert chosen.cost is None or own.cost_rank <= COSTS.index(chosen.cost)
        assert chosen.level is None or own.level_span[0] <= LEVELS.index(chosen.level) <= own.level_span[1]


@examples(30)
@given(catalogue=catalogues(), query=queries, chosen=filters)
def test_each_relaxation_gives_what_it_promises(catalogue: Catalogue, query: ParsedQuery, chosen: Filters) -> None:
    found = Guide(catalogue, LEXICON).recommend(query, chosen)
    conditions = constraints(chosen.applied_to(query), chosen)
    for relaxation in found.relaxations:
        others = [condition for condition in conditions if condition.label(ENGLISH) != relaxation.condition]
        passing = [entry for entry in catalogue if all(item.allows(item.key(entry)) for item in others)]
        assert relaxation.example in passing
        assert relaxation.count <= len(passing)
    assert bool(found.picks) != bool(found.total == 0)


@examples(30)
@given(catalogue=catalogues(), query=queries, voice=voices)
def test_votes_never_outweigh_a_quarter_of_a_step_of_standing(
    catalogue: Catalogue, query: ParsedQuery, voice: Voice
) -> None:
    guide = Guide(catalogue, LEXICON)
    without = {pick.resource.id: pick.score for pick in guide.recommend(query, limit=0).picks}
    for pick in guide.recommend(query, voice=Voice(voice.counts), limit=0).picks:
        assert abs(pick.score - without[pick.resource.id]) < STEP


@examples(20)
@given(catalogue=catalogues(), query=queries)
def test_pages_follow_on_without_repeating(catalogue: Catalogue, query: ParsedQuery) -> None:
    guide = Guide(catalogue, LEXICON)
    shown: list[str] = []
    while page := guide.recommend(query, skip=len(shown)).picks:
        shown += [pick.resource.id for pick in page]
    assert len(shown) == len(set(shown)) == guide.recommend(query).total


@pytest.mark.parametrize("format_", sorted(BESIDE))
def test_what_nobody_learns_from_alone_stands_back_unless_it_is_asked_for(format_: Format) -> None:
    """Though an expert names it among the first, and the other as one of many."""
    beside = entry("beside", format=format_, standing=Standing(tier="core", why="Known.", by="Many."))
    book = entry("book", standing=Standing(tier="solid", why="Good.", by="Some."))
    guide = Guide(Catalogue((beside, book)), Lexicon.shipped())
    assert [pick.resource.id for pick in guide.recommend(ParsedQuery("recommend")).picks] == ["book", "beside"]
    asked_for = ParsedQuery("recommend", formats=(format_,))
    assert guide.recommend(asked_for).picks[0].resource.id == "beside"
