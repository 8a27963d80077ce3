"""The knowledge file that comes with the bot holds what the project promises."""

import datetime as dt
from collections.abc import Iterator

import pytest

from bot.catalogue import Catalogue, Resource, read_catalogue
from tests.support.base import KNOWLEDGE

RATINGS: dict[str, float | None] = {
    "python-machine-learning": 4.5,
    "hands-on-machine-learning": 4.5,
    "deep-learning-with-python": 5.0,
    "deep-learning-book": 4.5,
    "neural-networks-and-deep-learning": 4.5,
    "udacity-intro-to-deep-learning": 4.5,
    "deep-learning-specialization": 5.0,
    "uw-machine-learning-specialization": 4.5,
    "udacity-deep-learning-nanodegree": None,
    "fastai-practical-deep-learning": 4.5,
    "fastai-part-2": None,
}
PARTS = (
    "dls-neural-networks-and-deep-learning",
    "dls-improving-deep-neural-networks",
    "dls-structuring-machine-learning-projects",
    "dls-convolutional-neural-networks",
    "dls-sequence-models",
)
TRACKERS = ("utm_", "a_aid", "affiliate", "aff_id", "fbclid", "gclid", "irclickid", "ranmid", "siteid=", "?tag=")
LONGEST_CUSTOM_ID = 100


def entry(shipped: Catalogue, resource_id: str) -> Resource:
    found = shipped.get(resource_id)
    assert found is not None
    return found


def addresses(resource: Resource) -> Iterator[str]:
    yield resource.url
    yield from (link.url for link in resource.links)
    yield from (edition.url for edition in resource.editions if edition.url)
    if resource.successor:
        yield resource.successor.url


def test_the_shipped_file_has_no_problem() -> None:
    assert read_catalogue(KNOWLEDGE)[1] == []


def test_it_holds_the_promised_ids(shipped: Catalogue) -> None:
    assert {*RATINGS, *PARTS} - {resource.id for resource in shipped} == set()


@pytest.mark.parametrize(("resource_id", "rating"), RATINGS.items())
def test_ratings_are_the_reviewers(shipped: Catalogue, resource_id: str, rating: float | None) -> None:
    assert entry(shipped, resource_id).rating == rating


def test_the_unrated_nanodegree_says_that_it_was_not_completed(shipped: Catalogue) -> None:
    reviews = entry(shipped, "udacity-deep-learning-nanodegree").reviews
    assert [review.completed for review in reviews] == [False]


def test_the_reviewers_interest_is_disclosed(shipped: Catalogue) -> None:
    disclosures = [review.disclosure or "" for resource in shipped for review in resource.reviews]
    assert any("mentor" in disclosure for disclosure in disclosures)


def test_the_five_courses_are_parts_of_the_specialization_in_order(shipped: Catalogue) -> None:
    assert tuple(part.id for part in shipped.parts_of("deep-learning-specialization")) == PARTS


def test_no_address_carries_a_tracker(shipped: Catalogue) -> None:
    seen = [url for resource in shipped for url in addresses(resource)]
    assert len(seen) > len(shipped)
    assert [url for url in seen if any(tracker in url.lower() for tracker in TRACKERS)] == []


def test_every_id_fits_into_a_vote_button(shipped: Catalogue) -> None:
    assert max(len(f"vote:1:{resource.id}") for resource in shipped) <= LONGEST_CUSTOM_ID


def test_every_entry_says_when_and_by_what_it_was_checked(shipped: Catalogue) -> None:
    assert all(resource.verified.date >= dt.date(2026, 1, 1) and resource.verified.by for resource in shipped)


@pytest.mark.parametrize("resource_id", RATINGS)
def test_the_opinions_of_the_first_entries_are_their_reviewers(shipped: Catalogue, resource_id: str) -> None:
    assert "Atul Acharya" in {review.reviewer for review in entry(shipped, resource_id).reviews}


def test_the_longest_id_that_the_file_may_hold_fits_too() -> None:
    from msgspec import ValidationError, convert

    from bot.catalogue.models import Slug

    with pytest.raises(ValidationError, match="length"):
        convert("a" * (LONGEST_CUSTOM_ID - len("vote:1:") + 1), Slug)
