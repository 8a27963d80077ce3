"""From a suggestion that moderators approve to an entry of their server's own."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from bot.catalogue.allowed_values import COSTS, LEVELS, MATHS, STYLES, TOPICS, Cost, Level, Math, Style, Topic
from bot.catalogue.models import Evidence, Judged, Verified
from bot.catalogue.server_entries import OwnEntry, own_id
from bot.community.suggestion_rules import Suggestion

MOST_TOPICS = 6
CHOICES: Mapping[str, Sequence[str]] = {
    "topics": TOPICS, "level": LEVELS, "math": MATHS, "cost": COSTS, "style": STYLES,
}  # fmt: skip
MOST: Mapping[str, int] = {"level": 2, "topics": MOST_TOPICS}
"""How many values a moderator may choose, where it is more than one."""


class Confirmed(Struct, frozen=True):
    """What a moderator says about a suggestion. Topics are needed to recommend it; the rest may be left open."""

    topics: tuple[Topic, ...]
    level: tuple[Level, Level] | None = None
    math: Math | None = None
    cost: Cost | None = None
    style: Style | None = None

    @property
    def unknown(self) -> tuple[Judged, ...]:
        """What was left open."""
        facets: tuple[Judged, ...] = ("level", "math", "style", "cost")
        return tuple(facet for facet in facets if getattr(self, facet) is None)


def confirmed(values: Mapping[str, Sequence[str]], proposed: Sequence[str] = ()) -> Confirmed | None:
    """What was chosen for each facet; None where no topic is chosen, or what the form does not offer.

    A menu does not say which topic is the main one, so the `proposed` ones go first, in their order.
    """
    chosen = {facet: [word for word in words if word in values.get(facet, ())] for facet, words in CHOICES.items()}
    forged = any(len(chosen[facet]) < len(set(values.get(facet, ()))) for facet in CHOICES)
    if forged or not chosen["topics"] or any(len(words) > MOST.get(facet, 1) for facet, words in chosen.items()):
        return None
    said = {facet: words[0] for facet, words in chosen.items() if words and facet in ("math", "cost", "style")}
    levels = {"level": (chosen["level"][0], chosen["level"][-1])} if chosen["level"] else {}
    places = {topic: place for place, topic in enumerate(proposed)}
    topics = sorted(chosen["topics"], key=lambda topic: places.get(topic, len(places)))
    return msgspec.convert({**said, **levels, "topics": topics}, Confirmed)


def chosen_for(entry: OwnEntry) -> dict[str, list[str]]:
    """What moderators have said of an entry, as the form to change it has it chosen."""
    low, high = entry.level_span
    held = {
        "topics": entry.topics, "level": (LEVELS[low], LEVELS[high]), "math": (entry.math,), "cost": (entry.cost,),
        "style": (entry.style,),
    }  # fmt: skip
    return {facet: [] if facet in entry.unknown else list(dict.fromkeys(words)) for facet, words in held.items()}


def entry_of(suggestion: Suggestion, said: Confirmed, today: dt.date) -> OwnEntry:
    """The entry. It has no rating, since no reviewer has looked at it, and names who approved it."""
    approved = Evidence(shows="A moderator of the server approved this suggestion of a member.", source="the server")
    known: dict[str, Any] = {
        facet: value for facet, value in msgspec.structs.asdict(said).items() if value and facet != "topics"
    }
    entry = OwnEntry(
        id=own_id(suggestion.id),
        title=suggestion.title,
        format=suggestion.format,
        url=suggestion.url,
        topics=said.topics,
        summary=suggestion.why,
        status="current",
        verified=Verified(date=today, by=(approved,)),
        good_for=(suggestion.audience,),
        unknown=said.unknown,
        **known,
    )
    return msgspec.convert(msgspec.to_builtins(entry), OwnEntry)  # which checks every limit
