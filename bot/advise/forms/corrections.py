"""What a member may correct in what was understood: one facet at a time."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.ranking.filters import Filters
from bot.advise.wording.terms import LEVEL, MATH, format_name
from bot.catalogue.allowed_values import LEVELS, MATHS, Format
from bot.language import ENGLISH, Language
from bot.understand import ParsedQuery

FORMATS: tuple[Format, ...] = ("book", "course", "video", "tutorial", "project", "exercises", "community", "podcast")


class Correction(Struct, frozen=True):
    """A choice: what is shown, and the facets that it sets."""

    shown: str
    changes: Mapping[str, Any]


@lru_cache(maxsize=16)  # two for each language; they stand below every answer
def corrections(say: Language, *, with_formats: bool = True) -> Mapping[str, Correction]:
    """The choices by the values that stand for them; few enough for one of Discord's lists (25)."""
    choices: dict[str, Correction] = {}
    for level in LEVELS:
        choices[f"level:{level}"] = Correction(say("Level: {word}", word=say(LEVEL[level])), {"level": level})
    for maths in MATHS:
        choices[f"math:{maths}"] = Correction(say("Maths: {word}", word=say(MATH[maths])), {"math": maths})
    choices["cost:free"] = Correction(say("Cost: free only"), {"cost": "free"})
    choices["cost:paid"] = Correction(say("Cost: paid is fine"), {"cost": "paid"})
    for word in FORMATS if with_formats else ():
        shown = say("Format: {word}", word=format_name(word, say))
        choices[f"format:{word}"] = Correction(shown, {"formats": (word,), "not_formats": ()})
    if with_formats:
        choices["format:any"] = Correction(say("Format: any"), {"formats": (), "not_formats": ()})
    return choices


def corrected_by(query: ParsedQuery, filters: Filters, choice: str) -> tuple[ParsedQuery, Filters]:
    """The question with what was chosen in the place of what was understood; an unknown choice changes nothing.

    An option of the command that says something else of the same facet is set anew, and stays strict.
    """
    correction = corrections(ENGLISH).get(choice)  # the values are the same in every language
    if correction is None:
        return query, filters
    changes = dict(correction.changes)
    corrected = replace(query, **changes)
    if "formats" in changes:
        changes = {"format": next(iter(changes["formats"]), None)}
    options = {facet: value for facet, value in changes.items() if getattr(filters, facet)}
    return corrected, replace(filters, **options)
