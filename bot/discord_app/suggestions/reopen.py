"""Moderators look again at what they approved: an entry of the server's own goes back to what waits."""

import logging
import re
from typing import Any, Self

import discord
from discord import ui

from bot.catalogue.server_entries import suggestion_of
from bot.discord_app.core.delivery import tell
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.moderation.access import moderating
from bot.language import ENGLISH, Language, mark

log = logging.getLogger(__name__)

WAITS_AGAIN = mark("{title} is taken out of the list. It waits in /server queue for another decision.")
NOT_AN_ENTRY = mark("That is no entry of this server any more.")
DECIDE_AGAIN = mark("Moderators: decide again")


class ReopenButton(ui.DynamicItem[ui.Button[Any]], template=r"reopen:1:(?P<id>c-\d{1,20})"):
    """Takes an entry of the server's own out of the list, for the moderator who presses to decide on it again."""

    def __init__(self, resource_id: str, say: Language = ENGLISH) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=say(DECIDE_AGAIN), style=style, custom_id=f"reopen:1:{resource_id}"))
        self.resource_id = resource_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(match["id"])

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Take the entry back, and say where it waits."""
        client, moderation = interaction.client, await moderating(interaction)
        if moderation is None:
            return
        number = suggestion_of(self.resource_id) or 0
        suggestion = await client.store.suggestions.reopen(moderation.server, number)
        if suggestion is None:
            await tell(interaction, NOT_AN_ENTRY)
            return
        client.servers.changed(moderation.server, entries=True)
        log.info("Suggestion %s of server %s is to be decided on again", suggestion.id, moderation.server)
        await tell(interaction, WAITS_AGAIN, title=suggestion.title)


REOPEN_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (ReopenButton,)
