"""To be built."""

from typing import Any

from discord import app_commands, ui

from bot.discord_app.forms import Form

MEMBER_REVIEWS_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = ()
MEMBER_REVIEWS_FORMS: tuple[type[Form], ...] = ()
MEMBER_REVIEWS_COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.Group, ...] = ()
