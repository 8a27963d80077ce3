"""Honest replies to invented questions, as `honest.yaml` has them: each with its question."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.writer.draft import Draft, DraftPick

FILE = Path(__file__).with_name("honest.yaml")


@cache
def honest(kind: str) -> tuple[tuple[str, Draft], ...]:
    """The questions and replies that are `seen` or `unseen`."""
    return tuple((one["question"], _draft(one)) for one in yaml.safe_load(FILE.read_text(encoding="utf-8"))[kind])


def _draft(one: Mapping[str, Any]) -> Draft:
    picks = tuple(DraftPick(id_, why) for id_, why in one.get("picks", {}).items())
    return Draft(one["answer"], one.get("because", ""), picks, one.get("next", ""), one.get("unsure", ""))
