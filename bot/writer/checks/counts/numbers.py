"""Numbers that a reply was not given: hours, prices, years, counts, in digits or in words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from bot.writer.checks.counts.units import DATE, DIGITS, NAMES, Measure, measures, values_of
from bot.writer.checks.faults import Fault, Part
from bot.writer.checks.said.sentences import Ids, Sentence
from bot.writer.checks.said.sources import Sources
from bot.writer.material import Material

HALVES = (12, 60)
"""Half a year is as many months as half of the first, half an hour as many minutes as half of the second."""
COUNTED_ONE = frozenset({"time", "days", "months", "money", "percent"})
"""Of these one is a count, of others an article: "one chapter"."""
STEP = frozenset({"time", "days"})
"""What a next step may take, whatever is said of the entry that it names."""
PLACES = frozenset({"pages", "chapters", "lessons", "parts", "exercises"})
"""What tells where in a resource somebody is."""
UNCOUNTED = frozenset({"exercises"})
"""What a reply may count in words: "do three problems"."""
_ORDINARY_ONE = re.compile(r"one day\b|一[天日年]", re.IGNORECASE)
_ORDINARY_SECOND = re.compile(r"second\s(?:course|day|part)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_SUFFIX = re.compile(
    r"(?i)(?:st|nd|rd|th|s|x|k|m|b|h|hrs?|min|d|gb|tb|mb|p|pp|am|pm|er|e|ème|º|ª|го|й|ых|weeks?|hours?|days?|usd|eur|€)?"
)
"""What may follow the digits of a count: all else with letters and digits is a name."""
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_OF_ASKER = re.compile(r"(?i)\b(?:your|dein\w*|ihr\w*|tu|votre|tes|tus|seu)\s(?:\w+\s){0,3}\W?$")
_OFFERED = re.compile(r"(?i)^\W*(?:\w+\s)?(?:course|book|class|bootcamp|subscription|certificate|kurs|buch)")


class Numbers(Struct, frozen=True):
    """The numbers that a text may have: values, values by what they count, and words with digits, in lower case."""

    values: frozenset[float]
    counts: frozenset[tuple[str, float]]
    tokens: frozenset[str]

    @classmethod
    def of(cls, text: str, language: str = "en") -> "Numbers":
        """Those that stand in a text, in digits or in words of English or of the language with this code."""
        text = plain(text)
        found = measures(text, language)
        values = {value for number in DIGITS.findall(text) for value in values_of(number)}
        values.update(value for one in found for value in one.written)
        values.update({0.5 * HALVES[0], 0.5 * HALVES[1]} if 0.5 in values else ())
        counts = ((one.kind, value) for one in found if one.kind for value in one.values)
        tokens = (token.casefold() for token in _TOKEN.findall(text) if not token.isalpha())
        return cls(frozenset(values), frozenset(counts), frozenset(tokens))

    def __or__(self, other: "Numbers") -> "Numbers":
        return Numbers(self.values | other.values, self.counts | other.counts, self.tokens | other.tokens)

    def has(self, number: str) -> bool:
        """Whether a number in digits is among them, however it is written."""
        return not self.values.isdisjoint(values_of(number))

    def count(self, measure: Measure) -> bool:
        """Whether so many of what this number counts are among them."""
        return any((measure.kind, value) in self.counts for value in measure.values)


class Allowed(Struct, frozen=True):
    """What numbers a part may have: those of the `base` or of its own entry, and those of the `message`."""

    base: Numbers
    message: Numbers

    @property
    def all(self) -> Numbers:
        """Both together."""
        return self.base | self.message


def numbers(said: Iterable[tuple[Part, Sequence[Sentence]]], material: Material, sources: Sources) -> Iterator[Fault]:
    """The numbers in these parts that nothing which was given has, or that count something else there."""
    base = Numbers.of(material.known)
    message = Numbers.of("\n".join((material.message, *material.read)), material.code)
    for part, sentences in said:
        allowed = Allowed(Numbers.of(sources.lines(part.id)) if part.id else base, message)
        yield from _unknown(part, allowed.all)
        for sentence in sentences:
            yield from _miscounted(part, sentence, allowed, sources, material.code)


def _unknown(part: Part, allowed: Numbers) -> Iterator[Fault]:
    text = plain(part.text)
    named = _in_names(text, allowed)
    wrong = "is a number that you were not given" + (" for this entry" if part.id else "")
    for found in DIGITS.finditer(text):
        if found.start() not in named and not allowed.has(found[0]):
            yield part.fault("number", _around(text, found), wrong)


def _miscounted(part: Part, sentence: Sentence, allowed: Allowed, sources: Sources, code: str) -> Iterator[Fault]:
    """Numbers that count what they count nowhere in what was given or, where one entry is named, nowhere for that."""
    text = plain(sentence.text)
    named, values = _in_names(text, allowed.all), allowed.all.values
    for one in measures(text, code):
        is_told = not one.worded and (one.start in named or not one.written & values)
        if not one.kind or is_told or _is_article(one):
            continue
        ids = frozenset[str]() if part.name == "next" and one.kind in STEP else sentence.one
        ids = sources.with_author_of(ids) if one.kind == DATE else ids
        if not _is_askers(text, one, part, allowed.message) and not _is_given(one, ids, allowed.base, sources):
            what, where = NAMES.get(one.kind, f"number of {one.kind}"), " for this entry" if ids else ""
            yield part.fault("number", one.words, f"is no {what} that you were given{where}")


def _is_given(one: Measure, ids: Ids, base: Numbers, sources: Sources) -> bool:
    """Whether one of the entries with these ids, or where there are none anything of our base, has so many."""
    if not ids:
        return base.count(one)
    return any(Numbers.of(told(id_)).count(one) for told in (sources.lines, sources.all_on) for id_ in ids)


def _is_article(one: Measure) -> bool:
    """Whether this is no count: "one chapter", "a second course"."""
    if not one.worded:
        return False
    if _ORDINARY_ONE.match(one.words) or _ORDINARY_SECOND.match(one.words) or one.kind in UNCOUNTED:
        return True
    return one.written == {1.0} and one.kind not in COUNTED_ONE


def _is_askers(text: str, one: Measure, part: Part, message: Numbers) -> bool:
    """Whether the asker told so many, an amount of money as their own. What a place in a book is called in the message
    ("errors on p: 86") does not matter.
    """
    if one.kind == "money" and (part.id or not _OF_ASKER.search(text[: one.start]) or _OFFERED.search(text[one.end :])):
        return False
    is_place = one.kind in PLACES and not one.worded and not part.id
    return message.count(one) or (is_place and bool(one.written & message.values))


def _in_names(text: str, allowed: Numbers) -> set[int]:
    """The places of a text that are part of a name, which is looked at as one."""
    named = (token.span() for token in _TOKEN.finditer(text) if _is_name(token[0], allowed))
    return {place for span in named for place in range(*span)}


def _is_name(token: str, allowed: Numbers) -> bool:
    if token.casefold() in allowed.tokens and not token.isdigit():
        return True
    first = token.split("-")[0]
    return first[:1].isalpha() and first.isascii()


def is_count(word: str) -> bool:
    """Whether a word of letters and digits is a count: "2x", "3rd", "60h"."""
    digits = re.match(r"\d+", word)
    return bool(digits and _SUFFIX.fullmatch(word[digits.end() :]))


def plain(text: str) -> str:
    """The text with all digits as 0 to 9."""
    return text if text.isascii() else _OTHER_DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), text)


def _around(text: str, found: re.Match[str]) -> str:
    """The number with the word that it stands in."""
    start, end = text.rfind(" ", 0, found.start()) + 1, text.find(" ", found.end())
    return text[start : end if end >= 0 else len(text)].strip(".,;:!?()")
