"""The type of an interaction with our client, so that its guide and store are known to the type checker."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import discord

    from bot.discord_app.client import GuideClient

Interaction: TypeAlias = "discord.Interaction[GuideClient]"
