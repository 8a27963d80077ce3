"""A text as words with what matters for names: where sentences begin, what is written with capitals, what adjoins."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from bot.writer.checks.names.vocabulary import bare

_SIGNS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_SIGNS}]+|[^\W_{_SIGNS}]+(?:['’.&-][^\W_{_SIGNS}]+)*[+#]*")
"""Words; amid Chinese, Japanese and Korean signs those in other letters by themselves, without a space around."""
_ENDS = re.compile(r"[.!?:;…。！？：\n¿¡]|[\"“”„«»(（]\s*$|\s[–—-]+\s")
_DOTTED_SHORT = frozenset({"e.g", "i.e", "vs", "etc", "approx", "z.b", "d.h", "bzw", "ca", "p"})


class Token(Struct, frozen=True):
    """A word: `text` without its possessive s, whether it `begins` a sentence, and whether it `joins` the one before,
    with nothing but a space between.
    """

    text: str
    begins: bool
    joins: bool

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.casefold()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def telling(self) -> bool:
        """Whether it is spelled as only names are: capitals within or throughout, or letters with digits."""
        text = self.text
        mixed = any(char.isdigit() for char in text) and any(char.isalpha() for char in text)
        inner = any(char.isupper() for char in re.sub(r"(?<=-)[A-Z](?=[a-z])", "", text)[1:])
        return mixed or inner


def tokens(text: str) -> list[Token]:
    """The words of a text in order."""
    found: list[Token] = []
    end, possessive, short = 0, False, False
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        begins = not found or (bool(_ENDS.search(between)) and not (short and between.strip() == "."))
        joins = bool(found) and between == " " and not possessive and not begins
        token = bare(word[0])
        found.append(Token(token, begins, joins))
        end, possessive, short = word.end(), token != word[0], word[0].casefold() in _DOTTED_SHORT
    return found


def runs(found: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The words that are written like names, those that stand together in one; of those that begin a sentence only
    the telling ones.
    """
    run: list[Token] = []
    for token in found:
        named = (token.capital and not token.begins) or token.telling
        if run and not (named and token.joins):
            yield tuple(run)
            run = []
        if named:
            run.append(token)
    if run:
        yield tuple(run)
