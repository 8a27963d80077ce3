"""Notes, answers about resources, subjects, terms and routes, as the files named after each hold them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, field

from bot.catalogue.allowed_values import Aim, Ask, Cost, Intent, Known, Lack, Level, Math, Topic, Who
from bot.catalogue.models import Entry, Hours, Line, Slug, Text, Verified

NoteKind = Literal[
    "prerequisites", "order", "choose", "judge", "start", "next", "stuck", "study", "plan", "scope", "explain"
]
MOST_PICKS = 3
Words = tuple[Annotated[str, Meta(min_length=1, max_length=60)], ...]
Picks = Annotated[tuple["Choice", ...], Meta(max_length=MOST_PICKS)]


class When(Entry, frozen=True):
    """For which askers something is meant. All that is given must hold; of a list any one does.

    `says` are words or phrases of the message itself; `hours_below` counts hours a week.
    """

    level: tuple[Level, ...] = ()
    math: tuple[Math, ...] = ()
    who: tuple[Who, ...] = ()
    knows: tuple[Known, ...] = ()
    lacks: tuple[Lack, ...] = ()
    wants: tuple[Aim, ...] = ()
    cost: tuple[Cost, ...] = ()
    topics: tuple[Topic, ...] = ()
    done: tuple[Slug, ...] = ()
    hours_below: Annotated[float, Meta(gt=0)] | None = None
    says: Words = ()


class Choice(Entry, frozen=True):
    """One resource that a note, a shortlist or a stage names: what it is for here, and for whom."""

    id: Slug
    why: Text
    whom: Line | None = field(name="for", default=None)


class Variant(Entry, frozen=True):
    """What a note says to some askers; what is not given here, it says to them as to all."""

    when: When
    answer: Text | None = None
    because: Text | None = None
    picks: Picks | None = None
    next: Text | None = None


class Note(Entry, frozen=True):
    """The answer to one recurring question. Of the variants (`for`) the first that fits the asker wins.

    `intent` is what such a question asks for; `says` are words and phrases that hardly anybody else writes.
    """

    id: Slug
    question: Line
    kind: NoteKind
    answer: Text
    because: Text
    verified: Verified
    picks: Picks = ()
    next: Text | None = None
    intent: Intent = "path"
    says: Words = ()
    variants: tuple[Variant, ...] = field(name="for", default=())
    see_also: tuple[Slug, ...] = ()


class FaqAnswer(Entry, frozen=True):
    """The answer to one thing that people ask about a resource, or about two of them; parts as those of a note."""

    ask: Ask
    answer: Text
    because: Text
    picks: Picks = ()
    next: Text | None = None
    variants: tuple[Variant, ...] = field(name="for", default=())


class Faq(Entry, frozen=True):
    """What people ask about one resource, or which of two they should take (`of`, ids of entries)."""

    of: Annotated[tuple[Slug, ...], Meta(min_length=1, max_length=2)]
    answers: Annotated[tuple[FaqAnswer, ...], Meta(min_length=1)]
    verified: Verified

    @property
    def id(self) -> str:
        """The ids of what it is about, in one order however they are written."""
        return "+".join(sorted(self.of))

    def answer_to(self, ask: Ask) -> FaqAnswer | None:
        """The answer to this question, where there is one."""
        return next((answer for answer in self.answers if answer.ask == ask), None)


class Subject(Entry, frozen=True):
    """Something that people ask resources on, or what it is.

    `says` tells in a sentence what it is, `how` how it works; `shortlist` has what experts name first. Of what is
    `of_any_field`, such as survey papers, a field that is named as well says more.
    """

    id: Slug
    name: Line
    names: Words
    topic: Topic
    says: Text
    shortlist: Annotated[tuple[Choice, ...], Meta(min_length=1, max_length=6)]
    verified: Verified
    how: Text | None = None
    builds_on: tuple[Slug, ...] = ()
    next: Text | None = None
    of_any_field: bool = False

    @property
    def is_whole_topic(self) -> bool:
        """Whether it is all of its topic, and not something that belongs to it."""
        return self.topic.replace("-", " ") in {name.casefold() for name in (self.name, *self.names)}


class Term(Entry, frozen=True):
    """A word of the field that people ask the meaning of: `means` says it, with an example.

    `of` is the id of the subject whose resources teach it.
    """

    id: Slug
    name: Line
    names: Words
    of: Slug
    means: Text


class Stage(Entry, frozen=True):
    """A part of a route: what one can do after it, ways through it, and what proves it.

    `skills` are those it gives; who has them all may leave it out. `hours` is the least and most it takes.
    """

    reach: Line
    skills: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    ways: Annotated[tuple[Choice, ...], Meta(min_length=1, max_length=4)]
    hours: tuple[Hours, Hours]
    project: Text
    skip: Line | None = None


class Route(Entry, frozen=True):
    """A way from a background to a goal, by stages. `goals` are ids of subjects or topics, `when` whom it is for."""

    id: Slug
    title: Line
    goals: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    stages: Annotated[tuple[Stage, ...], Meta(min_length=1, max_length=10)]
    verified: Verified
    when: When | None = None


_Item = TypeVar("_Item", Note, Faq, Subject, Term, Route)


class Advice:
    """All notes, answers about resources, subjects, terms and routes, each by its id and in the order of the files."""

    def __init__(
        self,
        notes: Iterable[Note] = (),
        subjects: Iterable[Subject] = (),
        routes: Iterable[Route] = (),
        terms: Iterable[Term] = (),
        faqs: Iterable[Faq] = (),
    ) -> None:
        self.notes = _by_id(notes)
        self.subjects = _by_id(subjects)
        self.routes = _by_id(routes)
        self.terms = _by_id(terms)
        self.faqs = _by_id(faqs)

    def asked_of(self, ids: Iterable[str], ask: Ask) -> tuple[Faq, FaqAnswer] | None:
        """What is said to this question about these resources, one or two, and where it stands."""
        faq = self.faqs.get("+".join(sorted(ids)))
        answer = faq.answer_to(ask) if faq else None
        return (faq, answer) if faq and answer else None


def _by_id(items: Iterable[_Item]) -> Mapping[str, _Item]:
    return MappingProxyType({item.id: item for item in items})
