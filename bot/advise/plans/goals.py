"""What a plan is to lead to."""

from collections.abc import Iterator

from msgspec.structs import replace

from bot.advise.plans.plan import Goal
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import TOPICS
from bot.understand import ParsedQuery
from bot.understand.words.text import phrase

VAGUE = frozenset({"network", "model", "learning", "basic", "system", "method", "data", "deep", "machine"})
"""Words in the names of skills that do not tell them apart."""


def goal_of(query: ParsedQuery, catalogue: Catalogue) -> Goal:
    """The entry named, if it is still to be done; else the skill or tool, else the subject, else the foundations."""
    for id_ in (*query.ids("asked"), *query.ids("mentioned")):
        if entry := _living(id_, catalogue):
            return Goal("entry", entry.id)
        if gone := catalogue.get(id_):
            return Goal("topic", query.topics[0] if query.topics else gone.topics[0])
    return next(_skills_said(query, catalogue), Goal("topic", query.topics[0] if query.topics else "foundations"))


def question_for(query: ParsedQuery, goal: Goal) -> ParsedQuery:
    """The question with just what leads to this goal again, so that it fits into the id of a menu."""
    telling = phrase(goal.value) if goal.kind == "skill" else ()
    topics = query.topics
    if goal.kind == "topic" and goal.value not in ("foundations", *topics[:1]):  # that of a retired entry
        topics = (*(topic for topic in TOPICS if topic == goal.value), *topics)
    return replace(query, topics=topics, keywords=tuple(word for word in query.keywords if word in telling))


def _skills_said(query: ParsedQuery, catalogue: Catalogue) -> Iterator[Goal]:
    taught = sorted({skill for entry in catalogue for skill in entry.teaches})
    said = set(query.keywords)
    for skill in taught if said else ():
        telling = set(phrase(skill)) - VAGUE
        if telling and telling <= said:
            yield Goal("skill", skill)
    if query.topics in ((), ("foundations",)):
        yield from (Goal("skill", tool) for tool in query.frameworks if tool in taught)


def _living(id_: str, catalogue: Catalogue) -> Resource | None:
    """The entry, or the successor of a retired one, if that is here."""
    entry = catalogue.get(id_)
    if entry and entry.status == "retired" and entry.successor and entry.successor.id:
        entry = catalogue.get(entry.successor.id)
    return entry if entry and entry.status != "retired" else None
