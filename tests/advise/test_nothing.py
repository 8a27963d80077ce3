"""Where nothing fits, what the list lacks is named, and nothing is called lacking that is there."""

import pytest
from hypothesis import given

from bot.advise import Filters, Guide, Weights
from bot.advise.ranking.constraints import constraints
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.nothing import GIVE_UP_THAT
from bot.advise.ranking.recommend import recommend
from bot.advise.ranking.voice import SILENCE
from bot.catalogue import Catalogue
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from tests.support.effort import examples
from tests.support.made import catalogues, filters, queries


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("reinforcement learning", f"I have nothing on reinforcement learning in my list yet. {GIVE_UP_THAT}"),
        ("free book on reinforcement learning",
         f"I have nothing on reinforcement learning in my list yet. {GIVE_UP_THAT}"),
        ("reinforcement learning or graph neural networks",
         f"I have nothing on reinforcement learning or graph networks in my list yet. {GIVE_UP_THAT}"),
        ("a podcast", f"I have no podcast in my list yet. {GIVE_UP_THAT}"),
        ("a podcast about reinforcement learning",
         "I have nothing on reinforcement learning in my list yet. I have no podcast in my list yet."),
    ],
)  # fmt: skip
def test_what_the_list_lacks_is_named(guide: Guide, question: str, message: str) -> None:
    found = guide.recommend(guide.parse(question))
    assert not found.picks
    assert found.message == message
    assert [relaxation.count > 0 for relaxation in found.relaxations] == [True] * message.endswith(GIVE_UP_THAT)


@examples(40)
@given(catalogue=catalogues(), query=queries, chosen=filters)
def test_the_list_is_said_to_lack_just_what_no_entry_has(
    catalogue: Catalogue, query: ParsedQuery, chosen: Filters
) -> None:
    found = recommend(RankIndex(catalogue, Weights()), query, chosen, {}, SILENCE, 3, say=ENGLISH)
    asked = chosen.applied_to(query)
    there = [entry for entry in catalogue if entry.status != "retired"]
    if found.picks or not there:
        return
    others = constraints(asked, chosen)[1:]
    met = [any(condition.allows(condition.key(entry)) for entry in there) for condition in others]
    assert ("I have no" in found.message or 'fits "' in found.message) is not all(met)
    if chosen.format and not any(entry.format == chosen.format for entry in there):
        assert f"I have no {chosen.format} in my list yet." in found.message
    if len(others) == 1:
        assert "all of that" not in found.message
