"""How much time a message in another language says there is: its numbers before hours and weeks."""

import re

from bot.understand.facets.time_budget import MOST_HOURS_A_WEEK, MOST_WEEKS, Pace

_NUMBER = r"(?<![A-Za-z\d.,])(\d{1,3}(?:[.,]\d)?)\s*"
_WEEK = (
    r"semanas?|semaines?|wochen?|settiman[ae]|weken|week|tydzień|tygodni\w*|haftada|haftalık|hafta|minggu|tuần|haft[ae]|"
    r"hafte|недел\w*|тиж\w*|ال?أسبوع|أسابيع|हफ़?्ते|हफ़?्ता|সপ্তাহে?|[周週]|주일?"
)
_HOURS = re.compile(
    rf"{_NUMBER}(?:horas?|heures?|stunden?|std|or[ae]\b|uur|uren|godzin\w*|saat\w*|jam|giờ|tiếng|ghant[ae]|час\w*|"
    r"годин\w*|ساع\w*|घंटे?|घण्टे?|ঘণ্টা|[个個]?小[时時]|時間|시간|h\b)",
    re.IGNORECASE,
)
_WEEKS = re.compile(rf"{_NUMBER}(?:{_WEEK})", re.IGNORECASE)
_ANY_WEEK = re.compile(rf"\b(?:se|per)?(?:{_WEEK})|[每一][周週]|週に|일주일", re.IGNORECASE)


def pace_elsewhere(text: str) -> Pace:
    """The time that a message in another language speaks of: hours, a week where it names one, and weeks."""
    hours, weeks = _first(_HOURS, text), _first(_WEEKS, text)
    if hours and not weeks and _ANY_WEEK.search(text):
        return Pace(min(hours, MOST_HOURS_A_WEEK), None, None)
    return Pace(None, min(weeks, MOST_WEEKS) if weeks else None, hours)


def _first(amount: re.Pattern[str], text: str) -> float | None:
    found = amount.search(text)
    return float(found[1].replace(",", ".")) if found else None
