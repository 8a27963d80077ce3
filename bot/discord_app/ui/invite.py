"""The link that adds the bot to a server."""

import discord


def invite(application_id: int) -> str:
    """An invite without permissions: the bot answers interactions, and needs none for that."""
    return discord.utils.oauth_url(
        application_id, permissions=discord.Permissions.none(), scopes=("bot", "applications.commands")
    )
