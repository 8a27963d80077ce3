"""What docs/curators.md says of notes is so."""

import re
from typing import get_args

import msgspec
import yaml

from bot.catalogue.advice import Note, When
from bot.catalogue.advice.checks import BUDGETS
from bot.catalogue.allowed_values import Topic
from tests.support.base import REPOSITORY

PAGE = (REPOSITORY / "docs" / "curators.md").read_text(encoding="utf-8")


def test_the_example_is_a_note_within_its_budgets() -> None:
    (example,) = (text for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if text.startswith("notes:"))
    (plain,) = yaml.safe_load(example)["notes"]
    note = msgspec.convert(plain, Note)
    assert note.variants
    assert len(note.answer.split()) <= BUDGETS["answer"]
    assert len(note.because.split()) <= BUDGETS["because"]


def test_every_condition_is_told_with_its_words() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE))
    assert rows.keys() == set(When.__struct_fields__)
    for field in msgspec.structs.fields(When):
        words = get_args(next(iter(get_args(field.type)), None))
        if words and words != get_args(Topic) and all(isinstance(word, str) for word in words):
            assert re.findall(r"`([\w-]+)`", rows[field.name]) == list(words)
