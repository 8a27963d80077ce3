"""What the trained models see of a text: its words and word pairs, and the letters of its words, as numbers.

The same code makes them in training and in the running bot, so that both mean the same by a number.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from bot.understand.words.text import bare

MAX_CHARACTERS = 2_000
"""Of a longer text the beginning and the end are read, half as much of each: what is asked stands at one of them."""
SHORTEST_GRAM, LONGEST_GRAM = 3, 5
_SIGN = r"\u3040-\u30ff\u3400-\u9fff"
"""Of Chinese and Japanese, which are written without spaces, each sign counts as a word."""
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+[+#]*|[?]")
_NUMBER = re.compile(r"\d+")


def features(text: str) -> Counter[int]:
    """How often each feature occurs: words, pairs of words, and runs of three to five letters within words.

    A feature is the CRC-32 of its text. Of digits only how many there are counts: "3 months" and "5 months" ask alike.
    """
    half = MAX_CHARACTERS // 2
    read = text if len(text) <= MAX_CHARACTERS else f"{text[:half]} {text[-half:]}"
    words = [_NUMBER.sub(_zeros, word) for word in _WORD.findall(bare(read).casefold())]
    return Counter(crc32(feature.encode()) for feature in _named(words))


def _named(words: list[str]) -> Iterator[str]:
    yield from (f"w {word}" for word in words)
    yield from (f"p {first} {second}" for first, second in pairwise(words))
    for word in words:
        padded = f"<{word}>"
        for length in range(SHORTEST_GRAM, min(LONGEST_GRAM, len(padded)) + 1):
            yield from (padded[start : start + length] for start in range(len(padded) - length + 1))


def _zeros(found: re.Match[str]) -> str:
    return "0" * len(found[0])
