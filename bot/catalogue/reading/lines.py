"""Where the values of a YAML text stand, and how: a second reading of it, made only where somebody has to be told."""

from collections.abc import Iterable

import yaml
from msgspec import Struct

Place = tuple[str | int, ...]
"""The way to a value from the top of the file, such as `("resources", 3, "level")`."""


class Spot(Struct, frozen=True):
    """The line of a value, and a single value as it is written, without its quotes."""

    line: int
    written: str | None = None


class _Open(Struct):
    """A list or mapping that is not over yet: where it stands, and what comes next in it."""

    place: Place
    next: int | str | None

    def step(self) -> Place:
        """The place of the value that begins now."""
        place = (*self.place, "?" if self.next is None else self.next)
        self.next = self.next + 1 if isinstance(self.next, int) else None
        return place


def spots_of(events: Iterable[yaml.Event]) -> dict[Place, Spot]:
    """The spot of each value, by its place; the line of a mapping's value is that of its key."""
    spots: dict[Place, Spot] = {}
    around: list[_Open] = []
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            around.pop()
        elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.ScalarEvent) and around and around[-1].next is None:
                around[-1].next = event.value
                spots[(*around[-1].place, event.value)] = Spot(line)
                continue
            place = around[-1].step() if around else ()
            written = event.value if isinstance(event, yaml.ScalarEvent) else None
            spots[place] = Spot(spots[place].line if place in spots else line, written)
            if isinstance(event, yaml.CollectionStartEvent):
                around.append(_Open(place, 0 if isinstance(event, yaml.SequenceStartEvent) else None))
    return spots
