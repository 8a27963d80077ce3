"""What was given for a reply, taken apart for the checks."""

import re
from collections.abc import Mapping

from msgspec import Struct

from bot.writer.checks.names.vocabulary import bare, folded, words_of
from bot.writer.material import Material

_PIECES = re.compile(r"[-./+&]")


class Given(Struct, frozen=True):
    """The words of all that comes from our base: `text` as it is, `folded` with a space around each word.

    `written` has the words as they are spelled, `low` in lower case, with the pieces of those with hyphens; `titles`
    the folded titles of the entries by id.
    """

    text: str
    folded: str
    written: frozenset[str]
    low: frozenset[str]
    titles: Mapping[str, str]

    @classmethod
    def of(cls, material: Material) -> "Given":
        """What was given in this material."""
        text = material.known
        words = [bare(word) for word in words_of(text)]
        pieces = [piece for word in words if not word.isalnum() for piece in _PIECES.split(word) if piece]
        written = frozenset((*words, *pieces))
        titles = {one.entry.id: folded(one.entry.title) for one in material.facts}
        return cls(
            text,
            f" {' '.join(words).casefold()} ",
            written,
            frozenset(word.casefold() for word in written),
            titles,
        )

    def has(self, words: str) -> bool:
        """Whether these folded words stand together in what was given."""
        return f" {words} " in self.folded
