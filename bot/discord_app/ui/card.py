"""The frame that all replies share: blocks of text, buttons and pictures within Discord's limits."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.discord_app.ui.text import shorten

if TYPE_CHECKING:
    from bot.advise.conversation.turn import Turn

TEXT_BUDGET = 3800
"""Discord allows 4000 characters of text in one message; the rest is for the head and the foot."""
HEAD_BUDGET = FOOT_BUDGET = (4000 - TEXT_BUDGET) // 2
ACCENT = discord.Colour(0x3D6DCC)


class Card(ui.LayoutView):
    """A reply: blocks of text in one frame. Text beyond Discord's limit is cut, block by block.

    It is stopped from the start, so that discord.py keeps none in memory once it is sent, nor a task that waits a
    quarter of an hour for each that one member alone sees: what can be pressed finds its way by its id alone.

    `turn` is the answer that it shows, where one may go on from that in words.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.turn: Turn | None = None
        self._left = TEXT_BUDGET
        self._frame: ui.Container[Card] = ui.Container(accent_colour=ACCENT)
        self._foot: list[ui.Item[Any]] = []
        self._attached: dict[str, bytes] = {}
        self.add_item(self._frame)
        self.stop()

    def text(self, *lines: str) -> None:
        """Add a block of lines; empty ones are left out."""
        if content := self._fitted(lines):
            self._frame.add_item(ui.TextDisplay(content))

    def section(self, button: ui.Item[Any], *lines: str) -> None:
        """Add a block of lines with a button beside it."""
        if content := self._fitted(lines):
            self._frame.add_item(ui.Section(ui.TextDisplay(content), accessory=button))

    def beside(self, button: ui.Item[Any] | None, *lines: str) -> None:
        """Add a block of lines, with the button beside it if there is one."""
        if button:
            self.section(button, *lines)
        else:
            self.text(*lines)

    def line(self) -> None:
        """Add a dividing line."""
        self._frame.add_item(ui.Separator())

    def row(self, buttons: Iterable[ui.Item[Any]]) -> None:
        """Add a row of buttons, if there are any."""
        if items := list(buttons):
            self._frame.add_item(ui.ActionRow(*items))
            self._keep_foot_last()

    def picture(self, name: str, picture: bytes, description: str) -> None:
        """Show a picture, sent along as a file of this name; `description` is its alt text."""
        media = discord.MediaGalleryItem(f"attachment://{name}", description=description)
        self._frame.add_item(ui.MediaGallery(media))
        self._attached[name] = picture

    def drop_pictures(self, *, told: bool = False) -> None:
        """Leave the pictures out where no files may be sent, and say in words what they show unless it is `told`."""
        children = list(self._frame.children)
        self._frame.clear_items()
        for child in children:
            if not isinstance(child, ui.MediaGallery):
                self._frame.add_item(child)
            elif not told and (words := self._fitted(item.description or "" for item in child.items)):
                self._frame.add_item(ui.TextDisplay(words))
        self._attached.clear()

    def files(self) -> list[discord.File]:
        """The files to send along; new ones at each call, since sending uses them up."""
        return [discord.File(BytesIO(content), name) for name, content in self._attached.items()]

    def head(self, words: str) -> None:
        """Say something in small print before all that is there, if there is anything to say; at most once."""
        if words:
            items = list(self._frame.children)
            self._frame.clear_items()
            for item in (ui.TextDisplay(shorten(f"-# {words}", HEAD_BUDGET)), *items):
                self._frame.add_item(item)

    def foot(self, words: str) -> None:
        """Add a dividing line and small print that stays last, below any row added after it.

        It may take what the text has left, and always has the room kept for it.
        """
        content = shorten(f"-# {words}", FOOT_BUDGET + self._left)
        self._left -= max(len(content) - FOOT_BUDGET, 0)
        self._foot = [ui.Separator(), ui.TextDisplay(content)]
        self._keep_foot_last()

    @property
    def room(self) -> int:
        """The characters left."""
        return self._left

    def _keep_foot_last(self) -> None:
        for item in self._foot:
            self._frame.remove_item(item)
            self._frame.add_item(item)

    def _fitted(self, lines: Iterable[str]) -> str:
        content = "\n".join(line for line in lines if line)
        content = shorten(content, self._left) if self._left > 20 else ""
        self._left -= len(content)
        return content
