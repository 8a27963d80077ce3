"""To be built."""

from typing import Any

from discord import app_commands, ui

from bot.discord_app.forms import Form

SERVER_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = ()
SERVER_FORMS: tuple[type[Form], ...] = ()
SERVER_COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.Group, ...] = ()
