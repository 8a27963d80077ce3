"""What else than their names given entries are called by: "Ng's", "the Hugging Face course", "the book"."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.catalogue import Resource
from bot.writer.checks.names.vocabulary import Vocabulary, folded, makers_of
from bot.writer.checks.said.sentences import Spot

FORMATS = {
    "course": "course", "kurs": "course", "kurses": "course", "curso": "course", "cours": "course", "book": "book",
    "textbook": "book", "buch": "book", "lehrbuch": "book", "libro": "book", "livre": "book", "videos": "video",
    "lectures": "video", "series": "video", "tutorial": "tutorial", "tutorials": "tutorial",
}  # fmt: skip
"""Words for formats, and which they mean."""
THE = frozenset({"the", "this", "der", "das", "dieser", "dieses", "den", "dem", "el", "le", "ce", "este"})
PARTS_OF = frozenset(
    {"notes", "page", "pages", "material", "materials", "site", "website", "list", "club", "by", "von", "that"}
)
"""After "the course": then something else is meant."""
MOST_WORDS = 4
Place = tuple[int, int]


class Called:
    """Finds what calls one of these entries by its author, or by its maker and its format. `likely` are the ids of
    those that "the book" may mean.
    """

    def __init__(self, entries: Iterable[Resource], likely: Collection[str], vocabulary: Vocabulary) -> None:
        self._by_author: dict[str, set[str]] = {}
        self._by_maker: dict[tuple[str, str], set[str]] = {}
        self._by_format: dict[str, set[str]] = {}
        for entry in entries:
            for author in entry.authors:
                surname = author.split()[-1]
                if " " in author and surname.casefold() not in vocabulary.names and not vocabulary.knows(surname):
                    self._by_author.setdefault(surname, set()).add(entry.id)
            for maker in makers_of(entry):
                self._by_maker.setdefault((folded(maker), entry.format), set()).add(entry.id)
            if entry.id in likely:
                self._by_format.setdefault(entry.format, set()).add(entry.id)

    def spots(self, text: str, places: Sequence[Place]) -> Iterator[Spot]:
        """Where the words at these places of a text call entries, and which they may mean."""
        words = [text[start:end] for start, end in places]
        for at, word in enumerate(words):
            if made := self._by_author.get(word):
                yield Spot(*places[at], frozenset(made))
            length, ids = self._of_format(words, at)
            if ids:
                yield Spot(places[at][0], places[at + length][1], frozenset(ids))

    def _of_format(self, words: Sequence[str], at: int) -> tuple[int, Collection[str]]:
        """How many words from here on stand before one for a format, and which entries they call together with that."""
        for length in range(1, min(MOST_WORDS, len(words) - at - 1) + 1):
            format_ = FORMATS.get(words[at + length].casefold())
            if format_ is None:
                continue
            after = words[at + length + 1 : at + length + 2]
            if length == 1 and words[at].casefold() in THE and not PARTS_OF.intersection(after):
                found = self._by_format.get(format_, set())
                return length, found if len(found) == 1 else ()
            found = self._by_maker.get((folded(" ".join(words[at : at + length])), format_), set())
            return length, found if words[at][0].isupper() else ()
        return 0, ()
