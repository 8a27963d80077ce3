"""The pictures of a message as new files, for a message that outlives it.

A picture's address expires with the private message that has it, and then nothing can show it.
"""

import asyncio
import logging
from collections.abc import Sequence

import discord
from discord import ui

from bot.discord_app.core.transport import ON_THE_WAY

log = logging.getLogger(__name__)

PATIENCE = 1.5
"""Seconds for all pictures: Discord waits three for the answer."""


async def attach_again(view: ui.LayoutView, attachments: Sequence[discord.Attachment]) -> list[discord.File]:
    """Let the view show files of its own, to be sent along, in place of its message's attachments.

    Where they do not arrive in time, all pictures are left out: the text of a card says the same.
    """
    galleries = [child for child in view.walk_children() if isinstance(child, ui.MediaGallery)]
    files: list[discord.File] = []
    try:
        async with asyncio.timeout(PATIENCE):
            for gallery in galleries:
                gallery.items = [await _anew(item, attachments, files) for item in gallery.items]
    except (discord.DiscordException, *ON_THE_WAY):
        log.warning("Posted without its picture, which could not be fetched", exc_info=True)
        for gallery in galleries:
            holder = gallery.parent if isinstance(gallery.parent, ui.Container) else view
            holder.remove_item(gallery)
        return []
    return files


async def _anew(
    item: discord.MediaGalleryItem, attachments: Sequence[discord.Attachment], files: list[discord.File]
) -> discord.MediaGalleryItem:
    """The item with a file of its own, which is added to `files`, if it shows something attached; else as it is."""
    address = item.media.url.partition("?")[0]
    attached = next((other for other in attachments if other.url.partition("?")[0] == address), None)
    if attached is None:
        return item
    files.append(await attached.to_file())
    return discord.MediaGalleryItem(f"attachment://{attached.filename}", description=item.description)
