"""A plan as a card: the steps in their order with why, what they take and what to build, and a picture of it."""

from collections.abc import Iterator, Mapping

from bot.advise.pace import span, weeks_span
from bot.advise.plans import Plan, Step
from bot.advise.skills import skill_name
from bot.advise.wording import listed, understood
from bot.discord_app.buttons import VoteButton
from bot.discord_app.card import Card
from bot.discord_app.cards import byline, sources
from bot.discord_app.text import label, sentence, shorten

PICTURE = "path.png"
"""The name of the file that the picture is attached as."""
MOST_SHOWN = 8
MOST_DROPPED = 4
MOST_DIVIDED = 6
"""With buttons a step takes three of the 40 components of a message; with more steps no lines fit between them."""
FOOT = 140
"""Characters kept free for the words at the foot."""
LEAST_WHY = 90


def path_card(plan: Plan, picture: tuple[bytes, str] | None, tally: Mapping[str, int] | None = None) -> Card:
    """The plan in steps. `picture`: a PNG file of it and the words for those who do not see it, if there is one.

    `tally` has the votes of the server, if there is one to vote in: then each step has a button for it.
    """
    card = Card()
    read = understood(plan.query)
    card.text(_heading(plan), f"Understood: {read}." if read else "", plan.message)
    if plan.missing_skills:
        card.text(_missing_line(plan))
    if picture and plan.steps:
        card.picture(PICTURE, *picture)
    rest = list(_rest_lines(plan))
    room = card.room - FOOT - sum(len(line) + 1 for line in rest)
    steps = plan.steps[:MOST_SHOWN]
    for number, step in enumerate(steps, 1):
        lines = _step_lines(number, step, room // len(steps))
        if tally is None or len(steps) <= MOST_DIVIDED:
            card.line()
        if tally is None:
            card.text(*lines)
        else:
            card.section(VoteButton(step.resource.id, tally.get(step.resource.id, 0)), *lines)
    card.text(*rest)
    if plan.steps:
        card.foot(sources(step.resource for step in plan.steps))
    return card


def _heading(plan: Plan) -> str:
    name = shorten(plan.goal_name, 120)
    return f"## Your way to {name}" if plan.steps else f"## No way to {name} yet"


def _missing_line(plan: Plan) -> str:
    skills = shorten(listed([skill_name(skill) for skill in plan.missing_skills]), 200)
    return f"**Bring along:** {skills}. I have nothing that fits to teach you that."


def _step_lines(number: int, step: Step, room: int) -> list[str]:
    """The lines of a step in so many characters; where that is little, the least important are left out."""
    resource = step.resource
    title = label(shorten(resource.title, 90))
    head = f"**{number}. [{title}]({resource.url})**"
    if len(head) > room // 2 and len(head) > LEAST_WHY * 2:
        head = f"**{number}. {title}**"
    why, takes = "**Why here:** ", f"**Takes:** {_takes(step)}"
    build = f"**Build:** {sentence(step.build)}" if step.build else ""
    made = f"-# {shorten(byline(resource), 100)}"
    left, kept = room - len(head) - len(why) - 2, set[str]()
    for line in (takes, build, made):
        if len(line) + 1 + LEAST_WHY <= left:
            kept.add(line)
            left -= len(line) + 1
    why += shorten(sentence(step.why), left)
    return [line for line in (head, made, why, takes, build) if line in (head, why) or line in kept]


def _takes(step: Step) -> str:
    hours = span(*step.hours, "hour")
    time = f"{hours} by our estimate" if step.estimated else hours
    weeks = f", in {weeks_span(step.weeks)}" if step.weeks else ""
    caveat = f" Mind: {sentence(step.caveat)}" if step.caveat else ""
    return f"{time}{weeks}.{shorten(caveat, 100)}"


def _rest_lines(plan: Plan) -> Iterator[str]:
    """What comes after the steps that are shown, and what was left out."""
    if (more := len(plan.steps) - MOST_SHOWN) > 0:
        yield f"And {more} more after these."
    for dropped in plan.dropped[:MOST_DROPPED]:
        yield f"**Left out:** {label(shorten(dropped.resource.title, 60))}: {shorten(dropped.why, 80)}."
    if (more := len(plan.dropped) - MOST_DROPPED) > 0:
        yield f"And {more} more."
