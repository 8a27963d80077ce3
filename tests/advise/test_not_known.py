"""Of a server's own entry what nobody has said is not known: nothing is told of it, ranked by it or promised."""

import datetime as dt
from typing import Any

import pytest

from bot.advise import Comparison, Filters, Guide, Recommendation, Verdict
from bot.advise.ranking.constraints import constraints, firm_wishes
from bot.advise.ranking.facets import facets
from bot.advise.ranking.weights import Weights
from bot.advise.wording.compose import reply_of
from bot.advise.wording.reasons import caveats, reasons
from bot.advise.wording.terms import facts_of, known_facts
from bot.catalogue.server_entries import OwnEntry
from bot.community.entry import Confirmed, entry_of
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from tests.support.suggestions import suggestion

TODAY = dt.date(2027, 1, 1)
ASKED = ParsedQuery(level="beginner", math="light", cost="free", style="balanced", topics=("graph",))


def entry(**said: Any) -> OwnEntry:
    return entry_of(suggestion(format="podcast", title="Graph Gossip"), Confirmed(("graph",), **said), TODAY)


@pytest.fixture
def own(guide: Guide) -> Guide:
    """The guide with an entry of which only the topic is known."""
    return guide.with_entries([entry()])


@pytest.mark.parametrize("name", ["level", "math", "cost", "style"])
def test_it_neither_gives_nor_takes(name: str) -> None:
    for query in (ASKED, ParsedQuery(topics=("graph",))):
        for facet in facets(query, Weights()):
            if facet.name == name:
                assert facet.points(facet.key(entry())) == 0.0


@pytest.mark.parametrize("option", [{"level": "beginner"}, {"math": "heavy"}, {"cost": "subscription"}])
def test_an_option_does_not_let_it_pass(own: Guide, option: dict[str, Any]) -> None:
    filters = Filters(topic="graph", **option)
    held = [constraint for constraint in constraints(ParsedQuery(), filters) if constraint.name in option]

    assert [constraint.allows(constraint.key(entry())) for constraint in held] == [False]
    found = own.recommend(ParsedQuery(), filters)
    assert "c-5" not in [pick.resource.id for pick in found.picks]
    said = entry(level=("beginner", "beginner"), math="light", cost="free", style="balanced")
    assert all(constraint.allows(constraint.key(said)) for constraint in held)


def test_a_wish_in_words_leaves_it_in_and_says_what_is_not_known(own: Guide) -> None:
    assert all(wish.allows(wish.key(entry())) for wish in firm_wishes(ASKED))

    found = own.answer(own.parse("free podcast about graph networks for beginners"))

    assert isinstance(found, Recommendation)
    assert found.picks[0].resource.id == "c-5"
    assert found.picks[0].caveats[:2] == ("not checked by a curator", "not known: level and cost")
    assert not [reason for reason in found.picks[0].reasons if "free" in reason or "beginner" in reason]


def test_nothing_is_told_of_it() -> None:
    assert known_facts(entry(), ENGLISH) == []
    assert known_facts(entry(math="none"), ENGLISH) == ["needs no maths"]
    assert facts_of(entry(), ENGLISH) == "podcast · cost not known"
    assert reasons(ASKED, entry(), 0, ENGLISH) == ("covers graph networks",)
    assert caveats(ASKED, entry(), ENGLISH) == ("not checked by a curator", "not known: level, maths, style and cost")


def test_beside_another_it_is_not_known(own: Guide) -> None:
    found = own.compare(["c-5", "fast.ai"])

    assert isinstance(found, Comparison)
    told = {axis.key: axis.values[0] for axis in found.axes}
    assert {told[key] for key in ("Level", "Maths", "Style", "Cost")} == {"not known"}
    words = " ".join([*found.choices, reply_of(found, ENGLISH).answer, reply_of(found, ENGLISH).because])
    for claimed in ("less maths", "more maths", "an easier start", "more advanced", "something free"):
        assert claimed not in words


def test_a_member_who_did_it_is_at_no_level_by_it(own: Guide) -> None:
    found = own.next({"c-5": "done"})

    assert found.query.level == "beginner"
    assert isinstance(own.review("c-5"), Verdict)
