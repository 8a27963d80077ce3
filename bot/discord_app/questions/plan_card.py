"""A plan as a card: the steps in order with their reason, time and what to build, and a picture of it."""

from collections.abc import Iterator

from bot.advise.plans.hours import hours_span, weeks_span
from bot.advise.plans.plan import Plan, Step
from bot.advise.ranking.voice import Voice
from bot.advise.wording.reasons import understood_line
from bot.discord_app.questions.buttons import vote_button
from bot.discord_app.questions.cards import byline, sources
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, sentence, shorten
from bot.language import Language

PICTURE = "path.png"
"""The file name of the attached picture."""
MOST_SHOWN = 8
MOST_DROPPED = 4
MOST_DIVIDED = 6
"""With a button a step takes three of a message's 40 components; beyond this there is no room for lines between."""
FOOT = 140
"""Characters kept free for the foot."""
LEAST_WHY = 90


def path_card(
    plan: Plan,
    picture: tuple[bytes, str] | None,
    voice: Voice | None = None,
    *,
    say: Language,
) -> Card:
    """The plan in steps. `picture`: a PNG file of it and its alt text, if there is one.

    `voice` is the server's voice, if there is one to vote in: then each step has a vote button.
    """
    card = Card()
    card.text(_heading(plan, say), understood_line(plan.query, say), plan.message)
    if plan.missing_skills:
        card.text(_missing_line(plan, say))
    if picture and plan.steps:
        card.picture(PICTURE, *picture)
    rest = list(_rest_lines(plan, say))
    room = card.room - FOOT - sum(len(line) + 1 for line in rest)
    steps = plan.steps[:MOST_SHOWN]
    for number, step in enumerate(steps, 1):
        lines = _step_lines(number, step, room // len(steps), say)
        if voice is None or len(steps) <= MOST_DIVIDED:
            card.line()
        if voice is None:
            card.text(*lines)
        else:
            card.section(vote_button(step.resource.id, voice.helped(step.resource.id), say), *lines)
    card.text(*rest)
    if plan.steps:
        card.foot(sources((step.resource for step in plan.steps), say))
    return card


def _heading(plan: Plan, say: Language) -> str:
    name = shorten(plan.goal_name, 120)
    return f"## {say('Your plan for {goal}', goal=name) if plan.steps else say('No plan for {goal} yet', goal=name)}"


def _missing_line(plan: Plan, say: Language) -> str:
    skills = shorten(say.all_of([say.plain(skill.name) for skill in plan.missing_skills]), 200)
    return say("**Learn elsewhere first:** {skills}. I have nothing suitable for that.", skills=skills)


def _step_lines(number: int, step: Step, room: int, say: Language) -> list[str]:
    """The lines of a step in so many characters; if that is too few, the least important are left out."""
    resource = step.resource
    title = label(shorten(resource.title, 90))
    head = f"**{number}. [{title}]({resource.url})**"
    if len(head) > room // 2 and len(head) > LEAST_WHY * 2:
        head = f"**{number}. {title}**"
    why, takes = f"**{say('Why here:')}** ", f"**{say('Takes:')}** {_takes(step, say)}"
    build = f"**{say('Build:')}** {sentence(step.build)}" if step.build else ""
    made = f"-# {shorten(byline(resource, say), 100)}"
    left, kept = room - len(head) - len(why) - 2, set[str]()
    for line in (takes, build, made):
        if len(line) + 1 + LEAST_WHY <= left:
            kept.add(line)
            left -= len(line) + 1
    why += shorten(sentence(step.why), left)
    return [line for line in (head, made, why, takes, build) if line in (head, why) or line in kept]


def _takes(step: Step, say: Language) -> str:
    hours = hours_span(step.hours, say)
    time = say("{hours}, our estimate", hours=hours) if step.estimated else hours
    taken = say("{hours}, in {weeks}", hours=time, weeks=weeks_span(step.weeks, say)) if step.weeks else time
    caveat = say("Note: {caveat}", caveat=sentence(step.caveat)) if step.caveat else ""
    return f"{taken}. {shorten(caveat, 100)}".strip()


def _rest_lines(plan: Plan, say: Language) -> Iterator[str]:
    """The steps that are not shown, and what was left out."""
    if (more := len(plan.steps) - MOST_SHOWN) > 0:
        yield say("And {count} more after these.", count=more)
    for dropped in plan.dropped[:MOST_DROPPED]:
        yield f"**{say('Left out:')}** {label(shorten(dropped.resource.title, 60))}: {shorten(dropped.why, 80)}."
    if (more := len(plan.dropped) - MOST_DROPPED) > 0:
        yield say("And {count} more.", count=more)
