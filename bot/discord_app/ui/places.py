"""Where commands work: in servers, direct messages and group chats, installed by a server or a member."""

from typing import TypeVar

from discord import app_commands

Callback = TypeVar("Callback")


def everywhere(callback: Callback) -> Callback:
    """Allow a command everywhere Discord has commands."""
    contexts = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return app_commands.allowed_installs(guilds=True, users=True)(contexts(callback))
