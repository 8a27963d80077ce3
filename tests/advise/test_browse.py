"""Pages: together they are every entry that passes, once each and in order; filters fit into an id."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.advise import Filters, Weights
from bot.advise.forms.question_ids import PATTERN
from bot.advise.ranking.browse import (
    NARROWING,
    PAGE,
    WORDS,
    changed,
    decode_filters,
    encode_filters,
    narrowed,
    page,
    tier_of,
)
from bot.advise.ranking.constraints import constraints
from bot.advise.ranking.index import RankIndex, prior
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS
from bot.understand import ParsedQuery
from tests.support.effort import examples
from tests.support.made import catalogues, filters, maybe

WEIGHTS = Weights()
any_filters = st.builds(
    Filters, level=maybe(LEVELS), math=maybe(MATHS), format=maybe(FORMATS), cost=maybe(COSTS), topic=maybe(TOPICS)
)


def passing(catalogue: Catalogue, chosen: Filters) -> list[Resource]:
    """The entries that pass, found by looking at each."""
    conditions = constraints(chosen.applied_to(ParsedQuery()), chosen)
    return [entry for entry in catalogue if all(condition.allows(condition.key(entry)) for condition in conditions)]


def group(entry: Resource, chosen: Filters) -> tuple[int, int, int]:
    """The place of the group in which an entry stands."""
    tier = ("core", "solid", None, "niche").index(tier_of(entry))
    if chosen.topic:
        return 0, tier, int(entry.topics[0] != chosen.topic)
    return TOPICS.index(entry.topics[0]), tier, 0


@examples(40)
@given(catalogue=catalogues(), chosen=any_filters | filters)
def test_the_pages_are_all_that_passes_once_each_and_in_order(catalogue: Catalogue, chosen: Filters) -> None:
    index = RankIndex(catalogue, WEIGHTS)
    pages = [page(index, chosen, number) for number in range(1, page(index, chosen, 1).pages + 1)]
    shown = [entry for found in pages for entry in found.entries]

    assert shown == sorted(
        passing(catalogue, chosen), key=lambda entry: (*group(entry, chosen), -prior(entry, WEIGHTS), entry.id)
    )
    assert {found.total for found in pages} == {len(shown)}
    assert [found.number for found in pages] == list(range(1, len(pages) + 1))
    assert all(len(found.entries) == PAGE for found in pages[:-1])
    assert pages[-1].entries or len(pages) == 1


@examples(30)
@given(catalogue=catalogues(), chosen=filters, number=st.integers(-(10**6), 10**6))
def test_a_number_beyond_the_ends_gives_the_page_at_that_end(
    catalogue: Catalogue, chosen: Filters, number: int
) -> None:
    index = RankIndex(catalogue, WEIGHTS)
    found = page(index, chosen, number)

    assert found.number == min(max(number, 1), found.pages)
    assert found == page(index, chosen, found.number)


@examples(30)
@given(catalogue=catalogues(), chosen=filters)
def test_each_option_gives_as_many_entries_as_it_says(catalogue: Catalogue, chosen: Filters) -> None:
    index = RankIndex(catalogue, WEIGHTS)
    for facet, options in page(index, chosen, 1).options.items():
        assert options[0].word is None
        for word in (None, *WORDS[facet]):
            counts = [option.count for option in options if option.word == word]
            expected = len(passing(catalogue, changed(chosen, facet, word)))
            assert counts == [expected] or (not counts and expected == 0 and word != getattr(chosen, facet))


@given(chosen=any_filters)
def test_filters_come_back_as_they_were(chosen: Filters) -> None:
    text = encode_filters(chosen)

    assert decode_filters(text) == chosen
    assert re.fullmatch(PATTERN, text)
    assert len(text) <= 19


@given(text=st.text() | st.from_regex(PATTERN, fullmatch=True))
def test_any_text_is_some_filters(text: str) -> None:
    chosen = decode_filters(text)

    assert decode_filters(encode_filters(chosen)) == chosen


@given(chosen=any_filters, facet=st.sampled_from(sorted(WORDS)), word=st.text())
def test_an_unknown_word_sets_a_filter_to_any(chosen: Filters, facet: str, word: str) -> None:
    assume(word not in WORDS[facet])

    assert changed(chosen, facet, word) == changed(chosen, facet, None)


@given(chosen=any_filters, facet=st.sampled_from(NARROWING), data=st.data())
def test_what_is_chosen_anew_takes_the_place_of_what_was(chosen: Filters, facet: str, data: st.DataObject) -> None:
    held = {one: word for one in NARROWING if (word := getattr(chosen, one))}
    word = data.draw(st.sampled_from(WORDS[facet]))

    as_sent = data.draw(st.permutations([*(f"{one}:{value}" for one, value in held.items()), f"{facet}:{word}"]))

    assert narrowed(chosen, as_sent) == changed(chosen, facet, word)


@given(chosen=any_filters, values=st.lists(st.text() | st.sampled_from(("level:", "topic:nlp", "math:all", "format"))))
def test_what_is_not_in_the_list_is_left_out(chosen: Filters, values: list[str]) -> None:
    assert narrowed(chosen, values) == Filters(topic=chosen.topic)


def test_both_lists_fit_on_discord() -> None:
    assert sum(len(WORDS[facet]) for facet in NARROWING) <= 25
    assert {*NARROWING, "topic"} == set(WORDS)


def test_a_list_on_discord_holds_every_word_and_any() -> None:
    assert all(len(words) + 1 <= 25 for words in WORDS.values())
