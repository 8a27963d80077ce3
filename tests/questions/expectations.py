"""Expectations of a question file and what an answer fails of them; `first.yaml` says what each key means."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

Item = Mapping[str, Any]

SHOWN = 3
"""How many results a member sees at first, and so how many count for `among` and `never`."""
RANKING = ("first", "among", "never", "empty")
KEYS = frozenset({"ask", "intent", "understood", *RANKING})
SETS = frozenset({"formats", "not_formats"})
UNDERSTOOD = frozenset({"level", "math", "cost", "topic"}) | SETS


def load(path: Path) -> list[Item]:
    """The items of a question file. Raises `ValueError` for a key that nobody would look at."""
    items: list[Item] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for item in items:
        unknown = {*item} - KEYS | {*item.get("understood", {})} - UNDERSTOOD
        if unknown or "ask" not in item:
            raise ValueError(f"{path}: nothing asked, or unknown keys {sorted(unknown)}, in {item}")
    return items


def failures(item: Item, answer: Mapping[str, Any]) -> list[str]:
    """What the object of `ask --json` for the item's question fails of its expectations, a line for each."""
    found = []
    if "intent" in item and answer["intent"] not in item["intent"]:
        found.append(f"intent: found {answer['intent']}, accepted {item['intent']}")
    found += understood_failures(item.get("understood", {}), answer["understood"])
    return found + ranking_failures(item, [result["id"] for result in answer["results"]])


def understood_failures(wanted: Mapping[str, Any], understood: Mapping[str, Any]) -> list[str]:
    """What was understood otherwise than wanted. Fields of which nothing is wanted do not count."""
    return [
        f"{field}: found {found}, accepted {accepted}"
        for field, accepted in wanted.items()
        if not _agrees(field, found := _found(field, understood), accepted)
    ]


def ranking_failures(item: Item, ids: Sequence[str]) -> list[str]:
    """What results with these ids, best first, fail of the item's `first`, `among`, `never` and `empty`."""
    shown = list(ids[:SHOWN])
    return [
        f"{key}: found {shown}, expected {item[key]}"
        for key in RANKING
        if key in item and not _passes(key, item[key], shown)
    ]


def _passes(key: str, expected: Any, shown: Sequence[str]) -> bool:
    if key == "empty":
        return bool(expected) is not bool(shown)
    if key == "first":
        return bool(shown) and shown[0] in expected
    return set(expected).isdisjoint(shown) is (key == "never")


def _found(field: str, understood: Mapping[str, Any]) -> object:
    if field == "topic":
        return next(iter(understood["topics"]), None)
    return set(understood[field]) if field in SETS else understood[field]


def _agrees(field: str, found: object, accepted: Any) -> bool:
    if field in SETS:
        return found == set(accepted)
    return found in (accepted if isinstance(accepted, list) else [accepted])
