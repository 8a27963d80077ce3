"""From a knowledge file, and those it includes, to a `Catalogue`, or to the list of everything that is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.files import entries_of, read_files
from bot.catalogue.models import Resource
from bot.catalogue.schema import convert
from bot.catalogue.source import Problem, Source
from bot.catalogue.together import Found, check_together


class InvalidCatalogue(Exception):
    """A knowledge file that must not be used. `problems` holds every one that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems; the first: {problems[0]}")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Base:
    """A knowledge base as it was read: its files, the entries without a flaw, and every problem found."""

    sources: list[Source]
    found: list[Found]
    redirects: dict[str, str]

    @property
    def problems(self) -> list[Problem]:
        """Every problem, file by file and in the order of lines."""
        return [
            problem for source in self.sources for problem in sorted(source.problems, key=lambda problem: problem.line)
        ]


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
    return Catalogue(tuple(entry.resource for entry in base.found), base.redirects), []


def read_base(path: Path) -> Base:
    """What this file and those that it includes hold, checked."""
    sources = read_files(path)
    found = [entry for source in sources for entry in _found_in(source)]
    redirects = _redirects(sources[0])
    check_together(sources, found, redirects)
    return Base(sources, found, redirects)


def _found_in(source: Source) -> list[Found]:
    loaded = [(place, convert(source, entry, Resource, place)) for place, entry in entries_of(source)]
    return [Found(resource, source, place) for place, resource in loaded if resource is not None]


def _redirects(source: Source) -> dict[str, str]:
    value = source.value.get("redirects", {}) if isinstance(source.value, dict) else {}
    if isinstance(value, dict) and all(isinstance(target, str) for target in value.values()):
        return value
    source.report(("redirects",), "redirects: expected old ids, each with the id that took its place")
    return {}
