"""The word lists of the checks, from `lists.yaml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_table()[section][name].split())


@cache
def valued(section: str, name: str) -> Mapping[str, float]:
    """The words of a list with their values."""
    pairs = (one.split("=") for one in _table()[section][name].split())
    return MappingProxyType({word: float(value) for word, value in pairs})


def together() -> Mapping[str, float]:
    """Numbers of several words, with their values."""
    return _table()["numbers"]["together"]  # type: ignore[no-any-return]


def lists_in(section: str) -> tuple[str, ...]:
    """The names of the lists of a section."""
    return tuple(name for name, value in _table()[section].items() if isinstance(value, str))


@cache
def _table() -> Mapping[str, Any]:
    text = files("bot.writer.checks").joinpath("lists.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # type: ignore[no-any-return]  # noqa: S506 - both are safe
