"""How much time a message says there is."""

import re

_NUMBER = r"(\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(\d+(?:\.\d+)?))?"
_HOURS = re.compile(
    rf"{_NUMBER}\+?\s*(?:h|hrs?|hours?)\b(?P<per>\s*(?:a|per|each|every|/)\s*(?P<unit>day|week(?:end)?|wk|evening|night|month))?",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    rf"{_NUMBER}\s*-?\s*(?P<unit>weeks?|wks?|months?|years?)\b(?!\s*(?:old|of experience|ago))", re.IGNORECASE
)
_PER_WEEK = {"day": 7, "evening": 5, "night": 5, "week": 1, "wk": 1, "weekend": 1, "month": 0.25}
_IN_WEEKS = {"w": 1.0, "m": 4.35, "y": 52.0}


def hours_per_week(text: str) -> float | None:
    """The hours a week that a message names, the middle of a range, or None."""
    for found in _HOURS.finditer(text):
        if found["per"]:
            return _middle(found) * _PER_WEEK[found["unit"].lower()]
    return None


def weeks(text: str) -> float | None:
    """The weeks in which it should be done, or None."""
    found = _WEEKS.search(text)
    return round(_middle(found) * _IN_WEEKS[found["unit"][0].lower()], 1) if found else None


def _middle(found: re.Match[str]) -> float:
    low = float(found[1])
    return (low + float(found[2])) / 2 if found[2] else low
