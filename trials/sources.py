"""Where the words of the trials come from: the shipped knowledge base and lexicon, and questions of all kinds."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from bot.advise import Guide
from bot.catalogue import load_catalogue
from bot.understand import Lexicon
from bot.understand.models.reader import Reader
from tests.support.asked import asked
from trials.texts import Words

KNOWLEDGE = Path(__file__).parent.parent / "knowledge" / "resources.yaml"


def shipped_guide() -> Guide:
    """A guide to the whole knowledge base that reads with the trained reader, as the bot does."""
    return Guide(load_catalogue(KNOWLEDGE), Lexicon.shipped(), Reader.shipped())


def shipped_words(guide: Guide) -> Words:
    """The words of that guide's entries and of the lexicon, and questions as people put them."""
    table = _read(files("bot.understand").joinpath("lexicon.yaml"))
    return Words.of(guide.catalogue, table, asked())


def _read(file: Traversable) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders
