"""What the model gives: a reply in parts, read from a completion that may be wrapped in all kinds of things."""

import re
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct

MOST_CHARACTERS = 20_000
"""A completion that is longer is no reply, whatever it holds."""
MOST_STARTS = 20
"""So many braces are tried as the beginning of the reply: a completion of nothing else would take for ever."""
_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)


class Unreadable(Exception):
    """A completion that holds no reply; its text says why, for the model."""


class DraftPick(Struct, frozen=True):
    """An entry by its id, and what it is for here."""

    id: str
    why: str


class Draft(Struct, frozen=True):
    """A reply as the model wrote it. `unsure` says what of the question it could not answer from what it got."""

    answer: str
    because: str = ""
    picks: tuple[DraftPick, ...] = ()
    next: str = ""
    unsure: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it says, part by part."""
        return (self.answer, self.because, *(pick.why for pick in self.picks), self.next, self.unsure)


def read_draft(completion: str) -> Draft:
    """The reply in a completion: the first JSON object that is one, whatever stands around it. Raises `Unreadable`."""
    if len(completion) > MOST_CHARACTERS:
        raise Unreadable("it is far too long")
    text = _THINKING.sub(" ", completion)
    for start in islice((place for place, char in enumerate(text) if char == "{"), MOST_STARTS):
        if draft := _draft_at(text, start):
            return draft
    raise Unreadable("it is not one JSON object with the fields asked for")


def _draft_at(text: str, start: int) -> Draft | None:
    """The reply in the object that begins here; None where that is none."""
    end = _end_of_object(text, start)
    if end is None:
        return None
    try:
        found: Any = msgspec.json.decode(text[start:end].encode("utf-8", errors="replace"))
        draft = msgspec.convert(_without_nulls(found), Draft)
    except (msgspec.MsgspecError, RecursionError):
        return None
    return draft


def _end_of_object(text: str, start: int) -> int | None:
    """Where the object that begins here ends; braces in strings do not count."""
    depth, in_string, escaped = 0, False, False
    for place in range(start, len(text)):
        char = text[place]
        if in_string:
            in_string, escaped = escaped or char != '"', char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in "{}":
            depth += 1 if char == "{" else -1
            if not depth:
                return place + 1
    return None


def _without_nulls(found: Any) -> Any:
    """The object without fields that are null: some models write these for what they leave out."""
    return {name: value for name, value in found.items() if value is not None} if isinstance(found, dict) else found
