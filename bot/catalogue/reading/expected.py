"""What to write where a value of another kind is due."""

import contextlib
import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from bot.catalogue.reading.scalars import in_quotes

_KINDS: Mapping[type, str] = {
    bool: "yes or no", int: "a number", float: "a number", dt.date: "a date", dt.datetime: "a date", list: "a list",
    dict: "fields",
}  # fmt: skip
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-.](?P<month>\d{1,2})[-.](?P<year>\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?P<sign>[-./ ]?)(?P<month>\d\d?)(?P=sign)(?P<day>(?<=\d\d)\d\d|(?<=[-./ ])\d\d?)(?:[T ].*)?",
    re.ASCII,
)
_A_NUMBER = re.compile(r"[^\d.-]{0,3}(\d{1,9}(?:\.\d{1,9})?)[^\d.,-]{0,20}", re.ASCII)


def expected(kind: Any, value: Any, written: str | None) -> str | None:
    """What is due in a field of this kind, and how to write it; None where the value is of that kind, or the kind none
    that a curator could take for another. `written` is how a single value stands in its file.
    """
    if kind is str and not isinstance(value, str):
        return _text(value, written)
    if kind is bool and not isinstance(value, bool):
        return f"expected true or false{_found(value, written)}"
    if kind in (int, float) and not _is_number(kind, value):
        return _number(kind, value, written)
    if kind is dt.date:
        return _date(value, written)
    if get_origin(kind) is tuple and not isinstance(value, list):
        return _list(value, written, 2 if get_args(kind)[-1] is not Ellipsis else 1)
    return None


def _is_number(kind: Any, value: Any) -> bool:
    fits = isinstance(value, int) if kind is int else isinstance(value, int | float)
    return fits and not isinstance(value, bool) and math.isfinite(value)


def _text(value: Any, written: str | None) -> str:
    if value is None:
        return "nothing stands here; write a text (in quotes where it is to begin with #), or leave the field out"
    if isinstance(value, list | dict):
        return f"expected a text, found {_KINDS[type(value)]}; put a text with [ or {{ or ': ' in quotes"
    text = str(value) if written is None else written
    return f"{text} is read as {_KINDS.get(type(value), 'no text')}; write {in_quotes(text)} for a text"


def _number(kind: Any, value: Any, written: str | None) -> str:
    what = "expected a whole number" if kind is int else "expected a number"
    if found := _A_NUMBER.fullmatch(written or str(value)):
        number = float(found[1])
        if kind is float or number.is_integer():
            return f"{what}; write {number:.10g}, without quotes or words"
    return f"{what}{_found(value, written)}"


def _date(value: Any, written: str | None) -> str:
    text = str(value) if written is None else written
    found = _DAY_FIRST.fullmatch(text.strip()) or _YEAR_FIRST.fullmatch(text.strip())
    if found:
        with contextlib.suppress(ValueError):
            return f"write the day as {dt.date(*(int(found[part]) for part in ('year', 'month', 'day')))}"
    return f"expected a day, written as 2026-11-20{_found(value, written)}"


def _list(value: Any, written: str | None, length: int) -> str:
    if value is None or isinstance(value, dict):
        return "expected a list, such as [one, two]"
    text = str(value) if written is None else written
    span = re.findall(r"\d+", text) if length > 1 else []
    return f"expected a list; write [{', '.join(span if len(span) == length else [text[:60]] * length)}]"


def _found(value: Any, written: str | None) -> str:
    return "" if value is None else f", found {(str(value) if written is None else written)!r:.60}"
