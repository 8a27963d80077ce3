"""A plan as a card: its steps in order, each with its hours and what to build, and a picture of the way."""

from collections.abc import Iterator, Sequence
from math import ceil

from msgspec.structs import replace

from bot.advise.plans.hours import hours_span
from bot.advise.plans.plan import Passed, Plan, Step
from bot.advise.ranking.voice import Voice
from bot.advise.wording.plan_words import short
from bot.advise.wording.understood import understood_line
from bot.catalogue.server_entries import is_own
from bot.discord_app.questions.buttons import vote_button
from bot.discord_app.questions.cards import sources
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, sentence, shorten, shown
from bot.language import Language

PICTURE = "path-{number}.png"
"""The file names of the attached pictures."""
MOST_SHOWN = 8
MOST_DROPPED = 4
FOOT = 140
"""Characters kept free for the foot."""


def path_card(
    plan: Plan,
    pictures: Sequence[tuple[bytes, str]] = (),
    voice: Voice | None = None,
    *,
    say: Language,
    lead: str = "",
) -> Card:
    """The plan in steps, behind `lead` if there is anything to say first. `pictures` show the way, each a PNG file and
    its alt text; they say what to build in each step, so that the text does so only where there are none.

    `voice` is the server's voice, if there is one to vote in: then each step has a vote button.
    """
    card = Card()
    first = f"**{lead}**" if lead else ""
    card.text(first, _heading(plan, say), *_reading(plan, say), plan.message, _missing_line(plan, say))
    rest = list(_rest_lines(plan, say))
    steps = plan.steps[:MOST_SHOWN]
    room = (card.room - FOOT - sum(len(line) + 1 for line in rest)) // max(len(steps), 1)
    for number, step in enumerate(steps, 1):
        button = vote_button(step.resource.id, voice.helped(step.resource.id), say) if voice else None
        told = replace(step, build="") if pictures else step
        card.beside(button, *_step_lines(number, told, room, say))
    card.text(*rest)
    for number, picture in enumerate(pictures, 1):
        card.picture(PICTURE.format(number=number), *picture)
    if plan.steps:
        card.foot(sources((step.resource for step in plan.steps), say))
    return card


def _heading(plan: Plan, say: Language) -> str:
    """The answer in a line: how many steps in this order, and how long they take."""
    name = shown(shorten(plan.goal_name, 120))
    if not plan.steps:
        return f"**{say('No plan for {goal} yet', goal=name)}**"
    return f"**{say('Your plan for {goal}: {scope}.', goal=name, scope=_scope(plan, say))}**"


def _scope(plan: Plan, say: Language) -> str:
    steps = say.counted("{count} step", "{count} steps", len(plan.steps))
    hours = say.counted("about {count} hour", "about {count} hours", plan.total_hours)
    end = plan.steps[-1].weeks
    weeks = [say.counted("{count} week", "{count} weeks", ceil(end[1] - 0.05))] if end else []
    return ", ".join([steps, hours, *weeks])


def _reading(plan: Plan, say: Language) -> Iterator[str]:
    """What was understood, and what of it lies behind the asker, each said once."""
    query = plan.query
    if plan.done:
        query = replace(query, knows=(), named=tuple(item for item in query.named if item.role != "done"))
    yield understood_line(query, say)
    done = _names([passed for passed in plan.done if not passed.is_assumed], say)
    assumed = _names([passed for passed in plan.done if passed.is_assumed], say)
    lines = [say("Done: {things}.", things=done)] if done else []
    yield " ".join([*lines, *([say("Taken as known: {things}.", things=assumed)] if assumed else [])])


def _names(passed: Sequence[Passed], say: Language) -> str:
    return shorten(say.all_of([shown(item.name) for item in passed]), 200)


def _missing_line(plan: Plan, say: Language) -> str:
    skills = shorten(say.all_of([say.plain(skill.name) for skill in plan.missing_skills]), 200)
    if not skills:
        return ""
    return say("**Learn elsewhere first:** {skills}. I have nothing suitable for that.", skills=skills)


def _step_lines(number: int, step: Step, room: int, say: Language) -> list[str]:
    """The lines of a step in so many characters: its title and hours, and what to build with it."""
    title = label(shorten(short(step.resource), 100))
    linked = f"**{number}. [{title}]({step.resource.url})**"
    hours = hours_span(step.hours, say)
    if step.estimated:
        hours = say("{hours}, our estimate", hours=hours)
    whose = say("suggested by this server's members") if is_own(step.resource.id) else ""
    caveat = shorten(" ".join(filter(None, map(sentence, (whose, shown(step.caveat))))), 140)
    build = f"{say('Build:')} {shown(sentence(step.build))}" if step.build else ""
    if len(linked) + len(hours) + len(build) + len(caveat) + 4 > room:
        linked, caveat = f"**{number}. {title}**", sentence(whose)
    head = f"{linked}, {hours}. {caveat}".strip()
    return [head, shorten(build, max(room - len(head) - 2, 0))]


def _rest_lines(plan: Plan, say: Language) -> Iterator[str]:
    """The steps that are not shown, and what was left out."""
    if (more := len(plan.steps) - MOST_SHOWN) > 0:
        yield say("And {count} more after these.", count=more)
    for dropped in plan.dropped[:MOST_DROPPED]:
        yield f"**{say('Left out:')}** {shown(shorten(dropped.resource.title, 60))}: {shown(shorten(dropped.why, 80))}."
    if (more := len(plan.dropped) - MOST_DROPPED) > 0:
        yield say("And {count} more.", count=more)
