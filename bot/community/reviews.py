"""What a member's review may say, and when reports hide it."""

from typing import Literal

from bot.community.addresses import has_address
from bot.community.words import words_in

SHORTEST, LONGEST, LONGEST_AUDIENCE = 20, 500, 100
REPORTERS = 3
"""How many members have to report a review before it is hidden until moderators have looked."""

Fault = Literal["address", "short", "nobody"]


def fault_of(text: str, audience: str) -> Fault | None:
    """Why this text and audience cannot be a review; None if they can."""
    if has_address(text) or has_address(audience):
        return "address"
    if len(words_in(text)) < SHORTEST:
        return "short"
    return None if words_in(audience) else "nobody"
