"""A message as words: folded for comparison, numbered by sentence and clause."""

import re
import sys
import unicodedata

from msgspec import Struct

MAX_WORDS = 1200
"""Longer messages are read up to here; the longest text Discord lets a member send is about this many words."""

# A run of full stops is looked at once, from its start: "......a" from each of them would be so many times as slow.
_PIECE = re.compile(
    r"(?P<word>[^\W_]+[+#]*)|(?P<end>(?<![.!?;])[.!?;]++(?=\s|$)|[\n\r]+|\s[-–—]{2,}\s|\s[–—]\s)|(?P<pause>[,()\[\]:]|\s-\s)"
)
_BARE_WORD = re.compile(r"[^\W_]+[+#]*")
_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "n",
    "Ł": "L", "Ø": "O", "Đ": "D", "Ħ": "H", "Ŧ": "T", "Æ": "Ae", "Œ": "Oe", "Ð": "D", "Þ": "Th", "Ŋ": "N", "ß": "ss",
})  # fmt: skip
"""How those type letters who do not have them, where Unicode knows no letter and accent that they are made of."""
_JOINED_S = re.compile(r"(?<=[^\W\d_])['’]s\b")


class Word(Struct, frozen=True):
    """One folded word. `sentence` and `clause` count up at full stops and at commas or brackets.

    `capital` says whether it was written with a capital letter.
    """

    text: str
    sentence: int
    clause: int
    capital: bool = False


def bare(text: str) -> str:
    """The text without accents, apostrophes and possessive s."""
    if text.isascii():
        return _JOINED_S.sub("", text).translate(_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", _JOINED_S.sub("", text))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_APOSTROPHES)


def plain(text: str) -> str:
    """The same in letters that every keyboard has, as far as they are Latin ones."""
    return text if text.isascii() else text.translate(_LETTERS)


def singular(word: str) -> str:
    """The word without a plural ending, by the S-stemmer of Harman (How effective is suffixing?, 1991)."""
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    return word if word.endswith(("us", "ss")) else word[:-1]


def words(text: str) -> tuple[Word, ...]:
    """The folded words of a message in order, in the singular, at most `MAX_WORDS`."""
    found: list[Word] = []
    sentence = clause = 0
    for piece in _PIECE.finditer(plain(bare(text))):
        if piece["word"]:
            word = piece["word"]
            found.append(Word(singular(word.casefold()), sentence, clause, word[0].isupper()))
            if len(found) == MAX_WORDS:
                break
        else:
            sentence += piece["end"] is not None
            clause += 1
    return tuple(found)


def phrase(text: str) -> tuple[str, ...]:
    """The folded words of a short text without their places.

    Tables keep them, and hold the same words thousands of times: each is one object.
    """
    folded = (word.casefold() for word in _BARE_WORD.findall(plain(bare(text)))[:MAX_WORDS])
    return tuple(sys.intern(singular(word)) for word in folded)
