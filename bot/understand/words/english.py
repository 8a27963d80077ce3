"""Whether a message is in English, which alone is understood so far."""

from collections.abc import Sequence

FEWEST_WORDS = 6
"""Shorter messages in Latin letters are taken for English: names and numbers say nothing of a language."""
LEAST_SHARE = 0.12
"""So many of an English text's words are among its commonest ones, at the least."""
MOST_OTHER_LETTERS = 0.3
COMMON = frozenset((
    "the", "a", "an", "to", "of", "and", "in", "is", "it", "for", "on", "with", "i", "im", "my", "me", "you", "this",
    "thi", "that", "how", "what", "which", "should", "can", "do", "does", "are", "be", "have", "am", "or", "not", "but",
    "from", "want", "learn", "any", "some", "if", "as", "at", "so", "would", "need", "there", "about", "know", "good",
    "start", "best", "help", "please", "where", "after", "just", "like", "get", "course", "book", "learning", "into",
    "why", "explain", "eli5", "difference", "between", "vs", "versus", "we", "anyone", "got", "give",
))  # fmt: skip


def is_english(text: str, words: Sequence[str]) -> bool:
    """Whether a text with these folded words is English. Of a few words in Latin letters it is assumed."""
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(ord(letter) > 0x24F for letter in letters) > MOST_OTHER_LETTERS * len(letters):
        return False
    return len(words) < FEWEST_WORDS or sum(word in COMMON for word in words) >= LEAST_SHARE * len(words)
