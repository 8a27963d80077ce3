"""The entries that the knowledge base began with: a small list that stays as it is while the base grows.

Most tests ask questions of these alone, so that a new entry changes no answer that a test knows.
"""

from bot.catalogue import Catalogue

IDS = (
    "python-machine-learning", "hands-on-machine-learning", "deep-learning-with-python", "deep-learning-book",
    "neural-networks-and-deep-learning", "udacity-intro-to-deep-learning", "deep-learning-specialization",
    "dls-neural-networks-and-deep-learning", "dls-improving-deep-neural-networks",
    "dls-structuring-machine-learning-projects", "dls-convolutional-neural-networks", "dls-sequence-models",
    "uw-machine-learning-specialization", "udacity-deep-learning-nanodegree", "fastai-practical-deep-learning",
    "fastai-part-2",
)  # fmt: skip


def seed_of(whole: Catalogue) -> Catalogue:
    """These entries of the whole base."""
    return Catalogue(tuple(entry for entry in whole if entry.id in IDS), whole.redirects, whole.skills)
