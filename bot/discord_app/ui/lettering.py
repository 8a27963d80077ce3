"""What all pictures share: their page, its colours, and letters that are readable on a phone."""

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from bot.discord_app.ui.text import shorten

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, MARGIN = 800, 36
MOST_ALT = 1024
"""Discord's limit for a picture's alt text."""
PAPER, INK, FAINT, TRACK = "#f7f8fb", "#1b2333", "#56607a", "#dde3ee"
"""The page has its own light ground, and so works on Discord's dark and light themes."""


def write(draw: "ImageDraw", at: tuple[int, int], text: str, size: int, colour: str) -> None:
    """Write one line, cut where the picture ends."""
    font, room = _font(size), WIDTH - 2 * MARGIN
    fitting = text
    while draw.textlength(fitting, font) > room:
        fitting = shorten(text, len(fitting) - 1)
    draw.text(at, fitting, colour, font)


def _font(size: int) -> "FreeTypeFont":
    """Roboto, which has the letters of Europe's languages; Pillow's own font has only English ones."""
    from PIL import ImageFont

    with as_file(files("font_roboto") / "files" / "Roboto-Regular.ttf") as file:
        return ImageFont.truetype(file, size)
