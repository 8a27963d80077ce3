"""How much time a message says there is."""

import re
from collections.abc import Iterator

from msgspec import Struct

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VALUES = {word: value for value, word in enumerate(_WORDS, start=1)} | {"fifteen": 15, "twenty": 20}
_ONE = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:[.,]\d+)?|{'|'.join(_VALUES)})"
"""A comma before three digits is between thousands, any other one is what a point is in English: "2,5"."""
_BEFORE = re.compile(
    rf"(?<![\w.])(?<!\d,)(?P<low>{_ONE})(?:\s*(?:-|–|to)\s*(?P<high>{_ONE}))?\+?\s*-?\s*$", re.IGNORECASE
)
_THOUSANDS = re.compile(r",(?=\d{3})")
REACH = 40
"""How many characters before a unit are looked at for its number, and for what says that the time is over."""
_UNIT = r"(?:a|per|each|every|/)\s*(?P<unit>day|week(?:end)?|wk|evening|night|month)"
_HOURS = re.compile(
    rf"(?<![^\W\d_])(?P<size>h|hrs?|hours?|min(?:ute)?s?)\b(?P<per>\s*(?:(?:\w+\s+)?{_UNIT}|(?P<adverb>daily|weekly)))?",
    re.IGNORECASE,
)
_NOT_TO_SPEND = re.compile(r"\s*(?:of|long|ago|later|into|lectures?|videos?|courses?)\b", re.IGNORECASE)
_SPENT = re.compile(
    r"\b(?:(?:after|did|spent|took|takes?|wasted|last(?:ed|s)?|past|within)\s+(?:\w+\s+){0,2}"
    r"|(?:stuck|been|people|ppl|others|designed|meant)\b[^.?!]*)~?$",
    re.IGNORECASE,
)
_BEHIND = (
    r"\s*(?:old|of (?:\w+ ){0,2}experience|experience|in the (?:field|industry)|ago|now"
    r"|in(?= (?:i|we|and|now)\b|[,.;!?]|$))"
)
_WEEKS = re.compile(rf"(?<![^\W\d_])(?P<size>weeks?|wks?|months?|years?)\b(?!{_BEHIND})", re.IGNORECASE)
_WEEKEND = re.compile(r"\b(?:one|a|this)\s+(?:free\s+)?weekend\b", re.IGNORECASE)
_PER_WEEK = {
    "day": 7,
    "daily": 7,
    "evening": 5,
    "night": 5,
    "week": 1,
    "weekly": 1,
    "wk": 1,
    "weekend": 1,
    "month": 0.25,
}
_IN_WEEKS = {"m": 4.35, "y": 52.0}
MOST_WEEKS = 104.0
"""Who speaks of more than two years tells what is behind them, or far away."""
MOST_HOURS_A_WEEK = 60.0
"""Who speaks of more tells of work, not of what is left to learn in."""
WEEKEND = 12.0
"""The hours that a weekend may give."""


class Pace(Struct, frozen=True):
    """The hours a week, the weeks in which it should be done, and the hours that there are in all. None: not said."""

    hours_per_week: float | None
    weeks: float | None
    hours: float | None


def pace_of(text: str) -> Pace:
    """The time that a message speaks of; of a range the middle."""
    hours = list(_amounts(_HOURS, text))
    rates = (_weekly(amount, found) for amount, found in hours if found["per"])
    weekly = next((rate for rate in rates if rate <= MOST_HOURS_A_WEEK), None)
    spans = (_in_weeks(amount, found["size"][0].lower()) for amount, found in _amounts(_WEEKS, text))
    weeks = next((span for span in spans if span <= MOST_WEEKS), None)
    if weekly:
        return Pace(weekly, weeks, None)
    whole = (amount for amount, found in hours if _is_budget(text, found))
    return Pace(weekly, weeks, next(whole, WEEKEND if _WEEKEND.search(text) else None))


def _is_budget(text: str, found: re.Match[str]) -> bool:
    """Whether so many hours are what there is: not "2 hours of video", and minutes only by the day."""
    in_minutes = found["size"].lower().startswith("m")
    return not (found["per"] or in_minutes or _NOT_TO_SPEND.match(text, found.end()))


def _amounts(unit: re.Pattern[str], text: str) -> Iterator[tuple[float, re.Match[str]]]:
    """The units in the text that have a number before them, each with that number, unless that time is over."""
    for found in unit.finditer(text):
        before = text[max(found.start() - REACH, 0) : found.start()]
        number = _BEFORE.search(before)
        if number and not _SPENT.search(before[: number.start()]):
            low = _value(number["low"])
            yield (low + _value(number["high"])) / 2 if number["high"] else low, found


def _value(written: str) -> float:
    return float(_VALUES.get(written.lower()) or _THOUSANDS.sub("", written).replace(",", "."))


def _in_weeks(amount: float, unit: str) -> float:
    """So many weeks, months or years in weeks; nobody who says "5 months" means them to a tenth of a week."""
    return round(amount, 1) if unit == "w" else float(round(amount * _IN_WEEKS[unit]))


def _in_hours(amount: float, found: re.Match[str]) -> float:
    return amount / 60.0 if found["size"].lower().startswith("m") else amount


def _weekly(amount: float, found: re.Match[str]) -> float:
    return _in_hours(amount, found) * _PER_WEEK[(found["unit"] or found["adverb"]).lower()]
