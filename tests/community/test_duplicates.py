"""What is near a suggestion: the same address, or a title that means the same."""

from collections.abc import Iterator
from random import Random
from string import ascii_lowercase

import pytest

from bot.catalogue import Catalogue, Resource
from bot.community.duplicates import MOST, Near, near_duplicates
from tests.support.suggestions import suggestion

NOWHERE = "https://nowhere.example/"


def titles(title: str, catalogue: Catalogue) -> list[str]:
    return [near.id for near in near_duplicates(title, NOWHERE, catalogue)]


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Deep Learning with Python", "deep-learning-with-python"),
        ("deep lerning with pyhton", "deep-learning-with-python"),
        ("Python: deep learning with", "deep-learning-with-python"),
        ("Deep Learning with Python, 2nd edition", "deep-learning-with-python"),
        ("fast.ai", "fastai-practical-deep-learning"),
        ("Hands-On Machine Learning", "hands-on-machine-learning"),
    ],
)
def test_a_title_told_otherwise_is_near(catalogue: Catalogue, title: str, id_: str) -> None:
    assert id_ in titles(title, catalogue)


@pytest.mark.parametrize("title", ["Gradients for Gardeners", "The book", "An introduction", "数学", "?!"])
def test_other_titles_are_not(catalogue: Catalogue, title: str) -> None:
    assert titles(title, catalogue) == []


def test_the_same_address_goes_first_however_it_is_written(catalogue: Catalogue) -> None:
    entry = catalogue.resources[0]
    address = entry.url.replace("https://", "http://www.").replace("www.www.", "www.").rstrip("/") + "/"

    found = near_duplicates("Deep Learning with Python", address, catalogue)

    assert found[0] == Near(entry.id, entry.title, "address")


def test_further_addresses_of_an_entry_count(catalogue: Catalogue) -> None:
    entry = next(entry for entry in catalogue if entry.links)

    assert near_duplicates("Gradients", entry.links[-1].url, catalogue)[0].id == entry.id


@pytest.mark.parametrize(("one", "other", "near"), [("C++", "C#", False), ("C++", "c++", True), ("R", "D3", False)])
def test_a_title_of_one_letter_has_its_signs_too(one: str, other: str, near: bool) -> None:
    waiting = [suggestion(id=5, title=one, url="https://a.example/")]
    assert bool(near_duplicates(other, "https://b.example/", (), waiting)) is near


def test_waiting_suggestions_are_found_by_address_and_by_name(catalogue: Catalogue) -> None:
    waiting = [suggestion(id=5), suggestion(id=6, url="https://other.example/", title="Gradients 4 Gardeners")]

    found = near_duplicates("Gradients for gardeners", "http://gardens.example/g/", catalogue, waiting)

    assert [(near.id, near.why, near.waits) for near in found] == [("c-5", "address", True), ("c-6", "name", True)]


def test_there_are_few_and_the_nearest_first(catalogue: Catalogue) -> None:
    waiting = [suggestion(id=number, title="Gradients for Gardeners"[number:]) for number in range(5)]

    found = near_duplicates("Gradients for Gardeners", NOWHERE, catalogue, waiting)

    assert [near.id for near in found] == ["c-0", "c-1", "c-2"]
    assert len(found) == MOST


def retold(entry: Resource, chance: Random) -> Iterator[str]:
    """Ways in which people write a title."""
    short, words = entry.title.partition(":")[0], entry.title.split()
    yield entry.title.lower().replace("-", " ")
    yield " ".join(chance.sample(words, len(words)))
    yield slipped(entry.title, chance)
    yield slipped(slipped(entry.title, chance), chance)
    yield slipped(short, chance)
    yield f"{short} by {entry.authors[0].split()[-1]}" if entry.authors else short
    yield f"{entry.title}, 2nd edition"
    yield f"The {short} ({entry.format})"


def slipped(text: str, chance: Random) -> str:
    """The text with one slip: a letter left out, doubled up with another, or taken for another."""
    place, letter = chance.randrange(len(text)), chance.choice(ascii_lowercase)
    return text[:place] + chance.choice(["", letter, letter + text[place]]) + text[place + 1 :]


@pytest.mark.trial
def test_the_threshold_finds_what_is_there_and_little_else(shipped: Catalogue) -> None:
    chance, tried, missed, near_others = Random(5), 0, 0, 0  # noqa: S311 - chosen at random, not secret
    for entry in shipped:
        alone = Catalogue((entry,))
        for title in retold(entry, chance):
            tried += 1
            missed += not titles(title, alone)
        others = Catalogue(tuple(other for other in shipped if other.id != entry.id))
        near_others += bool(titles(entry.title, others))

    assert missed / tried < 0.06
    assert near_others / len(shipped) < 0.2
