"""A trail as pictures: places from top to bottom along a line, what lies behind ticked, what lies ahead numbered."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from bot.discord_app.ui.lettering import FAINT, INK, PAPER, SMALLEST, TALLEST, WIDTH, height, paragraph, roboto

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageText import Text

TITLE = 41
ACCENT, DONE, LINE = "#2f5fc4", "#1c7a5a", "#aab4c8"
"""Where somebody stands, what is done, and the line; words, numbers and ticks say the same without a colour."""
MIDDLE, LEFT, RIGHT, GAP = 46, 96, 20, 28
"""Where the line runs, where words begin and end, and the room between two places."""
RADIUS, FINE, RISE = 30, 4, 5
"""Of a node: its size, how many times larger it is drawn for a smooth edge, and how far above its words it begins."""
TICK = ((16, 31), (26, 41), (45, 20))
NODE = {"done": DONE, "assumed": FAINT, "ahead": INK, "here": ACCENT, "goal": DONE}


class Stop(Struct, frozen=True):
    """A place on a trail: its name, and what is said below it. `here` says that one stands at it, above its name.

    `number` is that of a stage ahead; the goal and what lies behind have none.
    """

    kind: Literal["done", "assumed", "ahead", "goal"]
    name: str
    below: tuple[str, ...] = ()
    number: int = 0
    here: str = ""


class Place(Struct, frozen=True):
    """A stop where it stands in a picture: its top, and its paragraphs, each with its top and colour."""

    stop: Stop
    top: int
    texts: tuple[tuple[int, "Text[str]", str], ...]
    bottom: int

    @classmethod
    def at(cls, top: int, stop: Stop) -> "Place":
        """The stop with its words in lines, from this height on."""
        texts, bottom = [], top
        for text, colour in _texts(stop):
            texts.append((bottom, text, colour))
            bottom += height(text)
        return cls(stop, top, tuple(texts), bottom + GAP)


def pages(stops: Iterable[Stop]) -> Iterator[list[Place]]:
    """The stops by pictures, none of them so high that Discord shows it too small to be read."""
    page: list[Place] = []
    for stop in stops:
        place = Place.at(page[-1].bottom if page else GAP, stop)
        if page and place.bottom > TALLEST:
            yield page
            page, place = [], Place.at(GAP, stop)
        page.append(place)
    yield page


def drawn(page: Sequence[Place], *, begins: bool, ends: bool) -> bytes:
    """One picture as a PNG file. The line runs on beyond it where the trail does not begin or end there."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, page[-1].bottom), PAPER)
    draw = ImageDraw.Draw(image)
    line = (page[0].top + RADIUS if begins else 0, page[-1].top + RADIUS if ends else image.height)
    draw.line((MIDDLE, line[0], MIDDLE, line[1]), LINE, 8)
    for place in page:
        image.paste(_node(place.stop), (MIDDLE - RADIUS, place.top - RISE))
        for top, text, colour in place.texts:
            draw.text((LEFT, top), text, colour)
    file = BytesIO()
    image.quantize(64, Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()


def _texts(stop: Stop) -> Iterator[tuple["Text[str]", str]]:
    """The paragraphs of a stop, each with its colour."""
    room = WIDTH - LEFT - RIGHT
    if stop.here:
        yield paragraph(stop.here, SMALLEST, room, strong=True), ACCENT
    yield paragraph(stop.name, TITLE, room, strong=True), INK
    for place, text in enumerate(stop.below):
        yield paragraph(text, SMALLEST, room), INK if place else FAINT


def _node(stop: Stop) -> "Image":
    """The sign of a stop on the ground that it stands on: a tick, a number, or a target for the goal."""
    from PIL import Image, ImageDraw

    size, colour = 2 * RADIUS * FINE, NODE["here" if stop.here else stop.kind]
    image = Image.new("RGB", (size, size), PAPER)
    draw = ImageDraw.Draw(image)
    draw.ellipse((0, 0, size - 1, size - 1), colour)
    if stop.kind == "goal":
        for share, ring in ((0.68, PAPER), (0.36, colour)):
            draw.circle((size / 2, size / 2), size / 2 * share, ring)
    elif stop.kind == "ahead":
        draw.text((size / 2, size / 2), str(stop.number), PAPER, roboto(SMALLEST * FINE, "Medium"), anchor="mm")
    else:
        draw.line([(x * FINE, y * FINE) for x, y in TICK], PAPER, 6 * FINE, joint="curve")
    return image.reduce(FINE)
