"""What Discord should say about the bot, for asking it without logging in."""

import discord

from bot.discord_app.registry import ALL_COMMANDS


def address() -> str:
    """Where Discord's REST API is, for this version of discord.py."""
    return discord.http.Route.BASE


def command_names() -> frozenset[str]:
    """The names of all commands, as Discord lists them."""
    return frozenset(command.name for command in ALL_COMMANDS)
