"""To be built."""

from typing import Any

from discord import app_commands, ui

from bot.discord_app.forms import Form

SUGGEST_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = ()
SUGGEST_FORMS: tuple[type[Form], ...] = ()
SUGGEST_COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.Group, ...] = ()
