"""Skills, what they build on and what is said of each: the graph in `skills.yaml` beside the knowledge file."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.catalogue.allowed_values import LEVELS, Level, Topic
from bot.catalogue.models import Hours, Line, Slug
from bot.catalogue.reading.lines import Place
from bot.catalogue.reading.schema import convert, suggestion
from bot.catalogue.reading.source import Source

SKILLS_FILE = "skills.yaml"


class Skill(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something to be able to do: what it builds on is needed before, what it is helped by is not.

    `topics` are subjects that learning it is a part of, `known_from` the level from which somebody is taken to know it,
    `hours` our guess of what it takes, whatever it is learned from, and `build` something small to build with it.
    """

    id: Slug
    name: Line
    builds_on: tuple[Slug, ...] = ()
    helped_by: tuple[Slug, ...] = ()
    topics: tuple[Topic, ...] = ()
    known_from: Level | None = None
    hours: tuple[Hours, Hours] | None = None
    build: Line | None = None


class SkillGraph:
    """All skills, in the order of their file, and what each builds on."""

    def __init__(self, skills: Iterable[Skill] = ()) -> None:
        self._by_id = {skill.id: skill for skill in skills}

    def get(self, skill_id: str) -> Skill | None:
        """The skill with this id, or None."""
        return self._by_id.get(skill_id)

    def skill(self, skill_id: str) -> Skill:
        """The skill with this id; one that is not in the file, or of a base without such a file, goes by its id."""
        return self._by_id.get(skill_id) or Skill(id=skill_id, name=skill_id.replace("-", " "))

    def below(self, skill_id: str) -> frozenset[str]:
        """Every skill that this one builds on, at first or at second hand; itself is not among them."""
        found: set[str] = set()
        ahead = [skill_id]
        while ahead:
            skill = self._by_id.get(ahead.pop())
            new = set(skill.builds_on) - found if skill else set()
            found |= new
            ahead += new
        return frozenset(found - {skill_id})

    def of(self, topic: str) -> tuple[str, ...]:
        """The skills that learning this subject means: the one of its own name, then those that it stands for."""
        return tuple(dict.fromkeys((topic, *(skill.id for skill in self if topic in skill.topics))))

    def known_at(self, level: Level | None) -> frozenset[str]:
        """What somebody who puts themselves at this level is taken to know; nothing where they say none."""
        reached = LEVELS[: LEVELS.index(level) + 1] if level else ()
        return frozenset(skill.id for skill in self if skill.known_from in reached)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Skill]:
        return iter(self._by_id.values())


def read_skills(path: Path) -> tuple[Source, SkillGraph, list[str]]:
    """What the file holds: its source with every problem, the graph of the flawless skills, the ids of all."""
    source = Source(path)
    values = _values(source)
    ids = _ids(source, values)
    loaded = [(place, convert(source, value, Skill, place)) for place, value in values]
    skills = [(place, skill) for place, skill in loaded if skill is not None]
    for place, skill in skills:
        if skill.hours and skill.hours[0] > skill.hours[1]:
            source.report((*place, "hours"), "hours: the lower number comes first")
        for field, index, other in _named(skill):
            if other not in ids:
                source.report((*place, field, index), f"{field}: no skill {other!r}{suggestion(other, ids)}")
    _report_cycles(source, {skill.id: (place, skill) for place, skill in skills})
    return source, SkillGraph(skill for _, skill in skills), ids


def _values(source: Source) -> list[tuple[Place, Any]]:
    if source.value is None:
        return []
    values = source.value.get("skills") if isinstance(source.value, dict) else None
    if not isinstance(values, list) or not values or len(source.value) > 1:
        source.report((), "the file must hold the field 'skills' with a list of them, and nothing else")
        return []
    return [(("skills", index), value) for index, value in enumerate(values)]


def _ids(source: Source, values: list[tuple[Place, Any]]) -> list[str]:
    places: dict[str, Place] = {}
    for place, value in values:
        id_ = value.get("id") if isinstance(value, dict) else None
        if not isinstance(id_, str):
            continue
        if id_ in places:
            source.report((*place, "id"), f"id: {id_!r} is already in line {source.line_of(places[id_])}")
        places.setdefault(id_, (*place, "id"))
    return list(places)


def _named(skill: Skill) -> Iterator[tuple[str, int, str]]:
    yield from (("builds_on", index, other) for index, other in enumerate(skill.builds_on))
    yield from (("helped_by", index, other) for index, other in enumerate(skill.helped_by))


def _report_cycles(source: Source, skills: dict[str, tuple[Place, Skill]]) -> None:
    before = {id_: {*skill.builds_on, *skill.helped_by} for id_, (_, skill) in skills.items()}
    while True:
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            way: list[str] = error.args[1][::-1]
            source.report(skills[way[0]][0], f"builds_on: it leads back to itself: {' on '.join(way)}")
            before[way[0]].discard(way[1])  # so that the next one is seen too
        else:
            return
