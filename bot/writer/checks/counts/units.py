"""Numbers with what they count: "80 to 99 hours", "Kapitel 3, 5 und 8", "$20", "2nd edition", "from 2022"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from bot.writer.checks.counts.number_words import CHINESE_NUMBER, MOST_TOGETHER, beginnings, chinese, number_at
from bot.writer.checks.lists import listed, lists_in, valued

DIGITS = re.compile(r"\d+(?:[.,'’\u00a0\u202f ](?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)*")
"""A number in digits, with the separators of its thousands and its decimals."""
DATE = "date"
"""The kind of a calendar year."""
NAMES = MappingProxyType({
    "time": "minutes or hours", "days": "days or weeks", "months": "months or years", "percent": "per cent",
    DATE: "year", "money": "amount of money", "memory": "gigabytes",
})  # fmt: skip
"""What a kind is called where its own name does not tell."""
_TOKEN = re.compile(rf"(?P<digits>{DIGITS.pattern})|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<sign>\S)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = frozenset({"st", "nd", "rd", "th", "e", "er", "ère", "ème", "º", "ª", "o", "го", "й", "ых"})
_OF = frozenset({"of", "de", "von"})
"""Between a number in words and what it counts: "a couple of weeks"."""
_MONEY_SIGNS = frozenset("$€£¥₹")
_MEASURE_WORD = re.compile("^(?:个半|個半|个|個|ヶ|か|カ)?多?")
"""What stands in Chinese and Japanese between a number and what it counts."""
MOST_BETWEEN = 4
"""So many words and hyphens may stand between a number and what it counts: "six free self-checking lessons"."""
MOST_CHAINED = 12


class Measure(Struct, frozen=True):
    """A number at `start` to `end` of a text: the values that are `written`, and `values` in the smallest of what it
    counts. `kind` says what that is, empty where it is nothing that is told apart. `worded`: it is written in words.
    `words` is it with what it counts.
    """

    start: int
    end: int
    written: frozenset[float]
    values: frozenset[float]
    kind: str
    words: str
    worded: bool = False


class _Token(Struct, frozen=True):
    start: int
    end: int
    low: str
    number: frozenset[float] | None = None
    worded: bool = False


def measures(text: str, language: str = "en") -> list[Measure]:
    """The numbers of a text in order, in digits or in words of English or of the language with this code."""
    found = _tokens(text, language)
    numbers = [place for place, token in enumerate(found) if token.number is not None]
    return [_measure(text, found, place) for place in numbers]


def values_of(number: str) -> set[float]:
    """What digits with separators may say: "1,500" is fifteen hundred or one and a half."""
    bare = re.sub(r"['’\u00a0\u202f ]", "", number)
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare)
    readings = {bare.replace(",", "."), re.sub("[.,]", "", bare) if grouped else ""}
    pieces = re.split("[.,]", bare)
    readings |= {f"{''.join(pieces[:-1])}.{pieces[-1]}"} if len(pieces) > 2 else set()
    return {float(reading) for reading in readings if re.fullmatch(r"\d{1,30}(?:\.\d+)?", reading)}


def _measure(text: str, tokens: Sequence[_Token], place: int) -> Measure:
    token = tokens[place]
    unit = _unit_of(tokens, place)
    number = token.number or frozenset()
    if unit is None:
        kind = DATE if not token.worded and _YEAR.fullmatch(token.low) else ""
        return Measure(token.start, token.end, number, number, kind, text[token.start : token.end], token.worded)
    kind, worth, at = unit
    start, end = min(token.start, tokens[at].start), max(token.end, tokens[at].end)
    scaled = frozenset(round(value * worth, 3) for value in number)
    return Measure(token.start, token.end, number, scaled, kind, " ".join(text[start:end].split()), token.worded)


def _unit_of(tokens: Sequence[_Token], place: int) -> tuple[str, float, int] | None:
    """The kind that the number at this place counts, what one of it is worth, and where the word for it stands."""
    return (
        _directly(tokens, place)
        or _chained(tokens, place, -1)
        or _chained(tokens, place, 1)
        or _after_words(tokens, place)
    )


def _directly(tokens: Sequence[_Token], place: int) -> tuple[str, float, int] | None:
    """What stands right behind the number or right before it."""
    after = _past(tokens, place + 1)
    for at in (after, place - 1):
        if 0 <= at < len(tokens) and (found := _unit(tokens[at].low)):
            return (*found, at)
    return None


def _past(tokens: Sequence[_Token], at: int) -> int:
    """The place behind a number's own ending and hyphen: "3rd", "10-week"."""
    if at < len(tokens) and tokens[at].low in (*_ORDINAL, ".") and tokens[at].start == tokens[at - 1].end:
        at += 1
    return at + 1 if at < len(tokens) and tokens[at].low == "-" else at


def _chained(tokens: Sequence[_Token], place: int, step: int) -> tuple[str, float, int] | None:
    """What the next number, or the one before, of a range or list counts."""
    chains = listed("around", "chains") | _ORDINAL
    for _ in range(MOST_CHAINED):
        at = place + step
        joined = False
        while 0 <= at < len(tokens) and tokens[at].low in chains:
            at, joined = at + step, True
        if not joined or not 0 <= at < len(tokens) or tokens[at].number is None:
            return None
        if found := _directly(tokens, at):
            is_before = found[2] < at
            return found if is_before == (step < 0) else None
        place = at
    return None


def _after_words(tokens: Sequence[_Token], place: int) -> tuple[str, float, int] | None:
    """What stands behind a few other words, as in "six free lessons"; not behind another number or a full stop."""
    at, apart = _past(tokens, place + 1), listed("around", "apart")
    at += tokens[place].worded and at < len(tokens) and tokens[at].low in _OF
    for between in range(MOST_BETWEEN + 1):
        if not at + between < len(tokens):
            return None
        token = tokens[at + between]
        if found := _unit(token.low):
            return (*found, at + between)
        if token.number is not None or token.low in apart or not (token.low[0].isalpha() or token.low == "-"):
            return None
    return None


def _unit(word: str) -> tuple[str, float] | None:
    """The kind that a word stands for, and what one of it is worth."""
    exact, begins = _units()
    if word in exact:
        return exact[word]
    if word.isascii() and len(word) < MOST_TOGETHER:
        return None
    return next((found for start, found in begins if word.startswith(start)), None)


@cache
def _units() -> tuple[Mapping[str, tuple[str, float]], tuple[tuple[str, tuple[str, float]], ...]]:
    """The words of units, and those with any ending or, in Chinese, with other signs behind them."""
    listed = [(word, (kind, worth)) for kind in lists_in("units") for word, worth in valued("units", kind).items()]
    exact = {word: found for word, found in listed if not word.endswith("*")}
    exact |= dict.fromkeys(_MONEY_SIGNS, ("money", 1.0)) | {"%": ("percent", 1.0)}
    begins = [
        (word.rstrip("*"), found) for word, found in listed if word.endswith("*") or "\u3040" <= word[0] < "\ua000"
    ]
    return MappingProxyType(exact), tuple(sorted(begins, key=lambda pair: -len(pair[0])))


def _tokens(text: str, language: str) -> list[_Token]:
    found, first = list(_pieces(text)), beginnings(language)
    tokens: list[_Token] = []
    place = 0
    while place < len(found):
        piece = found[place]
        number = _worded_at(found, place, language) if piece.low in first and piece.number is None else None
        if number:
            value, last = number
            tokens.append(_Token(piece.start, found[last].end, piece.low, frozenset({value}), worded=True))
            place = last + 1
        else:
            tokens.append(piece)
            place += 1
    return tokens


def _pieces(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        start, end, low = found.start(), found.end(), found[0].casefold()
        if found["digits"]:
            before = text[:start].rstrip("-")[-1:]
            named = before.isalpha() and (text[start - 1 : start].isalpha() or before.isupper())
            yield _Token(start, end, low, None if named else frozenset(values_of(found[0])))
        elif not low.isascii() and CHINESE_NUMBER.search(low):
            yield from _chinese(start, low)
        else:
            yield _Token(start, end, low)


def _chinese(start: int, word: str) -> Iterator[_Token]:
    """The numbers in Chinese signs within a word, and what is written between them without a space."""
    end = 0
    for found in CHINESE_NUMBER.finditer(word):
        if between := _MEASURE_WORD.sub("", word[end : found.start()]):
            yield _Token(start + found.start() - len(between), start + found.start(), between)
        number = frozenset({chinese(found[0])})
        yield _Token(start + found.start(), start + found.end(), found[0], number, worded=True)
        end = found.end()
    if rest := _MEASURE_WORD.sub("", word[end:]):
        yield _Token(start + len(word) - len(rest), start + len(word), rest)


def _worded_at(pieces: Sequence[_Token], place: int, language: str) -> tuple[float, int] | None:
    """The number in words that begins here, and where its last word stands. Hyphens within do not count."""
    at, words, ends = place, list[str](), list[int]()
    while at < len(pieces) and len(words) < MOST_TOGETHER and (pieces[at].low.isalpha() or pieces[at].low == "-"):
        if pieces[at].low != "-":
            words.append(pieces[at].low)
            ends.append(at)
        at += 1
    found = number_at(words, language)
    return (found[0], ends[found[1] - 1]) if found else None
