"""What all pictures share: their page, its colours, and letters that are readable on a phone."""

from functools import lru_cache, partial
from importlib.resources import as_file, files
from math import ceil, floor
from textwrap import wrap
from typing import TYPE_CHECKING

from bot.discord_app.ui.text import shorten

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageText import Text

WIDTH, MARGIN = 800, 36
SHOWN_WIDTH, SHOWN_HEIGHT = 260, 350
"""CSS pixels: a phone of 390 shows a picture at least so wide, and Discord on a computer none higher (550 by 350)."""
LEAST_LETTERS = 12
"""CSS pixels that letters measure at least, where a picture is as small as that."""
SMALLEST = ceil(LEAST_LETTERS * WIDTH / SHOWN_WIDTH)
"""The size of the smallest letters, in pixels of the picture: 37."""
TALLEST = floor(SHOWN_HEIGHT * WIDTH / SHOWN_WIDTH)
"""How high a picture may be that is shown at least `SHOWN_WIDTH` wide everywhere: 1076."""
MOST_ALT = 1024
"""Discord's limit for a picture's alt text."""
PAPER, INK, FAINT, TRACK = "#f7f8fb", "#1b2333", "#56607a", "#dde3ee"
"""The page has its own light ground, and so works on Discord's dark and light themes."""
_NOWHERE = "\U0010fffe"
"""What no font has."""
SPACING = 8
"""Pixels between the lines of a paragraph."""
PIECE = 16
"""So many letters fit on a line whatever they are: a longer word that does not fit is broken."""


def write(draw: "ImageDraw", at: tuple[int, int], text: str, size: int, colour: str) -> None:
    """Write one line, cut where the picture ends."""
    font, room = roboto(size), WIDTH - 2 * MARGIN
    fitting = text
    while draw.textlength(fitting, font) > room:
        fitting = shorten(text, len(fitting) - 1)
    draw.text(at, fitting, colour, font)


def paragraph(words: str, size: int, room: int, *, strong: bool = False) -> "Text[str]":
    """A text in lines of at most so many pixels, with nothing cut; Pillow measures and wraps it."""
    from PIL.ImageText import Text

    font = roboto(max(size, SMALLEST), "Medium" if strong else "Regular")
    whole = partial(_in_pieces, font=font, room=room)
    text = Text(" ".join(map(whole, words.split())), font, spacing=SPACING)
    text.wrap(room)
    return text


def height(text: "Text[str]") -> int:
    """The pixels that a paragraph takes, whatever letters it has."""
    lines = text.text.count("\n") + 1
    return ceil(lines * (text.font.getbbox("A")[3] + SPACING))


def roboto(size: int, weight: str = "Regular") -> "FreeTypeFont":
    """Roboto, which has the letters of Europe's languages; Pillow's own font has only English ones."""
    from PIL import ImageFont

    with as_file(files("font_roboto") / "files" / f"Roboto-{weight}.ttf") as file:
        return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)  # three times as fast


def drawable(text: str) -> str:
    """The text without signs that the letters of pictures do not have; empty where few of its letters are left, as of
    one in another script.
    """
    drawn = " ".join("".join(char if _has(char) else " " for char in text).split())
    letters = sum(map(str.isalnum, text))
    return drawn if 2 * sum(map(str.isalnum, drawn)) >= letters > 0 else ""


@lru_cache(maxsize=2000)
def _has(char: str) -> bool:
    """Whether the letters of pictures have this one: all others are drawn as the same box."""
    mask, box = (roboto(SMALLEST).getmask(one) for one in (char, _NOWHERE))
    return char.isspace() or (mask.size, bytes(mask)) != (box.size, bytes(box))


def _in_pieces(word: str, font: "FreeTypeFont", room: int) -> str:
    return word if font.getlength(word) <= room else " ".join(wrap(word, PIECE))
