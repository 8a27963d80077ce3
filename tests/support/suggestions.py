"""Suggestions for tests."""

from typing import Any

from bot.community.suggestion_rules import Suggestion


def suggestion(**fields: Any) -> Suggestion:
    """A suggestion with these fields."""
    usual: dict[str, Any] = {
        "id": 5, "guild_id": 1, "user_id": 7, "title": "Gradients for Gardeners", "url": "https://gardens.example/g",
        "format": "course", "why": "It explains backpropagation with plants.", "audience": "people with a garden",
        "created_at": 1_800_000_000,
    }  # fmt: skip
    return Suggestion(**{**usual, **fields})
