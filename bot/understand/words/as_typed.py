"""The words of a message as they were typed, with capitals, accents and signs."""

import re
import unicodedata
from itertools import accumulate

from bot.understand.words.text import words

_PIECE = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*[+#]*|\S")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)


class AsTyped:
    """A text, of which one asks how some of its words were written. `words` numbers them."""

    def __init__(self, text: str) -> None:
        self._text = unicodedata.normalize("NFC", text)
        self._pieces = list(_PIECE.finditer(self._text))
        self._ends = list(accumulate(len(words(piece[0])) for piece in self._pieces))

    def words(self, start: int, end: int) -> str:
        """The words from `start` to `end` (exclusive) in one line, without a possessive; empty where there are none."""
        first = next((piece for piece, last in zip(self._pieces, self._ends, strict=True) if last > start), None)
        final = next((piece for piece, last in zip(self._pieces, self._ends, strict=True) if last >= end), None)
        if first is None or final is None or end <= start:
            return ""
        return _POSSESSIVE.sub("", " ".join(self._text[first.start() : final.end()].split()))
