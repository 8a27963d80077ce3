"""Which notes a message has the own phrases of: words that hardly anybody writes who asks something else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.catalogue.advice import Note
from bot.understand.words.text import Word, phrase


class NotePhrases:
    """Finds them, word by word as they are written, but for plurals and capitals."""

    def __init__(self, notes: Mapping[str, Note]) -> None:
        self._by_first: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for note in notes.values():
            for spelled in filter(None, map(phrase, note.says)):
                self._by_first[spelled[0]].append((spelled, note.id))

    def notes(self, message: Sequence[Word]) -> frozenset[str]:
        """The ids of the notes whose phrases the message has."""
        texts = tuple(word.text for word in message)
        return frozenset(
            id_
            for start, first in enumerate(texts)
            for spelled, id_ in self._by_first.get(first, ())
            if texts[start : start + len(spelled)] == spelled
        )
