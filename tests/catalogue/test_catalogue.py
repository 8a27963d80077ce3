"""Lookup in a loaded catalogue."""

from pathlib import Path

import pytest

from bot.catalogue import load_catalogue
from bot.catalogue.checks.trackers import tracking_parameter
from tests.support.knowledge_files import BOTH, GOOD, TWO, write


@pytest.mark.parametrize(("asked", "found"), [("one", "one"), ("two", "two"), ("old", "two"), ("older", "two")])
def test_renamed_ids_lead_to_the_resource(tmp_path: Path, asked: str, found: str) -> None:
    catalogue = load_catalogue(write(tmp_path, BOTH + "redirects:\n  old: two\n  older: two\n"))
    resource = catalogue.get(asked)
    assert resource is not None
    assert resource.id == found


def test_unknown_ids_lead_nowhere(tmp_path: Path) -> None:
    assert load_catalogue(write(tmp_path, GOOD)).get("old") is None


def test_parts_and_entries_come_in_file_order(tmp_path: Path) -> None:
    parts = TWO + "    part_of: one\n" + TWO.replace("two", "another") + "    part_of: one\n"
    catalogue = load_catalogue(write(tmp_path, GOOD + parts))
    assert [resource.id for resource in catalogue] == ["one", "two", "another"]
    assert [resource.id for resource in catalogue.parts_of("one")] == ["two", "another"]
    assert catalogue.parts_of("two") == ()


def test_a_rating_is_the_mean_of_those_given(tmp_path: Path) -> None:
    review = "{{reviewer: {0}, written: then, opinion: fine{1}}}"
    reviews = [review.format("A", ", rating: 4"), review.format("B", ", rating: 5"), review.format("C", "")]
    (resource,) = load_catalogue(write(tmp_path, f"{GOOD}    reviews: [{', '.join(reviews)}]\n"))
    assert resource.rating == 4.5


@pytest.mark.parametrize(
    ("url", "parameter"),
    [
        ("https://a.org/", None),
        ("https://a.org/?page=2&lang=en", None),
        ("https://a.org/?UTM_Source=x", "UTM_Source"),
        ("https://a.org/?page=2&utm_campaign=", "utm_campaign"),
        ("https://a.org/book?a_aid=aac&a_bid=1", "a_aid"),
        ("https://a.org/utm_source/affiliate", None),
    ],
)
def test_tracking_parameters(url: str, parameter: str | None) -> None:
    assert tracking_parameter(url) == parameter
