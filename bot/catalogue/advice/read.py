"""Reading the advice beside a knowledge file, each item with the place where it stands."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct

from bot.catalogue.advice.models import Advice, Faq, Note, Route, Subject, Term
from bot.catalogue.models import Entry
from bot.catalogue.reading.files import ids_in
from bot.catalogue.reading.lines import Place
from bot.catalogue.reading.schema import convert
from bot.catalogue.reading.source import MAX_BYTES, Problem, Source

NOTES, FAQS, SUBJECTS, TERMS, ROUTES = "notes", "faqs", "subjects.yaml", "terms.yaml", "routes.yaml"
_Item = TypeVar("_Item", bound=Entry)


class Placed(Struct, Generic[_Item], frozen=True):
    """One item of the advice, and where it stands."""

    item: _Item
    source: Source
    place: Place

    def report(self, place: Place, message: str) -> None:
        """Note a problem at this place in it."""
        self.source.report((*self.place, *place), f"{next((p for p in place if isinstance(p, str)), 'id')}: {message}")

    def warning(self, place: Place, message: str) -> Problem:
        """A warning about this place in it."""
        return Problem(self.source.file, self.line(place), message, warning=True)

    def where(self, place: Place = ()) -> str:
        """`file:line` of this place in it."""
        return f"{self.source.file}:{self.line(place)}"

    def line(self, place: Place = ()) -> int:
        """The line of this place in it."""
        return self.source.line_of((*self.place, *place))


class AdviceFiles(Struct, frozen=True):
    """What the files hold that has the right form; every problem found so far is noted in `sources`."""

    sources: list[Source]
    notes: list[Placed[Note]]
    subjects: list[Placed[Subject]]
    terms: list[Placed[Term]]
    routes: list[Placed[Route]]
    faqs: list[Placed[Faq]]

    @classmethod
    def empty(cls) -> "AdviceFiles":
        """No advice at all."""
        return cls([], [], [], [], [], [])

    def groups(self) -> tuple[Sequence[Placed[Any]], ...]:
        """Notes, subjects, terms, routes and answers about resources."""
        return self.notes, self.subjects, self.terms, self.routes, self.faqs

    def ids(self, name: str) -> list[str]:
        """The ids of all `notes`, `subjects`, `terms` or `routes`, also of those that have other flaws."""
        return [id_ for source in self.sources for id_ in ids_in(_values(source, name))]

    def advice(self) -> Advice:
        """All of it by id."""
        return Advice(
            (placed.item for placed in self.notes),
            (placed.item for placed in self.subjects),
            (placed.item for placed in self.routes),
            (placed.item for placed in self.terms),
            (placed.item for placed in self.faqs),
        )


def advice_paths(folder: Path) -> list[Path]:
    """The files beside a knowledge file that hold advice, as far as they are there."""
    beside = (folder / name for name in (SUBJECTS, TERMS, ROUTES))
    folders = (path for name in (NOTES, FAQS) for path in sorted((folder / name).glob("*.yaml")))
    return [*folders, *(path for path in beside if path.is_file())]


def read_advice(folder: Path) -> AdviceFiles:
    """Everything of the advice in this folder; empty where it has none."""
    found = AdviceFiles.empty()
    room = MAX_BYTES
    for path in advice_paths(folder):
        source = Source(path)
        found.sources.append(source)
        room -= source.size
        if room < 0:
            source.report((), f"with this file the advice is larger than {MAX_BYTES:,} bytes")
            break
        if path.name == SUBJECTS:
            found.subjects.extend(_items(source, "subjects", Subject))
        elif path.name == TERMS:
            found.terms.extend(_items(source, "terms", Term))
        elif path.name == ROUTES:
            found.routes.extend(_items(source, "routes", Route))
        elif path.parent.name == FAQS:
            found.faqs.extend(_items(source, "faqs", Faq))
        else:
            found.notes.extend(_items(source, "notes", Note))
    return found


def _items(source: Source, name: str, model: type[_Item]) -> Iterator[Placed[_Item]]:
    if not (isinstance(source.value, dict) and isinstance(source.value.get(name), list) and len(source.value) == 1):
        if not source.problems:
            source.report((), f"the file must hold the field {name!r} with a list of them, and nothing else")
        return
    for place, value in _values(source, name):
        item = convert(source, value, model, place)
        if item is not None:
            yield Placed(item, source, place)


def _values(source: Source, name: str) -> Iterator[tuple[Place, Any]]:
    """Place and plain value of each item of this list."""
    values = source.value.get(name) if isinstance(source.value, dict) else None
    for index, value in enumerate(values if isinstance(values, list) else []):
        yield (name, index), value
