"""What somebody says they know, and what only sounds like it."""

import pytest

from bot.advise import Guide, Plan
from bot.advise.forms.question_ids import decode, encode
from bot.advise.ranking.filters import Filters


@pytest.mark.parametrize(
    ("question", "skills"),
    [
        ("I know python and linear algebra, what next?", ("python-basics", "linear-algebra")),
        ("comfortable with pytorch and cnns, what now", ("pytorch", "convolutional-networks")),
        ("i already know the basics of machine learning", ("machine-learning-basics",)),
        ("I'm good at math but new to this", ("math",)),
        ("finished calculus and stats, where do i go from here", ("calculus", "statistics")),
        ("I don't know calculus", ()),
        ("I never got comfortable with python", ()),
        ("do I need to know linear algebra?", ()),
        ("I want to know probability", ()),
        ("a course for people who know python", ()),
        ("learn python and calculus", ()),
        ("not good at math", ()),
        ("a course on pytorch", ()),
        ("can I understand neural networks without maths?", ()),
        ("will I understand transformers?", ()),
        ("I do know calculus", ("calculus",)),
    ],
)
def test_skills_in_the_words(guide: Guide, question: str, skills: tuple[str, ...]) -> None:
    assert tuple(skill.id for skill in guide.parse(question).knows) == skills


def test_known_skills_are_not_asked_for_again(guide: Guide) -> None:
    unknown = guide.path(guide.parse("plan for the goodfellow book"))
    known = guide.path(guide.parse("plan for the goodfellow book, I know python, linear algebra and calculus"))
    assert {"python-basics", "linear-algebra", "calculus"} <= missing(unknown)
    assert {"python-basics", "linear-algebra", "calculus"}.isdisjoint(missing(known))


def missing(plan: Plan) -> set[str]:
    return {skill.id for skill in plan.missing_skills}


def test_they_stay_in_the_id_of_a_button(guide: Guide) -> None:
    query = guide.parse("I know python and linear algebra, free course")
    assert decode(encode(query, Filters()), guide.catalogue)[0].knows == query.knows


def test_what_is_known_brings_what_it_builds_on(whole: Guide) -> None:
    plan = whole.path(whole.parse("best way to learn rl if i already know deep learning"))
    assert "python-basics" not in {skill for step in plan.steps for skill in step.teaches}
    assert "python-basics" not in missing(plan)


@pytest.mark.parametrize("question", ["i read half of d2l and got lost at RNNs", "stuck on RNNs after the keras book"])
def test_where_somebody_got_stuck_is_not_known(whole: Guide, question: str) -> None:
    assert whole.parse(question).knows == ()
