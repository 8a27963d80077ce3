"""The shipped knowledge base, read once in a process, and the few entries that it began with.

Most tests ask questions of the few alone, so that a new entry changes no answer that a test knows.
"""

import shutil
from functools import cache
from pathlib import Path

from msgspec import to_builtins

from bot.catalogue import Catalogue, load_catalogue
from bot.catalogue.entry_text import entry_text
from bot.language import Languages

REPOSITORY = Path(__file__).parents[2]
KNOWLEDGE = REPOSITORY / "knowledge" / "resources.yaml"
IDS = (
    "python-machine-learning", "hands-on-machine-learning", "deep-learning-with-python", "deep-learning-book",
    "neural-networks-and-deep-learning", "udacity-intro-to-deep-learning", "deep-learning-specialization",
    "dls-neural-networks-and-deep-learning", "dls-improving-deep-neural-networks",
    "dls-structuring-machine-learning-projects", "dls-convolutional-neural-networks", "dls-sequence-models",
    "uw-machine-learning-specialization", "udacity-deep-learning-nanodegree", "fastai-practical-deep-learning",
    "fastai-part-2",
)  # fmt: skip


@cache
def shipped() -> Catalogue:
    """The whole knowledge base."""
    return load_catalogue(KNOWLEDGE)


@cache
def languages() -> Languages:
    """The languages that come with the bot, each read once."""
    return Languages.shipped()


def few(whole: Catalogue) -> Catalogue:
    """The few entries of the whole base."""
    return Catalogue(tuple(entry for entry in whole if entry.id in IDS), whole.redirects, whole.skills)


def few_on_disk(folder: Path) -> Path:
    """A knowledge file in this folder with the few entries, for processes that have to read one: it takes moments."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(KNOWLEDGE.with_name("skills.yaml"), folder)
    entries = [to_builtins(entry) for entry in few(shipped())]
    for entry in entries:
        del entry["successor"]  # none of the few
    file = folder / "resources.yaml"
    file.write_text("resources:\n" + "".join(map(entry_text, entries)), encoding="utf-8")
    return file
