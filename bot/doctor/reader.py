"""The trained reader: whether its weights can be used."""

from importlib.resources.abc import Traversable

from bot.doctor.finding import Finding, ok, problem
from bot.understand import ReaderUnusable
from bot.understand.models.reader import Reader

ABOUT = "reader"


def reader(folder: Traversable) -> Finding:
    """What the weights in this folder were made of, or why messages are read by rules alone."""
    try:
        about = Reader.load(folder).about
    except ReaderUnusable as error:
        what = f"messages are read by rules alone, and answered less well: {error}"
        return problem(ABOUT, what, "Install the bot again; in a checkout, run `python -m training`.")
    labels = sum(len(head["labels"]) for head in about["heads"].values())
    return ok(ABOUT, f"trained on {about.get('samples', 0):,} samples to tell {labels:,} labels")
