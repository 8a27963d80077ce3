"""The limits that Discord sets to the parts of a message."""

from typing import Any

from bot.discord_app.ui.card import Card
from tests.support.simulated.reading import BUTTON, walk
from tests.support.simulated.server import Server

MOST_TEXT, MOST_COMPONENTS, MOST_OPTIONS, MOST_ALT = 4000, 40, 25, 1024
LONGEST_LABEL, LONGEST_ID, LONGEST_URL, LONGEST_PLACEHOLDER = 80, 100, 512, 150
SELECT = 3


async def sent(server: Server, card: Card) -> list[dict[str, Any]]:
    """The components as Discord has them, after it accepted the card."""
    message = await server.env.bot.get_partial_messageable(server.channel.id).send(view=card)
    return [component.to_dict() for component in message.components]  # type: ignore[misc]


def assert_fits(components: list[dict[str, Any]]) -> None:
    """All limits that Discord sets to the parts of one message, nested ones included."""
    parts = list(walk(components))
    pressed = [part for part in parts if part["type"] == BUTTON]
    assert sum(len(part.get("content") or "") for part in parts) <= MOST_TEXT
    assert len(parts) <= MOST_COMPONENTS
    assert all(1 <= len(button["label"]) <= LONGEST_LABEL for button in pressed)
    assert all(len(button.get("url") or "") <= LONGEST_URL for button in pressed)
    assert all(len(item.get("description") or "") <= MOST_ALT for part in parts for item in part.get("items") or [])
    marks = [part["custom_id"] for part in parts if part.get("custom_id")]
    assert len(marks) == len(set(marks))
    assert all(len(mark) <= LONGEST_ID for mark in marks)
    for select in (part for part in parts if part["type"] == SELECT):
        assert_select_fits(select)


def assert_select_fits(select: dict[str, Any]) -> None:
    options = select["options"]
    assert 1 <= len(options) <= MOST_OPTIONS
    assert len({option["value"] for option in options}) == len(options)
    assert all(1 <= len(option[name]) <= LONGEST_ID for option in options for name in ("label", "value"))
    assert all(len(option.get("description") or "") <= LONGEST_ID for option in options)
    assert len(select.get("placeholder") or "") <= LONGEST_PLACEHOLDER
