"""Names as people type them, over the whole base: which entry each gives, which are asked about, which give none."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.advise import Guide
from bot.understand import Resolution
from bot.understand.names.editions import beside
from bot.understand.words.text import phrase
from tests.support.effort import examples

TYPED: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "typed_names.yaml").read_text("utf-8"))
NOTHING = [typed for row in TYPED["nothing"] for typed in row]
BESIDE = ["2nd edition", "(2nd ed.)", "third edition", "3e", "v2", "new edition", "2. Auflage", "revised edition"]


def test_the_table_is_large_enough() -> None:
    assert len(TYPED["means"]) + len(TYPED["choice"]) >= 140
    assert len(NOTHING) >= 180


def test_a_name_means_its_entry(whole: Guide) -> None:
    wrong = {typed: found for typed, id_ in TYPED["means"] if (found := whole.resolve(typed)).id != id_}
    assert wrong == {}


def test_a_name_of_several_is_asked_about(whole: Guide) -> None:
    found = {typed: whole.resolve(typed) for typed, _ in TYPED["choice"]}
    wrong = {typed: found[typed] for typed, ids in TYPED["choice"] if not set(ids) <= set(found[typed].alternatives)}
    assert wrong == {}


def test_what_nothing_is_called_is_never_taken_for_something(whole: Guide) -> None:
    found = {typed: whole.resolve(typed) for typed in NOTHING}
    assert {typed: meant for typed, meant in found.items() if meant.id or meant.alternatives} == {}


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("cs246", "stanford-cs236"),
        ("fastai docs", "fastai-practical-deep-learning"),
        ("deep learning with scala", "deep-learning-book"),
        ("dreamerv2", "dreamerv3"),
        ("yolo v7", "ultralytics-documentation"),
    ],
)
def test_what_is_called_nearly_so_is_offered(whole: Guide, typed: str, near: str) -> None:
    found = whole.resolve(typed)
    assert found.id is None
    assert near in found.near


@examples(60)
@given(data=st.data(), year=st.integers(1950, 2049))
def test_a_year_beside_a_name_is_left_out_or_tells_which_is_meant(whole: Guide, data: st.DataObject, year: int) -> None:
    entry = data.draw(st.sampled_from(whole.catalogue.resources))
    without, found = whole.resolve(entry.title), whole.resolve(f"{entry.title} ({year})")
    of_year = found.id and (other := whole.catalogue.get(found.id)) and other.year == year
    assert of_year or meant(found) == meant(without) or _ends_in_a_year(whole, entry.title)


def _ends_in_a_year(whole: Guide, title: str) -> bool:
    """Whether the title has a year of its own."""
    return bool(beside(phrase(title)).years)


@examples(60)
@given(data=st.data(), edition=st.sampled_from(BESIDE))
def test_an_edition_beside_a_name_is_left_out(whole: Guide, data: st.DataObject, edition: str) -> None:
    books = [entry for entry in whole.catalogue if entry.format == "book" and beside(phrase(entry.title)).name]
    entry = data.draw(
        st.sampled_from([book for book in books if beside(phrase(book.title)).name == phrase(book.title)])
    )
    assert meant(whole.resolve(f"{entry.title} {edition}")) == meant(whole.resolve(entry.title))


def meant(found: Resolution) -> tuple[str, ...]:
    return (found.id,) if found.id else found.alternatives


@examples(100)
@given(department=st.sampled_from(["cs", "CS ", "ee", "stat", "ud", "cme ", "18.", "6.", "MIT 18.", "cmu 11-"]),
       number=st.integers(10, 1949), letter=st.sampled_from(["", "a", "n", "x"]))  # fmt: skip
def test_the_digits_of_a_code_agree(whole: Guide, department: str, number: int, letter: str) -> None:
    found = whole.resolve(f"{department}{number}{letter}")
    digits = "".join(filter(str.isdigit, f"{department}{number}"))
    for id_ in meant(found):
        joined = ["".join(char for word in name for char in word if char.isdigit()) for name in names(whole, id_)]
        assert digits in joined


def names(whole: Guide, id_: str) -> list[tuple[str, ...]]:
    return whole.understanding.names.names[id_]


@given(typed=st.text("0123456789.,!?%$#&*()[]-+/ abcdef", max_size=2))
@examples(100)
def test_one_letter_or_sign_names_nothing(whole: Guide, typed: str) -> None:
    found = whole.resolve(typed)
    assert (len(phrase(typed)) == 1 and len(phrase(typed)[0]) > 1) or meant(found) == ()
