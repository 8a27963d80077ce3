"""Numbers are read with what they count, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writer.checks.counts.numbers import Numbers
from bot.writer.checks.counts.units import DATE, measures, values_of
from bot.writer.checks.lists import lists_in, valued
from tests.support.effort import examples


@pytest.mark.parametrize(
    ("number", "values"),
    [
        ("1,500", {1500, 1.5}),
        ("1.500", {1500, 1.5}),
        ("1,5", {1.5}),
        ("12", {12}),
        ("1,000,000", {1e6}),
        ("3.11", {3.11}),
        ("1 500", {1500}),
        ("٤٧", {47}),
    ],
)
def test_digits_are_read_with_their_separators(number: str, values: set[float]) -> None:
    assert values_of(number) >= values


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("80 to 99 hours", {("time", 4800), ("time", 5940)}),
        ("two or three weeks", {("days", 14), ("days", 21)}),
        ("half an hour", {("time", 30)}),
        ("half a year", {("months", 6)}),
        ("a dozen lectures", {("lessons", 12)}),
        ("a couple of weeks", {("days", 14)}),
        ("twenty-one full days", {("days", 21)}),
        ("the third chapter", {("chapters", 3)}),
        ("ten-week course", {("days", 70)}),
        ("30min a day", {("time", 30)}),
        ("six free self-checking lessons", {("lessons", 6)}),
        ("chapters 1 to 6, then 9 and 13", {("chapters", 1), ("chapters", 6), ("chapters", 9), ("chapters", 13)}),
        ("lessons 3, 5 and 8", {("lessons", 3), ("lessons", 5), ("lessons", 8)}),
        ("11 weeks with 9 hours each", {("days", 77), ("time", 540)}),
        ("$20", {("money", 20)}),
        ("20 euros", {("money", 20)}),
        ("80 %", {("percent", 80)}),
        ("24GB", {("memory", 24)}),
        ("2nd edition", {("editions", 2)}),
        ("since 2019", {(DATE, 2019)}),
        ("MIT 18.06, CS229 and DP-100", set()),
        ("y = 1.5x for (1,2)", set()),
        ("chapter 2. Then 3 more", {("chapters", 2)}),
    ],
)
def test_a_number_has_its_unit(text: str, counts: set[tuple[str, float]]) -> None:
    assert Numbers.of(text).counts == counts


@pytest.mark.parametrize(
    ("language", "text", "counts"),
    [
        ("de", "zwei Wochen", {("days", 14)}),
        ("de", "Kapitel 3 bis 5", {("chapters", 3), ("chapters", 5)}),
        ("de", "anderthalb Jahre, 2. Auflage", {("months", 18), ("editions", 2)}),
        ("es", "tres meses", {("months", 3)}),
        ("fr", "trois semaines", {("days", 21)}),
        ("zh", "六个月", {("months", 6)}),
        ("zh", "十二小时", {("time", 720)}),
        ("zh", "10 小时左右", {("time", 600)}),
        ("ru", "два месяца", {("months", 2)}),
        ("en", "tres meses", set()),
    ],
)
def test_a_number_in_the_language_of_the_reply_has_its_unit(
    language: str, text: str, counts: set[tuple[str, float]]
) -> None:
    assert Numbers.of(text, language).counts == counts


@pytest.mark.parametrize(
    ("given_", "written"),
    [
        ("half a year", "six months"),
        ("12 weeks", "twelve weeks"),
        ("three to four hours", "3-4 hours"),
        ("half an hour", "30 minutes"),
        ("80 %", "80 percent"),
        ("3 weeks", "3rd week"),
        ("80 hours", "80 Stunden"),
        ("chapters 1 to 6", "Kapitel 1 bis 6"),
        ("one and a half years", "18 months"),
    ],
)
def test_a_number_may_be_written_in_another_way(given_: str, written: str) -> None:
    assert Numbers.of(written, "de").counts <= Numbers.of(given_).counts


UNITS = [(kind, word, worth) for kind in lists_in("units") for word, worth in valued("units", kind).items()]


@examples(200)
@given(st.sampled_from([unit for unit in UNITS if unit[1].isascii() and "*" not in unit[1]]), st.integers(3, 1_800))
def test_each_unit_counts_behind_a_number(unit: tuple[str, str, float], number: int) -> None:
    kind, word, worth = unit
    (found,) = measures(f"It takes {number} {word} for you.")
    assert found.kind == kind
    assert found.values == frozenset({round(number * worth, 3)})


@examples(200)
@given(st.text(max_size=200), st.sampled_from(["en", "de", "zh", ""]))
def test_every_number_stands_where_it_says(text: str, language: str) -> None:
    found = measures(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
