"""From the words of a question to what it asks for."""

from bot.understand.lexicon import Lexicon
from bot.understand.names import Resolution
from bot.understand.query import Named, ParsedQuery
from bot.understand.understanding import Understanding

__all__ = ["Lexicon", "Named", "ParsedQuery", "Resolution", "Understanding"]
