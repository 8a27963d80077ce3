"""No fixed text stays English in another language: every reply, said in a language that brackets what it says.

The entries are told in Greek letters, so any Latin letter outside of brackets was said past the catalogues.
"""

import re
from collections.abc import Iterable, Iterator
from gettext import NullTranslations
from typing import Any, TypeVar, get_args

import msgspec
import pytest

from bot.advise import Filters, Guide, Verdict
from bot.advise.forms.changes import Wish
from bot.advise.ranking.browse import page
from bot.catalogue import Catalogue
from bot.catalogue.advice import Advice
from bot.community.top import PERIODS, Helpful
from bot.discord_app.members.progress import progress_card
from bot.discord_app.questions.browse import browse_card
from bot.discord_app.questions.change_form import change_form
from bot.discord_app.questions.replies import Replies
from bot.discord_app.reviews.judge import report_card
from bot.discord_app.reviews.pages import ReviewPage, page_card
from bot.discord_app.reviews.write import review_form
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.card import Card
from bot.discord_app.verdicts.details import Details, details_card
from bot.discord_app.verdicts.presses import marked_card
from bot.discord_app.votes.top import scope_of, top_card
from bot.discord_app.votes.top_picture import chart
from bot.language import Language
from bot.store import MemberReview, Reported, Store
from bot.store.tables.reviews import State
from bot.understand import Lexicon, ParsedQuery
from bot.understand.facets.asker import Told
from bot.understand.models.reading import Guess
from tests.support.made import voted
from tests.support.simulated.reading import walk

QUESTIONS = (
    "beginner math-light", "free book, no maths, hands-on", "advanced reinforcement learning podcast from coursera",
    "no videos, not coursera, without tensorflow, heavy maths", "course with pytorch, 5 hours a week",
    "is fast.ai worth it", "review of the deep learning specialization", "what happened to ud730",
    "fast.ai or the goodfellow book?", "udacity nanodegree vs ud730", "compare the keras book and hands-on ml",
    "plan to learn computer vision in 6 weeks, 5 hours a week", "how do I get ready for the goodfellow book, beginner",
    "path to speech recognition", "plan for nlp in 1 week", "I finished the specialization, what next?",
    "a plan with fast.ai after the specialization that I am doing now, free, no maths",
    "am I ready for the goodfellow book? I finished the first course of the deep learning specialization",
    "graph networks course",
    "am I ready for fast.ai, advanced", "free podcast", "a course for 2 weeks, 3 hours a week",
    "will I get a job?", "best pizza in town", "review of ng's course", "andrew ng",
)  # fmt: skip
T = TypeVar("T", bound=msgspec.Struct)
LATIN, ALPHA = re.compile(r"[A-Za-z]"), 0x3B1
NAMED_BY_MAKERS = re.compile(
    r"\b(PyTorch|TensorFlow|Keras|JAX|NumPy|Python|Theano|GraphLab|Turi Create|fastai|scikit-learn|xgboost|Coursera|"
    r"pandas|matplotlib|transformers|gradio|DL Guide)\b", re.IGNORECASE,
)  # fmt: skip
NOT_SAID = re.compile(r"\]\([^)]*\)|\*\*[A-D]:|\b[A-D]: ")
"""Addresses, and the letters that entries of a comparison go by."""
SOME = 40
"""Subjects to look at: the words around what they say are the same for all."""


class Bracketing(NullTranslations):
    """Says everything in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{super().ngettext(msgid1, msgid2, n)}⟧"


def in_greek(text: str) -> str:
    return LATIN.sub(lambda letter: chr(ALPHA + ord(letter[0].lower()) % 24), text)


def told_in_greek(value: Any, field: str = "") -> Any:
    """The fields of an entry, a note, a subject or a route with all that people are told of it in Greek letters."""
    if field == "when":
        return value
    if isinstance(value, dict):
        return {key: told_in_greek(part, key) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [told_in_greek(part, field) for part in value]
    return in_greek(value) if isinstance(value, str) and field in TOLD else value


TOLD = frozenset((
    "title", "summary", "status_reason", "authors", "publisher", "platform", "edition", "note", "programming",
    "version", "hours_note", "cost_note", "good_for", "not_for", "strengths", "gripe", "reviewer", "written", "opinion",
    "disclosure", "role", "why", "question", "answer", "because", "next", "says", "how", "reach", "project", "skip",
    "for",
))  # fmt: skip


def all_in_greek(told: Iterable[T]) -> Iterator[T]:
    return (msgspec.convert(told_in_greek(msgspec.to_builtins(one)), type(one)) for one in told)


@pytest.fixture(scope="module")
def greek(catalogue: Catalogue) -> Guide:
    whole = Catalogue(tuple(all_in_greek(catalogue)), skills=catalogue.skills)
    return Guide(whole, Lexicon.shipped()).speaking(Language("el", Bracketing()))


@pytest.fixture(scope="module")
def mentor(shipped: Catalogue) -> Guide:
    """The whole knowledge base in Greek letters, with its notes, subjects and routes."""
    told = shipped.advice
    advice = Advice(
        all_in_greek(told.notes.values()), all_in_greek(told.subjects.values()), all_in_greek(told.routes.values())
    )
    whole = Catalogue(tuple(all_in_greek(shipped)), skills=shipped.skills, advice=advice)
    return Guide(whole, Lexicon.shipped()).speaking(Language("el", Bracketing()))


def shown(card: Card | list[dict[str, Any]]) -> Iterator[str]:
    """Everything that a member reads on a card or in a modal, or has read out."""
    for part in walk(card if isinstance(card, list) else card.to_components()):  # type: ignore[no-untyped-call]
        yield from (part.get(field) or "" for field in ("content", "label", "placeholder", "description"))
        yield from (option.get(field) or "" for option in part.get("options", ()) for field in ("label", "description"))
        yield from (item.get("description") or "" for item in part.get("items", ()))


def outside_brackets(text: str) -> str:
    """What is not in brackets; one that was cut off reaches to the end."""
    depth, left = 0, []
    for char in text:
        depth += (char == "⟦") - (char == "⟧")
        left.append(char if depth == 0 and char != "⟧" else " ")
    return "".join(left)


def leaked(card: Card | list[dict[str, Any]]) -> list[str]:
    plain = (NAMED_BY_MAKERS.sub("", NOT_SAID.sub("", outside_brackets(text))) for text in shown(card))
    return [word for text in plain for word in text.split() if LATIN.search(word)]


@pytest.mark.parametrize("votable", [True, False])
@pytest.mark.parametrize("question", QUESTIONS)
async def test_every_answer_is_said_in_the_language(
    guide: Guide, greek: Guide, store: Store, question: str, votable: bool
) -> None:
    voice = voted({entry.id: place for place, entry in enumerate(guide.catalogue)} if votable else {})
    answer = greek.answer(guide.parse(question), voice)
    view = ServerView(1 if votable else None, greek, voice)
    assert leaked(await Replies(view, greek.language, store).lay_out(answer)) == []


async def test_notes_are_framed_in_the_language(mentor: Guide, store: Store) -> None:
    replies = Replies(ServerView(1, mentor), mentor.language, store)
    for id_ in (*mentor.catalogue.advice.notes, "gone"):
        assert leaked(await replies.note(id_)) == [], id_


async def test_subjects_are_framed_in_the_language(mentor: Guide, store: Store) -> None:
    replies = Replies(ServerView(1, mentor), mentor.language, store)
    for id_ in list(mentor.catalogue.advice.subjects)[:SOME]:
        for query in (ParsedQuery("explain", subjects=(id_,)), ParsedQuery("recommend", subjects=(id_,), cost="free")):
            assert leaked(await replies.lay_out(mentor.answer(query))) == [], id_


async def test_routes_are_framed_in_the_language(mentor: Guide, store: Store) -> None:
    replies = Replies(ServerView(1, mentor), mentor.language, store)
    for route in mentor.catalogue.advice.routes.values():
        for hours in (None, 5.0):
            query = ParsedQuery("path", subjects=route.goals[:1], hours_per_week=hours)
            assert leaked(await replies.lay_out(mentor.answer(query))) == [], route.id


async def test_what_is_said_instead_of_an_answer_is_said_in_the_language(mentor: Guide, store: Store) -> None:
    replies = Replies(ServerView(1, mentor), mentor.language, store)
    near = tuple(Guess(id_, 0.3) for id_ in list(mentor.catalogue.advice.notes)[:3])
    for query in (
        ParsedQuery("none"), ParsedQuery("other"), ParsedQuery("path"), ParsedQuery("other", notes=near),
        ParsedQuery("path", notes=near), ParsedQuery("recommend", topics=("nlp",), told=Told(languages=("de",))),
        ParsedQuery("recommend", cost="free", certificate=True, formats=("podcast",), frameworks=("theano",)),
    ):  # fmt: skip
        assert leaked(await replies.lay_out(mentor.answer(query))) == [], query


async def test_lists_and_marks_are_said_in_the_language(greek: Guide, store: Store) -> None:
    say, first, second = greek.language, *greek.catalogue.resources[:2]
    marked = {first.id: "done", second.id: "doing"}
    assert leaked(progress_card(greek.catalogue, marked, say)) == []
    assert leaked(progress_card(greek.catalogue, {}, say)) == []
    replies = Replies(ServerView(None, greek), say, store)
    assert leaked(await replies.next(marked)) == []
    assert leaked(await replies.next({})) == []
    for filters in (Filters(), Filters("beginner", "light", "book", "free", "nlp")):
        card = browse_card(page(greek.index, filters, 1), voted({first.id: 3}), say=say, private=True)
        assert leaked(card) == []


async def test_what_a_server_says_is_said_in_the_language(greek: Guide, store: Store) -> None:
    say, (first, second, *_) = greek.language, greek.catalogue.resources
    said = [MemberReview(id_, first.id, id_, "α", "β", state, 0) for id_, state in enumerate(get_args(State), 1)]
    found = [Helpful(first, 2, 1, True), Helpful(second, 1, 0, False)]
    for period in PERIODS:
        scope = scope_of(period, "nlp", say)
        assert leaked(top_card(found, scope, chart(found, scope, say), frozenset([first.id]), say=say)) == []
    assert leaked(top_card([], "α", None, say=say)) == []
    for own in (None, *said):
        for moderates in (True, False):
            page = ReviewPage(first, said if own else (), own, 2, goes_on=True)
            assert leaked(page_card(page, say, moderates=moderates)) == []
    assert leaked(report_card([Reported(review, 3) for review in said], greek.catalogue, say)) == []
    form = review_form(first, None, say).to_dict()
    assert leaked(form["components"]) == []
    assert not LATIN.search(outside_brackets(form["title"]))
    for review in said:
        await store.reviews.write(1, first.id, review.id, "α", "β", id_=review.id)
    assert leaked(await Replies(ServerView(1, greek), say, store).review(first.id)) == []
    verdict = greek.review(first.id)
    assert isinstance(verdict, Verdict)
    for state in ("", "doing", "done"):
        card = details_card(Details(verdict, (first, second), state, "", said, votable=True, moderates=True), say)
        assert leaked(card) == []
        assert leaked(marked_card(first, "done", say)) == []
    form = change_form("l0", Wish("beginner", "light", "free", ("book",), 2.5), say).to_dict()
    assert leaked(form["components"]) == []
    assert not LATIN.search(outside_brackets(form["title"]))


async def test_a_leak_is_found(guide: Guide, store: Store) -> None:
    replies = Replies(ServerView(1, guide), guide.language, store)
    assert leaked(await replies.lay_out(guide.answer(guide.parse(QUESTIONS[0]))))
