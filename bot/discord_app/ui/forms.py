"""Modals that keep working after a restart: their ids hold all they need, and none waits in memory."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import discord
from discord import ui

from bot.discord_app.core.delivery import answer_to
from bot.discord_app.core.interaction import Interaction

Fields = Iterator[tuple[str, Sequence[str]]]
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
    """Open the modal for the member, or tell them to try again where it comes too late for one."""
    form.stop()  # so that discord.py does not keep it: what is sent finds its way by the custom id alone
    await answer_to(interaction).open(form)


def values_of(interaction: discord.Interaction[Any]) -> Values:
    """What was filled into a modal that was sent."""
    data: Any = interaction.data or {}
    return dict(_fields(data.get("components", ())))


def texts_of(interaction: discord.Interaction[Any]) -> list[str]:
    """What was typed into a modal that was sent, field by field; nothing of any other interaction."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return []
    data: Any = interaction.data or {}
    return [texts[0] for _, texts in _fields(data.get("components", ()), discord.ComponentType.text_input)]


def _fields(components: Sequence[Any], kind: discord.ComponentType | None = None) -> Fields:
    """The fields that have something in them, of one kind or of all."""
    for component in components:
        inner = [*component.get("components", ()), *filter(None, [component.get("component")])]
        yield from _fields(inner, kind)
        if "custom_id" in component and (kind is None or component.get("type") == kind.value):
            values = component.get("values") or [component.get("value")]
            if said := [str(value) for value in values if value]:
                yield component["custom_id"], said
