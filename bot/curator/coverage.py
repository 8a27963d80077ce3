"""What the knowledge base has for each topic and level, and on each theme, and where it has nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue import Resource
from bot.catalogue.advice import Note
from bot.catalogue.advice.asks import Asks
from bot.catalogue.advice.read import Placed
from bot.catalogue.allowed_values import LEVELS, TOPICS, Level, Topic


@dataclass(frozen=True, slots=True)
class Cell:
    """How many entries there are, and how many of them are free."""

    entries: int
    free: int


@dataclass(frozen=True, slots=True)
class Theme:
    """How many notes and variants a file of notes has, and of wordings and hands what the note with the fewest has."""

    notes: int
    variants: int
    wordings: int
    median_wordings: int
    hands: int


def coverage(resources: Iterable[Resource]) -> dict[Topic, dict[Level, Cell]]:
    """For each topic and level what can be recommended; retired entries do not count."""
    offered = [resource for resource in resources if resource.status != "retired"]
    return {
        topic: {level: _cell(resource for resource in offered if _is_for(resource, topic, level)) for level in LEVELS}
        for topic in TOPICS
    }


def themes(notes: Iterable[Placed[Note]], asks: Asks) -> dict[str, Theme]:
    """What each file of notes holds, by its name."""
    hands = asks.hands()
    files = notes_by_theme(notes)
    return {name: _theme(held, [hands.get(note.id, []) for note in held]) for name, held in files.items()}


def notes_by_theme(notes: Iterable[Placed[Note]]) -> dict[str, list[Note]]:
    """The notes in each file of notes, by its name."""
    found: defaultdict[str, list[Note]] = defaultdict(list)
    for placed in notes:
        found[Path(placed.source.file).stem].append(placed.item)
    return dict(found)


def _theme(notes: Sequence[Note], hands: Sequence[Sequence[str]]) -> Theme:
    counts = sorted(map(len, hands))
    variants = sum(len(note.variants) for note in notes)
    return Theme(len(notes), variants, counts[0], counts[len(counts) // 2], min(len(set(wrote)) for wrote in hands))


def _is_for(resource: Resource, topic: Topic, level: Level) -> bool:
    low, high = resource.level_span
    return topic in resource.topics and low <= LEVELS.index(level) <= high


def _cell(resources: Iterable[Resource]) -> Cell:
    costs = [resource.cost for resource in resources]
    return Cell(len(costs), costs.count("free"))
