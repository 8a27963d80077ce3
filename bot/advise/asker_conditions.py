"""Whether something is meant for an asker: the conditions of notes' variants and of routes, held against a question."""

from collections.abc import Sequence

from bot.catalogue.advice import FaqAnswer, Note, Route, Variant, When
from bot.understand import ParsedQuery
from bot.understand.words.text import phrase

KNOWN_BY_SKILL = {
    "python-basics": "python", "math": "maths", "linear-algebra": "maths", "calculus": "maths",
    "probability": "statistics", "statistics": "statistics", "machine-learning-basics": "machine-learning",
    "scikit-learn": "machine-learning", "deep-learning-basics": "deep-learning", "neural-networks": "deep-learning",
    "convolutional-networks": "deep-learning", "sequence-networks": "deep-learning", "transformers": "deep-learning",
    "pytorch": "pytorch", "tensorflow": "tensorflow", "keras": "tensorflow",
}  # fmt: skip
"""What a skill that the question tells of is called in conditions."""


def holds(when: When, query: ParsedQuery) -> bool:
    """Whether every condition given holds for the asker."""
    told = query.told
    given: list[tuple[Sequence[object], bool]] = [
        (when.level, query.level in when.level),
        (when.math, query.math in when.math),
        (when.who, _meet(when.who, told.who)),
        (when.knows, _meet(when.knows, known(query))),
        (when.lacks, _meet(when.lacks, lacked(query))),
        (when.wants, _meet(when.wants, _aims(query))),
        (when.cost, query.cost in when.cost),
        (when.topics, _meet(when.topics, query.topics[:2])),
        (when.done, _meet(when.done, query.ids("done"))),
        (when.says, any(_says(query.words, words) for words in when.says)),
    ]
    within = when.hours_below is None or (query.hours_per_week is not None and query.hours_per_week < when.hours_below)
    return within and all(kept for values, kept in given if values)


def variant_for(note: Note | FaqAnswer, query: ParsedQuery) -> Variant | None:
    """The first variant that is meant for the asker, if any is."""
    return next((variant for variant in note.variants if holds(variant.when, query)), None)


def route_for(routes: Sequence[Route], goals: Sequence[str], query: ParsedQuery) -> Route | None:
    """The route to one of these goals, the first goal first, that is meant for the asker; else one for everybody."""
    for goal in goals:
        there = [route for route in routes if goal in route.goals]
        meant = [route for route in there if route.when and holds(route.when, query)]
        found = [*meant, *(route for route in there if route.when is None)]
        if found:
            return found[0]
    return None


def _meet(wanted: Sequence[str], told: Sequence[str]) -> bool:
    return not set(wanted).isdisjoint(told)


def known(query: ParsedQuery) -> tuple[str, ...]:
    """What the asker knows, in the words of conditions."""
    return (*query.told.knows, *(KNOWN_BY_SKILL[skill.id] for skill in query.knows if skill.id in KNOWN_BY_SKILL))


def lacked(query: ParsedQuery) -> tuple[str, ...]:
    """What the asker says is missing; who wants it free is short of money, and who wants no maths of maths."""
    further = [lack for lack, short in (("money", query.cost == "free"), ("maths", query.math == "none")) if short]
    return (*query.told.lacks, *further)


def _aims(query: ParsedQuery) -> tuple[str, ...]:
    return (*query.told.aims, "certificate") if query.certificate else query.told.aims


def _says(words: Sequence[str], said: str) -> bool:
    wanted = phrase(said)
    return bool(wanted) and any(
        tuple(words[place : place + len(wanted)]) == wanted for place in range(len(words) - len(wanted) + 1)
    )
