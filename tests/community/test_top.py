"""What a server found most helpful: which votes are counted, and in which order they put entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import standing
from bot.advise.ranking.weights import Weights
from bot.catalogue import Catalogue
from bot.catalogue.allowed_values import CHOICES, Choice
from bot.community.top import DAY, DAYS, FOR_EVERYBODY, MOST, Period, most_helpful, since
from tests.support.made import catalogues

NOON = 1_800_000_000 // DAY * DAY + DAY // 2
Counts = dict[str, dict[Choice, int]]
ids = st.integers(0, 40).map(lambda number: f"entry-{number}")
counted = st.dictionaries(ids, st.dictionaries(st.sampled_from(CHOICES), st.integers(0, 9), min_size=1), max_size=40)


@pytest.mark.parametrize(("period", "days"), [("week", 7), ("month", 30), ("year", 365)])
def test_a_period_has_so_many_days_with_today(period: Period, days: int) -> None:
    begin = since(period, NOON)
    assert begin == NOON - DAY // 2 - (days - 1) * DAY
    assert since(period, begin + days * DAY - 1) == begin
    assert since(period, begin + days * DAY) == begin + DAY


def test_all_time_has_no_beginning() -> None:
    assert since("all", NOON) is None


@given(st.sampled_from(sorted(DAYS)), st.integers(0, 2 * 10**9), st.integers(0, 2 * 10**9))
def test_a_vote_of_which_only_the_day_is_kept_counts_as_before(period: Period, now: int, cast: int) -> None:
    begin = since(period, now)
    assert begin is not None
    assert (cast >= begin) is (cast // DAY * DAY >= begin)


@given(catalogues(), counted)
def test_it_is_what_sorting_everything_gives(catalogue: Catalogue, counts: Counts) -> None:
    index = RankIndex(catalogue, Weights())
    helped = [entry for entry in index.entries if counts.get(entry.id, {}).get("helped") and entry.status != "retired"]
    expected = sorted(helped, key=lambda entry: -standing(counts[entry.id], FOR_EVERYBODY, index.weights))

    found = most_helpful(index, counts)

    assert [item.resource for item in found] == expected[:MOST]
    for item in found:
        votes = counts[item.resource.id]
        assert (item.helped, item.outdated) == (votes["helped"], votes.get("outdated", 0))
        assert item.few is (sum(votes.values()) < 3)


def order(index: RankIndex, counts: Counts) -> list[str]:
    return [item.resource.id for item in most_helpful(index, counts)]


@pytest.fixture
def index(catalogue: Catalogue) -> RankIndex:
    return RankIndex(catalogue, Weights())


CHOLLET, FASTAI, GOODFELLOW = "deep-learning-with-python", "fastai-practical-deep-learning", "deep-learning-book"


def test_more_votes_stand_first_and_equals_in_the_curators_order(index: RankIndex) -> None:
    places = {entry.id: place for place, entry in enumerate(index.entries)}
    equal = sorted([CHOLLET, FASTAI], key=lambda id_: places[id_])
    assert order(index, {CHOLLET: {"helped": 2}, GOODFELLOW: {"helped": 3}, FASTAI: {"helped": 2}}) == [
        GOODFELLOW, *equal,
    ]  # fmt: skip


def test_outdated_counts_against_an_entry_and_a_matter_of_fit_does_not(index: RankIndex) -> None:
    both: Counts = {CHOLLET: {"helped": 6, "outdated": 5}, FASTAI: {"helped": 5}}
    assert order(index, both) == [FASTAI, CHOLLET]
    both[CHOLLET] = {"helped": 6, "too-hard": 5, "not-my-style": 5}
    assert order(index, both) == [CHOLLET, FASTAI]


def test_what_is_hidden_gone_off_the_subject_or_helped_nobody_is_left_out(index: RankIndex) -> None:
    counts: Counts = {CHOLLET: {"helped": 1}, "gone": {"helped": 9}, FASTAI: {"outdated": 2}, GOODFELLOW: {"helped": 1}}
    assert order(index.without([GOODFELLOW]), counts) == [CHOLLET]
    assert order(index, {CHOLLET: {"helped": 1}, "dls-convolutional-neural-networks": {"helped": 1}}) != [CHOLLET]
    on_vision = most_helpful(
        index,
        {"dls-sequence-models": {"helped": 9}, "dls-convolutional-neural-networks": {"helped": 1}},
        "computer-vision",
    )
    assert [item.resource.id for item in on_vision] == ["dls-convolutional-neural-networks"]


def test_it_ends_after_ten(catalogue: Catalogue, index: RankIndex) -> None:
    assert len(order(index, {entry.id: {"helped": 1} for entry in catalogue})) == MOST
