"""What must hold of notes, subjects and routes: budgets of words, ids that exist, names that are told apart."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Any

from bot.catalogue.advice.models import Choice, Note, Route, Stage, Subject, When
from bot.catalogue.advice.read import AdviceFiles, Placed
from bot.catalogue.found import Found
from bot.catalogue.lines import Place
from bot.catalogue.models import Entry, Resource
from bot.catalogue.schema import suggestion
from bot.catalogue.skills import SkillGraph
from bot.catalogue.vocabulary import TOPICS

BUDGETS = {"answer": 40, "because": 50, "next": 30, "says": 40, "why": 25, "whom": 12, "project": 30, "skip": 20}
"""The most words that each text may have, so that a whole reply stays below 170."""
FIELD_OF = {"whom": "for"}
"""Fields whose name in the files is a word of Python."""
MOST_CORE = 5
"""So many entries at most are named first for one topic and level."""


def check_advice(files: AdviceFiles, entries: Sequence[Found], known: Collection[str], graph: SkillGraph) -> None:
    """Report to their sources what is wrong with the advice. `known` are the ids of all entries."""
    resources = {entry.resource.id: entry.resource for entry in entries}
    groups: list[Sequence[Placed[Any]]] = [files.notes, files.subjects, files.routes]
    for group in groups:
        _check_twins(group)
    for placed in chain.from_iterable(groups):
        for place, text in _texts(placed.item):
            _check_budget(placed, place, text)
        for place, choice in _choices(placed.item):
            if choice.id not in known:
                placed.report((*place, "id"), f"no entry {choice.id!r}{suggestion(choice.id, list(known))}")
            elif (chosen := resources.get(choice.id)) and chosen.status == "retired":
                placed.report((*place, "id"), f"{choice.id!r} is retired, so it cannot be recommended")
        for place, when in _whens(placed.item):
            _check_when(placed, place, when, known)
    _check_references(files, graph)
    _check_names(files.subjects)
    _check_core(entries)


def _check_twins(group: Sequence[Placed[Any]]) -> None:
    first: dict[str, Placed[Any]] = {}
    for placed in group:
        other = first.setdefault(placed.item.id, placed)
        if other is not placed:
            placed.report(("id",), f"{placed.item.id!r} stands in {other.source.file}:{other.line()} already")


def _check_budget(placed: Placed[Any], place: Place, text: str) -> None:
    budget = BUDGETS["whom" if place[-1] == "for" else str(place[-1])]
    if (count := len(text.split())) > budget:
        placed.report(place, f"{count} words, and {budget} is the most")


def _texts(item: Entry) -> Iterator[tuple[Place, str]]:
    """Every text with a budget, and where it stands."""
    for name in BUDGETS:
        value = getattr(item, name, None)
        if isinstance(value, str):
            yield (FIELD_OF.get(name, name),), value
    for field, inner in _inner(item):
        yield from (((*field, *place), text) for place, text in _texts(inner))


def _inner(item: Entry) -> Iterator[tuple[Place, Entry]]:
    for name, field in (("picks", "picks"), ("variants", "for"), ("shortlist", "shortlist"), ("stages", "stages"),
                        ("ways", "ways")):  # fmt: skip
        for index, inner in enumerate(getattr(item, name, None) or ()):
            yield (field, index), inner


def _choices(item: Entry) -> Iterator[tuple[Place, Choice]]:
    for field, inner in _inner(item):
        if isinstance(inner, Choice):
            yield field, inner
        else:
            yield from (((*field, *place), choice) for place, choice in _choices(inner))


def _whens(item: Entry) -> Iterator[tuple[Place, When]]:
    if isinstance(item, Route) and item.when:
        yield ("when",), item.when
    if isinstance(item, Note):
        yield from ((("for", index, "when"), variant.when) for index, variant in enumerate(item.variants))


def _check_when(placed: Placed[Any], place: Place, when: When, known: Collection[str]) -> None:
    if when == When():
        placed.report(place, "it names no condition, so it would hold for everyone")
    for index, id_ in enumerate(when.done):
        if id_ not in known:
            placed.report((*place, "done", index), f"no entry {id_!r}{suggestion(id_, list(known))}")


def _check_references(files: AdviceFiles, graph: SkillGraph) -> None:
    notes = [placed.item.id for placed in files.notes]
    subjects = [placed.item.id for placed in files.subjects]
    skills = [skill.id for skill in graph]
    for note in files.notes:
        _check_known(note, "see_also", note.item.see_also, notes, "note")
    for subject in files.subjects:
        _check_known(subject, "builds_on", subject.item.builds_on, [*subjects, *skills], "subject or skill")
    for route in files.routes:
        _check_known(route, "goals", route.item.goals, [*subjects, *TOPICS], "subject or topic")
        for index, stage in enumerate(route.item.stages):
            _check_stage(route, index, stage, skills)


def _check_stage(route: Placed[Route], index: int, stage: Stage, skills: Sequence[str]) -> None:
    for at, skill in enumerate(stage.skills):
        if skill not in skills:
            route.report(("stages", index, "skills", at), f"no skill {skill!r}{suggestion(skill, skills)}")
    if stage.hours[0] > stage.hours[1]:
        route.report(("stages", index, "hours"), "the lower number comes first")


def _check_known(placed: Placed[Any], field: str, ids: Sequence[str], known: Sequence[str], what: str) -> None:
    for index, id_ in enumerate(ids):
        if id_ not in known:
            placed.report((field, index), f"no {what} {id_!r}{suggestion(id_, known)}")


def _check_names(subjects: Sequence[Placed[Subject]]) -> None:
    """Report a name that two subjects claim."""
    first: dict[str, Placed[Subject]] = {}
    for placed in subjects:
        for index, name in enumerate(placed.item.names):
            other = first.setdefault(name.casefold(), placed)
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
