"""What waits for moderators where they see it: posted in their channel, and settled there whoever decides and where."""

import logging
from typing import Any

import discord
from discord import ui

from bot.discord_app.core.context import Context
from bot.discord_app.core.rights import is_loaded
from bot.discord_app.core.transport import ON_THE_WAY
from bot.discord_app.members.letters import was_told
from bot.discord_app.ui.text import plain
from bot.language import mark
from bot.store import ServerSettings, StoreUnavailable

log = logging.getLogger(__name__)

NO_CHANNEL = mark(
    "From {server}: something is waiting for its moderators in /server queue. Choose a channel for me in "
    "/server settings, and I'll post such things there. I say this only once."
)


async def post_to_moderators(ctx: Context, settings: ServerSettings, card: ui.LayoutView, about: str) -> None:
    """Post a card about something in the moderators' channel; where that can't be, tell the server's owner once."""
    card.stop()  # its buttons work by their ids alone
    message = await _posted(ctx, settings, view=card)
    if message is not None:
        await note_posted(ctx, about, message)
    elif ctx.server is None or not is_loaded(ctx.interaction.guild):
        log.info("The owner of server %s is not known yet, and is told the next time", ctx.server)
    elif await ctx.store.posted.is_first(ctx.server, "no channel"):
        await _tell_owner(ctx, settings, NO_CHANNEL)


async def tell_moderators_once(ctx: Context, settings: ServerSettings, sentence: str, about: str) -> None:
    """Tell the moderators a sentence in their channel, or else the server's owner, the first time only."""
    if ctx.server is None or not await ctx.store.posted.is_first(ctx.server, about):
        return
    say = ctx.services.shared_language(ctx.interaction, settings)
    if not await _posted(ctx, settings, content=say(sentence, server=_name(ctx))):
        await _tell_owner(ctx, settings, sentence)


async def note_posted(ctx: Context, about: str, message: discord.Message) -> None:
    """Remember a message about something, to settle it later."""
    if ctx.server is not None:
        await ctx.store.posted.note(ctx.server, about, message.channel.id, message.id)


async def settle_posted(ctx: Context, about: str, card: ui.LayoutView) -> None:
    """Show this card on all messages about something, but for the one that was pressed on. A message that is gone, or
    can't be reached, stays as it is: its buttons say what was decided.
    """
    card.stop()
    try:
        messages = await ctx.store.posted.take(ctx.server or 0, about)
        for channel, message in messages:
            if ctx.message is None or ctx.message.id != message:
                shown = ctx.bot.get_partial_messageable(channel).get_partial_message(message)
                await shown.edit(view=card, allowed_mentions=discord.AllowedMentions.none())
    except (StoreUnavailable, *ON_THE_WAY) as error:
        log.info("A message in server %s could not be settled: %s", ctx.server, error)


async def _posted(ctx: Context, settings: ServerSettings, **message: Any) -> discord.Message | None:
    """What was posted in the moderators' channel; None where there is none or nothing can be posted there."""
    if settings.queue_channel is None:
        return None
    known = ctx.bot.get_channel(settings.queue_channel)
    if known is not None and not ctx.services.closed.is_open(known):
        return None
    channel = ctx.bot.get_partial_messageable(settings.queue_channel)
    try:
        return await channel.send(**message, allowed_mentions=discord.AllowedMentions.none())
    except ON_THE_WAY as error:
        log.warning("Cannot post in the moderators' channel %s: %s", settings.queue_channel, error)
        return None


async def _tell_owner(ctx: Context, settings: ServerSettings, sentence: str) -> None:
    """Write to the server's owner, if they accept that."""
    guild = ctx.interaction.guild
    if guild is None or guild.owner_id is None:
        return
    say = ctx.services.shared_language(ctx.interaction, settings)
    await was_told(ctx.bot, guild.owner_id, say(sentence, server=_name(ctx)), f"The owner of server {ctx.server}")


def _name(ctx: Context) -> str:
    return plain(ctx.interaction.guild.name, 100) if ctx.interaction.guild else ""
