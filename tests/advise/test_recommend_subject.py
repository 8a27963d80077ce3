"""Picks on a subject: its shortlist leads, cut by limits, filled up by ranking; and standing decides among equals."""

from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace

from bot.advise import Filters, Guide, Recommendation, Weights
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.recommend import WINDOW, recommend
from bot.advise.ranking.voice import SILENCE, Voice
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Advice, Choice, Subject
from bot.catalogue.allowed_values import Math
from bot.catalogue.models import Framework
from bot.language import ENGLISH
from bot.understand import Lexicon, Named, ParsedQuery
from bot.understand.facets.asker import Told
from tests.support.made import TIERS, standing_of
from tests.support.notes import entry, subject

WEIGHTS = Weights()
GANS = ParsedQuery("recommend", topics=("generative",), subjects=("gans",))


def on(id_: str, **facets: Any) -> Resource:
    """An entry on generative models, as all here, but for these facets."""
    return entry(id_, **{"topics": ("generative",), **facets})


def picks(
    asked: Subject | None, query: ParsedQuery, *entries: Resource, weights: Weights = WEIGHTS, limit: int = 3,
    skip: int = 0, filters: Filters | None = None, voice: Voice = SILENCE,
) -> Recommendation:  # fmt: skip
    index = RankIndex(Catalogue(entries), weights)
    return recommend(index, query, filters or Filters(), {}, voice, limit, skip, subject=asked, say=ENGLISH)


def ids(found: Recommendation) -> list[str]:
    return [pick.resource.id for pick in found.picks]


A, B, C, D = (on(id_) for id_ in "abcd")
CORE = on("core", standing=standing_of("core"), year=2026)


# The shortlist leads


def test_the_shortlist_leads_in_its_order_whatever_the_standing_of_others() -> None:
    for order in permutations("abc"):
        assert ids(picks(subject(*order), GANS, CORE, A, B, C)) == list(order)
    assert ids(picks(None, GANS, CORE, A, B, C))[0] == "core"


def test_what_is_named_leads_even_where_it_is_elsewhere_by_its_topics() -> None:
    elsewhere = entry("elsewhere", topics=("math",))
    assert ids(picks(subject("elsewhere"), GANS, A, elsewhere)) == ["elsewhere", "a"]
    assert ids(picks(None, GANS, A, elsewhere)) == ["a"]


def test_each_is_told_as_the_shortlist_has_it() -> None:
    own = replace(subject(), shortlist=(Choice(id="a", why="To begin.", whom="those in a hurry"),))
    first, second = picks(own, GANS, replace(CORE, id="b"), A).picks
    assert (first.line, first.whom) == ("To begin.", "those in a hurry")
    assert (second.line, second.whom) == (standing_of("core").why, "")


# Cut by limits

LIMITS: list[tuple[ParsedQuery, Filters, dict[str, Any]]] = [
    (replace(GANS, cost="free"), Filters(), {"cost": "paid"}),
    (replace(GANS, certificate=True), Filters(), {"certificate": False}),
    (replace(GANS, not_formats=("course",)), Filters(), {"format": "course"}),
    (replace(GANS, formats=("paper", "book")), Filters(), {"format": "tool"}),
    (replace(GANS, not_providers=("coursera",)), Filters(), {"platform": "Coursera"}),
    (replace(GANS, named=(Named("cut", "done"),)), Filters(), {}),
    (replace(GANS, named=(Named("cut", "avoid"),)), Filters(), {}),
    (replace(GANS, level="beginner"), Filters(), {"level": ("advanced", "advanced")}),
    (replace(GANS, level="beginner"), Filters(), {"not_for": ("newcomers",)}),
    (replace(GANS, math="light"), Filters(), {"math": "heavy"}),
    (GANS, Filters(cost="free"), {"cost": "paid"}),
    (GANS, Filters(format="book"), {"format": "course"}),
    (GANS, Filters(math="light"), {"math": "moderate"}),
    (GANS, Filters(level="beginner"), {"level": ("intermediate", "advanced")}),
    (GANS, Filters(), {"status": "retired"}),
]


@pytest.mark.parametrize(("query", "filters", "facets"), LIMITS)
def test_limits_cut_the_shortlist_and_ranking_fills_up(
    query: ParsedQuery, filters: Filters, facets: dict[str, Any]
) -> None:
    plain = {"certificate": True, **facets}
    found = picks(subject("cut", "b"), query, on("cut", **plain), on("b", certificate=True),
                  on("other", certificate=True), filters=filters)  # fmt: skip
    assert ids(found) == ["b", "other"]


def test_what_nothing_is_left_of_is_filled_by_ranking_alone() -> None:
    course = on("course", format="course")
    assert ids(picks(subject("course"), replace(GANS, not_formats=("course",)), course, B, CORE)) == ["core", "b"]


def test_what_moderators_hide_stays_away_from_shortlists() -> None:
    index = RankIndex(Catalogue((A, B)), WEIGHTS).without(["a"])
    assert ids(recommend(index, GANS, Filters(), {}, SILENCE, 3, subject=subject("a", "b"), say=ENGLISH)) == ["b"]


def test_where_nothing_else_is_left_what_is_not_for_them_is_still_given() -> None:
    query = replace(GANS, level="beginner")
    assert ids(picks(subject("a"), query, on("a", not_for=("beginners",)))) == ["a"]


def test_more_goes_on_where_the_first_three_ended() -> None:
    own = subject("d", "c")
    all_ = ids(picks(own, GANS, A, B, C, D, CORE, limit=5))
    assert all_[:2] == ["d", "c"]
    assert ids(picks(own, GANS, A, B, C, D, CORE)) + ids(picks(own, GANS, A, B, C, D, CORE, skip=3)) == all_


# How much being named counts


def test_being_named_counts_more_than_all_that_an_entry_brings_along() -> None:
    """The last of a full shortlist, niche, dated and a part, stands above what everybody names first elsewhere."""
    poorest = on("last", standing=standing_of("niche"), status="dated", year=2010, part_of="whole")
    full = subject("gone-1", "gone-2", "gone-3", "gone-4", "gone-5", "last")
    assert ids(picks(full, GANS, CORE, poorest)) == ["last", "core"]


def test_no_shipped_shortlist_stands_behind_what_it_does_not_name(shipped: Catalogue, whole: Guide) -> None:
    behind = {}
    for own in shipped.advice.subjects.values():
        found = whole.recommend(ParsedQuery("recommend", topics=(own.topic,), subjects=(own.id,)))
        named = [choice.id for choice in own.shortlist]
        if others := [id_ for id_ in ids(found)[: len(named)] if id_ not in named]:
            behind[own.id] = others
    assert behind == {}


def test_all_that_was_said_counts_more_than_being_named() -> None:
    """What has the maker, the tool, the maths and the style that were asked for leads over what has none of them."""
    query = replace(GANS, providers=("google",), frameworks=("jax",), math="light", style="hands-on")
    wanted = on("wanted", publisher="Google", frameworks=(Framework(name="jax"),), math="light", style="hands-on")
    assert ids(picks(subject("named"), query, on("named", math="moderate", style="theory"), wanted))[0] == "wanted"
    assert ids(picks(subject("named"), replace(query, providers=()), on("named", math="light"), wanted))[0] == "named"


def test_being_named_counts_more_than_what_moderators_pin() -> None:
    pinned = Voice(pinned={"c": "ours"})
    guide = Guide(Catalogue((A, B, C), advice=Advice(subjects=[subject("b")])), Lexicon.shipped())
    assert ids(guide.recommend(GANS, voice=pinned)) == ["b", "c", "a"]


def test_a_subject_chosen_from_the_list_is_ranked_alone() -> None:
    """The options of /recommend are strict, and name topics, which are wider than subjects."""
    guide = Guide(Catalogue((A, B, C), advice=Advice(subjects=[subject("b")])), Lexicon.shipped())
    assert ids(guide.recommend(GANS))[0] == "b"
    assert ids(guide.recommend(GANS, Filters(topic="generative")))[0] == "a"
    assert ids(guide.recommend(replace(GANS, subjects=("unheard-of",))))[0] == "a"


# How much standing counts


def test_among_equals_standing_decides() -> None:
    entries = [A, *(on(f"z-{tier}", standing=standing_of(tier)) for tier in TIERS)]
    for order in permutations(entries):
        assert ids(picks(None, GANS, *order, limit=4)) == ["z-core", "z-solid", "a", "z-niche"]


@pytest.mark.parametrize("facets", [{"status": "dated"}, {"part_of": "whole"}, {"year": 2000}])
def test_what_everybody_names_first_leads_even_if_it_is_older_or_a_part(facets: dict[str, Any]) -> None:
    best_of_the_others = on("other", standing=standing_of("solid"), year=2026)
    first = on("z-first", standing=standing_of("core"), **{"year": 2010, **facets})
    assert ids(picks(None, GANS, best_of_the_others, first)) == ["z-first", "other"]


def test_what_is_on_the_subject_first_of_all_leads_over_what_everybody_names_for_another() -> None:
    for_another = on("core", topics=("nlp", "generative"), standing=standing_of("core"))
    assert ids(picks(None, GANS, for_another, on("z-first"))) == ["z-first", "core"]


def test_what_fits_better_leads_over_what_everybody_names() -> None:
    for query, facets in (
        (replace(GANS, math="light"), {"math": "moderate"}),
        (replace(GANS, style="hands-on"), {"style": "theory"}),
        (replace(GANS, frameworks=("jax",)), {}),
    ):
        fitting = on("z-first", style="hands-on", frameworks=(Framework(name="jax"),))
        assert ids(picks(None, query, replace(CORE, **facets), fitting)) == ["z-first", "core"]


def test_scores_are_told_to_the_thousandth() -> None:
    (pick,) = picks(None, GANS, on("a", standing=standing_of("solid")), weights=replace(WEIGHTS, solid=1 / 3)).picks
    (scored,) = picks(None, GANS, on("a", standing=standing_of("solid")), weights=replace(WEIGHTS, solid=0.333)).picks
    assert pick.score == scored.score


@pytest.mark.parametrize(("math", "short"), [("moderate", "light"), ("heavy", "moderate"), ("light", "none")])
def test_among_equals_the_one_with_all_the_maths_asked_for_leads(math: Math, short: Math) -> None:
    assert ids(picks(None, replace(GANS, math=math), on("a", math=short), on("z", math=math))) == ["z", "a"]


def test_what_is_for_a_few_stands_behind_what_is_dated() -> None:
    few = on("a", standing=standing_of("niche"), year=2016)
    assert ids(picks(None, GANS, few, on("dated", status="dated", year=2016))) == ["dated", "a"]


def test_what_is_for_a_few_leads_over_what_only_touches_the_subject() -> None:
    few = on("z-few", standing=standing_of("niche"))
    assert ids(picks(None, GANS, on("a", topics=("nlp", "generative")), few)) == ["z-few", "a"]


def test_two_editions_of_one_work_do_not_stand_side_by_side() -> None:
    work = {"authors": ("Ada Lovelace",), "title": "All About the Engine"}
    first, second = entry("a", **work), entry("b", **{**work, "title": "All About the Engine for Beginners"})
    other = entry("c", title="All About the Loom", authors=("Ada Lovelace",))
    for entries in ((first, second, other), (second, first, other)):
        found = Guide(Catalogue(entries), Lexicon.shipped()).recommend(ParsedQuery("recommend"), limit=2)
        assert "c" in {pick.resource.id for pick in found.picks}


# Who does not program, or reads another language

CODELESS = replace(GANS, told=Told(lacks=("programming",)))
CODED = on("coded", requires=("pytorch",))


def test_who_does_not_program_gets_what_asks_for_no_code_and_nothing_that_fits_less() -> None:
    assert ids(picks(subject("coded", "a"), GANS, CODED, A, B)) == ["coded", "a", "b"]
    assert ids(picks(subject("coded", "a"), CODELESS, CODED, A, B)) == ["a"]
    assert ids(picks(None, CODELESS, CODED, A)) == ["a"]


def test_where_all_the_best_ask_for_code_they_are_told_all_the_same() -> None:
    assert ids(picks(subject("coded"), CODELESS, CODED, A))[0] == "coded"
    assert ids(picks(None, CODELESS, CODED)) == ["coded"]


def test_only_the_best_are_looked_at_for_what_asks_for_no_code() -> None:
    better = [on(f"coded-{number}", requires=("pytorch",), standing=standing_of("core")) for number in range(WINDOW)]
    assert "a" not in ids(picks(None, CODELESS, *better, A))
    assert ids(picks(None, CODELESS, *better[1:], A)) == ["a"]


def test_all_that_passes_is_listed_in_whatever_way_it_is_learned() -> None:
    assert set(ids(picks(None, CODELESS, CODED, A, limit=0))) == {"coded", "a"}


def test_what_is_in_another_language_comes_only_where_nothing_else_is_left() -> None:
    korean = on("korean", language="ko", standing=standing_of("core"))
    assert ids(picks(None, GANS, korean, A)) == ["a"]
    assert ids(picks(None, GANS, korean)) == ["korean"]
    assert ids(picks(None, replace(GANS, told=Told(languages=("ko",))), korean, A))[0] == "korean"
