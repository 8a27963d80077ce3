"""Codes of courses that nobody here knows: "I finished CS246, what next?"."""

import re
from collections.abc import Iterator, Sequence

from bot.understand.names.index import NameIndex
from bot.understand.words.text import Word

_CODE = re.compile(r"([a-z]{2,4})\d{2,4}[a-z]?")
SHORT = 8
"""In so few words a code is what is asked about, whatever they say of it."""


class Codes:
    """Knows how the codes of courses begin, such as "cs" and "ud", by those that entries have."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        words = {word for names in index.names.values() for name in names for word in name}
        self._departments = {match[1] for word in words if (match := _CODE.fullmatch(word))}

    def unknown(self, message: Sequence[Word], states: Sequence[str | None], *, judging: bool) -> Iterator[int]:
        """The places of codes that no entry has and that the message says something of."""
        for place, word in enumerate(message):
            code = _CODE.fullmatch(word.text)
            told = judging or states[place] is not None or len(message) <= SHORT
            if code and told and code[1] in self._departments and not self._is_known(word.text):
                yield place

    def _is_known(self, code: str) -> bool:
        found = self._index.resolve_words((code,))
        return bool(found.id or found.alternatives)
