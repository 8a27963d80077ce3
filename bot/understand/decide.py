"""What rules and models say, put together: models on what is asked, rules on what is exact."""

from collections.abc import Sequence
from typing import cast

from msgspec import Struct

from bot.catalogue.advice import Subject
from bot.catalogue.vocabulary import Intent, Level, Topic
from bot.understand.query import Named
from bot.understand.reader import NONE, Guess, Reading

MOST_TOPICS = 3


class Decided(Struct, frozen=True):
    """What is asked, how far the asker is, on which topics and subjects, and which notes may answer."""

    intent: Intent
    level: Level | None
    topics: tuple[Topic, ...]
    subjects: tuple[str, ...]
    notes: tuple[Guess, ...] = ()
    no_note: float = 0.0


def decided(
    reading: Reading | None,
    *,
    rules_intent: Intent,
    rules_level: Level | None,
    rules_topics: tuple[Topic, ...],
    subjects: Sequence[Subject],
    named: Sequence[Named],
) -> Decided:
    """The decision of both. Without a reading the rules decide."""
    named_topics = [subject.topic for subject in subjects]
    topics = tuple(dict.fromkeys((*rules_topics, *named_topics)))[:MOST_TOPICS]
    ids = tuple(subject.id for subject in subjects)
    if reading is None:
        return Decided(rules_intent, rules_level, topics, ids)
    return Decided(
        intent=cast("Intent", reading.best("intent").label),
        level=cast("Level | None", None if reading.best("level").label == NONE else reading.best("level").label),
        topics=topics,
        subjects=ids,
        notes=reading.named("note"),
        no_note=reading.chance("note", NONE),
    )
