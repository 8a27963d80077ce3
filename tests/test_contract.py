"""The objects that other programs read, and the sentence of each kind of answer."""

import datetime as dt
import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.advise import Advised, Answer, Guide, Notice, Pick, Plan, Recommendation, Relaxation, Unsure, Verdict, WhichOne
from bot.advise.answers import Near, Written
from bot.advise.plans.plan import Goal, Step
from bot.advise.plans.readiness import Readiness
from bot.advise.ranking.voice import SILENCE
from bot.advise.verdicts.compare import compare
from bot.advise.wording.compose import reply_of
from bot.catalogue import Catalogue
from bot.language import ENGLISH
from bot.output import contract
from bot.understand import Named, ParsedQuery, Resolution

ASKED = (
    "question", "intent", "understood", "note", "answer", "because", "results", "next", "unused", "message",
)  # fmt: skip
UNDERSTOOD = (
    "level", "math", "formats", "not_formats", "cost", "topics", "frameworks", "not_frameworks", "hours_per_week",
    "weeks", "named",
)  # fmt: skip
RESULT = ("id", "title", "url", "score", "reasons", "caveats")
KINDS = (
    "notice", "not sure", "a note", "picks", "picks with a sentence", "nothing fits", "nothing at all", "verdict",
    "verdict for somebody", "comparison", "plan", "which one", "no such name",
)  # fmt: skip
QUESTIONS = ["beginner math-light", "fast.ai or the goodfellow book?", "is fast.ai any good?", "which GPU?", "hi", ""]
CHECKED = dt.date(2026, 11, 3)


def answers(catalogue: Catalogue) -> dict[str, tuple[Answer, list[str]]]:
    """Each kind of answer, and the ids of its results."""
    query = ParsedQuery()
    one, two, three, four = catalogue.resources[:4]
    current = replace(one, status="current", status_reason=None)
    relaxed = (Relaxation("free", 4, two), Relaxation("book", 1, three))
    near = (Near("other", "What else?"),)
    picks = tuple(Pick(entry, 1, (), (), line="To begin.") for entry in (two, three))
    further = (Pick(four, 0.5, (), ()),)
    step = Step(two, None, (1, 2), "Why.", "Build it.", ("tuning",))
    plan = Plan(query, Goal("topic", "nlp"), "language processing", (step,), (), (), 2, "In short.")
    return {
        "notice": (Notice(query, "Sorry.", near), []),
        "not sure": (Unsure(query, near), []),
        "a note": (Advised(query, "some-note", "Yes.", "So it is.", picks, "Begin.", near, CHECKED, further),
                   [two.id, three.id, four.id]),
        "picks": (Recommendation(query, (Pick(two, 1.5, ("why",), ("but",)),), 9), [two.id]),
        "picks with a sentence": (Recommendation(query, (Pick(two, 1, (), ()),), 9, (), "First:"), [two.id]),
        "nothing fits": (Recommendation(query, (), 0, relaxed, "Nothing fits."), []),
        "nothing at all": (Recommendation(query, (), 0, relaxed), []),
        "verdict": (Verdict(current, 0, None, (), (two, three)), [one.id, two.id, three.id]),
        "verdict for somebody": (Verdict(current, 0, None, (), (), Readiness()), [one.id]),
        "comparison": (compare([one, two], SILENCE, query, say=ENGLISH), [one.id, two.id]),
        "plan": (plan, [two.id]),
        "which one": (WhichOne("n", (two, one)), [two.id, one.id]),
        "no such name": (WhichOne("n", ()), []),
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_answer_has_its_parts_and_results(catalogue: Catalogue, kind: str) -> None:
    answer, ids = answers(catalogue)[kind]
    shown, reply = contract.answer_object("q", ParsedQuery(), answer, 0), reply_of(answer, say=ENGLISH)
    parts = ("note", "answer", "because", "next", "unused")
    assert {part: shown[part] for part in parts} == {part: getattr(reply, part) for part in parts}
    assert shown["message"] == f"{reply.answer} {reply.because}".strip()
    assert shown["message"]
    assert [result["id"] for result in shown["results"]] == ids


def test_every_kind_of_answer_is_tried(catalogue: Catalogue) -> None:
    ours = set(get_args(Answer)) - {Written}  # a language model writes none in the terminal
    assert {type(answer) for answer, _ in answers(catalogue).values()} == ours
    assert tuple(answers(catalogue)) == KINDS


def test_a_note_has_its_id_and_the_intent_is_what_was_read(catalogue: Catalogue) -> None:
    answer, _ = answers(catalogue)["a note"]
    assert isinstance(answer, Advised)
    of_the_note = replace(answer, query=ParsedQuery("path", cost="free"))
    shown = contract.answer_object("q", ParsedQuery("recommend"), of_the_note, 0)
    assert (shown["note"], shown["intent"], shown["next"]) == ("some-note", "recommend", "Begin.")


def test_what_was_not_used_is_told(catalogue: Catalogue) -> None:
    entry = replace(catalogue.resources[0], certificate=False, cost="paid")
    answer = Recommendation(ParsedQuery(cost="free", certificate=True), (Pick(entry, 1, (), ()),), 1)
    shown = json.loads(contract.line(contract.answer_object("q", answer.query, answer, 0)))
    assert shown["unused"] == ["free", "a certificate"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_names_of_an_answer_are_the_promised_ones(guide: Guide, question: str) -> None:
    query = guide.parse(question)
    shown = json.loads(contract.line(contract.answer_object(question, query, guide.answer(query), 3)))
    assert tuple(shown) == ASKED
    assert tuple(shown["understood"]) == UNDERSTOOD
    assert {tuple(result) for result in shown["results"]} <= {RESULT}
    assert {tuple(named) for named in shown["understood"]["named"]} <= {("id", "role")}
    assert (shown["question"], shown["intent"]) == (question, query.intent)
    assert shown["note"] is None


def test_what_was_understood_is_told_in_full(guide: Guide) -> None:
    query = ParsedQuery("recommend", "beginner", "light", ("book",), ("video",), "free", topics=("nlp",), weeks=6.0,
                        frameworks=("keras",), not_frameworks=("jax",), hours_per_week=2.5,
                        named=(Named("fastai-part-2", "done"),))  # fmt: skip
    understood = json.loads(contract.line(contract.answer_object("q", query, guide.answer(query), 3)))["understood"]
    assert understood == {
        "level": "beginner", "math": "light", "formats": ["book"], "not_formats": ["video"], "cost": "free",
        "topics": ["nlp"], "frameworks": ["keras"], "not_frameworks": ["jax"], "hours_per_week": 2.5, "weeks": 6.0,
        "named": [{"id": "fastai-part-2", "role": "done"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "reasons"),
    [("", ["why"]), ("To begin.", ["To begin.", "why"]), ("why", ["why"])],
)
def test_a_pick_is_told_in_full(catalogue: Catalogue, line: str, reasons: list[str]) -> None:
    entry = catalogue.resources[0]
    answer = Recommendation(ParsedQuery(), (Pick(entry, 1.25, ("why",), ("but", "and"), line=line),), 1)
    assert json.loads(contract.line(contract.answer_object("q", ParsedQuery(), answer, 3)))["results"] == [
        {
            "id": entry.id,
            "title": entry.title,
            "url": entry.url,
            "score": 1.25,
            "reasons": reasons,
            "caveats": ["but", "and"],
        }
    ]


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (2, 2), (3, 3), (4, 4), (0, 4)])
def test_no_more_results_than_the_limit(catalogue: Catalogue, limit: int, count: int) -> None:
    answer = WhichOne("name", catalogue.resources[:4])
    assert len(contract.answer_object("q", ParsedQuery(), answer, limit)["results"]) == count


@pytest.mark.parametrize(
    ("resolution", "match", "alternatives"),
    [(Resolution("a"), "a", []), (Resolution(None, ("a", "b")), None, ["a", "b"]), (Resolution(None), None, [])],
)
def test_a_review_says_what_the_name_means(resolution: Resolution, match: str | None, alternatives: list[str]) -> None:
    shown = json.loads(contract.line(contract.review_object("n", resolution)))
    assert list(shown.items()) == [("name", "n"), ("match", match), ("alternatives", alternatives)]


@pytest.mark.parametrize("text", ["two\u2028lines", "two\u2029lines", "two\x85lines", "argument \udcff"])
def test_a_text_stays_one_line_for_every_reader(text: str) -> None:
    assert len(contract.line(text).splitlines()) == 1
    assert json.loads(contract.line(text)) == text


@given(st.text())
def test_any_text_stays_one_line_of_json(text: str) -> None:
    line = contract.line(contract.review_object(text, Resolution(None)))
    assert "\n" not in line
    assert json.loads(line)["name"] == text


def test_an_entry_is_told_with_all_its_fields(catalogue: Catalogue) -> None:
    entry = catalogue.resources[0]
    shown = json.loads(contract.line(entry))
    assert tuple(shown) == entry.__struct_fields__
    assert (shown["id"], shown["verified"]["date"]) == (entry.id, entry.verified.date.isoformat())
