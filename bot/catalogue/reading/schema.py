"""Plain values to models, field by field, so that every problem of a file is found in one pass."""

import re
from collections.abc import Sequence
from types import UnionType
from typing import Annotated, Any, Literal, Protocol, TypeVar, Union, get_args, get_origin

import msgspec
from rapidfuzz import fuzz, process, utils

from bot.catalogue.reading.expected import expected
from bot.catalogue.reading.lines import Place
from bot.catalogue.reading.scalars import wrong_with_text
from bot.catalogue.reading.source import Source

SUGGEST_FROM = 60.0

Model = TypeVar("Model", bound=msgspec.Struct)


def suggestion(word: object, known: Sequence[str]) -> str:
    """` (did you mean 'light'?)` for the nearest known word, or nothing where none is near."""
    best = process.extractOne(
        str(word), known, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=SUGGEST_FROM
    )
    return f" (did you mean {best[0]!r}?)" if best else ""


class Reporter(Protocol):
    """Whoever takes the problems of a value: a file, or who is asked for the value."""

    @property
    def problems(self) -> Sequence[object]:
        """What was reported so far."""

    def report(self, place: Place, message: str) -> None:
        """Take one problem of the value at this place."""

    def written_at(self, place: Place) -> str | None:
        """The single value at this place as it is written, where that is known."""


class _Heard:
    """A reporter that only keeps what it is told."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def report(self, place: Place, message: str) -> None:
        self.problems.append(message)

    def written_at(self, place: Place) -> str | None:
        return None


def complaints(value: Any, model: type[msgspec.Struct], name: str) -> list[str]:
    """What is wrong with a value for the field of this name."""
    heard = _Heard()
    (kind,) = (field.type for field in msgspec.structs.fields(model) if field.name == name)
    _check(heard, value, kind, (name,))
    texts = value if isinstance(value, list) else [value]
    return [*heard.problems, *filter(None, (wrong_with_text(text) for text in texts if isinstance(text, str)))]


def convert(source: Source, value: Any, model: type[Model], place: Place) -> Model | None:
    """`value` as `model`, or None after reporting each of its problems to `source`."""
    try:
        return msgspec.convert(value, model)
    except msgspec.ValidationError:  # it names only the first problem: look for all, field by field
        before = len(source.problems)
        _check_struct(source, value, model, place)
        if len(source.problems) == before:
            raise
    return None


def _check_struct(source: Reporter, value: Any, model: type[msgspec.Struct], place: Place) -> None:
    if not isinstance(value, dict):
        source.report(place, f"{_name(place)}: expected fields, found {value!r:.60}")
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(model)}
    for name in value.keys() - fields.keys():
        source.report((*place, name), f"{name}: no such field{suggestion(name, tuple(fields))}")
    for name, field in fields.items():
        if name in value:
            _check(source, value[name], field.type, (*place, name))
        elif field.required:
            source.report(place, f"{name}: this field is required")


def _check(source: Reporter, value: Any, kind: Any, place: Place) -> None:
    inner = _plain_kind(kind)
    if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
        _check_struct(source, value, inner, place)
    elif isinstance(value, list) and (kinds := _kinds(inner, len(value))):
        before = len(source.problems)
        for index, (item, kind_of_item) in enumerate(zip(value, kinds, strict=True)):
            _check(source, item, kind_of_item, (*place, index))
        if len(source.problems) == before:
            _check_value(source, value, kind, place)
    else:
        _check_value(source, value, kind, place)


def _check_value(source: Reporter, value: Any, kind: Any, place: Place) -> None:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        source.report(place, f"{_name(place)}: {_explain(str(error), value, kind, source.written_at(place))}")


def _explain(reason: str, value: Any, kind: Any, written: str | None) -> str:
    """What msgspec said, in a curator's words, and what to write instead."""
    words = _words(kind)
    if words and isinstance(value, list) == (get_origin(_plain_kind(kind)) is tuple):
        wrong = next((word for word in (value if isinstance(value, list) else [value]) if word not in words), value)
        if wrong is None:
            return f"nothing stands here; write one of {', '.join(words)}"
        if not isinstance(wrong, list | dict):
            shown = wrong if isinstance(wrong, str) else written or wrong
            return f"{shown!r} is not one of {', '.join(words)}{suggestion(shown, words)}"
    if hint := expected(_plain_kind(kind), value, written):
        return hint
    if value == "":
        return "the text is empty; write one, or leave the field out"
    if "matching regex" in reason:
        return f"{value!r:.80} does not have the form required here"
    return re.sub(r"^Expected", "expected", reason.replace("`", "'").split(" - at ")[0])


def _words(kind: Any) -> tuple[str, ...]:
    """The closed list of words that this type allows, or nothing where it has none."""
    inner = _plain_kind(kind)
    if get_origin(inner) is Literal:
        return get_args(inner)
    return _words(get_args(inner)[0]) if get_origin(inner) is tuple else ()


def _plain_kind(kind: Any) -> Any:
    """The type without its `Annotated` limits and without `| None`."""
    if get_origin(kind) is Annotated:
        return _plain_kind(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _plain_kind(next(arg for arg in get_args(kind) if arg is not type(None)))
    return kind


def _kinds(kind: Any, length: int) -> Sequence[Any]:
    """The type of each item in a list of this type and length; nothing where it cannot have that length."""
    if get_origin(kind) is not tuple:
        return ()
    kinds = get_args(kind)
    return kinds[:1] * length if kinds[-1] is Ellipsis else kinds if len(kinds) == length else ()


def _name(place: Place) -> str:
    return str(next((step for step in reversed(place) if isinstance(step, str)), "file"))
