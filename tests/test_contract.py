"""The objects that other programs read, and the sentence of each kind of answer."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot import contract
from bot.advise import Answer, Guide, Notice, Pick, Recommendation, Relaxation, Verdict, WhichOne
from bot.advise.readiness import Readiness
from bot.catalogue import Catalogue
from bot.understand import Named, ParsedQuery, Resolution

ASKED = ("question", "intent", "understood", "results", "message")
UNDERSTOOD = (
    "level", "math", "formats", "not_formats", "cost", "topics", "frameworks", "not_frameworks", "hours_per_week",
    "weeks", "named",
)  # fmt: skip
RESULT = ("id", "title", "url", "score", "reasons", "caveats")
KINDS = (
    "notice", "picks", "picks with a sentence", "nothing fits", "nothing at all", "verdict", "verdict on a dated one",
    "verdict for somebody", "which one", "no such name",
)  # fmt: skip
QUESTIONS = ["beginner math-light", "fast.ai or the goodfellow book?", "is fast.ai any good?", "which GPU?", "hi", ""]


def answers(catalogue: Catalogue) -> dict[str, tuple[Answer, str, list[str]]]:
    """Each kind of answer, its sentence, and the ids of its results."""
    query = ParsedQuery()
    one, two, three = catalogue.resources[:3]
    current, dated = replace(one, status="current", status_reason=None), replace(one, status_reason="It is old.")
    relaxed = (Relaxation("free", 4, two), Relaxation("book", 1, three))
    offers = f'Without "free": 4, such as {two.title}. Without "book": 1, such as {three.title}.'
    return {
        "notice": (Notice(query, "Sorry."), "Sorry.", []),
        "picks": (Recommendation(query, (Pick(two, 1.5, ("why",), ("but",)),), 9), "", [two.id]),
        "picks with a sentence": (Recommendation(query, (Pick(two, 1, (), ()),), 9, (), "First:"), "First:", [two.id]),
        "nothing fits": (Recommendation(query, (), 0, relaxed, "Nothing fits."), f"Nothing fits. {offers}", []),
        "nothing at all": (Recommendation(query, (), 0, relaxed), offers, []),
        "verdict": (Verdict(current, 0, None, (), (two, three)), "", [one.id, two.id, three.id]),
        "verdict on a dated one": (Verdict(dated, 0, None, (), ()), "It is old.", [one.id]),
        "verdict for somebody": (
            Verdict(dated, 0, None, (), (), Readiness()),
            "It is old. You seem ready for it: what you tell me covers what it builds on.",
            [one.id],
        ),
        "which one": (WhichOne("n", (two, one)), contract.WHICH, [two.id, one.id]),
        "no such name": (WhichOne("n", ()), "", []),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_answer_has_its_sentence_and_results(catalogue: Catalogue, kind: str) -> None:
    answer, message, ids = answers(catalogue)[kind]
    shown = contract.answer_object("q", ParsedQuery(), answer, 0)
    assert contract.message_of(answer) == shown["message"] == message
    assert [result["id"] for result in shown["results"]] == ids


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_names_of_an_answer_are_the_promised_ones(guide: Guide, question: str) -> None:
    query = guide.parse(question)
    shown = json.loads(contract.line(contract.answer_object(question, query, guide.answer(query), 3)))
    assert tuple(shown) == ASKED
    assert tuple(shown["understood"]) == UNDERSTOOD
    assert {tuple(result) for result in shown["results"]} <= {RESULT}
    assert {tuple(named) for named in shown["understood"]["named"]} <= {("id", "role")}
    assert (shown["question"], shown["intent"]) == (question, query.intent)


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


def test_a_pick_is_told_in_full(catalogue: Catalogue) -> None:
    entry = catalogue.resources[0]
    answer = Recommendation(ParsedQuery(), (Pick(entry, 1.25, ("why",), ("but", "and")),), 1)
    assert json.loads(contract.line(contract.answer_object("q", ParsedQuery(), answer, 3)))["results"] == [
        {
            "id": entry.id,
            "title": entry.title,
            "url": entry.url,
            "score": 1.25,
            "reasons": ["why"],
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
