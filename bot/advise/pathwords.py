"""What a plan says of its steps and of itself."""

from collections.abc import Collection, Sequence

from bot.advise.pace import MOST_HOURS, Time, span
from bot.advise.plans import Goal, Part
from bot.advise.skills import skill_name
from bot.advise.wording import COST, MATH_DEMAND, caveats, listed, reasons, topic_name
from bot.catalogue import Catalogue, Resource
from bot.catalogue.vocabulary import COSTS
from bot.understand import ParsedQuery

MOST_NAMED = 3
STATE_YOUR_LEVEL = "You did not say where you stand, so this starts at the beginning."
ALREADY_THERE = "What this takes you have learned already, so these go further."
GROUNDWORK = "What follows is the groundwork for it."
NOTHING_FURTHER = "What this takes you have learned already, and I know nothing that goes further within your limits."


def short(resource: Resource) -> str:
    """The title without what follows its colon."""
    return resource.title.partition(":")[0]


def quoted(resource: Resource) -> str:
    """The short title as a name within a sentence."""
    return f'"{short(resource)}"'


def goal_name(goal: Goal, catalogue: Catalogue) -> str:
    """The goal as a thing in a sentence."""
    entry = catalogue.get(goal.value) if goal.kind == "entry" else None
    if entry:
        return quoted(entry)
    return topic_name(goal.value) if goal.kind == "topic" else skill_name(goal.value)


def named(skills: Sequence[str]) -> str:
    """The first of the skills as a list in a sentence."""
    names = [skill_name(skill) for skill in skills]
    return listed(names if len(names) <= MOST_NAMED else [*names[: MOST_NAMED - 1], "more"])


def why(
    part: Part, own: Resource, new: Sequence[str], aims: Collection[str], later: Sequence[Resource], to: str
) -> str:
    """Why a step stands where it does. `new` is what it teaches, `later` the steps after it, `to` the goal."""
    if part == "need":
        return _why_needed(new, later, to)
    if part == "goal":
        reached = [skill for skill in new if skill in aims]
        return _why_goal([skill for skill in reached if skill_name(skill) != to], to) if reached else _heading(own, to)
    if part == "ease":
        return f"Teaches {named(new)}, so that {to} comes easier"
    return f"Goes further, with {named(new)}" if part == "further" else "Puts what you have learned to work"


def _why_needed(new: Sequence[str], later: Sequence[Resource], to: str) -> str:
    for step in later:
        if used := [skill for skill in new if skill in step.requires]:
            return f"Teaches {named(used)}, which {quoted(step)} builds on"
    return f"Teaches {named(new)}, which {to} builds on"


def _why_goal(others: Sequence[str], to: str) -> str:
    return f"Teaches {named(others)}, at the core of {to}" if others else f"Teaches {to}, which is your goal"


def _heading(own: Resource, to: str) -> str:
    return "It is what you are heading for" if quoted(own) == to else f"It is the best I have on {to}"


def caveat(query: ParsedQuery, resource: Resource) -> str:
    """What to mind of a step, if anything; its level is left out, since the steps before it lead up to that."""
    for found in caveats(query, resource):
        if found != resource.gripe and not found.startswith(("meant for", "not for", "dated")):
            return found
    return "dated, but still worth it" if resource.status == "dated" else ""


def merits(query: ParsedQuery, resource: Resource) -> str:
    """What speaks for this entry rather than another, in a few words."""
    return "; ".join([reason for reason in reasons(query, resource, 0) if not reason.startswith("covers")][:2])


def beyond_limits(query: ParsedQuery, resource: Resource) -> str:
    """Why an entry that was named as the goal is not in its plan."""
    if query.cost and resource.cost_rank > COSTS.index(query.cost):
        return f"it is beyond your limit: {COST[resource.cost]}"
    if query.math and query.math != "heavy" and query.math != resource.math:
        return f"it is beyond your limit: {MATH_DEMAND[resource.math]}"
    return "it is among what you do not want"


def shortage(time: Time, hours: float, steps: int) -> str:
    """What it would take to do all of a plan of which only so many steps fit."""
    pace, weeks = time.hours_per_week or MOST_HOURS, time.weeks or 1
    whole = f"{span(hours / pace, hours / pace, 'week')} at {pace:g} hours a week"
    faster = f"{span(hours / weeks, hours / weeks, 'hour')} a week for {span(weeks, weeks, 'week')}"
    fitting = {0: "", 1: " Only the first step fits."}.get(steps, f" The first {steps} steps fit.")
    return f"All of it takes about {whole}, or {faster}.{fitting}"


def beginning(time: Time, hours: float, steps: int) -> str:
    """That not even the first step fits, and how far one gets with it."""
    share = max(time.most / hours * 100, 1)
    what = "it" if steps == 1 else "the first step"
    return f"In the time you have, you get through about {share:.0f} percent of {what}."


def assumed_pace(time: Time, hours: float) -> str:
    """The hours a week that a plan takes where only the weeks were said."""
    return f"It takes about {max(hours / (time.weeks or 1), 1):.0f} hours a week."
