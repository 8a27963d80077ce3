"""What rules and models say, put together: models on what is asked, rules on what is exact."""

from collections.abc import Collection, Sequence
from typing import cast

from msgspec import Struct

from bot.catalogue.advice import Subject
from bot.catalogue.allowed_values import Intent, Level, Topic
from bot.understand.models.reading import NONE, Guess, Reading

MOST_TOPICS = 3
INTENT_VOTE, LEVEL_VOTE, TOPIC_VOTE, NO_TOPIC_VOTE = 2.7, 4.0, 7.4, 2.7
"""How many times likelier a label becomes by what the rules say (the best of 1, 1.6, 2.7, 4, 7.4 and 20)."""
SAID = 0.3
"""What is added to the chance of a note whose own phrase the message has."""
UNSAID = frozenset({"recommender-systems"})
"""Topics that count only where they are named: who asks for recommendations says their words too."""


class Decided(Struct, frozen=True):
    """What is asked, how far the asker is, on which topics and subjects, and which notes may answer.

    `ask` is what a resource is asked.
    """

    intent: Intent
    level: Level | None
    topics: tuple[Topic, ...]
    subjects: tuple[str, ...]
    notes: tuple[Guess, ...] = ()
    ask: Guess | None = None


def decided(
    reading: Reading | None,
    *,
    rules_intent: Intent,
    rules_level: Level | None,
    rules_topics: tuple[Topic, ...],
    subjects: Sequence[Subject],
    known_notes: Collection[str],
    said_notes: Collection[str] = (),
    is_english: bool = True,
    asks_meaning: bool = True,
) -> Decided:
    """The decision of both. Without a reading the rules decide.

    Rules know English only: what a message in another language asks, and who asks it, the models decide alone. Of
    notes only those of the knowledge base (`known_notes`) count: the reader may have been trained on others. Those
    whose own phrases the message has (`said_notes`) become likelier, as far as the models keep them in mind. Where
    nothing `asks_meaning`, none is explained.
    """
    ids = tuple(subject.id for subject in subjects)
    named_topics = tuple(dict.fromkeys((*rules_topics, *(subject.topic for subject in subjects))))
    if reading is None:
        return Decided(rules_intent, rules_level, named_topics[:MOST_TOPICS], ids)
    intent_vote, level_vote = (INTENT_VOTE, LEVEL_VOTE) if is_english else (1.0, 1.0)
    level = _with_vote(reading.heads["level"], rules_level or NONE, level_vote)
    guesses = [guess for guess in reading.heads["topic"] if guess.label not in UNSAID or guess.label in named_topics]
    first = _with_vote(guesses, next(iter(named_topics), NONE), TOPIC_VOTE if named_topics else NO_TOPIC_VOTE)
    topics = named_topics if first == NONE else tuple(dict.fromkeys((cast("Topic", first), *named_topics)))
    intents = [guess for guess in reading.heads["intent"] if asks_meaning or guess.label != "explain"]
    voted = _with_vote(intents, rules_intent, intent_vote)
    return Decided(
        intent=cast("Intent", voted),
        level=None if level == NONE else cast("Level", level),
        topics=topics[:MOST_TOPICS],
        subjects=ids,
        notes=_known(reading.heads["note"], known_notes, said_notes),
        ask=next(iter(reading.heads.get("ask", ())), None),
    )


def _known(guesses: Sequence[Guess], known: Collection[str], said: Collection[str]) -> tuple[Guess, ...]:
    notes = [Guess(one.label, one.chance + SAID * (one.label in said)) for one in guesses if one.label in known]
    return tuple(sorted(notes, key=lambda guess: -guess.chance))


def _with_vote(guesses: Sequence[Guess], rule: str, vote: float) -> str:
    """The likeliest label, where the rules' label counts as `vote` times as likely as the model has it."""
    return max(guesses, key=lambda guess: guess.chance * (vote if guess.label == rule else 1.0)).label
