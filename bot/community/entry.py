"""From a suggestion that moderators approve to an entry of their server's own."""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from bot.catalogue import Resource
from bot.catalogue.allowed_values import COSTS, LEVELS, MATHS, STYLES, TOPICS, Cost, Level, Math, Style, Topic
from bot.catalogue.models import Evidence, Verified
from bot.catalogue.server_entries import own_id
from bot.community.suggestion_rules import Suggestion

MOST_TOPICS = 6
CHOICES: Mapping[str, Sequence[str]] = {
    "level": LEVELS, "math": MATHS, "cost": COSTS, "topics": TOPICS, "style": STYLES,
}  # fmt: skip
MOST: Mapping[str, int] = {"level": 2, "topics": MOST_TOPICS}
"""How many values a moderator may choose, where it is more than one."""


class Confirmed(Struct, frozen=True):
    """What a moderator says about a suggestion: all that is needed to recommend it."""

    level: tuple[Level, Level]
    math: Math
    cost: Cost
    topics: tuple[Topic, ...]
    style: Style


def confirmed(values: Mapping[str, Sequence[str]], proposed: Sequence[str] = ()) -> Confirmed | None:
    """What was chosen for each facet; None where something is missing or there is too much.

    A menu does not say which topic is the main one, so the `proposed` ones go first, in their order.
    """
    chosen = {facet: [word for word in words if word in values.get(facet, ())] for facet, words in CHOICES.items()}
    if any(not 1 <= len(words) <= MOST.get(facet, 1) for facet, words in chosen.items()):
        return None
    plain = {facet: chosen[facet][0] for facet in ("math", "cost", "style")}
    level = (chosen["level"][0], chosen["level"][-1])
    places = {topic: place for place, topic in enumerate(proposed)}
    topics = sorted(chosen["topics"], key=lambda topic: places.get(topic, len(places)))
    return msgspec.convert({**plain, "level": level, "topics": topics}, Confirmed)


def entry_of(suggestion: Suggestion, said: Confirmed, today: dt.date) -> Resource:
    """The entry. It has no rating, since no reviewer has looked at it, and names who approved it."""
    approved = Evidence(shows="A moderator of the server approved this suggestion of a member.", source="the server")
    entry = Resource(
        id=own_id(suggestion.id),
        title=suggestion.title,
        format=suggestion.format,
        url=suggestion.url,
        level=said.level,
        math=said.math,
        style=said.style,
        cost=said.cost,
        topics=said.topics,
        summary=suggestion.why,
        status="current",
        verified=Verified(date=today, by=(approved,)),
        good_for=(suggestion.audience,),
    )
    return msgspec.convert(msgspec.to_builtins(entry), Resource)  # which checks every limit
