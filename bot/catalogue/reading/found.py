"""An entry of the knowledge base together with where it stands, so that a problem can name its line."""

from msgspec import Struct

from bot.catalogue.models import Resource
from bot.catalogue.reading.lines import Place
from bot.catalogue.reading.source import Problem, Source


class Found(Struct, frozen=True):
    """An entry, and where it stands."""

    resource: Resource
    source: Source
    place: Place

    def report(self, place: Place, message: str) -> None:
        """Note a problem at this place in the entry, under the name of its field."""
        self.source.report((*self.place, *place), f"{place[0]}: {message}")

    def warning(self, place: Place, message: str) -> Problem:
        """A warning about this place in the entry."""
        return Problem(self.source.file, self.line_of(place), message, warning=True)

    def kin(self, other: "Found") -> bool:
        """Whether both are the same entry, or one says that it is a part of the other."""
        ours, theirs = self.resource, other.resource
        return ours.id == theirs.id or ours.part_of == theirs.id or theirs.part_of == ours.id

    def line_of(self, place: Place) -> int:
        """The line of this place in the entry."""
        return self.source.line_of((*self.place, *place))

    def where(self, place: Place) -> str:
        """`file:line` of this place in the entry."""
        return f"{self.source.file}:{self.line_of(place)}"

    def seen_from(self, other: "Found", place: Place) -> str:
        """Where this place in the entry stands, as said in a message about the other."""
        return f"line {self.line_of(place)}" if self.source is other.source else self.where(place)
