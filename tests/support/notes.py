"""Notes, variants and entries made for tests, with nothing in them but what a test says."""

import datetime as dt
from typing import Any

from msgspec.structs import replace

from bot.advise import Weights
from bot.advise.ranking.index import RankIndex
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Choice, Faq, FaqAnswer, Note, Subject, Term, When
from bot.catalogue.allowed_values import Ask
from bot.catalogue.models import Evidence, Verified
from tests.support.made import PATTERN

LOOKED_UP = dt.date(2026, 11, 3)
VERIFIED = Verified(date=LOOKED_UP, by=(Evidence(shows="All of it.", source="Its page"),))
Given = dict[str, Any]


def entry(id_: str, **facets: Any) -> Resource:
    """A free, current book on deep learning for everybody, but for these facets."""
    plain: Given = {
        "title": id_.title(), "aliases": (), "format": "book", "level": ("beginner", "advanced"), "math": "light",
        "style": "balanced", "cost": "free", "topics": ("foundations",), "status": "current", "status_reason": None,
        "standing": None, "authors": (), "publisher": None, "platform": None, "year": 2024, "successor": None,
        "part_of": None, "frameworks": (), "requires": (), "teaches": (), "hours": None, "certificate": None,
        "good_for": (), "not_for": (), "gripe": None, "verified": VERIFIED, "reviews": (),
    }  # fmt: skip
    return replace(PATTERN, id=id_, **{**plain, **facets})


def indexed(*entries: Resource) -> tuple[Catalogue, RankIndex]:
    """A catalogue of these entries, with its index."""
    catalogue = Catalogue(entries)
    return catalogue, RankIndex(catalogue, Weights())


def choices(*ids: str) -> tuple[Choice, ...]:
    """What names these entries."""
    return tuple(Choice(id=id_, why=f"Why {id_}.") for id_ in ids)


def note(*picks: str, **parts: Any) -> Note:
    """A note that names these entries, with an answer, a because and a next of its own."""
    plain: Given = {"id": "some-note", "question": "What now?", "kind": "start", "answer": "All: this.",
                    "because": "All: for that.", "next": "All: begin.", "verified": VERIFIED}  # fmt: skip
    return Note(**{**plain, "picks": choices(*picks), **parts})


def subject(*shortlist: str, **parts: Any) -> Subject:
    """A subject with these entries on its shortlist."""
    plain: Given = {"id": "gans", "name": "GANs", "names": ("gan",), "topic": "generative",
                    "says": "Two networks play against each other.", "verified": VERIFIED}  # fmt: skip
    return Subject(**{**plain, "shortlist": choices(*shortlist), **parts})


def faq(*of: str, **answers: FaqAnswer) -> Faq:
    """What is said about these entries to each thing asked."""
    return Faq(of=of, answers=tuple(answers.values()), verified=VERIFIED)


def said(ask: Ask, answer: str, *picks: str, **parts: Any) -> FaqAnswer:
    """An answer about a resource that names these entries beside it."""
    return FaqAnswer(ask=ask, answer=answer, because="For that.", picks=choices(*picks), **parts)


def term(id_: str, means: str, *names: str, of: str = "gans") -> Term:
    """A term that means this."""
    return Term(id=id_, name=id_, names=names or (id_,), of=of, means=means)


BEGINNERS = When(level=("beginner",))
