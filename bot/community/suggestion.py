"""What a member proposes for their server, and how much of it there may be."""

import unicodedata
from typing import Literal

from msgspec import Struct

from bot.catalogue.checks.consistency import says_nothing
from bot.catalogue.vocabulary import FORMATS, Format
from bot.community.links import has_address
from bot.language import mark

State = Literal["draft", "open", "approved", "declined", "merged"]
LONGEST_TITLE = LONGEST_AUDIENCE = 160
LONGEST_WHY = 400
LONGEST_REASON = 300
MOST_WAITING, MOST_A_DAY, MOST_OPEN = 5, 5, 50

WAITING = mark("You have {most} suggestions here that wait for the moderators. Please let them decide on those first.")
TODAY = mark("That makes more than {most} suggestions within a day. Please send it tomorrow.")
FULL = mark("This server's moderators have {most} suggestions to look at already. Please send it when they have.")
EMPTY = mark("Title, reason and audience need words.")
WITH_ADDRESS = mark("Please leave addresses out of the title and the texts: there is a field for the one address.")


class Suggestion(Struct, frozen=True, kw_only=True):
    """A proposal. Its texts are clean: nothing in them formats, links or pings.

    `user_id` is None where the member had themselves forgotten. `public`: votes are collected before the decision.
    """

    id: int
    guild_id: int
    user_id: int | None
    title: str
    url: str
    format: Format
    why: str
    audience: str
    state: State = "open"
    public: bool = False
    merged_into: str | None = None
    reason: str | None = None
    created_at: int = 0
    decided_by: int | None = None


class Counts(Struct, frozen=True):
    """How many suggestions a member has waiting in a server and sent since a day ago, and how many wait there."""

    waiting: int
    today: int
    open: int


def crowded(counts: Counts) -> tuple[str, dict[str, object]] | None:
    """Why there is no room for one more: a sentence and its values. None where there is."""
    for count, most, why in (
        (counts.waiting, MOST_WAITING, WAITING),
        (counts.today, MOST_A_DAY, TODAY),
        (counts.open, MOST_OPEN, FULL),
    ):
        if count >= most:
            return why, {"most": most}
    return None


def suggestible(formats: str | None) -> tuple[Format, ...]:
    """The formats that may be suggested where a server's setting says this; all of them where it names none."""
    named = (formats or "").split(",")
    return tuple(word for word in FORMATS if word in named) or FORMATS


def wrong_words(*typed: str) -> str | None:
    """Why these texts cannot be taken, as they were typed, or None."""
    shown = ["".join(char for char in unicodedata.normalize("NFKC", text) if char.isprintable()) for text in typed]
    if any(map(has_address, typed)):
        return WITH_ADDRESS
    wordless = (sum(map(str.isalnum, text)) < 2 or says_nothing(text.strip()) for text in shown)
    return EMPTY if any(wordless) else None
