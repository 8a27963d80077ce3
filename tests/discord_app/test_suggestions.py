"""What is offered while a member types."""

import pytest

from bot.catalogue import Catalogue
from tests.support.simulated.reading import ids, reply, text
from tests.support.simulated.server import Member

MATHS = ("math-light", "no maths", "math-heavy")


def values(choices: list[dict[str, str]]) -> list[str]:
    return [choice["value"] for choice in choices]


async def test_the_beginning_of_a_word_is_completed(maya: Member) -> None:
    assert "beginner" in values(await maya.choices("recommend", "query", "beg"))


async def test_what_was_typed_stays_the_first_choice(maya: Member) -> None:
    assert values(await maya.choices("recommend", "query", "something odd"))[0] == "something odd"


@pytest.mark.parametrize("typed", ["beginner", "beginner "])
async def test_after_a_level_a_facet_of_maths_is_offered(maya: Member, typed: str) -> None:
    offered = values(await maya.choices("recommend", "query", typed))

    assert any(line.endswith(MATHS) for line in offered)
    assert not any(line.endswith(("intermediate", "advanced")) for line in offered)


async def test_before_anything_is_typed_whole_questions_are_offered(maya: Member) -> None:
    offered = values(await maya.choices("recommend", "query", ""))

    assert "beginner math-light" in offered


async def test_an_offered_question_gets_picks(maya: Member) -> None:
    for question in values(await maya.choices("recommend", "query", "")):
        assert ids(reply(await maya.recommend(question)), "vote")


async def test_the_beginning_of_a_title_offers_it(maya: Member) -> None:
    offered = await maya.choices("review", "name", "deep learning with")

    assert {"name": "Deep Learning with Python (book, Chollet)", "value": "deep-learning-with-python"} in offered


@pytest.mark.parametrize("typed", ["", "deep", "fast", "ng", "neural networks and"])
async def test_an_offered_name_is_understood(maya: Member, typed: str) -> None:
    offered = await maya.choices("review", "name", typed)

    assert offered
    for choice in offered:
        assert ids(reply(await maya.review(choice["value"])), "vote") == [choice["value"]]


async def test_namesakes_can_be_told_apart(maya: Member, catalogue: Catalogue) -> None:
    names = [choice["name"] for choice in await maya.choices("review", "name", "neural networks and deep")]

    assert "Neural Networks and Deep Learning (book, Nielsen)" in names
    assert "Neural Networks and Deep Learning (course, Ng)" in names
    assert len(names) == len(set(names))


async def test_suggestions_work_in_a_direct_message(maya: Member) -> None:
    choices = await maya.actor.user.autocomplete("review", "name", "fast")

    assert "fastai-practical-deep-learning" in values(choices)
    assert "fast.ai" in text(reply(await maya.actor.user.slash("review", name=choices[0]["value"])))
