"""What a member's review may say, and when reports hide it."""

import re
from typing import Literal

SHORTEST, LONGEST, LONGEST_AUDIENCE = 20, 500, 100
REPORTERS = 3
"""So many members have to report a review before it is hidden until moderators have looked."""
_ADDRESS = re.compile(
    r"""
    \w\s*:\s*//                        # any scheme, also with spaces in it
    | \bwww\.
    | \bmailto:
    | \S@[\w-]+\.\w                    # of e-mail
    | \b[\w-]+(\.[\w-]+)*\.[a-z]{2,}/  # of a page; names such as fast.ai are none
    """,
    re.IGNORECASE | re.VERBOSE,
)

Fault = Literal["address", "short", "nobody"]


def has_address(text: str) -> bool:
    """Whether a text has an address in it that leads somewhere."""
    return bool(_ADDRESS.search(text))


def fault_of(text: str, audience: str) -> Fault | None:
    """Why this text for these people cannot be a review; None if it can."""
    if has_address(text) or has_address(audience):
        return "address"
    if len(text) < SHORTEST:
        return "short"
    return None if audience else "nobody"
