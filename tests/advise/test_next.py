"""What comes after what a member has done."""

import pytest

from bot.advise import Guide
from bot.advise.plans.next import NOTHING_DONE, at_level_reached, next_query
from bot.understand import Named, ParsedQuery


def test_an_empty_list_begins_at_the_beginning(guide: Guide) -> None:
    found = guide.next({})
    assert found.message == NOTHING_DONE
    assert found.picks


@pytest.mark.parametrize("state", ["done", "doing"])
def test_what_is_on_the_list_is_not_picked_again(guide: Guide, state: str) -> None:
    found = guide.next({"deep-learning-with-python": state, "deep-learning-specialization": state})
    ids = [pick.resource.id for pick in found.picks]
    assert found.message == "After Deep Learning with Python and Deep Learning Specialization, this comes next."
    assert ids
    assert not any(id_.startswith(("deep-learning-with", "deep-learning-spec", "dls-")) for id_ in ids)


def test_the_second_part_follows_the_first(guide: Guide) -> None:
    ids = [pick.resource.id for pick in guide.next({"fastai-practical-deep-learning": "done"}).picks]
    assert "fastai-part-2" in ids


def test_the_level_is_that_of_what_was_finished(guide: Guide) -> None:
    assert next_query(guide.catalogue, {"deep-learning-book": "done"}).level == "advanced"
    assert next_query(guide.catalogue, {"deep-learning-book": "doing"}).level == "beginner"
    assert next_query(guide.catalogue, {"gone": "done"}).named == ()


def test_what_is_for_all_levels_leads_up_one(whole: Guide) -> None:
    query = ParsedQuery(intent="path", named=(Named("karpathy-zero-to-hero", "done"),))
    assert at_level_reached(whole.catalogue, query).level == "intermediate"
