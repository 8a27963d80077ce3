"""What a plan says of its steps and of itself."""

from collections.abc import Collection, Sequence

from bot.advise.plans.hours import MOST_HOURS, Time
from bot.advise.plans.plan import Goal, Part
from bot.advise.wording.reasons import fits, misfits
from bot.advise.wording.terms import COST, MATH_DEMAND, subject_name, topic_name
from bot.catalogue import Catalogue, Resource, Skill
from bot.catalogue.allowed_values import COSTS
from bot.language import Language, mark
from bot.understand import ParsedQuery

MOST_NAMED = 3
MOST_MERITS = 2
STATE_YOUR_LEVEL = mark("This starts at the very beginning; tell me where you stand and it gets shorter.")
ALREADY_THERE = mark("You already know what this takes, so these go further.")
GROUNDWORK = mark("Here is the groundwork for it.")
NOTHING_FURTHER = mark("You already know what this takes, and within your limits I have nothing that goes further.")
HIDDEN = mark("this server's moderators have hidden it")
BRISK_NOTE = mark("It only fits at a brisk pace, with less practice than most people need.")


def short(resource: Resource) -> str:
    """The title without what follows its colon."""
    return resource.title.partition(":")[0]


def quoted(resource: Resource) -> str:
    """The short title as a name within a sentence."""
    return f'"{short(resource)}"'


def goal_name(goal: Goal, query: ParsedQuery, catalogue: Catalogue, say: Language) -> str:
    """The goal as a thing in a sentence: of what belongs to a topic what was asked for, not the whole topic."""
    entry = catalogue.get(goal.value) if goal.kind == "entry" else None
    if entry:
        return quoted(entry)
    if goal.kind == "skill":
        return say.plain(catalogue.skills.skill(goal.value).name)
    subject = catalogue.advice.subjects.get(query.subjects[0]) if query.subjects else None
    return subject_name(subject, say) if subject and subject.topic == goal.value else topic_name(goal.value, say)


def named(skills: Sequence[Skill], say: Language) -> str:
    """The first of the skills as a list in a sentence."""
    names = [say.plain(skill.name) for skill in skills]
    return say.all_of(names if len(names) <= MOST_NAMED else [*names[: MOST_NAMED - 1], say("more")])


def why(
    part: Part,
    own: Resource,
    new: Sequence[Skill],
    aims: Collection[str],
    later: Sequence[Resource],
    to: str,
    say: Language,
) -> str:
    """Why a step stands where it does. `new` is what it teaches, `later` the steps after it, `to` the goal."""
    if part == "need":
        return _why_needed(new, later, to, say)
    if part == "goal":
        reached = [skill for skill in new if skill.id in aims]
        others = [skill for skill in reached if say.plain(skill.name) != to]
        return _why_goal(others, to, say) if reached else _heading(own, to, say)
    if part == "ease":
        return say("Teaches {skills}, which makes {goal} easier", skills=named(new, say), goal=to)
    if part == "further":
        return say("Goes further, with {skills}", skills=named(new, say))
    return say("Puts what you've learned into practice")


def _why_needed(new: Sequence[Skill], later: Sequence[Resource], to: str, say: Language) -> str:
    for step in later:
        if used := [skill for skill in new if skill.id in step.requires]:
            return say("Teaches {skills}, which {goal} builds on", skills=named(used, say), goal=quoted(step))
    return say("Teaches {skills}, which {goal} builds on", skills=named(new, say), goal=to)


def _why_goal(others: Sequence[Skill], to: str, say: Language) -> str:
    if others:
        return say("Teaches {skills}, at the core of {goal}", skills=named(others, say), goal=to)
    return say("Teaches {goal}, your goal", goal=to)


def _heading(own: Resource, to: str, say: Language) -> str:
    return say("This is your goal") if quoted(own) == to else say("The best I have on {goal}", goal=to)


def caveat(query: ParsedQuery, resource: Resource, say: Language) -> str:
    """What to mind of a step, if anything; its level is left out, since the steps before it lead up to that."""
    dated = say("dated, but still worth it") if resource.status == "dated" else ""
    return next(misfits(query, resource, say, level=False), dated)


def merits(query: ParsedQuery, resource: Resource, say: Language) -> str:
    """What speaks for this entry rather than another, in a few words."""
    return "; ".join(list(fits(query, resource, say, subject=False))[:MOST_MERITS])


def beyond_limits(query: ParsedQuery, resource: Resource, say: Language) -> str:
    """Why an entry that was named as the goal is not in its plan."""
    if query.cost and resource.cost_rank > COSTS.index(query.cost) and resource.knows("cost"):
        return say("it is over your limit ({demand})", demand=say(COST[resource.cost]))
    if query.math and query.math != "heavy" and query.math != resource.math and resource.knows("math"):
        return say("it is over your limit ({demand})", demand=say(MATH_DEMAND[resource.math]))
    return say("you said you don't want it")


def shortage(time: Time, hours: float, steps: int, say: Language) -> str:
    """What it would take to do all of a plan of which only so many steps fit."""
    fitting = say.counted("Only the first step fits.", "Only the first {count} steps fit.", steps) if steps else ""
    return " ".join(filter(None, [_whole(time, hours, say), fitting]))


def _whole(time: Time, hours: float, say: Language) -> str:
    if not time.weeks:
        return say.counted("All of it takes about {count} hour.", "All of it takes about {count} hours.", round(hours))
    pace, weeks = time.hours_per_week or MOST_HOURS, time.weeks
    whole = say.counted(
        "All of it takes about {count} week at {pace} hours a week.",
        "All of it takes about {count} weeks at {pace} hours a week.",
        round(hours / pace),
        pace=say.number(pace),
    )
    faster = say.counted(
        "To do it in {count} week, you would need {hours} hours a week.",
        "To do it in {count} weeks, you would need {hours} hours a week.",
        round(weeks),
        hours=round(hours / weeks),
    )
    return f"{whole} {faster}"


def beginning(time: Time, hours: float, steps: int, say: Language) -> str:
    """That not even the first step fits, and how far one gets with it."""
    share = f"{max(time.most / hours * 100, 1):.0f}"
    if steps == 1:
        return say("Your time is enough for about {share} percent of it.", share=share)
    return say("Your time is enough for about {share} percent of the first step.", share=share)


def assumed_pace(time: Time, hours: float, say: Language) -> str:
    """The hours a week that a plan takes where only the weeks were said."""
    pace = round(max(hours / (time.weeks or 1), 1))
    return say.counted("It takes about {count} hour a week.", "It takes about {count} hours a week.", pace)


def finish_first(doing: Resource, say: Language) -> str:
    """That a plan counts on what is in progress."""
    return say("Finish {title} first: this plan builds on it.", title=quoted(doing))


def nothing_within_limits(goal: str, limit: str, entry: Resource, say: Language) -> str:
    """That no way leads to the goal, and what there would be without one of the limits."""
    nothing = say("Within your limits, nothing in my list leads to {goal}.", goal=goal)
    instead = say('If you drop "{limit}", there is {title}.', limit=limit, title=quoted(entry))
    return f"{nothing} {instead}"
