"""Where a message names resources: titles, nicknames and authors amid other words."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from bot.understand.names.editions import YEAR
from bot.understand.names.index import TITULAR, NameIndex
from bot.understand.names.scores import FORMAT_WORDS
from bot.understand.words.lexicon import Lexicon, Span
from bot.understand.words.scopes import SETTLED
from bot.understand.words.spelling import CACHED
from bot.understand.words.text import Word

MAX_NAME_WORDS = 12
"""A mention is at most so long, and so far from each other are two words of a name with only fillers between them: a
message of nothing but fillers, some of which begin names, would be gone through again from each of them.
"""
MOST_NAMES = 50
"""So many different names of one message are looked up: more are no question, and would keep all others waiting."""
FUZZY_LETTERS = 7
"""Shorter words of a message are no misspelled names: "barren" is no Barron, and "marry" no Madry."""
TELLING_START = 2
"""Names are found by so many of their first words, so that their number hardly matters."""
APART = frozenset({"and", "for"})
"""Fillers that lead from a name to something else: "the deep learning specialization for a coder"."""
Name = tuple[str, ...]


class Mention(Struct, frozen=True):
    """A resource named at the words `start` to `end` (exclusive), most tellingly at the word `core`.

    `ids` has several where they are equally near.
    """

    start: int
    end: int
    core: int
    ids: tuple[str, ...]


class MentionFinder:
    """Finds names in messages. A name made only of the field's own words ("deep learning with python") counts
    where it is written like a title or where the message judges something.
    """

    def __init__(self, index: NameIndex, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._by_beginning: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for name in {name for names in index.names.values() for name in names}:
            self._by_beginning.setdefault(name[:TELLING_START], []).append(name)
        self._first_words = frozenset(beginning[0] for beginning in self._by_beginning)
        self._known = lru_cache(maxsize=CACHED)(self._known_word)

    def find(
        self, message: Sequence[Word], spans: Sequence[Span], states: Sequence[str | None], *, judging: bool
    ) -> list[Mention]:
        """The mentions in order. `judging`: whether the message asks about something by its name."""
        topical = {place for span in spans if span.meaning.kind != "scope" for place in range(span.start, span.end)}
        refused = any(span.meaning.value == "avoid_named" for span in spans)
        mentions: list[Mention] = []
        meant: dict[Name, tuple[str, ...]] = {}
        place = 0
        while place < len(message) and len(meant) < MOST_NAMES:
            if linked := self._index.links.of_mark(message[place].text):
                mentions.append(Mention(place, place + 1, place, (linked,)))
                place += 1
                continue
            expected = judging or refused or states[place] in SETTLED or states[place] == "negate"
            end = self._anchor(message, place, topical, judging=expected)
            if dated := self._dated(message, place, end):
                mentions.append(dated)
                place = dated.end
                continue
            if end == place:
                place += 1
                continue
            wide = self._widened(message, place, end, mentions[-1].end if mentions else 0)
            for start, stop in (wide, (place, end)):
                if ids := self._meant(tuple(word.text for word in message[start:stop]), meant):
                    mentions.append(Mention(start, stop, place, ids))
                    break
            place = max(mentions[-1].end if mentions else 0, end, place + 1)
        return mentions

    def _dated(self, message: Sequence[Word], place: int, end: int) -> Mention | None:
        """A name with the year that tells which is meant, also where it is a subject's: "Deep Learning (2016)"."""
        far = min(place + MAX_NAME_WORDS, len(message)) if end == place else 0
        while end < far and message[end].capital:
            end += 1
        if end == place or end >= len(message) or not YEAR.fullmatch(message[end].text):
            return None
        id_ = self._index.of_year([word.text for word in message[place:end]], message[end].text)
        return Mention(place, end + 1, place, (id_,)) if id_ else None

    def _meant(self, name: Name, meant: dict[Name, tuple[str, ...]]) -> tuple[str, ...]:
        """The ids that this name may mean, noted in `meant`, where each is looked up once."""
        if name not in meant:
            resolved = self._index.resolve_words(name)
            meant[name] = (resolved.id,) if resolved.id else resolved.alternatives
        return meant[name]

    def _anchor(self, message: Sequence[Word], place: int, topical: set[int], *, judging: bool) -> int:
        """The end of the name that starts at this place, or the place itself where none does."""
        best = place
        for name in self._beginning_at(message, place):
            end = self._match(message, place, name)
            if end > best and (
                self._telling(message, place, end, topical) or self._titled(message, place, end, judging)
            ):
                best = end
        return best if best > place else self._maker_of_title(message, place)

    def _beginning_at(self, message: Sequence[Word], place: int) -> Iterator[tuple[str, ...]]:
        """The names whose first words stand here, fillers allowed between them."""
        first = self._known(message[place].text)
        yield from self._by_beginning.get((first,), ())
        after, far = place + 1, min(place + MAX_NAME_WORDS, len(message))
        while first in self._first_words and after < far:
            for second in dict.fromkeys((message[after].text, self._known(message[after].text))):
                yield from self._by_beginning.get((first, second), ())
            if not self._is_filler(message[after]):
                break
            after += 1

    def _maker_of_title(self, message: Sequence[Word], place: int) -> int:
        """The end of a word of one resource alone with the format that titles have: "the UW specialization"."""
        after = place + 1
        if after == len(message) or message[after].text not in TITULAR or self._lexicon.knows(message[place].text):
            return place
        return after + 1 if len(self._index.owners(message[place].text)) == 1 else place

    def _known_word(self, word: str) -> str:
        """The word, or the word of a name that it stands for or is a misspelling of."""
        same = self._lexicon.same_as.get(word, ())
        if len(same) == 1 and same[0] in self._first_words:
            return same[0]
        usual = self._lexicon.knows(word) or self._lexicon.is_plain(word)
        if word in self._first_words or len(word) < FUZZY_LETTERS or usual:
            return word
        near = self._index.nearest(word)
        return near if near in self._first_words else word

    def _match(self, message: Sequence[Word], place: int, name: tuple[str, ...]) -> int:
        """Where this name ends if it stands here, fillers allowed between its words; else the place itself."""
        end, first = place, True
        for part in name:
            far = min(end + MAX_NAME_WORDS, len(message))
            while not first and end < far and message[end].text != part and self._is_filler(message[end]):
                end += 1
            if end >= len(message) or message[end].sentence != message[place].sentence:
                return place
            if message[end].text != part and not self._stands_for(message[end].text, part):
                return place
            end, first = end + 1, False
        return end

    def _stands_for(self, word: str, part: str) -> bool:
        return self._lexicon.same_as.get(word) == (part,) or (len(part) >= 5 and self._known(word) == part)

    def _is_filler(self, word: Word) -> bool:
        return word.text in self._lexicon.fillers

    def _telling(self, message: Sequence[Word], place: int, end: int, topical: set[int]) -> bool:
        """Whether the name says more than a subject: some word of it is nobody's vocabulary.

        A surname that is a word of any talk, such as Cook or Silver, tells by itself only with its capital; one that
        people write all the time, such as Cover or Child, only where no sentence begins with it.
        """
        word = message[place]
        if end == place + 1:
            begins = place == 0 or message[place - 1].sentence != word.sentence
            if self._lexicon.is_ordinary(word.text) and not word.capital:
                return False
            if self._lexicon.is_plain(word.text) and (begins or not word.capital):
                return False
        return any(
            message[at].text in TITULAR or (at not in topical and not self._is_filler(message[at]))
            for at in range(place, end)
        )

    def _titled(self, message: Sequence[Word], place: int, end: int, judging: bool) -> bool:
        """Whether it is meant as a title: written like one, or of several words in a message that judges something."""
        words = [word for word in message[place:end] if not self._is_filler(word)]
        if not judging:
            return len(words) >= 3 and all(word.capital for word in words)
        bare = tuple(word.text for word in message[place:end] if word.text not in FORMAT_WORDS)
        if not bare or self._lexicon.is_subject(bare):  # "the keras book" is one, any "deep learning book" is none
            return bool(bare) and len(bare) < end - place and place > 0 and message[place - 1].text == "the"
        return len(words) >= 2

    def _widened(self, message: Sequence[Word], start: int, end: int, floor: int) -> tuple[int, int]:
        """The name with the words around it that belong to the same resource (its author, its format)."""
        owners = self._index.owners(message[start].text)

        def belongs(word: Word) -> bool:
            return word.text in FORMAT_WORDS or bool(owners & self._index.owners(word.text))

        first = start
        while start > floor and end - start < MAX_NAME_WORDS and self._joins(message, start - 1, first, belongs):
            start -= 1
        while end < len(message) and end - start < MAX_NAME_WORDS and self._joins(message, end, first, belongs):
            end += 1
        return start, end

    def _joins(self, message: Sequence[Word], place: int, first: int, belongs: Callable[[Word], bool]) -> bool:
        word = message[place]
        if word.text in APART or word.clause != message[first].clause:
            return False
        return belongs(word) or self._is_filler(word)
