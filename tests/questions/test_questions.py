"""The first question set: the share of it that passes is held, and the examples of the issue always pass."""

from pathlib import Path

from bot import contract
from bot.advise import Guide
from tests.questions.expectations import failures, load

SHARE = 0.95


def answered(guide: Guide, question: str) -> dict[str, object]:
    query = guide.parse(question)
    return contract.answer_object(question, query, guide.answer(query), 3)


def test_most_questions_are_answered_as_a_good_mentor_would(guide: Guide) -> None:
    items = load(Path(__file__).parent / "first.yaml")
    wrong = {item["ask"]: found for item in items if (found := failures(item, answered(guide, item["ask"])))}
    assert len(items) >= 100
    assert 1 - len(wrong) / len(items) >= SHARE, wrong


def test_beginner_math_light(guide: Guide) -> None:
    ids = [pick.resource.id for pick in guide.recommend(guide.parse("beginner math-light")).picks]
    assert "deep-learning-with-python" in ids[:2]
    assert "deep-learning-book" not in ids[:3]
