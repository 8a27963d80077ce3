"""From a knowledge file to a `Catalogue`, or to the list of everything that is wrong with it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.models import Resource
from bot.catalogue.schema import convert, suggestion
from bot.catalogue.source import Place, Problem, Source

TOP_FIELDS = ("resources", "redirects")
TRACKING = (
    "utm_",
    "a_aid",
    "a_bid",
    "affiliate",
    "aff_",
    "ref",
    "tag",
    "fbclid",
    "gclid",
    "irclickid",
    "ranmid",
)


class InvalidCatalogue(Exception):
    """A knowledge file that must not be used. `problems` holds every one that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems; the first: {problems[0]}")
        self.problems = problems


def load_catalogue(path: Path) -> Catalogue:
    """The catalogue in this file. Raises `InvalidCatalogue` with all problems if there is any."""
    catalogue, problems = read_catalogue(path)
    if catalogue is None:
        raise InvalidCatalogue(problems)
    return catalogue


def read_catalogue(path: Path) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue in this file, or None, and every problem found, in the order of lines."""
    source = Source(path)
    found = _resources(source)
    redirects = _redirects(source)
    _check_together(source, found, redirects)
    problems = sorted(source.problems, key=lambda problem: problem.line)
    if problems:
        return None, problems
    return Catalogue(tuple(resource for _, resource in found), redirects), []


def _resources(source: Source) -> list[tuple[Place, Resource]]:
    if not isinstance(source.value, dict):
        if not source.problems:
            source.report((), "the file must hold the field 'resources' with a list of entries")
        return []
    for name in source.value.keys() - set(TOP_FIELDS):
        source.report((name,), f"{name}: no such field{suggestion(name, TOP_FIELDS)}")
    entries = source.value.get("resources")
    if not isinstance(entries, list) or not entries:
        source.report(("resources",), "resources: expected a list of entries")
        return []
    places = [("resources", index) for index in range(len(entries))]
    loaded = [(place, convert(source, entry, Resource, place)) for place, entry in zip(places, entries, strict=True)]
    return [(place, resource) for place, resource in loaded if resource is not None]


def _redirects(source: Source) -> dict[str, str]:
    value = source.value.get("redirects", {}) if isinstance(source.value, dict) else {}
    if isinstance(value, dict) and all(isinstance(target, str) for target in value.values()):
        return value
    source.report(("redirects",), "redirects: expected old ids, each with the id that took its place")
    return {}


def _check_together(source: Source, found: list[tuple[Place, Resource]], redirects: dict[str, str]) -> None:
    """What can only be seen across fields and entries."""
    known = _ids(source)
    for place, resource in found:
        for field, message in _contradictions(resource):
            source.report((*place, field), f"{field}: {message}")
        for field, target in _references(resource):
            if target not in known:
                source.report((*place, field), f"{field}: no entry {target!r}{suggestion(target, known)}")
    for old, new in redirects.items():
        if new not in known or old in known:
            source.report(
                ("redirects", old),
                f"redirects: {old!r} must lead from an id that is gone to one that is here",
            )


def _ids(source: Source) -> list[str]:
    """The ids of all entries, also of those with other problems, once those that stand twice are reported."""
    lines: dict[str, int] = {}
    entries = source.value.get("resources") if isinstance(source.value, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        id_ = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(id_, str):
            continue
        if id_ in lines:
            source.report(("resources", index, "id"), f"id: {id_!r} stands in line {lines[id_]} already")
        lines.setdefault(id_, source.line_of(("resources", index, "id")))
    return list(lines)


def _references(resource: Resource) -> Iterator[tuple[str, str]]:
    if resource.part_of:
        yield "part_of", resource.part_of
    if resource.successor and resource.successor.id:
        yield "successor", resource.successor.id


def _contradictions(resource: Resource) -> Iterator[tuple[str, str]]:
    low, high = resource.level_span
    if low > high:
        yield "level", "the lower level comes first"
    if resource.hours and resource.hours[0] > resource.hours[1]:
        yield "hours", "the lower number comes first"
    if resource.status != "current" and not resource.status_reason:
        yield "status_reason", f"a {resource.status} entry must say why"
    if len(set(resource.topics)) < len(resource.topics):
        yield "topics", "a topic stands twice"
    if resource.part_of == resource.id:
        yield "part_of", "an entry cannot be part of itself"
    for field, url in _urls(resource):
        if tracker := tracking_parameter(url):
            yield field, f"the address carries the tracking or affiliate parameter {tracker!r}; strip it"


def _urls(resource: Resource) -> Iterator[tuple[str, str]]:
    yield "url", resource.url
    yield from (("links", link.url) for link in resource.links)
    yield from (("editions", edition.url) for edition in resource.editions if edition.url)
    if resource.successor:
        yield "successor", resource.successor.url


def tracking_parameter(url: str) -> str | None:
    """The first query parameter of the address that follows or credits the reader, or None."""
    names = (name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return next((name for name in names if name.lower().startswith(TRACKING)), None)
