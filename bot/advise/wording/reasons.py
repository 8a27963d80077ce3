"""Why an entry fits a question, and where it does not, in words."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot.advise.wording.terms import (
    COST,
    JUDGED,
    LEARNERS,
    MATH_DEMAND,
    format_name,
    tool_name,
    topic_name,
)
from bot.catalogue import Resource
from bot.catalogue.allowed_values import LEVELS, MATHS, Choice, Math, Style
from bot.catalogue.server_entries import is_own
from bot.language import Language, mark
from bot.understand import ParsedQuery

MAX_REASONS = 5
MAX_CAVEATS = 2
LINE_WORDS = 25
NOTHING_TOLD: Mapping[Choice, int] = MappingProxyType({})
FOUND_HERE: dict[Choice, str] = {
    "too-hard": mark("{count} members here found it too hard"),
    "too-easy": mark("{count} members here found it too easy"),
    "too-mathematical": mark("{count} members here found it too mathematical"),
    "outdated": mark("{count} members here found it outdated"),
    "not-my-style": mark("{count} members here say it is not their style"),
}
FOUND: dict[Choice, str] = {
    "too-hard": mark("{count} found it too hard"),
    "too-easy": mark("{count} found it too easy"),
    "too-mathematical": mark("{count} found it too mathematical"),
    "outdated": mark("{count} found it outdated"),
    "not-my-style": mark("{count} say it is not their style"),
}
STYLE_FITS: dict[Style, str] = {
    "hands-on": mark("hands-on"),
    "balanced": mark("balances practice and theory"),
    "theory": mark("goes into theory"),
    "reference": mark("good for looking things up"),
}


def rating_of(resource: Resource, say: Language) -> str | None:
    """The rating in words with whose it is, such as `4.5 of 5 by Atul Acharya (2016 to 2018)`."""
    rated = [review for review in resource.reviews if review.rating is not None]
    if not rated or resource.rating is None:
        return None
    who = say.all_of([f"{review.reviewer} ({review.written})" for review in rated])
    return say("{rating} out of 5 by {reviewers}", rating=say.number(round(resource.rating, 1)), reviewers=who)


def reasons(query: ParsedQuery, resource: Resource, votes: int, say: Language) -> tuple[str, ...]:
    """Why this entry fits the question, the things asked for first."""
    found = [*fits(query, resource, say), *_merits(resource, votes, say)]
    return tuple(found[:MAX_REASONS]) or tuple(say("good for {whom}", whom=whom) for whom in resource.good_for[:1])


def fits(query: ParsedQuery, resource: Resource, say: Language, *, subject: bool = True) -> Iterator[str]:
    """What was asked for that the entry has; `subject`: also that it is on the subject."""
    low, high = resource.level_span
    if query.level and low <= LEVELS.index(query.level) <= high and resource.knows("level"):
        yield say("suits {learners}", learners=say(LEARNERS[query.level]))
    if query.math and math_fits(query.math, resource):
        yield say(MATH_DEMAND[resource.math])
    if query.cost in ("free", "freemium") and resource.cost in ("free", query.cost) and resource.knows("cost"):
        yield say(COST[resource.cost])
    covered = [topic_name(topic, say) for topic in query.topics if topic in resource.topics]
    if covered and subject:
        yield say("covers {subjects}", subjects=say.all_of(covered))
    used = [tool_name(tool.name) for tool in resource.frameworks if tool.name in query.frameworks]
    if used:
        yield say("uses {tools}", tools=say.all_of(used))
    if resource.format in query.formats:
        yield say("is {thing}", thing=format_name(resource.format, say))
    if query.style == resource.style and resource.knows("style"):
        yield say(STYLE_FITS[resource.style])


def opinions(votes: int, told: Mapping[Choice, int], say: Language) -> str:
    """What a server's members say of an entry, in a sentence or two; empty where they say nothing."""
    found = []
    if votes:
        helped = say.counted("{count} member here found it helpful.", "{count} members here found it helpful.", votes)
        found.append(helped)
    if told:
        against = ", ".join(say(FOUND[choice], count=members) for choice, members in told.items())
        found.append(say("Not right for everyone: {members}.", members=against))
    return " ".join(found)


def _merits(resource: Resource, votes: int, say: Language) -> Iterator[str]:
    if votes:
        yield say.counted("{count} member here found it helpful", "{count} members here found it helpful", votes)


def caveats(
    query: ParsedQuery, resource: Resource, say: Language, told: Mapping[Choice, int] = NOTHING_TOLD
) -> tuple[str, ...]:
    """Where this entry does not fit, what was asked for first, then what is wrong with it anyway.

    `told` is what the server's members say against it that concerns the asker. Before all that, of a server's own
    entry, that nobody has judged it.
    """
    unseen = [say("not checked by a curator")] if is_own(resource.id) else []
    unseen += _unknown(query, resource, say)
    against = [*misfits(query, resource, say), *found_here(told, say), *_flaws(resource, say)]
    return (*unseen, *against[:MAX_CAVEATS])


def _unknown(query: ParsedQuery, resource: Resource, say: Language) -> list[str]:
    """What was asked for of which nobody has said whether the entry has it."""
    missing = [say(words) for facet, words in JUDGED.items() if getattr(query, facet) and not resource.knows(facet)]
    return [say("not known: {facets}", facets=say.all_of(missing))] if missing else []


def found_here(told: Mapping[Choice, int], say: Language) -> Iterator[str]:
    """What most members say against an entry: only the first reason, since there is little room."""
    for choice, members in list(told.items())[:1]:
        yield say(FOUND_HERE[choice], count=members)


def misfits(query: ParsedQuery, resource: Resource, say: Language, *, level: bool = True) -> Iterator[str]:
    """What was asked for that the entry has not; `level`: also that it is for others."""
    low, high = resource.level_span
    if level and query.level and not low <= LEVELS.index(query.level) <= high and resource.knows("level"):
        nearest = resource.level[0] if LEVELS.index(query.level) < low else resource.level[1]
        yield say("meant for {learners}", learners=say(LEARNERS[nearest]))
    if query.math and not math_fits(query.math, resource) and resource.knows("math"):
        yield say(MATH_DEMAND[resource.math])
    if query.formats and resource.format not in query.formats:
        yield say("it is {thing}", thing=format_name(resource.format, say))
    if "video" in query.not_formats and resource.format == "course":
        yield say("a course, so expect some video")
    if query.cost in ("free", "freemium") and resource.cost not in ("free", query.cost) and resource.knows("cost"):
        yield say(COST[resource.cost])


def _flaws(resource: Resource, say: Language) -> Iterator[str]:
    if resource.status == "dated" and resource.status_reason:
        yield say("dated: {reason}", reason=resource.status_reason)
    if resource.gripe:
        yield resource.gripe
    yield from (say("not for {whom}", whom=whom) for whom in resource.not_for[:1])


def math_fits(wanted: Math, resource: Resource) -> bool:
    """Whether an entry is known to have at most the maths wanted, or enough of it for somebody who wants a lot."""
    if not resource.knows("math"):
        return False
    rank = MATHS.index(wanted)
    return resource.math_rank >= rank if wanted == "heavy" else resource.math_rank <= rank


def line_of(resource: Resource) -> str:
    """What stands under a pick where nothing was written for the question: what people come to the entry for."""
    return resource.standing.why if resource.standing else within(resource.summary, LINE_WORDS)


def within(text: str, words: int) -> str:
    """The whole sentences of a text that fit into so many words, at least the first, which is cut if it must be."""
    kept: list[str] = []
    for sentence in _sentences(text):
        if kept and sum(len(part.split()) for part in (*kept, sentence)) > words:
            break
        kept.append(sentence)
    found = " ".join(kept)
    return found if len(found.split()) <= words else " ".join(found.split()[:words]).rstrip(",;:") + " ..."


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]
