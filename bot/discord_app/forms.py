"""Modals that keep working after a restart: their ids hold all they need, and none waits in memory."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import discord
from discord import ui

from bot.discord_app.interaction import Interaction

Values = Mapping[str, Sequence[str]]
"""What was filled in: for each field, by its custom id, the text or the chosen values; empty ones are left out."""


class Form(ui.Modal):
    """A modal. Its kind is known by `template`, which its custom id matches."""

    template: ClassVar[re.Pattern[str]]

    @classmethod
    async def submitted(cls, interaction: Interaction, match: re.Match[str], values: Values) -> None:
        """Take what was filled in. `match` is that of the custom id."""
        raise NotImplementedError


async def show(interaction: Interaction, form: Form) -> None:
    """Open the modal for the member."""
    form.stop()  # so that discord.py does not keep it: what is sent finds its way by the custom id alone
    await interaction.response.send_modal(form)


def values_of(interaction: discord.Interaction[Any]) -> Values:
    """What was filled into a modal that was sent."""
    data: Any = interaction.data or {}
    return dict(_fields(data.get("components", ())))


def _fields(components: Sequence[Any]) -> Iterator[tuple[str, Sequence[str]]]:
    for component in components:
        inner = [*component.get("components", ()), *filter(None, [component.get("component")])]
        yield from _fields(inner)
        if "custom_id" in component:
            values = component.get("values") or [component.get("value")]
            if said := [str(value) for value in values if value]:
                yield component["custom_id"], said
