"""Messages with buttons that the bot of today does not send: old ones, stale ones and forged ones."""

from typing import Any

import discord
from discord import ui
from simcord import ChannelHandle, Env


async def post_buttons(env: Env, channel: ChannelHandle, *custom_ids: str) -> discord.Message:
    """Let the bot post a message with these buttons, and forget that it did."""
    card = ui.LayoutView(timeout=None)
    card.add_item(ui.TextDisplay("From long ago"))
    card.add_item(ui.ActionRow(*(ui.Button(label=f"Press {id_}"[:80], custom_id=id_) for id_ in custom_ids)))
    card.stop()
    target = env.bot.get_partial_messageable(channel.id)
    return await target.send(view=card)


async def post_menu(env: Env, channel: ChannelHandle, custom_id: str, *values: str) -> discord.Message:
    """Let the bot post a message with a menu of these values, and forget that it did."""
    card = ui.LayoutView(timeout=None)
    options = [discord.SelectOption(label=f"Choose {value}"[:100], value=value) for value in values]
    card.add_item(ui.ActionRow(ui.Select[Any](options=options, custom_id=custom_id)))
    card.stop()
    return await env.bot.get_partial_messageable(channel.id).send(view=card)
