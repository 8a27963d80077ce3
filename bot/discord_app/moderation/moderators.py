"""Who may decide for a server, checked at every press, and where moderators are told what waits for them."""

import logging

import discord
from discord import ui

from bot.discord_app.core.context import Context
from bot.discord_app.core.transport import ON_THE_WAY
from bot.language import mark
from bot.store import ServerSettings

log = logging.getLogger(__name__)

NOT_A_MODERATOR = mark("Only moderators can do that: it takes Manage Server or the moderators' role.")


def may_moderate(ctx: Context, settings: ServerSettings) -> bool:
    """Whether the member may decide now, by what Discord says of them with this very press."""
    interaction = ctx.interaction
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        return False
    roles = {role.id for role in interaction.user.roles}
    return interaction.permissions.manage_guild or settings.moderator_role in roles


async def post_to_moderators(client: discord.Client, settings: ServerSettings, card: ui.LayoutView) -> bool:
    """Post a card in the moderators' channel. Returns False where there is none or nothing can be posted there."""
    card.stop()  # its buttons work by their ids alone
    if settings.queue_channel is None:
        return False
    channel = client.get_partial_messageable(settings.queue_channel)
    try:
        await channel.send(view=card, allowed_mentions=discord.AllowedMentions.none())
    except ON_THE_WAY as error:
        log.warning("Cannot post in the moderators' channel %s: %s", settings.queue_channel, error)
        return False
    return True
