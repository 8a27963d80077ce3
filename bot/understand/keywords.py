"""Words that tell entries apart beyond any facet: "diffusion", "error", "backpropagation"."""

from collections import Counter

from bot.catalogue import Catalogue, Resource
from bot.understand.lexicon import Lexicon
from bot.understand.text import phrase

MAX_KEYWORDS = 6
MOST_ENTRIES = 0.25
"""A word that more of the entries have tells little."""
LETTERS = 4


def text_words(resource: Resource) -> frozenset[str]:
    """The folded words of what an entry says of itself."""
    texts = [resource.title, resource.summary, *resource.good_for, *resource.strengths, *resource.teaches]
    return frozenset(word for text in texts for word in phrase(text))


def telling_words(catalogue: Catalogue, lexicon: Lexicon) -> frozenset[str]:
    """The words that few of the entries have, without fillers and the cues of questions."""
    entries = Counter(word for resource in catalogue for word in text_words(resource))
    most = max(1.0, MOST_ENTRIES * len(catalogue))
    return frozenset(
        word for word, count in entries.items()
        if count <= most and len(word) >= LETTERS and not word.isdigit() and not lexicon.is_cue(word)
    )  # fmt: skip
