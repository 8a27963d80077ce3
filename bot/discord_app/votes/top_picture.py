"""What helped a server most as a picture: a bar with a number for each entry, readable on a phone."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from bot.advise.verdicts.wishes import name_among
from bot.advise.wording.terms import KIND
from bot.community.top import Helpful
from bot.discord_app.ui.lettering import FAINT, INK, MARGIN, MOST_ALT, PAPER, TRACK, WIDTH, drawable, write
from bot.discord_app.ui.text import shorten
from bot.language import Language, mark

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

HEADING = mark("What members here found most helpful")
TOP, ROW = 146, 100
BAR = "#3d6dcc"
RADIUS, SHORTEST = 5, 10
NUMBER = 130
"""The room for the number after the longest bar."""


def chart(found: Sequence[Helpful], scope: str, say: Language) -> tuple[bytes, str]:
    """The picture as a PNG file and its alt text, within Discord's 1024 characters.

    `scope` says which votes are counted.
    """
    entries = [item.resource for item in found]
    bars = tuple(
        (f"{row}. {drawable(name_among(item.resource, entries, say)) or say(KIND[item.resource.format])}", item.helped)
        for row, item in enumerate(found, 1)
    )
    return _drawn(say(HEADING), f"{scope} {say('Members who found it helpful:')}", bars), alt_text(found, scope, say)


@lru_cache(maxsize=32)  # of some 30 kB each: until somebody votes, every member of a server sees the same one
def _drawn(heading: str, below: str, bars: tuple[tuple[str, int], ...]) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, TOP + ROW * len(bars) + MARGIN // 2), PAPER)
    draw = ImageDraw.Draw(image)
    write(draw, (MARGIN, 26), heading, 38, INK)
    write(draw, (MARGIN, 84), below, 28, FAINT)
    most = max(number for _, number in bars)
    for row, (title, number) in enumerate(bars):
        _draw_bar(draw, TOP + row * ROW, title, number, number / most)
    file = BytesIO()
    image.quantize(32, Image.Quantize.FASTOCTREE).save(file, "PNG")  # faster than the usual way, and enough here
    return file.getvalue()


def alt_text(found: Sequence[Helpful], scope: str, say: Language) -> str:
    """The picture in words: every entry with its number."""
    room = (MOST_ALT - 200) // len(found) - 40
    told = (_told(number, item, room, say) for number, item in enumerate(found, 1))
    return shorten(f"{say(HEADING)}. {scope} {'; '.join(told)}.", MOST_ALT)


def _told(number: int, item: Helpful, room: int, say: Language) -> str:
    members = say.counted("{count} member", "{count} members", item.helped)
    return f"{number}. {shorten(item.resource.title, room)}: {members}"


def _draw_bar(draw: "ImageDraw", top: int, title: str, number: int, share: float) -> None:
    write(draw, (MARGIN, top), title, 32, INK)
    room = WIDTH - 2 * MARGIN - NUMBER
    upper, lower, end = top + 48, top + 78, MARGIN + max(round(room * share), SHORTEST)
    draw.rounded_rectangle((MARGIN, upper, MARGIN + room, lower), RADIUS, TRACK)
    draw.rounded_rectangle((MARGIN, upper, end, lower), RADIUS, BAR)
    write(draw, (MARGIN + room + 16, top + 43), str(number), 32, INK)
