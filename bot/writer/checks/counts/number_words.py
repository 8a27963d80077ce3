"""Numbers in words, in some languages."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from bot.writer.checks.lists import lists_in, together, valued

TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MOST_TOGETHER = 4
"""So many words are one number at most: "one and a half"."""
CHINESE = MappingProxyType(
    {"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "半": 0.5}
)
CHINESE_NUMBER = re.compile(f"[{''.join(CHINESE)}十百千]+")


@cache
def values(language: str) -> Mapping[str, float]:
    """The value of each number word of English and of the language with this code."""
    found = dict(together())
    for name in ("en", language):
        found |= valued("numbers", name) if name in lists_in("numbers") else {}
    for ten, word in zip(range(20, 100, 10), TENS, strict=True):
        found |= {f"{word} {one}": ten + value for value, one in enumerate(ONES, start=1)}
    return MappingProxyType(found)


@cache
def beginnings(language: str) -> frozenset[str]:
    """The words with which numbers begin."""
    return frozenset(words.split(" ")[0] for words in values(language))


def number_at(words: Sequence[str], language: str) -> tuple[float, int] | None:
    """The value of the number that these words, in lower case, begin with, and how many of them it takes."""
    known = values(language)
    for length in range(min(MOST_TOGETHER, len(words)), 0, -1):
        value = known.get(" ".join(words[:length]))
        if value is not None:
            return value, length
    return None


def chinese(number: str) -> float:
    """The value of a number below a thousand in Chinese signs."""
    whole, ones = 0.0, 0.0
    for sign in number:
        if sign in "十百千":
            whole += (ones or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            ones = 0.0
        else:
            ones = CHINESE[sign]
    return whole + ones
