"""What was given on single entries: their facts, and what the notes say of them."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from bot.writer.checks.said.sentences import Ids, Spot, spans_of
from bot.writer.material import Material

ABOUT = "ABOUT "
"""How a text begins all of which is on the entries that its first line names."""


class Sources:
    """Finds what was given on an entry. `spots` finds the names of given entries in a text.

    The notes are looked through for names only once that is asked for: it takes longer than all the rest.
    """

    def __init__(self, material: Material, spots: Callable[[str], Sequence[Spot]]) -> None:
        self._material, self.spots = material, spots
        self._lines: dict[str, str] = {}
        self._naming: list[tuple[str, Collection[str]]] | None = None

    def lines(self, id_: str) -> str:
        """The facts of an entry, and the lines of notes that name its id."""
        if id_ not in self._lines:
            self._lines[id_] = "\n".join(self._lines_on(id_))
        return self._lines[id_]

    def all_on(self, id_: str) -> str:
        """The same with the sentences of notes that name the entry, and with what is told all about it."""
        if self._naming is None:
            self._naming = list(self._sentences())
        named = (sentence for sentence, ids in self._naming if id_ in ids)
        return "\n".join([self.lines(id_), *named, *self._all_about(id_)])

    def with_author_of(self, ids: Ids) -> Ids:
        """These entries and the others by one of their authors: "Ng's was replaced in 2022" tells of two of his."""
        facts = [fact for id_ in ids if (fact := self._material.fact(id_))]
        authors = {author for one in facts for author in one.entry.authors}
        return ids | {one.entry.id for one in self._material.facts if authors.intersection(one.entry.authors)}

    def _lines_on(self, id_: str) -> Iterator[str]:
        if fact := self._material.fact(id_):
            yield fact.text
        for text in self._texts:
            yield from filter(_pattern(id_).search, text.splitlines())

    def _all_about(self, id_: str) -> Iterator[str]:
        for text in self._texts:
            first, *lines = text.splitlines() or [""]
            if first.startswith(ABOUT) and _pattern(id_).search(first):
                yield from (line for line in lines if not line.startswith("- "))

    def _sentences(self) -> Iterator[tuple[str, Collection[str]]]:
        for text in self._texts:
            for line in text.splitlines():
                found = self.spots(line)
                for start, end in spans_of(line) if found else ():
                    if ids := {id_ for spot in found if start <= spot.start < end for id_ in spot.ids}:
                        yield line[start:end], ids

    @property
    def _texts(self) -> tuple[str, ...]:
        return (self._material.before, *self._material.notes)


def _pattern(id_: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(id_)}(?![\w-])")
