"""What is wrong between the fields of an entry, and between entries, of whichever file they are."""

from collections.abc import Iterator, Sequence

from bot.catalogue.addresses import addresses_of, tracking_parameter
from bot.catalogue.files import entries_of
from bot.catalogue.found import Found
from bot.catalogue.models import Resource
from bot.catalogue.schema import suggestion
from bot.catalogue.source import Place, Source


def check_together(sources: Sequence[Source], found: Sequence[Found], redirects: dict[str, str]) -> None:
    """Report to their sources what can only be seen across fields and entries."""
    known = _ids(sources)
    for entry in found:
        for place, message in _contradictions(entry.resource):
            entry.report(place, message)
        for field, target in _references(entry.resource):
            if target not in known:
                entry.report((field,), f"no entry {target!r}{suggestion(target, known)}")
    for old, new in redirects.items():
        if new not in known or old in known:
            place = ("redirects", old)
            sources[0].report(place, f"redirects: {old!r} must lead from an id that is gone to one that is here")


def _ids(sources: Sequence[Source]) -> list[str]:
    """The ids of all entries, also of those with other problems, once those that stand twice are reported."""
    places: dict[str, tuple[Source, int]] = {}
    for source in sources:
        for place, entry in entries_of(source):
            id_ = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(id_, str):
                continue
            if id_ in places:
                source.report((*place, "id"), f"id: {id_!r} stands in {_said(*places[id_], source)} already")
            places.setdefault(id_, (source, source.line_of((*place, "id"))))
    return list(places)


def _said(source: Source, line: int, here: Source) -> str:
    return f"line {line}" if source is here else f"{source.file}:{line}"


def _references(resource: Resource) -> Iterator[tuple[str, str]]:
    if resource.part_of:
        yield "part_of", resource.part_of
    if resource.successor and resource.successor.id:
        yield "successor", resource.successor.id


def _contradictions(resource: Resource) -> Iterator[tuple[Place, str]]:
    low, high = resource.level_span
    if low > high:
        yield ("level",), "the lower level comes first"
    if resource.hours and resource.hours[0] > resource.hours[1]:
        yield ("hours",), "the lower number comes first"
    if resource.status != "current" and not resource.status_reason:
        yield ("status_reason",), f"a {resource.status} entry must say why"
    if len(set(resource.topics)) < len(resource.topics):
        yield ("topics",), "a topic stands twice"
    if resource.part_of == resource.id:
        yield ("part_of",), "an entry cannot be part of itself"
    for place, url in addresses_of(resource):
        if tracker := tracking_parameter(url):
            yield place, f"the address carries the tracking or affiliate parameter {tracker!r}; strip it"
