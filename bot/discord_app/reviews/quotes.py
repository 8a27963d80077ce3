"""What members wrote, as it is shown: always without their name."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.discord_app.ui.text import plain, within
from bot.language import Language
from bot.store import MemberReview

MOST_SAID = 3
LEAST_ROOM = 200
"""A card with less room than this leaves a review out: its button leads to all of them."""


def said_lines(said: Sequence[MemberReview], room: int, say: Language) -> list[str]:
    """What the server's members say, the latest first, in so many characters; nothing where nobody said anything."""
    shown = said[: min(max(room // LEAST_ROOM, 0), MOST_SAID)]
    lines = [line for review in shown for line in quoted(review, say)]
    return within(room, f"**{say('Members here say:')}**", *lines) if lines else []


def quoted(review: MemberReview, say: Language) -> tuple[str, str]:
    """A review as two lines: what it says, then for whom and when."""
    month = datetime.fromtimestamp(review.written_at, UTC).strftime("%Y-%m")
    audience = say("For: {audience}", audience=plain(review.audience, len(review.audience)))
    return f"> {plain(review.text, len(review.text))}", f"-# {audience} · {month}"
