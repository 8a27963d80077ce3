"""The values of a form that a member sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import discord

Values = Mapping[str, Sequence[str]]
"""The text or chosen values of each field by its custom id, without empty ones."""


def values_of(interaction: discord.Interaction[Any]) -> Values:
    """The values of a form that was sent."""
    data: Any = interaction.data or {}
    return dict(_fields(data.get("components", ())))


def texts_of(interaction: discord.Interaction[Any]) -> list[str]:
    """What was typed into a form, field by field; nothing for any other interaction."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return []
    data: Any = interaction.data or {}
    return [texts[0] for _, texts in _fields(data.get("components", ()), discord.ComponentType.text_input)]


def _fields(components: Iterable[Any], kind: discord.ComponentType | None = None) -> Iterator[tuple[str, list[str]]]:
    """The filled fields, of one kind or of all."""
    for component in components:
        inner = [*component.get("components", ()), *filter(None, [component.get("component")])]
        yield from _fields(inner, kind)
        if "custom_id" in component and (kind is None or component.get("type") == kind.value):
            values = component.get("values") or [component.get("value")]
            if said := [str(value) for value in values if value]:
                yield component["custom_id"], said
