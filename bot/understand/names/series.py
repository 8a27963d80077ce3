"""Which parts of a series a message means: "courses 1, 2 and 3 of ...", "the first two courses by ...", "part 2"."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.catalogue import Catalogue
from bot.understand.names.index import NameIndex
from bot.understand.names.mentions import Mention
from bot.understand.words.text import Word

REACH = 10
"""How many words before and after a name may say which of its parts are meant."""
UNITS = ("course", "part")
UNIT = f"(?:{'|'.join(UNITS)})"
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
CARDINALS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_FIRST_FEW = re.compile(rf"@1 #(\d) {UNIT}")
_NTH = re.compile(rf"((?:@\d (?:and |or )?)+){UNIT}")
_LIST = re.compile(rf"{UNIT} #\d(?:(?: and| or| to| plus| then| {UNIT})* #\d)*")
_BOTH = re.compile(rf"both {UNIT}")
_NUMBERED_AFTER = re.compile(rf"(?:\S+ )+?({_LIST.pattern}|{_BOTH.pattern})")
_OF = re.compile(r" (?:of|by|from|in)(?: [a-z]+){0,2} $")
_DIGIT = re.compile(r"\d")


class Series:
    """Finds the parts that belong to the name of a series or of one of its parts."""

    def __init__(self, catalogue: Catalogue, names: NameIndex) -> None:
        self._catalogue = catalogue
        self._names = names

    def spelled_out(self, message: Sequence[Word], mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, with one for each part instead of the series where its parts are numbered."""
        found: list[Mention] = []
        for mention in mentions:
            parts = list(self._parts(message, mention)) if len(mention.ids) == 1 else []
            found += parts or [mention]
        return sorted([*found, *self._without_name(message, found)], key=lambda mention: mention.core)

    def _without_name(self, message: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """The parts that are only numbered, of the series named last: "finished the first one. Course 2 now?"."""
        taken = {place for mention in mentions for place in range(mention.start, mention.end)}
        for place in range(len(message) - 1):
            number = _marked(message[place + 1].text)
            if message[place].text not in UNITS or place in taken or not number.startswith("#"):
                continue
            before = [mention for mention in mentions if mention.end <= place]
            if before and (id_ := self._part(message, before[-1], int(number[1:]))):
                yield Mention(place, place + 2, place, (id_,))

    def _parts(self, message: Sequence[Word], mention: Mention) -> Iterator[Mention]:
        start, numbers = _numbers(message, mention)
        for number in numbers:
            if id_ := self._part(message, mention, number):
                yield replace(mention, start=start, ids=(id_,))

    def _part(self, message: Sequence[Word], mention: Mention, number: int) -> str | None:
        entry = self._catalogue.get(mention.ids[0])
        if not entry:
            return None
        if parts := self._catalogue.parts_of(entry.part_of or entry.id):
            return parts[number - 1].id if 0 < number <= len(parts) else None
        said = [word.text for word in message[mention.core : mention.end]]
        name = [word for word in said if word.isalpha() and not re.fullmatch(UNIT, word)]
        id_ = self._names.resolve_words([*name, "part", str(number)]).id
        return id_ if id_ and any(str(number) in own for own in self._names.names[id_]) else None


def _numbers(message: Sequence[Word], mention: Mention) -> tuple[int, list[int]]:
    """Where the words that number the parts begin, and the numbers; none where nothing numbers them."""
    sentence = message[mention.core].sentence
    places = range(max(mention.core - REACH, 0), min(mention.end + REACH, len(message)))
    here = [place for place in places if message[place].sentence == sentence]
    before = "".join(f"{_marked(message[place].text)} " for place in here if place < mention.core)
    if match := _numbered_before(before):
        return mention.core - before[match.start() :].count(" "), _read(match[0])
    after = " ".join(_marked(message[place].text) for place in here if place >= mention.core)
    match = _NUMBERED_AFTER.match(after)
    if match and match.start(1) <= len(" ".join(after.split(" ")[: mention.end - mention.core])) + 1:
        return mention.start, _read(match[1])
    return mention.start, []


def _numbered_before(text: str) -> re.Match[str] | None:
    """The numbers that a text before a name ends with: "courses 1 and 2 of the"."""
    matches = (match for pattern in (_FIRST_FEW, _NTH, _LIST) for match in pattern.finditer(text))
    return next((match for match in matches if _OF.match(text, match.end())), None)


def _marked(word: str) -> str:
    """The word, or a mark for the number that it is: "@2" for the second, "#2" for two."""
    for mark, numbers in (("@", ORDINALS), ("#", CARDINALS)):
        if word in numbers:
            return f"{mark}{numbers[word]}"
    return f"#{word}" if word.isdecimal() and len(word) == 1 else word


def _read(text: str) -> list[int]:
    """The numbers that these marks stand for."""
    numbers = [int(digit) for digit in _DIGIT.findall(text)]
    if text.startswith("both"):
        return [1, 2]
    few = _FIRST_FEW.fullmatch(text)
    if few or " to " in text:
        return list(range(numbers[0], numbers[-1] + 1))
    return numbers
