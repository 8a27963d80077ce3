"""Reading notes, subjects and routes beside a knowledge file, each with the place where it stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from bot.catalogue.advice.models import Advice, Note, Route, Subject
from bot.catalogue.lines import Place
from bot.catalogue.models import Entry
from bot.catalogue.schema import convert
from bot.catalogue.source import MAX_BYTES, Source

NOTES, SUBJECTS, ROUTES = "notes", "subjects.yaml", "routes.yaml"
_Item = TypeVar("_Item", bound=Entry)


class Placed(Struct, Generic[_Item], frozen=True):
    """A note, subject or route, and where it stands."""

    item: _Item
    source: Source
    place: Place

    def report(self, place: Place, message: str) -> None:
        """Note a problem at this place in it."""
        self.source.report((*self.place, *place), f"{next((p for p in place if isinstance(p, str)), 'id')}: {message}")

    def line(self, place: Place = ()) -> int:
        """The line of this place in it."""
        return self.source.line_of((*self.place, *place))


class AdviceFiles(Struct, frozen=True):
    """What the files hold that has the right form; every problem found so far is noted in `sources`."""

    sources: list[Source]
    notes: list[Placed[Note]]
    subjects: list[Placed[Subject]]
    routes: list[Placed[Route]]

    def advice(self) -> Advice:
        """All of it by id."""
        return Advice(
            (placed.item for placed in self.notes),
            (placed.item for placed in self.subjects),
            (placed.item for placed in self.routes),
        )


def advice_paths(folder: Path) -> list[Path]:
    """The files beside a knowledge file that hold notes, subjects and routes, as far as they are there."""
    beside = (folder / name for name in (SUBJECTS, ROUTES))
    return [*sorted((folder / NOTES).glob("*.yaml")), *(path for path in beside if path.is_file())]


def read_advice(folder: Path) -> AdviceFiles:
    """Everything of the advice in this folder; empty where it has none."""
    found = AdviceFiles([], [], [], [])
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
        elif path.name == ROUTES:
            found.routes.extend(_items(source, "routes", Route))
        else:
            found.notes.extend(_items(source, "notes", Note))
    return found


def _items(source: Source, name: str, model: type[_Item]) -> Iterator[Placed[_Item]]:
    values = source.value.get(name) if isinstance(source.value, dict) else None
    if not isinstance(values, list) or len(source.value) > 1:
        if not source.problems:
            source.report((), f"the file must hold the field {name!r} with a list of them, and nothing else")
        return
    for index, value in enumerate(values):
        place = (name, index)
        item = convert(source, value, model, place)
        if item is not None:
            yield Placed(item, source, place)
