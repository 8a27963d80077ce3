"""From a knowledge file, and those it includes, to a `Catalogue`, or to the list of everything that is wrong."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from bot.catalogue.advice.checks import check_advice
from bot.catalogue.advice.read import AdviceFiles, read_advice
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.files import entries_of, read_files
from bot.catalogue.found import Found
from bot.catalogue.models import Resource
from bot.catalogue.schema import convert
from bot.catalogue.skill_use import check_skills
from bot.catalogue.skills import SKILLS_FILE, SkillGraph, read_skills
from bot.catalogue.source import Problem, Source
from bot.catalogue.together import check_together


class InvalidCatalogue(Exception):
    """A knowledge file that must not be used. `problems` holds every one that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems; the first: {problems[0]}")
        self.problems = problems


class Base(Struct, frozen=True):
    """A knowledge base as it was read: its files, what in them is without a flaw, and every problem found."""

    sources: list[Source]
    found: list[Found]
    redirects: dict[str, str]
    skills: SkillGraph
    advice: AdviceFiles

    @property
    def problems(self) -> list[Problem]:
        """Every problem, file by file and in the order of lines."""
        return [
            problem for source in self.sources for problem in sorted(source.problems, key=lambda problem: problem.line)
        ]

    def catalogue(self) -> Catalogue:
        """The flawless entries as a catalogue."""
        return Catalogue(
            tuple(entry.resource for entry in self.found), self.redirects, self.skills, self.advice.advice()
        )


def load_catalogue(path: Path) -> Catalogue:
    """The catalogue in this file. Raises `InvalidCatalogue` with all problems if there is any."""
    catalogue, problems = read_catalogue(path)
    if catalogue is None:
        raise InvalidCatalogue(problems)
    return catalogue


def read_catalogue(path: Path) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue in this file, or None, and every problem found, file by file and in the order of lines."""
    base = read_base(path)
    if problems := base.problems:
        return None, problems
    return base.catalogue(), []


def read_base(path: Path, skills_file: Path | None = None) -> Base:
    """What this file, those that it includes and the advice beside it hold, checked.

    The skills are those of `skills.yaml` beside it; where there is none, those of `skills_file`. Where there is
    neither, entries may name any.
    """
    sources = read_files(path)
    found = [entry for source in sources for entry in _found_in(source)]
    redirects = _redirects(sources[0])
    check_together(sources, found, redirects)
    skills_sources, graph = _skills(path, skills_file, found)
    advice = read_advice(path.parent)
    check_advice(advice, found, [*(entry.resource.id for entry in found), *redirects], graph)
    return Base([*sources, *skills_sources, *advice.sources], found, redirects, graph, advice)


def _skills(path: Path, skills_file: Path | None, found: Sequence[Found]) -> tuple[list[Source], SkillGraph]:
    """The skills that the entries are held to, with the file that they stand in, if there is any."""
    beside = path.parent / SKILLS_FILE
    chosen = beside if beside.is_file() else skills_file
    if chosen is None or not chosen.is_file():
        return [], SkillGraph()
    source, graph, known = read_skills(chosen)
    check_skills(found, graph, known)
    return [source], graph


def _found_in(source: Source) -> list[Found]:
    loaded = [(place, convert(source, entry, Resource, place)) for place, entry in entries_of(source)]
    return [Found(resource, source, place) for place, resource in loaded if resource is not None]


def _redirects(source: Source) -> dict[str, str]:
    value = source.value.get("redirects", {}) if isinstance(source.value, dict) else {}
    if isinstance(value, dict) and all(isinstance(target, str) for target in value.values()):
        return value
    source.report(("redirects",), "redirects: expected old ids, each with the id that took its place")
    return {}
