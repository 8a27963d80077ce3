"""Single values of a YAML file: where YAML makes of one what its curator cannot mean, and what to write instead."""

import math
import re
import unicodedata
from typing import Any

_WHOLE = re.compile(r"-?(0|[1-9]\d*)", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+", re.ASCII)
_LED_BY_ZEROS = re.compile(r"([-+]?)0+(\d+)", re.ASCII)
JOINERS = "\u200c\u200d"
"""They shape letters and emoji, and so are seen."""
EMPTY_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters that are drawn as nothing."""
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
COMMENTED = "what follows # is a comment and is not read; put the text in quotes, or the comment on a line of its own"


def misread(written: str, value: Any) -> str | None:
    """Why a plain value is not taken for the number that YAML reads in it; None where it is what it looks like."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not math.isfinite(value):
        return f"{written} is no number that can be used; leave the field out, or write {in_quotes(written)} for a text"
    if (_WHOLE if isinstance(value, int) else _DECIMAL).fullmatch(written):
        return None
    meant = _LED_BY_ZEROS.fullmatch(written)
    number = f"{meant[1].strip('+')}{int(meant[2])}" if meant else f"{value}"
    return f"{written} is read as {value}; write {number} for a number, or {in_quotes(written)} for a text"


def wrong_with_text(text: str) -> str | None:
    """Why nobody could read this text as it stands; None for one that is fine, or empty."""
    if text.isprintable() and not (text.isspace() or any(letter in text for letter in EMPTY_LETTERS)):
        return None
    if text and all(_is_unseen(sign) for sign in text):
        return "nothing in it can be seen; write a text, or leave the field out"
    if not _LINE_ENDS.isdisjoint(text):
        return "a line break stands in it; write it as one line, or after >- as lines that are joined"
    unseen = next((sign for sign in text if _is_unseen(sign) and not _may_stand(sign)), None)
    return f"{_named(unseen)} stands in it, which nobody sees; take it out" if unseen else None


def in_quotes(text: str) -> str:
    """The text as YAML has it where it is nothing but a text."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or sign in EMPTY_LETTERS or unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")


def _may_stand(sign: str) -> bool:
    """Whether it belongs between letters: blanks of any width, and what joins or parts letters."""
    return unicodedata.category(sign) == "Zs" or sign in JOINERS


def _named(sign: str) -> str:
    return "a tab" if sign == "\t" else f"U+{ord(sign):04X}"
