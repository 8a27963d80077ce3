"""A plan as a trail: what is done ticked, where the asker stands, how long each stage takes and what proves it."""

from collections.abc import Iterator, Sequence

from bot.advise.plans.hours import hours_span, weeks_span
from bot.advise.plans.plan import Plan, Step
from bot.advise.wording.terms import KIND
from bot.discord_app.ui.lettering import MOST_ALT, drawable
from bot.discord_app.ui.text import shorten
from bot.discord_app.ui.trail import Place, Stop, drawn, pages
from bot.language import Language, mark

HERE = mark("You are here")
MOST_STAGES = 8
MOST_DONE = 6
MOST_PICTURES = 5
LONGEST_NAME, LONGEST = 100, 160
"""Characters of a name, and of a project; those of the knowledge base are shorter."""


def trail(plan: Plan, say: Language) -> list[tuple[bytes, str]]:
    """The plan from its beginning to its goal as pictures, each a PNG file with its alt text.

    It is one, or a few below one another where one would be too high to be read.
    """
    found = list(pages(_stops(plan, say)))[:MOST_PICTURES]
    last = len(found) - 1
    return [
        (drawn(page, begins=not number, ends=number == last), alt_text(page, plan, say, continued=number > 0))
        for number, page in enumerate(found)
    ]


def alt_text(page: Sequence[Place], plan: Plan, say: Language, *, continued: bool) -> str:
    """A picture in words, in its order, within Discord's 1024 characters."""
    goal = shorten(plan.goal_name, 80)
    head = say("The way to {goal}, continued:", goal=goal) if continued else say("The way to {goal}:", goal=goal)
    return shorten(" ".join([head, *(_told(place.stop, say) for place in page)]), MOST_ALT)


def _told(stop: Stop, say: Language) -> str:
    sign = {"ahead": f"{stop.number}.", "goal": say("Goal:")}.get(stop.kind, say("Done:"))
    name = f"{stop.name} ({stop.here})" if stop.here else stop.name
    return f"{sign} {'. '.join(part.rstrip('.') for part in (name, *stop.below))}."


def _stops(plan: Plan, say: Language) -> Iterator[Stop]:
    for passed in plan.done[-MOST_DONE:]:
        below = (say("Taken as known"),) if passed.is_assumed else ()
        yield Stop("assumed" if passed.is_assumed else "done", _capital(passed.name, LONGEST_NAME), below)
    for number, step in enumerate(plan.steps[:MOST_STAGES], 1):
        title = drawable(step.resource.title) or say(KIND[step.resource.format])
        name = _capital(step.reach or title, LONGEST_NAME)
        yield Stop("ahead", name, tuple(_facts(step, say)), number, say(HERE) if number == 1 else "")
    hours = say.counted("about {count} hour", "about {count} hours", plan.total_hours)
    yield Stop("goal", _capital(plan.goal_name, LONGEST_NAME), (_capital(hours),))


def _facts(step: Step, say: Language) -> Iterator[str]:
    """The hours of a stage, with its weeks if the time is known, and what proves it."""
    hours = hours_span(step.hours, say)
    yield _capital(f"{hours}, {weeks_span(step.weeks, say)}" if step.weeks else hours)
    if step.build:
        yield _capital(step.build)


def _capital(text: str, most: int = LONGEST) -> str:
    short = shorten(text, most)
    return short[:1].upper() + short[1:]
