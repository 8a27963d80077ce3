"""Numbers that a reply was not given: hours, prices, years, counts, in digits or in words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.number_words import counted, worded
from bot.writer.material import Material

HALVES = (12, 60)
"""Half a year is as many months as half of the first, half an hour as many minutes as half of the second."""
_DIGITS = re.compile(r"\d+(?:[.,'’\u00a0\u202f ](?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)*")
_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_SUFFIX = re.compile(
    r"(?i)(?:st|nd|rd|th|s|x|k|m|b|h|hrs?|min|d|gb|tb|mb|p|pp|am|pm|er|e|ème|º|ª|го|й|ых|weeks?|hours?|days?|usd|eur|€)?"
)
"""What may follow the digits of a count: all else with letters and digits is a name."""
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_MONEY = re.compile(
    r"[$€£¥₹]\s?(\d[\d.,]*)|(\d[\d.,]*)\s?(?:[$€£¥₹]|dollars?\b|euros?\b|pounds?\b|usd\b|eur\b|bucks?\b|美元|元)",
    re.IGNORECASE,
)
_OF_ASKER = re.compile(r"(?i)\b(?:your|dein\w*|ihr\w*|tu|votre|tes|tus|seu)\s(?:\w+\s){0,3}\W?$")
_OFFERED = re.compile(r"(?i)^\W*(?:\w+\s)?(?:course|book|class|bootcamp|subscription|certificate|kurs|buch)")


class Numbers(Struct, frozen=True):
    """The numbers that a text may have: values, and words that hold digits, in lower case."""

    values: frozenset[float]
    tokens: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Numbers":
        """Those that stand in a text, in digits or in words."""
        text = _plain(text)
        values = {value for number in _DIGITS.findall(text) for value in values_of(number)}
        values.update(worded(text))
        values.update({0.5 * HALVES[0], 0.5 * HALVES[1]} if 0.5 in values else ())
        tokens = (token.casefold() for token in _TOKEN.findall(text) if not token.isalpha())
        return cls(frozenset(values), frozenset(tokens))

    def __or__(self, other: "Numbers") -> "Numbers":
        return Numbers(self.values | other.values, self.tokens | other.tokens)

    def has(self, number: str) -> bool:
        """Whether a number in digits is among them, however it is written."""
        return not self.values.isdisjoint(values_of(number))


def numbers(parts: Iterable[Part], material: Material) -> Iterator[Fault]:
    """The numbers in these parts that nothing which was given has."""
    base, message = Numbers.of(material.known), Numbers.of(material.message)
    given = base | message | Numbers.of("\n".join(material.read))
    for part in parts:
        own = Numbers.of(lines_on(material, part.id)) if part.id else base
        allowed = own | message if part.id else given
        yield from _unknown(part, allowed)
        yield from _prices(part, own, allowed)


def lines_on(material: Material, id_: str) -> str:
    """The facts of an entry, and the lines of notes that name its id."""
    fact = material.fact(id_)
    lines = [fact.text] if fact else []
    named = re.compile(rf"(?<![\w-]){re.escape(id_)}(?![\w-])")
    texts = (material.before, *material.notes)
    return "\n".join([*lines, *(line for text in texts for line in text.splitlines() if named.search(line))])


def values_of(number: str) -> set[float]:
    """What digits with separators may say: "1,500" is fifteen hundred or one and a half."""
    bare = re.sub(r"['’\u00a0\u202f ]", "", number)
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare)
    readings = {bare.replace(",", "."), re.sub("[.,]", "", bare) if grouped else ""}
    pieces = re.split("[.,]", bare)
    readings |= {f"{''.join(pieces[:-1])}.{pieces[-1]}"} if len(pieces) > 2 else set()
    return {float(reading) for reading in readings if re.fullmatch(r"\d{1,30}(?:\.\d+)?", reading)}


def _unknown(part: Part, allowed: Numbers) -> Iterator[Fault]:
    text = _plain(part.text)
    wrong = "is a number that you were not given" + (" for this entry" if part.id else "")
    named = {place for token in _TOKEN.finditer(text) if _is_name(token[0], allowed) for place in range(*token.span())}
    for found in _DIGITS.finditer(text):
        if found.start() not in named and not allowed.has(found[0]):
            yield part.fault("number", _around(text, found), wrong)
    for words, value in counted(text):
        if value not in allowed.values:
            yield part.fault("number", words, wrong)


def _is_name(token: str, allowed: Numbers) -> bool:
    """Whether digits in this word are part of a name, which is looked at as one."""
    if token.casefold() in allowed.tokens and not token.isdigit():
        return True
    first = token.split("-")[0]
    return first[:1].isalpha() and first.isascii()


def is_count(word: str) -> bool:
    """Whether a word of letters and digits is a count: "2x", "3rd", "60h"."""
    digits = re.match(r"\d+", word)
    return bool(digits and _SUFFIX.fullmatch(word[digits.end() :]))


def _prices(part: Part, base: Numbers, allowed: Numbers) -> Iterator[Fault]:
    """Amounts of money that only the message names, unless they are told as the asker's own."""
    text = _plain(part.text)
    for found in _MONEY.finditer(text):
        amount = found[1] or found[2]
        number = _DIGITS.search(amount)
        if number is None or base.has(number[0]) or not allowed.has(number[0]):
            continue
        own = not part.id and _OF_ASKER.search(text[: found.start()]) and not _OFFERED.search(text[found.end() :])
        if not own:
            yield part.fault("number", found[0], "is an amount of money that neither entries nor notes name")


def _plain(text: str) -> str:
    """The text with all digits as 0 to 9."""
    return text if text.isascii() else _OTHER_DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), text)


def _around(text: str, found: re.Match[str]) -> str:
    """The number with the word that it stands in."""
    start, end = text.rfind(" ", 0, found.start()) + 1, text.find(" ", found.end())
    return text[start : end if end >= 0 else len(text)].strip(".,;:!?()")
