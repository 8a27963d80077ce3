"""The known words and names that typed ones may stand for: misspelled, run together, or the start of a code."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from bot.understand.names.table import NameTable
from bot.understand.words.spelling import Spellings

FUZZY_LETTERS = 4
"""Shorter words are taken as they are."""
LETTERS_LOOSELY = 7
"""The same where other words hardly tell against what is near."""
TWO_SLIPS_IN_WORD = 11
TWO_SLIPS_IN_NAME = 11
"""From so many letters on, a word or a joined name may have two slips."""
LONGEST_CODE = 9
"""A shorter word with a digit is a code, such as "cs246" or "yolov8", which one letter or digit makes another one."""
CODE_SHORTENED = 0.9
"""How like a code is to itself without its last letters: "cs231" for "cs231n"."""
_NUMBERED = re.compile(r"([a-z]{2,})(\d)")


class Alike:
    """Knows the words of a table of names, and the names run together, by what is like them."""

    def __init__(self, table: NameTable) -> None:
        self._table = table
        self._words = Spellings(table.owners)
        self._joined_names = Spellings(table.joined)
        self.sorted_words = sorted(table.owners)

    def nearest(self, word: str) -> str:
        """The known word that this one is most likely a misspelling of, or itself."""
        return next(iter(self.similar(word)), word)

    def similar(self, word: str, *, loosely: bool = False) -> dict[str, float]:
        """The known words that this one may stand for, each with its similarity, the likeliest first."""
        if word in self._table.owners:
            return {word: 1.0}
        if len(word) < (FUZZY_LETTERS if is_code(word) or not loosely else LETTERS_LOOSELY):
            return {}
        if is_code(word) and not loosely:
            return dict.fromkeys(self._codes_beginning(word), CODE_SHORTENED)
        slips = 1 if len(word) < TWO_SLIPS_IN_WORD else 2
        near = self._words.near(word, slips)
        return {
            known: 1 - distance / max(len(word), len(known))
            for known, distance in near
            if loosely or _digits(known) == _digits(word)
        }

    def _codes_beginning(self, code: str) -> Iterator[str]:
        """The known codes that have only letters after this one."""
        place = bisect_left(self.sorted_words, code)
        while place < len(self.sorted_words) and self.sorted_words[place].startswith(code):
            if self.sorted_words[place].removeprefix(code).isalpha():
                yield self.sorted_words[place]
            place += 1

    def joined_owners(self, typed: Sequence[str]) -> dict[str, float]:
        """The resources with a name that is these words once its spaces are gone ("fats ai" and "fastai").

        No slip is a whole word: "deep learning r" is no "deep learning", nor "fastai docs" what has "fastapi docs".
        """
        word = "".join(typed)
        if word in self._table.joined:
            return dict(self._table.joined[word])
        slips = 1 if len(word) < TWO_SLIPS_IN_NAME else 2
        if len(word) <= FUZZY_LETTERS or is_code(word) or min(map(len, typed)) <= slips - 1 or self._knows_all(typed):
            return {}
        found: dict[str, float] = {}
        for known, distance in self._joined_names.near(word, slips):
            for id_, worth in self._table.joined[known].items() if _digits(known) == _digits(word) else ():
                found[id_] = max(worth * (1 - distance / len(word)), found.get(id_, 0.0))
        return found

    def _knows_all(self, typed: Sequence[str]) -> bool:
        return len(typed) > 1 and all(word in self._table.owners for word in typed)

    def with_joined_pairs(self, typed: Sequence[str]) -> list[str]:
        """The words, with two neighbours joined where only together they are known, and "part2" taken apart."""
        result: list[str] = []
        for word in typed:
            known = word in self._table.owners
            number = None if known else _NUMBERED.fullmatch(word)
            if result and not known and result[-1] + word in self._table.owners:
                result[-1] += word
            else:
                result += self._table.telling(number.groups()) if number else [word]
        return result


def is_code(word: str) -> bool:
    """Whether a word is a code, such as "cs246", "18065" or "yolov8"."""
    return len(word) <= LONGEST_CODE and any(map(str.isdigit, word))


def _digits(word: str) -> str:
    return "".join(char for char in word if char.isdigit())
