"""Changing in one form what was understood of a question: what it is filled with, and the question that follows."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.ranking.filters import Filters
from bot.advise.wording.terms import LEARNERS, format_name
from bot.advise.wording.understood import COST_WISH
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, Cost, Format, Level, Math
from bot.language import Language, mark
from bot.understand import ParsedQuery

MOST_HOURS = 80.0
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
WITH_MATHS: dict[Math, str] = {
    "none": mark("without maths"),
    "light": mark("with light maths"),
    "moderate": mark("with moderate maths"),
    "heavy": mark("with a lot of maths"),
}


class Wish(Struct, frozen=True):
    """The facets that the form asks for; None and empty mean: anything."""

    level: Level | None = None
    math: Math | None = None
    cost: Cost | None = None
    formats: tuple[Format, ...] = ()
    hours: float | None = None


def wish_of(query: ParsedQuery, filters: Filters) -> Wish:
    """What was understood of a question: what the form is filled with."""
    asked = filters.applied_to(query)
    return Wish(asked.level, asked.math, asked.cost, asked.formats, asked.hours_per_week)


def wish_from(values: Mapping[str, Sequence[str]], before: Wish) -> Wish:
    """What was filled in, possibly forged; hours that are no number stay as they were."""

    def one(name: str, known: Sequence[str]) -> str | None:
        return next((value for value in values.get(name, ()) if value in known), None)

    typed = "".join(values.get("hours", ()))
    hours = _hours(typed) or before.hours if typed.strip() else None
    return Wish(
        next((level for level in LEVELS if level == one("level", LEVELS)), None),
        next((maths for maths in MATHS if maths == one("math", MATHS)), None),
        next((cost for cost in COSTS if cost == one("cost", COSTS)), None),
        tuple(word for word in FORMATS if word in values.get("format", ())),
        hours,
    )


def changed_to(wish: Wish, query: ParsedQuery, filters: Filters) -> tuple[ParsedQuery, Filters]:
    """The question with this wish in the place of what was understood. What was an option stays strict."""
    asked = filters.applied_to(query)
    changed = replace(
        asked, level=wish.level, math=wish.math, cost=wish.cost, formats=wish.formats, hours_per_week=wish.hours,
        not_formats=tuple(word for word in asked.not_formats if word not in wish.formats),
    )  # fmt: skip
    strict = Filters(
        level=wish.level if filters.level else None,
        math=wish.math if filters.math else None,
        format=next(iter(wish.formats), None) if filters.format and len(wish.formats) == 1 else None,
        cost=wish.cost if filters.cost else None,
        topic=filters.topic,
    )
    return changed, strict


def same_but(before: Wish, after: Wish, say: Language) -> str:
    """What is different about the question, to be said before its answer."""
    changes = list(_changes(before, after, say))
    if not changes:
        return say("Nothing changed, so this is the same answer:")
    return say("Same question, but {changes}:", changes=say.all_of(changes))


def _changes(before: Wish, after: Wish, say: Language) -> Iterator[str]:
    if after.level != before.level:
        yield say("for {learners}", learners=say(LEARNERS[after.level])) if after.level else say("at any level")
    if after.math != before.math:
        yield say(WITH_MATHS[after.math]) if after.math else say("with any amount of maths")
    if after.cost != before.cost:
        yield say(COST_WISH[after.cost]) if after.cost else say("at any price")
    if set(after.formats) != set(before.formats):
        things = say.any_of([format_name(word, say) for word in after.formats])
        yield say("as {things}", things=things) if after.formats else say("in any format")
    if after.hours != before.hours:
        count = after.hours or 0
        taken = say.counted("with {count} hour a week", "with {count} hours a week", count)
        yield taken if after.hours else say("with no limit on hours")


def _hours(typed: str) -> float | None:
    """The hours of a week in what was typed: "4", "about 4", "2,5"."""
    found = _NUMBER.search(typed)
    hours = float(found[0].replace(",", ".")) if found else 0.0
    return min(hours, MOST_HOURS) or None
