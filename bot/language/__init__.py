"""What the bot says in the reader's language: English in the code, other languages from one catalogue each."""

from bot.language.language import ENGLISH, Language, mark
from bot.language.lookup import Languages

__all__ = ["ENGLISH", "Language", "Languages", "mark"]
