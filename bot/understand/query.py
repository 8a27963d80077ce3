"""What a question asks for, as values."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec import Struct

from bot.catalogue import Skill
from bot.catalogue.advice import Subject
from bot.catalogue.allowed_values import Cost, Format, Intent, Level, Math, Role, Style, Topic
from bot.understand.facets.asker import Told
from bot.understand.models.reading import Guess
from bot.understand.words.language import ENGLISH

LONG = 40
"""A message of more words tells of much that it does not ask about."""


@dataclass(frozen=True, slots=True)
class Named:
    """A resource that the question names. `alternatives` are entries that the same words name as well.

    `title` is what the entry is called, for who is told what was understood, and `typed` how the question names it;
    they tell nothing beyond the id, so they do not count for equality. That is why this is a dataclass: a `Struct`
    compares all of its fields.
    """

    id: str
    role: Role
    alternatives: tuple[str, ...] = ()
    title: str = field(default="", compare=False)
    typed: str = field(default="", compare=False)


class ParsedQuery(Struct, frozen=True):
    """A question as it was understood. None and empty mean: not said.

    `math` and `cost` are the most the asker wants, except that `heavy` maths is a wish for it.
    `topics` are in order of importance; `not_topics` are of no interest.
    `not_providers` are publishers and platforms to be avoided.
    `hours` are what there is in all.
    `knows` are skills, or subjects that stand for several, which the asker says they have.
    `keywords` are further words of the question that some entries have in their texts.
    `about` has each subject's topic with its name, for who is told what was understood; no name for all of the topic.
    `subjects` are ids of subjects asked about, the main one first, `terms` of terms whose meaning is asked; `told` is
    what the asker tells of themselves.
    `notes` are those that may answer, the likeliest first. `ask` is what is most likely asked of the resources named
    (one of `Ask`, or "none").
    `unknown` are names, as they were typed, that mean nothing here.
    `words` are all words of the message, folded, for conditions that name them; `language` is the code of the one they
    are in, as `language_of` has it.
    """

    intent: Intent = "none"
    level: Level | None = None
    math: Math | None = None
    formats: tuple[Format, ...] = ()
    not_formats: tuple[Format, ...] = ()
    cost: Cost | None = None
    style: Style | None = None
    certificate: bool = False
    topics: tuple[Topic, ...] = ()
    about: tuple[tuple[Topic, str], ...] = ()
    not_topics: tuple[Topic, ...] = ()
    frameworks: tuple[str, ...] = ()
    not_frameworks: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    not_providers: tuple[str, ...] = ()
    hours_per_week: float | None = None
    weeks: float | None = None
    hours: float | None = None
    knows: tuple[Skill, ...] = ()
    named: tuple[Named, ...] = ()
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    told: Told = Told()
    notes: tuple[Guess, ...] = ()
    ask: Guess | None = None
    unknown: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    language: str = ENGLISH

    @property
    def is_english(self) -> bool:
        """Whether the message is in English, or in nothing else that is known."""
        return self.language == ENGLISH

    @property
    def margin(self) -> float:
        """How much likelier the likeliest note is than the next; -1 where nothing was read of notes.

        Of the measures tried on labelled real questions (against none, alone, against both) this one found most of the
        right notes at four of five right.
        """
        if not self.notes:
            return -1.0
        return self.notes[0].chance - (self.notes[1].chance if len(self.notes) > 1 else 0.0)

    def ids(self, *roles: Role) -> tuple[str, ...]:
        """The ids of the resources named in one of these roles."""
        return tuple(named.id for named in self.named if named.role in roles)

    def titles(self, role: Role) -> tuple[str, ...]:
        """What the resources named in this role are called, as far as that is known."""
        return tuple(named.title for named in self.named if named.role == role and named.title)


def about(subjects: Iterable[Subject]) -> tuple[tuple[Topic, str], ...]:
    """What `ParsedQuery.about` has for these subjects."""
    return tuple((subject.topic, "" if subject.is_whole_topic else subject.name) for subject in subjects)
