"""Entries of the base that a reply names without having been given them."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.catalogue import Catalogue
from bot.understand import Lexicon
from bot.understand.names.index import NameIndex
from bot.understand.names.mentions import MentionFinder
from bot.understand.words.language import ENGLISH
from bot.understand.words.text import Word, phrase, words
from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.given import Given
from bot.writer.checks.names.called import Called
from bot.writer.checks.names.vocabulary import Vocabulary
from bot.writer.checks.said.sentences import Spot

SHORT = 4
"""So few letters are a word of some language before they are somebody's name."""
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])['’]s\b")
_WORD = re.compile(r"[^\W_]+(?:['’‘`´]+[^\W_]+)*[+#]*")
_KIND = re.compile(r"(?:the\s)?(?:(?:text)?book|course|podcast|videos?|series|tutorial)\s(?=[A-Z])")
_IS = re.compile(r"\s(?:is|are|was|ist|sind|war|has|hat)\s[^A-Z]*$")
"""What may be found with a name: "the book Deep Learning", "Sutton and Barto is a book"."""
_JOINED = re.compile(r"[-./&]")


class Named(Struct, frozen=True):
    """A name in a text: its folded words, those words as they are written, and the ids of the entries it may mean.

    `begins`: whether a sentence begins with it, so that its first capital says nothing. It stands at `start` to `end`.
    """

    folded: tuple[Word, ...]
    written: tuple[str, ...]
    ids: tuple[str, ...]
    begins: bool
    start: int = 0
    end: int = 0


class Entries:
    """Finds the entries that a text names, as they are found in messages."""

    def __init__(self, catalogue: Catalogue, index: NameIndex, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._catalogue, self._lexicon, self._vocabulary = catalogue, lexicon, vocabulary
        self._finder = MentionFinder(index, lexicon)
        self._wholes = {entry.id: entry.part_of for entry in catalogue if entry.part_of}
        self._terms = frozenset(" ".join(_JOINED.sub(" ", name).split()) for name in vocabulary.names)

    def named(self, text: str) -> list[Named]:
        """The names in a text that may be those of entries, without fillers at their ends."""
        message = words(text)
        places = _places(text)
        written = [text[start:end] for start, end in places]
        if len(places) != len(message):
            written, places = [word.text for word in message], [(0, 0)] * len(message)
        found = self._finder.find(message, self._lexicon.spans(message), [None] * len(message), judging=False)
        named = []
        for one in found:
            start, end = self._without_fillers(message, one.start, one.end)
            begins = start == 0 or message[start - 1].sentence != message[start].sentence
            span = (places[start][0], places[end - 1][1])
            named.append(Named(message[start:end], tuple(written[start:end]), one.ids, begins, *span))
        return named

    def faults(self, part: Part, given: Given, code: str) -> Iterator[Fault]:
        """The entries named in this part that are not among those given, and whose name does not stand there."""
        for name in self.named(part.text):
            if code != ENGLISH and _is_foreign_word(name):
                continue
            if (
                not self._is_given(name.ids, given.titles)
                and not self._is_plain(name)
                and not self._stands(name, given)
            ):
                entry = self._catalogue.get(name.ids[0])
                title = entry.title if entry else name.ids[0]
                yield part.fault(
                    "name", " ".join(name.written), f"names {title}, which you were not given; leave it out"
                )

    def spotter(self, given: Given, likely: Collection[str], code: str) -> Callable[[str], list[Spot]]:
        """What finds where a text names entries that were given, by whatever they are called, and which it may mean: of
        several those that are likely.
        """
        known = (entry for id_ in given.titles if (entry := self._catalogue.get(id_)))
        called = Called(known, likely, self._vocabulary)

        def spots(text: str) -> list[Spot]:
            found = {(spot.start, spot.end): spot for spot in called.spots(text, _places(text))}
            for spot in self._named_spots(text, given, code):
                place = (spot.start, spot.end)
                found[place] = replace(spot, ids=spot.ids | (found[place].ids if place in found else frozenset()))
            return [replace(spot, ids=spot.ids.intersection(likely) or spot.ids) for spot in _widest(found.values())]

        return spots

    def _named_spots(self, text: str, given: Given, code: str) -> Iterator[Spot]:
        """Where a text names entries that were given by their names."""
        for name in self.named(text):
            ids = frozenset(name.ids).intersection(given.titles)
            if ids and not self._is_plain(name) and not (code != ENGLISH and _is_foreign_word(name)):
                yield Spot(*_bare_place(text, name), ids)

    def _without_fillers(self, message: Sequence[Word], start: int, end: int) -> tuple[int, int]:
        first, last = start, end
        while first < last and message[first].text in self._lexicon.fillers:
            first += 1
        while last > first and message[last - 1].text in self._lexicon.fillers:
            last -= 1
        return (first, last) if first < last else (start, end)

    def _is_given(self, ids: Collection[str], given: Collection[str]) -> bool:
        """Whether one of these entries was given, or the whole that it is part of, or a part of it."""
        wholes = {self._wholes.get(id_) for id_ in given}
        return any(id_ in given or self._wholes.get(id_) in given or id_ in wholes for id_ in ids)

    def _stands(self, name: Named, given: Given) -> bool:
        """Whether a name stands in what was given, or all that tells it from other words does."""
        text = f" {' '.join(phrase_of(given.text))} "
        if f" {' '.join(word.text for word in name.folded)} " in text:
            return True
        telling = [
            word.text for word, written in zip(name.folded, name.written, strict=True) if not self._knows(written)
        ]
        return bool(telling) and all(f" {word} " in text for word in telling)

    def _is_plain(self, name: Named) -> bool:
        """Whether a name is no more than words that anybody may write: subjects, and plain words without capitals."""
        if " ".join(name.written).casefold() in self._terms:
            return True
        capitals = any(word.capital for word in name.folded[1 if name.begins else 0 :])
        return all(map(self._knows, name.written)) and not (capitals and len(name.folded) > 1)

    def _knows(self, written: str) -> bool:
        return self._vocabulary.knows(written.casefold())


def _bare_place(text: str, name: Named) -> tuple[int, int]:
    """Where a name stands without what it is said to be, with which it may be found."""
    said_to_be, kind = _IS.search(text, name.start, name.end), _KIND.match(text, name.start, name.end)
    return kind.end() if kind else name.start, said_to_be.start() if said_to_be else name.end


def _widest(spots: Iterable[Spot]) -> list[Spot]:
    """The spots in order, without those within others and without "the book" right before a name."""
    found: list[Spot] = []
    for spot in sorted(spots, key=lambda one: (one.start, -one.end)):
        if found and spot.start <= found[-1].end + 1 and spot.end > found[-1].end:
            found.pop()
        if not found or spot.start >= found[-1].end:
            found.append(spot)
    return found


def _places(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand, as names are made of them: without possessive s."""
    blanked = _POSSESSIVE.sub(lambda found: " " * len(found[0]), text)
    return [found.span() for found in _WORD.finditer(blanked)]


def _is_foreign_word(name: Named) -> bool:
    """Whether a name may be a word of another language than English: short, or without a capital that says anything."""
    word = name.written[0]
    plain = word.islower() or (word[1:].islower() and (name.begins or len(word) <= SHORT))
    return len(name.written) == 1 and plain


def phrase_of(text: str) -> list[str]:
    """The folded words of a long text."""
    return [word for line in text.splitlines() for word in phrase(line)]
