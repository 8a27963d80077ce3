"""A plan as a card: the steps in their order with why, what they take and what to build, and a picture of it."""

from collections.abc import Iterator

from bot.advise.plans.pace import hours_span, weeks_span
from bot.advise.plans.plan import Plan, Step
from bot.advise.plans.skills import skill_name
from bot.advise.ranking.voice import Voice
from bot.advise.wording.reasons import understood_line
from bot.discord_app.questions.buttons import vote_button
from bot.discord_app.questions.cards import byline, sources
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, sentence, shorten
from bot.language import Language

PICTURE = "path.png"
"""The name of the file that the picture is attached as."""
MOST_SHOWN = 8
MOST_DROPPED = 4
MOST_DIVIDED = 6
"""With buttons a step takes three of the 40 components of a message; with more steps no lines fit between them."""
FOOT = 140
"""Characters kept free for the words at the foot."""
LEAST_WHY = 90


def path_card(
    plan: Plan,
    picture: tuple[bytes, str] | None,
    voice: Voice | None = None,
    *,
    say: Language,
) -> Card:
    """The plan in steps. `picture`: a PNG file of it and the words for those who do not see it, if there is one.

    `voice` is what the server says, if there is one to vote in: then each step has a button for it.
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
    return f"## {say('Your way to {goal}', goal=name) if plan.steps else say('No way to {goal} yet', goal=name)}"


def _missing_line(plan: Plan, say: Language) -> str:
    skills = shorten(say.all_of([skill_name(skill, say) for skill in plan.missing_skills]), 200)
    return say("**Bring along:** {skills}. I have nothing that fits to teach you that.", skills=skills)


def _step_lines(number: int, step: Step, room: int, say: Language) -> list[str]:
    """The lines of a step in so many characters; where that is little, the least important are left out."""
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
    time = say("{hours} by our estimate", hours=hours) if step.estimated else hours
    taken = say("{hours}, in {weeks}", hours=time, weeks=weeks_span(step.weeks, say)) if step.weeks else time
    caveat = say("Mind: {caveat}", caveat=sentence(step.caveat)) if step.caveat else ""
    return f"{taken}. {shorten(caveat, 100)}".strip()


def _rest_lines(plan: Plan, say: Language) -> Iterator[str]:
    """What comes after the steps that are shown, and what was left out."""
    if (more := len(plan.steps) - MOST_SHOWN) > 0:
        yield say("And {count} more after these.", count=more)
    for dropped in plan.dropped[:MOST_DROPPED]:
        yield f"**{say('Left out:')}** {label(shorten(dropped.resource.title, 60))}: {shorten(dropped.why, 80)}."
    if (more := len(plan.dropped) - MOST_DROPPED) > 0:
        yield say("And {count} more.", count=more)
