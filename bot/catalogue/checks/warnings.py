"""What a curator should look at again: nothing that keeps the knowledge base from being used."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bot.catalogue.advice.asks import Asks
from bot.catalogue.advice.asks_warnings import asks_warnings
from bot.catalogue.advice.read import AdviceFiles, Placed
from bot.catalogue.reading.found import Found
from bot.catalogue.reading.load import Base
from bot.catalogue.reading.source import Problem

UNCONFIRMED = "not confirmed"
GRACE = dt.timedelta(days=1)
"""So far a curator's date may be ahead of ours, which is that of UTC."""


def warnings_of(base: Base, today: dt.date, asks: Asks | None = None) -> list[Problem]:
    """Every warning about the base, and about its wordings, as of this date: file by file, in the order of lines."""
    found: list[Problem] = []
    for entry in base.found:
        found += _about(entry, today)
    for group in (base.advice.notes, base.advice.subjects, base.advice.routes):  # what a term means does not age
        for placed in group:
            found += _looked_up(placed, placed.item.verified.date, today)
    found += _shared_ids(base.advice)
    if not base.problems:  # else an entry that could not be read may well be the one that teaches it
        found += _orphans(base.found)
    if asks:
        found += asks_warnings(asks, base.advice.notes)
    sources = [*base.sources, *(asks.sources if asks else ())]
    files = {source.file: number for number, source in enumerate(sources)}
    return sorted(found, key=lambda problem: (files[problem.file], problem.line))


def _about(entry: Found, today: dt.date) -> Iterator[Problem]:
    resource = entry.resource
    if not resource.gripe:
        yield entry.warning((), "gripe: every entry needs one, and this has none")
    if not resource.not_for:
        yield entry.warning((), "not_for: it is for everyone? Say for whom it is not")
    yield from _looked_up(entry, resource.verified.date, today)
    if all(item.shows.casefold().startswith(UNCONFIRMED) for item in resource.verified.by):
        yield entry.warning(("verified", "by"), "verified: none of it is confirmed")


def _looked_up(found: Found | Placed[Any], date: dt.date, today: dt.date) -> Iterator[Problem]:
    if date > today + GRACE:
        yield found.warning(("verified", "date"), f"verified: {date} is in the future")
    elif _months(date, today) >= 12:
        yield found.warning(("verified", "date"), f"verified: last looked up on {date}; look again")


def _shared_ids(advice: AdviceFiles) -> Iterator[Problem]:
    """Subjects that go by the id of a note: wordings and weights cannot tell which of both they mean."""
    notes = {note.item.id: note for note in advice.notes}
    for subject in advice.subjects:
        if note := notes.get(subject.item.id):
            yield subject.warning(("id",), f"id: the note in {note.where()} has this id too, and gets its wordings")


def _months(since: dt.date, today: dt.date) -> int:
    """Whole months from one date to the other."""
    return (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)


def _orphans(found: list[Found]) -> Iterator[Problem]:
    taught = {skill for entry in found if entry.resource.status != "retired" for skill in entry.resource.teaches}
    asking: dict[str, list[tuple[Found, int]]] = defaultdict(list)
    for entry in found:
        for index, skill in enumerate(entry.resource.requires):
            asking[skill].append((entry, index))
    for skill, places in asking.items():
        if skill not in taught:
            entry, index = places[0]
            others = f" (and {len(places) - 1} more ask for it)" if len(places) > 1 else ""
            yield entry.warning(("requires", index), f"requires: nothing in the list teaches {skill!r}{others}")
