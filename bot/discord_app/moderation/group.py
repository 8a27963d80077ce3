"""/server: what the moderators of a server see and decide. Discord shows it to those who have Manage Server; each
command, button and menu asks again whether who uses it may.
"""

from typing import Any

import discord
from discord import app_commands

from bot.discord_app.moderation.blocking import block
from bot.discord_app.moderation.export import export
from bot.discord_app.moderation.placement_menu import lift
from bot.discord_app.moderation.placements import hide, pin
from bot.discord_app.moderation.queue import queue
from bot.discord_app.moderation.settings import change, choose, settings, turn
from bot.discord_app.moderation.statistics import stats

server = app_commands.Group(
    name="server",
    description="For the moderators of this server",
    default_permissions=discord.Permissions(manage_guild=True),
    allowed_installs=app_commands.AppInstallationType(guild=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True),
)
COMMANDS: tuple[app_commands.Command[Any, ..., None], ...] = (settings, queue, pin, hide, block, stats, export)
for command in COMMANDS:
    server.add_command(command)

SERVER_PARTS = (choose, change, turn, lift)
