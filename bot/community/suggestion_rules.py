"""What a member suggests for their server, and how much of it is allowed."""

import unicodedata
from typing import Literal

from msgspec import Struct

from bot.catalogue.allowed_values import FORMATS, Format
from bot.catalogue.checks.consistency import says_nothing
from bot.community.addresses import has_address
from bot.language import mark

State = Literal["draft", "open", "approved", "declined", "merged"]
LONGEST_TITLE = LONGEST_AUDIENCE = 160
LONGEST_WHY = 400
LONGEST_REASON = 300
MOST_WAITING, MOST_A_DAY, MOST_OPEN = 5, 5, 50

WAITING = mark("You already have {most} suggestions waiting here. Please let the moderators decide on those first.")
TODAY = mark("You can send {most} suggestions a day. Please send this one tomorrow.")
FULL = mark("This server's moderators already have {most} suggestions to look at. Please send yours a little later.")
EMPTY = mark("Please fill in the title, why it's good and who it's for.")
WITH_ADDRESS = mark("Please keep links out of the title and texts: the link has its own field.")


class Suggestion(Struct, frozen=True, kw_only=True):
    """A suggestion. Its texts are lines as they were typed, without what is invisible.

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
    """How many suggestions of a member wait in a server, how many they sent in the last day, and how many wait in
    all.
    """

    waiting: int
    today: int
    open: int


def crowded(counts: Counts) -> tuple[str, dict[str, object]] | None:
    """Why there is no room for one more: a sentence and its values; None where there is room."""
    for count, most, why in (
        (counts.waiting, MOST_WAITING, WAITING),
        (counts.today, MOST_A_DAY, TODAY),
        (counts.open, MOST_OPEN, FULL),
    ):
        if count >= most:
            return why, {"most": most}
    return None


def suggestible(formats: str | None) -> tuple[Format, ...]:
    """The formats that a server's setting allows; all of them where it names none."""
    named = (formats or "").split(",")
    return tuple(word for word in FORMATS if word in named) or FORMATS


def wrong_words(*typed: str) -> str | None:
    """Why a title and further texts, as they were typed, cannot be taken, or None."""
    if any(map(has_address, typed)):
        return WITH_ADDRESS
    return None if _names_something(typed[0]) and all(map(_says_something, typed[1:])) else EMPTY


def _names_something(title: str) -> bool:
    """Whether it can be a title: one letter or digit is enough, as in `C++` or `R`."""
    signs = _signs(title)
    return len(signs) == 1 or _says_something(title)


def _says_something(text: str) -> bool:
    return len(_signs(text)) > 1 and not says_nothing(text.strip())


def _signs(text: str) -> list[str]:
    """The letters and digits of a text."""
    return [char for char in unicodedata.normalize("NFKC", text) if char.isalnum()]
