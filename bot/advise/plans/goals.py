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
VAGUE_GOALS = frozenset({
    "learn", "learning", "start", "starting", "begin", "get", "better", "good", "improve", "everything", "anything",
    "all", "how", "do", "i", "we", "me", "where", "what", "to", "into", "in", "the", "this", "field", "it", "help",
    "please", "plan", "path", "roadmap", "want", "would", "like", "can", "should",
    "build", "make", "something", "thing", "app", "product", "project", "own", "my", "a",
})  # fmt: skip
"""Words of which a wish may be made that leaves open what for."""


def goal_of(query: ParsedQuery, catalogue: Catalogue) -> Goal:
    """The entry named, if it is still to be done; else the skill or tool, else the subject, else the foundations."""
    for id_ in (*query.ids("asked"), *query.ids("mentioned")):
        if entry := _living(id_, catalogue):
            return Goal("entry", entry.id)
        if gone := catalogue.get(id_):
            return Goal("topic", query.topics[0] if query.topics else gone.topics[0])
    return next(_skills_said(query, catalogue), Goal("topic", query.topics[0] if query.topics else "foundations"))


def says_goal(query: ParsedQuery, catalogue: Catalogue) -> bool:
    """Whether a question says what it wants to reach, if only to begin; a wish to bake bread is none that we know."""
    told = query.named or query.topics or query.subjects or query.terms or query.frameworks or query.level
    aims = set(query.told.aims) - {"build"}  # what to build is the question
    vague = VAGUE_GOALS.issuperset(query.words) and any(map(str.isalpha, query.words))
    return bool(told or aims or query.knows or vague or next(_skills_said(query, catalogue), None))


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
