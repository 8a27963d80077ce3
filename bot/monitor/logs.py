"""The log: lines for people on a terminal, a JSON object per line for machines, and no secrets in either.

Above DEBUG, nothing that members type gets into it. Our own lines name ids only; an exception may have a value in its
text, so only kinds without values show their text, the others only their kind and place. Both forms are few lines over
Python's own logging: a library for JSON would save the shorter half of `JsonLines` and none of what keeps secrets, and
every start would import it.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import TracebackType

from bot.run.settings import LogFormat

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

FIELDS = ("fault", "server", "command", "outcome", "seconds")
"""The fields that a line may have beside its message, given as `extra`. Others are left out: they could be anything."""
REMOVED = "[removed]"
LEFT_OUT = "(its text may hold what a member typed; LOG_LEVEL=DEBUG shows it)"
SECRETS = (
    (r"\b[MNO][\w-]{22,27}\.[\w-]{5,7}\.[\w-]{27,}", REMOVED),  # a bot's token: its id, a time and a signature
    (r"(/(?:webhooks|interactions)/\d+/)[^\s/?\"']+", rf"\1{REMOVED}"),  # answers in the bot's name for 15 minutes
    (r"(['\"]token['\"]: ?['\"])[^'\"]+", rf"\1{REMOVED}"),  # the same in what discord.py says at DEBUG
    (r"(://[^\s:/@]{0,100}):\S{0,200}@", rf"\1:{REMOVED}@"),  # the password in the address of a database
    (r"(\bpassword=)[^\s&'\"]+", rf"\1{REMOVED}"),
    (r"(\bBasic )[A-Za-z0-9+/=]{4,}", rf"\1{REMOVED}"),  # user and password, as a proxy gets them
)
"""What looks like a secret, and what replaces it."""
WITHOUT_VALUES = (OSError, TypeError, AttributeError, NameError, ImportError, RuntimeError, MemoryError, AssertionError)
"""Python's exceptions whose texts name files, types, attributes and states, not their contents."""
OF_PARTS = (
    "aiohttp.", "asyncio.", "discord.errors", "sqlite3", "bot.store.errors", "bot.run.written", "bot.catalogue.",
)  # fmt: skip
"""The packages whose exceptions tell of connections, statements and the operator's files."""


def set_up(level: str, form: LogFormat, secrets: Iterable[str | None]) -> None:
    """Write the log to stderr from this level up, with Python's warnings. `secrets` are removed from every line."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    handler = logging.StreamHandler()
    kind = JsonLines if as_json else Lines
    handler.setFormatter(kind(Redaction(secrets), with_values=level == "DEBUG"))
    logging.basicConfig(level=level, handlers=[handler])
    logging.captureWarnings(True)


class Redaction:
    """Removes secrets from texts: the given ones, and whatever looks like one."""

    def __init__(self, secrets: Iterable[str | None] = ()) -> None:
        known = [(re.escape(secret), REMOVED) for secret in secrets if secret]
        self._rules = [(re.compile(pattern), instead) for pattern, instead in (*known, *SECRETS)]

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        for pattern, instead in self._rules:
            text = pattern.sub(instead, text)
        return text


class Lines(logging.Formatter):
    """Lines for people. `with_values`: show the texts of all exceptions."""

    def __init__(self, redaction: Redaction, *, with_values: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._redacted = redaction
        self._with_values = with_values

    def format(self, record: logging.LogRecord) -> str:
        """The line of this record, with the lines of its exception below."""
        record.exc_text = None  # another handler's: it may say more than we would
        return self._redacted(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        """The line itself."""
        record.message = self._message(record)
        return super().formatMessage(record)

    def _message(self, record: logging.LogRecord) -> str:
        """The message, without the text of an exception that asyncio repeats in it."""
        said, error = record.getMessage(), record.exc_info[1] if record.exc_info else None
        if error is None or self._with_values or is_telling(error):
            return said
        return said.replace(repr(error), type(error).__qualname__)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name that logging calls
        """An exception with where it happened, and those that led to it."""
        return "\n".join(told(ei[1], with_values=self._with_values)) if ei[1] else ""


class JsonLines(Lines):
    """The same as one JSON object a line: time (ISO 8601, UTC), level, logger, message, `FIELDS` and exception."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of this record."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._message(record),
            **{name: value for name in FIELDS if (value := getattr(record, name, None)) is not None},
        }
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps({name: self._clean(value) for name, value in said.items()}, ensure_ascii=False)

    def _clean(self, value: object) -> object:
        return value if isinstance(value, int | float) else self._redacted(str(value))


def told(error: BaseException, *, with_values: bool) -> Iterator[str]:
    """The lines of an exception, after those of what led to it, as Python orders them."""
    chain = list(_chain(error))
    for number, one in enumerate(reversed(chain)):
        if number:
            yield "\nWhich led to:\n"
        yield "Traceback (most recent call last):"
        yield from (line.rstrip("\n") for line in traceback.format_tb(one.__traceback__))
        yield _last_line(one, with_values=with_values)
        if isinstance(one, BaseExceptionGroup):
            for part in one.exceptions:
                yield from told(part, with_values=with_values)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    found: BaseException | None = error
    while found and id(found) not in seen:
        yield found
        seen.add(id(found))
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _last_line(error: BaseException, *, with_values: bool) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    text = str(error) if with_values or is_telling(error) else LEFT_OUT
    return f"{name}: {text}" if str(error) else name


def is_telling(error: BaseException) -> bool:
    """Whether the text of such an exception holds no value that a member may have typed."""
    return isinstance(error, WITHOUT_VALUES) or type(error).__module__.startswith(OF_PARTS)
