"""What is wrong between the fields of an entry, and between entries, of whichever file they are."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from bot.catalogue.checks.addresses import addresses_of, what_is_wrong_with
from bot.catalogue.checks.same_address import same_address
from bot.catalogue.models import Resource
from bot.catalogue.reading.files import entries_of
from bot.catalogue.reading.found import Found
from bot.catalogue.reading.lines import Place
from bot.catalogue.reading.schema import suggestion
from bot.catalogue.reading.source import Source
from bot.catalogue.server_entries import is_own

_OTHERS = re.compile(r"^and\b|\band (?:others|\d+ more|contributors|colleagues)\b|\bet al\b|^others$", re.IGNORECASE)
SAYS_NOTHING = re.compile(r"\W*(n/?a|none|nothing|to ?do|tbd|unknown|see above|x+)?\W*", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Whether the text only holds a place, such as `n/a` or `TODO`."""
    return SAYS_NOTHING.fullmatch(text) is not None


def check_together(sources: Sequence[Source], found: Sequence[Found], redirects: dict[str, str]) -> None:
    """Report to their sources what can only be seen across fields and entries."""
    known = _ids(sources)
    for entry in found:
        for place, message in _contradictions(entry.resource):
            entry.report(place, message)
        for field, target in _references(entry.resource):
            if target not in known:
                entry.report((field,), f"no entry {target!r}{suggestion(target, known)}")
    _check_twins(found)
    for old, new in redirects.items():
        if new not in known or old in known:
            place = ("redirects", old)
            sources[0].report(place, f"redirects: {old!r} must lead from an id that is gone to one that is here")


def _ids(sources: Sequence[Source]) -> list[str]:
    """The ids of all entries, also of those with other problems, once those that stand twice are reported."""
    places: dict[str, tuple[Source, Place]] = {}
    for source in sources:
        for place, entry in entries_of(source):
            id_ = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(id_, str):
                continue
            if id_ in places:
                source.report((*place, "id"), f"id: {id_!r} is already in {_said(*places[id_], source)}")
            places.setdefault(id_, (source, (*place, "id")))
    return list(places)


def _said(source: Source, place: Place, here: Source) -> str:
    line = source.line_of(place)
    return f"line {line}" if source is here else f"{source.file}:{line}"


def _place_of(url: str) -> str:
    """The page and the place on it, since two entries may stand on one page."""
    return f"{same_address(url)}#{urlsplit(url).fragment}"


def _check_twins(found: Sequence[Found]) -> None:
    """Report two entries that go by one alias or lead to one page, unless one says that it is a part of the other."""
    first: dict[str, tuple[Found, Place]] = {}
    for entry in found:
        aliases = (
            (("aliases", index), f"alias {' '.join(alias.casefold().split())}", f"the alias {alias!r}")
            for index, alias in enumerate(entry.resource.aliases)
        )
        page: tuple[Place, str, str] = (("url",), f"url {_place_of(entry.resource.url)}", "this address")
        for place, key, what in (page, *aliases):
            other, there = first.setdefault(key, (entry, place))
            if not entry.kin(other):
                at = other.seen_from(entry, there)
                entry.report(place, f"{other.resource.id!r} has {what} already, in {at}")


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
        yield ("topics",), "a topic is listed twice"
    for number, author in enumerate(resource.authors):
        if _OTHERS.search(author):  # names are looked for in messages, where "and the others" names nobody
            yield ("authors", number), f"{author!r}: only people and makers stand here; leave out who is not named"
    if is_own(resource.id):
        yield ("id",), "ids of this form are for entries that a server's members bring in"
    if resource.part_of == resource.id:
        yield ("part_of",), "an entry cannot be part of itself"
    for place, url in addresses_of(resource):
        if wrong := what_is_wrong_with(url):
            yield place, wrong
    for index, item in enumerate(resource.verified.by):
        for field in ("shows", "source"):
            if says_nothing(getattr(item, field)):
                yield (
                    ("verified", "by", index, field),
                    f"{field} says nothing; name what shows the fact, or leave it out",
                )
