"""From the words of a question to what it asks for."""

from bot.understand.keywords import Keywords
from bot.understand.lexicon import Lexicon
from bot.understand.names import Resolution
from bot.understand.query import Named, ParsedQuery
from bot.understand.understanding import Understanding

__all__ = ["Keywords", "Lexicon", "Named", "ParsedQuery", "Resolution", "Understanding"]
