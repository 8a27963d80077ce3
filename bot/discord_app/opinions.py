"""To be built."""

from typing import Any

from discord import app_commands, ui

from bot.discord_app.forms import Form

OPINIONS_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = ()
OPINIONS_FORMS: tuple[type[Form], ...] = ()
OPINIONS_COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.Group, ...] = ()
