"""From a knowledge file, and those it includes, to a `Catalogue`, or to the list of everything that is wrong."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from bot.catalogue.advice.checks import check_advice
from bot.catalogue.advice.read import AdviceFiles, read_advice
from bot.catalogue.advice.references import check_references
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.checks.consistency import check_together
from bot.catalogue.checks.skill_use import check_skills
from bot.catalogue.models import Resource
from bot.catalogue.reading.files import all_read, entries_of, ids_in, read_files
from bot.catalogue.reading.found import Found
from bot.catalogue.reading.schema import convert
from bot.catalogue.reading.source import Problem, Source, problems_in
from bot.catalogue.skills import SKILLS_FILE, SkillGraph, read_skills


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
        return problems_in(self.sources)

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


def read_base(path: Path, skills_file: Path | None = None, *, with_advice: bool = True) -> Base:
    """What this file, those that it includes and the advice beside it hold, checked.

    The skills are those of `skills.yaml` beside it; where there is none, those of `skills_file`. Where there is
    neither, entries may name any. Without `with_advice`, notes, subjects and routes are left out.
    """
    sources = read_files(path)
    found = [entry for source in sources for entry in _found_in(source)]
    redirects = _redirects(sources[0])
    check_together(sources, found, redirects)
    skills_sources, graph, skills = _skills(path, skills_file, found)
    advice = read_advice(path.parent) if with_advice else AdviceFiles.empty()
    check_advice(advice, found)
    read = [*sources, *skills_sources, *advice.sources]
    if all_read(read):
        entries = [id_ for source in sources for id_ in ids_in(entries_of(source))]
        check_references(advice, found, [*entries, *redirects], skills)
    return Base(read, found, redirects, graph, advice)


def _skills(path: Path, skills_file: Path | None, found: Sequence[Found]) -> tuple[list[Source], SkillGraph, list[str]]:
    """The file of the skills that the entries are held to, their graph, and the ids of all, if there is any."""
    beside = path.parent / SKILLS_FILE
    chosen = beside if beside.is_file() else skills_file
    if chosen is None or not chosen.is_file():
        return [], SkillGraph(), []
    source, graph, known = read_skills(chosen)
    check_skills(found, graph, known)
    return [source], graph, known


def _found_in(source: Source) -> list[Found]:
    loaded = [(place, convert(source, entry, Resource, place)) for place, entry in entries_of(source)]
    return [Found(resource, source, place) for place, resource in loaded if resource is not None]


def _redirects(source: Source) -> dict[str, str]:
    value = source.value.get("redirects", {}) if isinstance(source.value, dict) else {}
    if isinstance(value, dict) and all(isinstance(target, str) for target in value.values()):
        return value
    source.report(("redirects",), "redirects: expected old ids, each with the id that took its place")
    return {}
