"""What a model's server answered: a completion, or a fault of one kind. Pure: nothing is asked here."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from msgspec import Struct

LONGEST_PAUSE = 3600.0
"""Seconds for which a server may ask to be left alone."""
CHARACTERS_A_TOKEN = 4
"""The usual estimate where a server does not count."""
MOST_TOKENS = 10_000_000
"""A server that counts more than any model takes has not counted."""
LATER = frozenset({408, 409, 425})
"""Statuses that say nothing against the request: the same may work the next time."""
_TOO_LONG = re.compile(
    rb"context[ _-]?(length|window|size)|context the overflows|(prompt|input|request)( is)? too (long|large)",
    re.IGNORECASE,
)
"""How servers say that a request does not fit into the model's context; few have a status or code for it."""
MAY_BE_TOO_LONG = frozenset({400, 413, 422, 500})
Kind = Literal["unreachable", "late", "busy", "refused", "too_long", "broken", "cut", "empty"]


class Completion(Struct, frozen=True):
    """What a model wrote, and the tokens that it took."""

    text: str
    prompt_tokens: int
    completion_tokens: int


class ModelFault(Exception):
    """That there is no completion. `retry_after` is for how many seconds the server asks to be left alone, `status` the
    one it answered with, and `tokens` what it took nevertheless, as far as that is known.
    """

    def __init__(
        self, kind: Kind, retry_after: float | None = None, *, status: int | None = None, tokens: int = 0
    ) -> None:
        super().__init__(kind)
        self.kind: Kind = kind
        self.retry_after = retry_after
        self.status = status
        self.tokens = tokens


def completion_in(body: bytes, messages: Sequence[Mapping[str, str]]) -> Completion:
    """The completion in the body of an answer to these messages. Raises `ModelFault`."""
    try:
        found = json.loads(body)
        if fault := _told_instead(found.get("error"), body):
            raise fault
        choice = found["choices"][0]
        message = choice["message"]
        text = _joined(message.get("content"))
        text.encode()  # half a surrogate pair could be shown nowhere
        refused = bool(message.get("refusal")) or choice.get("finish_reason") == "content_filter"
        prompt = _counted(found.get("usage"), "prompt_tokens") or tokens_of(messages)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise ModelFault("broken", status=200) from None
    written = _counted(found.get("usage"), "completion_tokens") or _estimated(text)
    if choice.get("finish_reason") == "length":  # before it is empty: a model may have thought until it was cut
        raise ModelFault("cut", status=200, tokens=prompt + written)
    if choice.get("finish_reason") == "error":
        raise ModelFault("broken", status=200, tokens=prompt + written)
    if refused or not text.strip():
        raise ModelFault("empty", status=200, tokens=prompt + written)
    return Completion(text, prompt, written)


def _told_instead(error: Any, body: bytes) -> ModelFault | None:
    """What a gateway says is wrong in a body that it sends with 200, since it had not asked the model's server yet."""
    if not error:
        return None
    code = str(error.get("code")) if isinstance(error, dict) else ""
    status = int(code) if re.fullmatch(r"[45]\d\d", code, re.ASCII) else 200
    return ModelFault("too_long", status=status) if is_too_long(status, body) else refusal(status, None)


def _joined(content: Any) -> str:
    """The text of a message, which some servers give in parts."""
    if isinstance(content, list):
        return "".join(part if isinstance(part, str) else part.get("text") or "" for part in content)
    if content is not None and not isinstance(content, str):
        raise TypeError
    return content or ""


def _counted(usage: Any, name: str) -> int:
    """The tokens that the server counted; 0 where it did not."""
    count = usage.get(name) if isinstance(usage, dict) else None
    return count if isinstance(count, int) and not isinstance(count, bool) and 0 < count <= MOST_TOKENS else 0


def tokens_of(messages: Sequence[Mapping[str, str]]) -> int:
    """An estimate of the tokens of a request."""
    return _estimated("".join(one["content"] for one in messages))


def _estimated(text: str) -> int:
    return len(text) // CHARACTERS_A_TOKEN + 1


def is_too_long(status: int, body: bytes) -> bool:
    """Whether a server refused a request because it is longer than the model's context."""
    return status == 413 or (status in MAY_BE_TOO_LONG and _TOO_LONG.search(body) is not None)


def refusal(status: int, pause: str | None) -> ModelFault:
    """What an answer with another status than 200 means; `pause` is its Retry-After."""
    if status in (429, 503):
        return ModelFault("busy", pause_in(pause, datetime.now(UTC)), status=status)
    meant = 300 <= status < 500 and status not in LATER
    return ModelFault("refused" if meant else "broken", status=status)


def pause_in(told: str | None, now: datetime) -> float | None:
    """The seconds that a server asks for, which it says as such or as a date; None where it says neither."""
    try:
        seconds = float(told or "nan")
    except ValueError:
        seconds = _until(told or "", now)
    return min(max(seconds, 0.0), LONGEST_PAUSE) if math.isfinite(seconds) else None


def _until(date: str, now: datetime) -> float:
    try:
        found = parsedate_to_datetime(date)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return math.nan
