"""What stands within notes, subjects and routes, each with its place: for the checks that hold wherever it stands."""

from collections.abc import Iterator

from bot.catalogue.advice.models import Choice, Route, Variant, When
from bot.catalogue.models import Entry
from bot.catalogue.reading.lines import Place

FIELDS = {
    "picks": "picks", "variants": "for", "shortlist": "shortlist", "stages": "stages", "ways": "ways",
    "answers": "answers",
}  # fmt: skip
"""What holds other things, and how it is called in the files."""


def inner(item: Entry) -> Iterator[tuple[Place, Entry]]:
    """What this holds directly."""
    for name, field in FIELDS.items():
        for index, value in enumerate(getattr(item, name, None) or ()):
            yield (field, index), value


def choices(item: Entry) -> Iterator[tuple[Place, Choice]]:
    """Every resource that it names."""
    for place, value in inner(item):
        if isinstance(value, Choice):
            yield place, value
        else:
            yield from (((*place, *further), choice) for further, choice in choices(value))


def whens(item: Entry) -> Iterator[tuple[Place, When]]:
    """Every condition in it."""
    if isinstance(item, Route) and item.when:
        yield ("when",), item.when
    for place, value in inner(item):
        if isinstance(value, Variant):
            yield (*place, "when"), value.when
        else:
            yield from (((*place, *further), when) for further, when in whens(value))
