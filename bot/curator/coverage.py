"""What the knowledge base has for each topic and level, and where it has nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.catalogue import Resource
from bot.catalogue.vocabulary import LEVELS, TOPICS, Level, Topic


@dataclass(frozen=True, slots=True)
class Cell:
    """How many entries there are, and how many of them are free."""

    entries: int
    free: int


def coverage(resources: Iterable[Resource]) -> dict[Topic, dict[Level, Cell]]:
    """For each topic and level what can be recommended; retired entries do not count."""
    offered = [resource for resource in resources if resource.status != "retired"]
    return {
        topic: {level: _cell(resource for resource in offered if _is_for(resource, topic, level)) for level in LEVELS}
        for topic in TOPICS
    }


def _is_for(resource: Resource, topic: Topic, level: Level) -> bool:
    low, high = resource.level_span
    return topic in resource.topics and low <= LEVELS.index(level) <= high


def _cell(resources: Iterable[Resource]) -> Cell:
    costs = [resource.cost for resource in resources]
    return Cell(len(costs), costs.count("free"))
