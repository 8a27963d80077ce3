"""What must hold of notes, subjects, terms and routes by themselves: budgets of words, names told apart."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bot.catalogue.advice.models import Faq, When
from bot.catalogue.advice.read import AdviceFiles, Placed
from bot.catalogue.advice.walk import inner, whens
from bot.catalogue.models import Entry, Resource
from bot.catalogue.reading.found import Found
from bot.catalogue.reading.lines import Place

BUDGETS = {
    "answer": 40,
    "because": 50,
    "next": 30,
    "says": 40,
    "how": 60,
    "means": 60,
    "why": 25,
    "whom": 12,
    "project": 30,
    "skip": 20,
}
"""The most words that each text may have, so that a whole reply stays below 170."""
FIELD_OF = {"whom": "for"}
"""Fields whose name in the files is a word of Python."""
MOST_CORE = 5
"""So many entries at most are named first for one topic and level."""


def check_advice(files: AdviceFiles, entries: Sequence[Found]) -> None:
    """Report to their sources what is wrong with the advice, whatever it names."""
    for group in files.groups():
        _check_twins(group)
        for placed in group:
            _check_item(placed)
    for route in files.routes:
        for index, stage in enumerate(route.item.stages):
            if stage.hours[0] > stage.hours[1]:
                route.report(("stages", index, "hours"), "the lower number comes first")
    for faq in files.faqs:
        _check_asks(faq)
    _check_names(files.subjects)
    _check_names(files.terms)
    _check_core(entries)


def _check_twins(group: Sequence[Placed[Any]]) -> None:
    first: dict[str, Placed[Any]] = {}
    for placed in group:
        other = first.setdefault(placed.item.id, placed)
        if other is not placed:
            placed.report(("id",), f"{placed.item.id!r} is already in {other.where()}")


def _check_item(placed: Placed[Any]) -> None:
    for place, budget, text in _texts(placed.item):
        if (count := len(text.split())) > budget:
            placed.report(place, f"{count} words; {budget} is the most")
    for place, when in whens(placed.item):
        if when == When():
            placed.report(place, "it names no condition, so it would apply to everyone")


def _check_asks(faq: Placed[Faq]) -> None:
    """Report what is answered twice, and "which" of one resource or anything else of two."""
    seen: set[str] = set()
    for index, answer in enumerate(faq.item.answers):
        if answer.ask in seen:
            faq.report(("answers", index, "ask"), f"{answer.ask!r} is answered above")
        elif (answer.ask == "which") != (len(faq.item.of) > 1):
            faq.report(("answers", index, "ask"), "'which' needs two resources, every other question one")
        seen.add(answer.ask)


def _texts(item: Entry) -> Iterator[tuple[Place, int, str]]:
    """Every text with a budget: where it stands, how many words it may have."""
    for name, budget in BUDGETS.items():
        value = getattr(item, name, None)
        if isinstance(value, str):
            yield (FIELD_OF.get(name, name),), budget, value
    for place, value in inner(item):
        yield from (((*place, *further), budget, text) for further, budget, text in _texts(value))


def _check_names(named: Sequence[Placed[Any]]) -> None:
    """Report a name that two claim, or one twice."""
    first: dict[str, Placed[Any]] = {}
    for placed in named:
        for index, name in enumerate(placed.item.names):
            other = first.setdefault(" ".join(name.casefold().split()), placed)
            if other is not placed:
                placed.report(("names", index), f"{name!r} is a name of {other.item.id!r} already")


def _check_core(entries: Sequence[Found]) -> None:
    """Report what is one too many of those that are named first for their main topic at one level."""
    cells: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        cell = _cell(entry.resource)
        if cell:
            cells[cell] += 1
            if cells[cell] > MOST_CORE:
                entry.report(
                    ("standing", "tier"), f"more than {MOST_CORE} entries are core for {' at level '.join(cell)}"
                )


def _cell(resource: Resource) -> tuple[str, str] | None:
    standing = resource.standing
    return (resource.topics[0], resource.level[0]) if standing and standing.tier == "core" else None
