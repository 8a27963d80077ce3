"""Entries of the base that a reply names without having been given them."""

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from bot.catalogue import Catalogue
from bot.understand import Lexicon
from bot.understand.names.index import NameIndex
from bot.understand.names.mentions import MentionFinder
from bot.understand.words.language import ENGLISH
from bot.understand.words.text import Word, phrase, words
from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.given import Given
from bot.writer.checks.names.vocabulary import Vocabulary

SHORT = 4
"""So few letters are a word of some language before they are somebody's name."""
_APOSTROPHES = re.compile(r"(?<=[^\W\d_])['’]s\b|['’‘`´]")
_WORD = re.compile(r"[^\W_]+[+#]*")
_JOINED = re.compile(r"[-./&]")


class Named(Struct, frozen=True):
    """A name in a text: its folded words, those words as they are written, and the ids of the entries it may mean.

    `begins`: whether a sentence begins with it, so that its first capital says nothing.
    """

    folded: tuple[Word, ...]
    written: tuple[str, ...]
    ids: tuple[str, ...]
    begins: bool


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
        written = _WORD.findall(_APOSTROPHES.sub("", text))
        if len(written) != len(message):
            written = [word.text for word in message]
        found = self._finder.find(message, self._lexicon.spans(message), [None] * len(message), judging=False)
        named = []
        for one in found:
            start, end = self._without_fillers(message, one.start, one.end)
            begins = start == 0 or message[start - 1].sentence != message[start].sentence
            named.append(Named(message[start:end], tuple(written[start:end]), one.ids, begins))
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

    def means(self, text: str, given: Given) -> set[str]:
        """The ids of the given entries that a text names."""
        return {
            id_ for name in self.named(text) for id_ in name.ids if id_ in given.titles and not self._is_plain(name)
        }

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


def _is_foreign_word(name: Named) -> bool:
    """Whether a name may be a word of another language than English: short, or without a capital that says anything."""
    word = name.written[0]
    plain = word.islower() or (word[1:].islower() and (name.begins or len(word) <= SHORT))
    return len(name.written) == 1 and plain


def phrase_of(text: str) -> list[str]:
    """The folded words of a long text."""
    return [word for line in text.splitlines() for word in phrase(line)]
