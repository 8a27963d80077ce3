"""Where the words of the trials come from: the shipped knowledge base and lexicon, and our own question sets."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from bot.advise import Guide
from bot.catalogue import load_catalogue
from bot.understand import Lexicon
from trials.texts import Words

REPOSITORY = Path(__file__).parent.parent
KNOWLEDGE = REPOSITORY / "knowledge" / "resources.yaml"
QUESTIONS = REPOSITORY / "tests" / "questions"


def shipped_guide() -> Guide:
    """A guide to the whole knowledge base."""
    return Guide(load_catalogue(KNOWLEDGE), Lexicon.shipped())


def shipped_words(guide: Guide) -> Words:
    """The words of that guide's entries and of the lexicon, and the sentences of the question sets."""
    table = _read(files("bot.understand").joinpath("lexicon.yaml"))
    return Words.of(guide.catalogue, table, questions())


def questions() -> list[str]:
    """Every question of our own sets."""
    sets = [_read(file) for file in sorted(QUESTIONS.glob("*.yaml"))]
    return [question["ask"] for found in sets if isinstance(found, list) for question in found]


def _read(file: Traversable) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders
