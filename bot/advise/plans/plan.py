"""Plans as values: the goal, the steps that lead to it, and what was left out."""

from typing import Literal

from msgspec import Struct

from bot.catalogue import Resource, Skill
from bot.catalogue.allowed_values import Format
from bot.understand import ParsedQuery

Part = Literal["need", "ease", "goal", "further", "practice"]
"""What a step is for: the goal builds on it, it makes the goal easier, it is the goal, or it comes on top of it."""
DOING: frozenset[Format] = frozenset({"project", "exercises", "event"})
"""Formats that put to work what was learned."""


class Goal(Struct, frozen=True):
    """What a plan leads to: a subject, a skill or an entry, by its id."""

    kind: Literal["topic", "skill", "entry"]
    value: str


class Step(Struct, frozen=True):
    """One entry in its turn. `weeks` are where it begins and ends, if time was said; `teaches` is what is new in it.

    `estimated`: whether its hours are our guess by its format. `reach` says what one can do after it.
    """

    resource: Resource
    weeks: tuple[float, float] | None
    hours: tuple[int, int]
    why: str
    build: str
    teaches: tuple[str, ...]
    part: Part = "need"
    estimated: bool = False
    caveat: str = ""
    reach: str = ""


class Passed(Struct, frozen=True):
    """A part of the way that lies behind the asker, by what it gave them or what it is called.

    `is_assumed`: they did not say so themselves; their level stands for it, or that they ask here at all.
    """

    name: str
    is_assumed: bool = False


class Dropped(Struct, frozen=True):
    """An entry that would belong to the plan, and why it is left out."""

    resource: Resource
    why: str


class Plan(Struct, frozen=True):
    """A way to the goal. `missing_skills` are those that it builds on and that nothing at hand teaches.

    `goal_name` is the goal in words; `message` says what the steps cannot. `done` is what lies behind the asker, as far
    as `query` tells it: what others may not see of a member's list is in neither.
    """

    query: ParsedQuery
    goal: Goal
    goal_name: str
    steps: tuple[Step, ...]
    missing_skills: tuple[Skill, ...]
    dropped: tuple[Dropped, ...]
    total_hours: int
    message: str
    done: tuple[Passed, ...] = ()
