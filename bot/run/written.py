"""What an operator wrote for a setting, as they meant it: without the blanks and quotes around it."""

import os
import unicodedata
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream
from dotenv.variables import parse_variables

QUOTES = {
    '"': '"', "'": "'", "`": "`", "“": "”", "„": "“”", "”": "”", "‘": "’", "‚": "‘’", "’": "’", "«": "»", "»": "«",
}  # fmt: skip
"""The signs with which a quotation begins, and those with which it may end."""
_ANY_QUOTE = "".join(dict.fromkeys("".join((*QUOTES, *QUOTES.values()))))


class InvalidSettings(Exception):
    """A setting that cannot be used. Its text says which and what to write instead."""


def in_file(path: Path) -> dict[str, str | None]:
    """What a `.env` file sets, None for a line without `=`; nothing where there is none. Raises `InvalidSettings`."""
    if path.is_dir():
        raise InvalidSettings(f"{path} is a folder; settings stand in a file of that name (see .env.example)")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if path.is_symlink():
            raise InvalidSettings(f"{path} is a link that leads nowhere") from None
        return {}
    except UnicodeDecodeError as error:
        raise InvalidSettings(f"{path} is not UTF-8 text; save it as such") from error
    except OSError as error:
        raise InvalidSettings(f"{path} cannot be read: {error.strerror}") from error
    return _set_by(text, path)


def _set_by(text: str, path: Path) -> dict[str, str | None]:
    """What the lines set, with `${NAME}` filled in. No line is quoted: it may hold a token."""
    found: dict[str, str | None] = {}
    for line in parse_stream(StringIO(text)):
        if line.error and "=" in line.original.string:
            number = line.original.line
            raise InvalidSettings(f"{path}, line {number}: a quote has no partner, or NAME= does not come first")
        if line.key is not None or line.error:
            name = line.key if line.key is not None else line.original.string.strip()
            found[name] = None if line.value is None else _filled(line.value, found)
    return found


def _filled(value: str, above: Mapping[str, str | None]) -> str:
    """The value with each `${NAME}` replaced by what the lines above or the environment set."""
    return "".join(part.resolve({**os.environ, **above}) for part in parse_variables(value))


def as_meant(name: str, written: str | None) -> str:
    """The value without what nobody sees around it, and without quotes. Raises `InvalidSettings`, never quoting it."""
    value = bare(written or "")
    if is_quoted(value):
        value = bare(value[1:-1])
    elif value and (value[0] in QUOTES or value[-1] in _ANY_QUOTE):
        raise InvalidSettings(f"{name} has a quote at one end only; remove it")
    if any(_breaks(sign) for sign in value):
        raise InvalidSettings(f"{name} holds a line break or another sign that nobody sees; write it again, by itself")
    return value


def is_quoted(value: str) -> bool:
    """Whether it stands in quotes, straight or curly."""
    return len(value) > 1 and value[-1] in QUOTES.get(value[0], "")


def bare(text: str) -> str:
    """The text without the blanks and the signs that nobody sees at both of its ends."""
    first, last = 0, len(text)
    while first < last and _is_unseen(text[first]):
        first += 1
    while first < last and _is_unseen(text[last - 1]):
        last -= 1
    return text[first:last]


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or _breaks(sign)


def _breaks(sign: str) -> bool:
    """Whether it is a control, a mark of direction or of no width, or the end of a line."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")
