"""How long entries take, and when each one's turn is."""

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

from bot.catalogue import Resource, SkillGraph
from bot.catalogue.allowed_values import Format
from bot.language import Language
from bot.understand import ParsedQuery

ESTIMATES: dict[Format, tuple[int, int]] = {
    "book": (30, 60), "course": (20, 60), "video": (2, 10), "tutorial": (2, 6), "project": (8, 24),
    "exercises": (5, 20), "blog": (1, 2), "paper": (2, 6), "community": (1, 3), "event": (6, 20),
    "podcast": (1, 3), "tool": (1, 4),
}  # fmt: skip
"""Our guess in hours where an entry names none and teaches little. Plans say that it is one."""
ANY_SKILL = (3, 10)
"""Our guess of what a skill takes that names no hours, as the large ones do."""
STEADY, BRISK = 0.5, 0.25
"""How far up the span of hours a learner is taken to need; brisk only where the weeks ask for it."""
MOST_HOURS = 20.0
"""The hours a week beside a job or school, where only the weeks were said."""


class Time(Struct, frozen=True):
    """The time that there is. None: nothing was said of it. `hours` are those in all."""

    hours_per_week: float | None
    weeks: float | None
    hours: float | None = None

    @classmethod
    def of(cls, query: ParsedQuery) -> "Time":
        """The time that a question speaks of. Nothing is no answer to how many hours or weeks there are."""
        return cls(query.hours_per_week or None, query.weeks or None, query.hours or None)

    @property
    def most(self) -> float:
        """The hours in all."""
        within_weeks = (self.hours_per_week or MOST_HOURS) * self.weeks if self.weeks else float("inf")
        return min(within_weeks, self.hours or float("inf"))

    @property
    def is_said(self) -> bool:
        """Whether the hours in all were said, rather than what we count on in so many weeks."""
        return bool(self.hours or (self.hours_per_week and self.weeks))

    def pace(self, total: float) -> float | None:
        """The hours a week in which so many hours are done; None where neither hours nor weeks were said."""
        return self.hours_per_week or (total / self.weeks if self.weeks else None)


def hours_of(resource: Resource, skills: SkillGraph) -> tuple[int, int]:
    """The hours that an entry takes, from and to: those that it names, else our guess."""
    low, high = resource.hours or _estimate(resource, skills)
    return min(low, high), max(low, high)


def _estimate(resource: Resource, skills: SkillGraph) -> tuple[int, int]:
    """What its format takes as a rule, or what its skills take if that is more."""
    taught = [skills.skill(id_).hours or ANY_SKILL for id_ in resource.teaches]
    low, high = ESTIMATES[resource.format]
    return max(low, sum(least for least, _ in taught)), max(high, sum(most for _, most in taught))


def effort(resource: Resource, skills: SkillGraph, pace: float = STEADY) -> float:
    """The hours to plan for an entry at this pace."""
    low, high = hours_of(resource, skills)
    return low + (high - low) * pace


def total(resources: Sequence[Resource], skills: SkillGraph, pace: float = STEADY) -> float:
    """The hours to plan for all of them."""
    return sum(effort(resource, skills, pace) for resource in resources)


def span(numbers: tuple[float, float], say: Language) -> str:
    """Two numbers, from and to, or one where they are the same."""
    first, last = map(round, numbers)
    return str(first) if first == last else say("{first} to {last}", first=first, last=last)


def hours_span(hours: tuple[float, float], say: Language) -> str:
    """Hours, from and to, in words: `1 hour`, `3 to 5 hours`."""
    first, last = map(round, hours)
    if first == last:
        return say.counted("{count} hour", "{count} hours", last)
    return say("{first} to {last} hours", first=first, last=last)


def at_pace(query: ParsedQuery, resource: Resource, title: str, say: Language) -> str:
    """What an entry of known hours takes in the time that the asker told; empty where one of both is not known."""
    if not resource.hours or query.hours:
        return ""
    if query.hours_per_week and not query.weeks:
        first, last = (ceil(hours / query.hours_per_week) for hours in resource.hours)
        takes = say.counted("{count} week", "{count} weeks", last)
        if first != last:
            takes = say("{first} to {last} weeks", first=first, last=last)
        return say.counted(
            "At your {count} hour a week, {title} takes {weeks}.",
            "At your {count} hours a week, {title} takes {weeks}.",
            query.hours_per_week, title=title, weeks=takes,
        )  # fmt: skip
    if query.weeks and not query.hours_per_week and resource.hours[0] >= query.weeks:
        return say.counted(
            "To finish {title} in your {count} week, plan on {hours}.",
            "To finish {title} in your {count} weeks, plan on {hours} a week.",
            query.weeks, title=title,
            hours=hours_span((resource.hours[0] / query.weeks, resource.hours[1] / query.weeks), say),
        )  # fmt: skip
    return ""


def weeks_span(weeks: tuple[float, float], say: Language) -> str:
    """The weeks of a step, counted from one: `week 1`, `weeks 2 to 4`."""
    first = int(weeks[0] + 0.05) + 1
    last = max(ceil(weeks[1] - 0.05), first)
    if first == last:
        return say("week {number}", number=first)
    return say("weeks {first} to {last}", first=first, last=last)
