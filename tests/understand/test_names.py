"""Names: the tables of variants, and what typing a name offers."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.advise import Guide
from tests.support.effort import examples

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent.parent / "questions" / "names.yaml").read_text("utf-8"))
SHARE = 0.98
MUST = {
    "goodfelow": "deep-learning-book",
    "the keras book": "deep-learning-with-python",
    "andrw ng": "deep-learning-specialization",
    "fats.ai": "fastai-practical-deep-learning",
    "ud730": "udacity-intro-to-deep-learning",
    "Géron": "hands-on-machine-learning",
    "geron": "hands-on-machine-learning",
}


@pytest.mark.parametrize(("typed", "resource_id"), MUST.items())
def test_resolves_the_names_of_the_issue(guide: Guide, typed: str, resource_id: str) -> None:
    assert guide.resolve(typed).id == resource_id


def test_resolves_nearly_all_variants(guide: Guide) -> None:
    wrong = [(typed, guide.resolve(typed)) for typed, id_ in TABLE["names"] if guide.resolve(typed).id != id_]
    assert 1 - len(wrong) / len(TABLE["names"]) >= SHARE, wrong


def test_asks_where_two_entries_are_equally_near(guide: Guide) -> None:
    typed, ids = TABLE["ambiguous"][0]
    resolution = guide.resolve(typed)
    assert resolution.id is None
    assert set(resolution.alternatives) == set(ids)


def test_unrelated_phrases_mean_nothing(guide: Guide) -> None:
    wrong = [phrase for phrase in TABLE["unrelated"] if guide.resolve(phrase).id or guide.resolve(phrase).alternatives]
    assert not wrong


def test_every_title_and_id_resolves_to_its_entry_or_asks(guide: Guide) -> None:
    for resource in guide.catalogue:
        assert guide.resolve(resource.id).id == resource.id
        by_title = guide.resolve(resource.title)
        assert resource.id in (by_title.id, *by_title.alternatives)


@examples(300)
@given(typed=st.text(max_size=120))
def test_any_name_resolves_to_entries_or_nothing(guide: Guide, typed: str) -> None:
    resolution = guide.resolve(typed)
    ids = [resolution.id] if resolution.id else list(resolution.alternatives)
    assert all(guide.catalogue.get(id_) for id_ in ids)
    assert len(resolution.alternatives) != 1


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("fast", "fastai-practical-deep-learning"),
        ("deep learning wi", "deep-learning-with-python"),
        ("goodf", "deep-learning-book"),
    ],
)
def test_offers_names_while_typing(guide: Guide, typed: str, first: str) -> None:
    assert guide.complete_name(typed)[0].value == first
