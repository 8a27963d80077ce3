"""What a server asked for in a month and did not find, as a picture: a bar for each, readable on a phone."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from bot.community.question_statistics import Common, in_words
from bot.discord_app.ui.lettering import (
    INK,
    MARGIN,
    MOST_ALT,
    PAPER,
    SMALLEST,
    TALLEST,
    TRACK,
    WIDTH,
    height,
    paragraph,
)
from bot.discord_app.ui.text import shorten
from bot.language import Language, mark

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageText import Text

HEADING = mark("Asked for in {month}, and not found")
HEAD = 42
BAR = "#b4532f"
THICK, NEAR, GAP, RADIUS = 28, 10, 34, 5
"""Pixels: how thick a bar is, how far below its words, and how far above the next ones."""
NUMBER = 120
"""The room for the number after the longest bar."""


class _Row(NamedTuple):
    """One bar: its words, so wide as they may be, how often it was asked for, and the pixels that it takes."""

    words: "Text[str]"
    times: int

    @property
    def pixels(self) -> int:
        return height(self.words) + NEAR + THICK + GAP


def missed_chart(missed: Common, month: str, say: Language) -> tuple[bytes, str]:
    """The picture as a PNG file, of what was asked for most and as much of it as fits, and its alt text."""
    heading = say(HEADING, month=month)
    asked = tuple((_capital(in_words(combination, say)), times) for combination, times in missed.times)
    told = "; ".join(f"{words}: {say('{count} or more', count=times)}" for words, times in asked)
    return _drawn(heading, asked), shorten(f"{heading}. {told}.", MOST_ALT)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=8)
def _drawn(heading: str, asked: Sequence[tuple[str, int]]) -> bytes:
    from PIL import Image, ImageDraw

    head = paragraph(heading, HEAD, WIDTH - 2 * MARGIN, strong=True)
    top = MARGIN + height(head) + GAP
    rows = list(_fitting(asked, TALLEST - top))
    image = Image.new("RGB", (WIDTH, top + sum(row.pixels for row in rows)), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, MARGIN), head, INK)
    for row in rows:
        _draw(draw, top, row, row.times / asked[0][1])
        top += row.pixels
    file = BytesIO()
    image.quantize(32, Image.Quantize.FASTOCTREE).save(file, "PNG")  # faster than the usual way, and enough here
    return file.getvalue()


def _fitting(asked: Sequence[tuple[str, int]], room: int) -> Iterator[_Row]:
    """The rows for which there is room, in their order."""
    for words, times in asked:
        row = _Row(paragraph(words, SMALLEST, WIDTH - 2 * MARGIN), times)
        room -= row.pixels
        if room < 0:
            return
        yield row


def _draw(draw: "ImageDraw", top: int, row: _Row, share: float) -> None:
    draw.text((MARGIN, top), row.words, INK)
    room = WIDTH - 2 * MARGIN - NUMBER
    upper = top + height(row.words) + NEAR
    for width, colour in ((room, TRACK), (round(room * share), BAR)):
        draw.rounded_rectangle((MARGIN, upper, MARGIN + width, upper + THICK), RADIUS, colour)
    number = paragraph(f"{row.times}+", SMALLEST, NUMBER)
    draw.text((MARGIN + room + 16, upper - 8), number, INK)
