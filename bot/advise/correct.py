"""What a member may correct in what was understood: one facet at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.advise.terms import LEVEL, MATH, format_name
from bot.catalogue.vocabulary import LEVELS, MATHS, Format
from bot.language import ENGLISH, Language
from bot.understand import ParsedQuery

FORMATS: tuple[Format, ...] = ("book", "course", "video", "tutorial", "project", "exercises", "community", "podcast")


@dataclass(frozen=True, slots=True)
class Correction:
    """A choice: what is shown, and the facets that it sets."""

    shown: str
    changes: Mapping[str, Any]


def corrections(say: Language = ENGLISH) -> dict[str, Correction]:
    """The choices by the values that stand for them; few enough for one of Discord's lists (25)."""
    choices = {
        f"level:{level}": Correction(say("Level: {word}", word=say(LEVEL[level])), {"level": level}) for level in LEVELS
    }
    choices |= {
        f"math:{maths}": Correction(say("Maths: {word}", word=say(MATH[maths])), {"math": maths}) for maths in MATHS
    }
    choices["cost:free"] = Correction(say("It must be free"), {"cost": "free"})
    choices["cost:paid"] = Correction(say("It may cost something"), {"cost": "paid"})
    for word in FORMATS:
        shown = say("Format: {word}", word=format_name(word, say))
        choices[f"format:{word}"] = Correction(shown, {"formats": (word,), "not_formats": ()})
    choices["format:any"] = Correction(say("Format: any"), {"formats": (), "not_formats": ()})
    return choices


def corrected_by(query: ParsedQuery, choice: str) -> ParsedQuery:
    """The question with what was chosen in the place of what was understood; an unknown choice changes nothing."""
    correction = corrections().get(choice)
    return replace(query, **correction.changes) if correction else query
