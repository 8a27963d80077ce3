"""From the words of a question to what it asks for."""

from bot.understand.keywords import Keywords
from bot.understand.lexicon import Lexicon
from bot.understand.names import Resolution
from bot.understand.query import Named, ParsedQuery
from bot.understand.reader import Guess, Reader, ReaderUnusable, Reading
from bot.understand.understanding import Understanding

__all__ = [
    "Guess",
    "Keywords",
    "Lexicon",
    "Named",
    "ParsedQuery",
    "Reader",
    "ReaderUnusable",
    "Reading",
    "Resolution",
    "Understanding",
]
