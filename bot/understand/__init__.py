"""From the words of a question to what it asks for."""

from bot.understand.facets.keywords import Keywords
from bot.understand.models.reading import Guess, ReaderUnusable, Reading
from bot.understand.names.index import Resolution
from bot.understand.query import Named, ParsedQuery
from bot.understand.understanding import Understanding
from bot.understand.words.lexicon import Lexicon

__all__ = [
    "Guess",
    "Keywords",
    "Lexicon",
    "Named",
    "ParsedQuery",
    "ReaderUnusable",
    "Reading",
    "Resolution",
    "Understanding",
]
