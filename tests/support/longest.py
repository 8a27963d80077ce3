"""Entries whose every field is as long as the knowledge base allows, read off the model's own limits."""

import datetime as dt
from typing import Any

from msgspec import convert, inspect, to_builtins

from bot.catalogue import Resource

MANY = 8
"""How many of something are taken where the model sets no limit."""
ADDRESS = "https://a.example/"
Kind = inspect.Type


def longest_entry(text: str, **fields: Any) -> Resource:
    """An entry in whose texts this one is repeated, but for `fields`; checked against the model."""
    made = _longest(inspect.type_info(Resource), text)
    return convert(to_builtins({**made, **fields}), Resource)


def line(text: str, length: int) -> str:
    """The text repeated to this length, ending with a letter as a line would."""
    return (text * length)[: length - 1] + "z"


def slug(text: str) -> str:
    """An id, or the name of a skill, of the full 60 characters that begins with a text."""
    return text + "-" + "s" * (59 - len(text))


def _longest(kind: Kind, text: str) -> Any:
    match kind:
        case inspect.StructType(fields=fields):
            return {field.name: _longest(field.type, text) for field in fields}
        case inspect.UnionType(types=types):
            return _longest(next(one for one in types if not isinstance(one, inspect.NoneType)), text)
        case inspect.VarTupleType(item_type=item, max_length=most):
            return [_longest(item, text)] * (most or MANY)
        case inspect.TupleType(item_types=items):
            return [_longest(item, text) for item in items]
        case inspect.LiteralType(values=values):
            return max(values, key=lambda value: len(str(value)))
        case inspect.StrType():
            return _longest_text(kind, text)
    return _longest_number(kind)


def _longest_text(kind: inspect.StrType, text: str) -> str:
    pattern, length = kind.pattern or "", kind.max_length or 3
    if pattern.startswith(r"\Ahttps"):
        return ADDRESS.ljust(length, "u")
    return "s" * length if pattern else line(text, length)


def _longest_number(kind: Kind) -> Any:
    match kind:
        case inspect.BoolType():
            return False
        case inspect.DateType():
            return dt.date(2026, 1, 1)
        case inspect.IntType(le=most) | inspect.FloatType(le=most):
            return most
    raise AssertionError(f"{kind} is new in the model: say what its longest value is")
