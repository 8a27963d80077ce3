"""The address under which a server adds the bot."""

import discord


def invite(application_id: int) -> str:
    """An invite that asks for no permission: the bot answers interactions, and needs none for that."""
    return discord.utils.oauth_url(
        application_id, permissions=discord.Permissions.none(), scopes=("bot", "applications.commands")
    )
