"""A plan as a picture: one bar for each step on a timeline, in letters that are readable on a phone."""

from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from bot.advise.plans.hours import hours_span, weeks_span
from bot.advise.plans.plan import Plan, Step
from bot.advise.wording.terms import KIND
from bot.discord_app.ui.lettering import FAINT, INK, MARGIN, MOST_ALT, PAPER, TRACK, WIDTH, write
from bot.discord_app.ui.text import shorten
from bot.language import Language, mark

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

TOP, ROW = 140, 130
MOST_ROWS = 8
BARS = {"need": "#3d6dcc", "ease": "#7a9be0", "goal": "#1c7a5a", "further": "#7d5bb5", "practice": "#b3611a"}
"""A colour for the purpose of a step, which is also given in words."""
PURPOSE = {
    "need": mark("on the way"), "ease": mark("to make it easier"), "goal": mark("your goal"),
    "further": mark("to go further"), "practice": mark("to practise"),
}  # fmt: skip


def timeline(plan: Plan, say: Language) -> tuple[bytes, str]:
    """The picture as a PNG file and its alt text, within Discord's 1024 characters."""
    from PIL import Image, ImageDraw

    steps = plan.steps[:MOST_ROWS]
    image = Image.new("RGB", (WIDTH, TOP + ROW * max(len(steps), 1) + MARGIN // 2), PAPER)
    draw = ImageDraw.Draw(image)
    heading = say("Your plan for {goal}", goal=plan.goal_name)
    write(draw, (MARGIN, 26), heading, 38 if len(plan.goal_name) < 28 else 30, INK)
    write(draw, (MARGIN, 82), _scope(plan, say), 28, FAINT)
    for row, ((begin, end), step) in enumerate(zip(_shares(steps), steps, strict=True)):
        _draw_step(draw, TOP + row * ROW, row + 1, step, (begin, end), say)
    file = BytesIO()
    image.quantize(32).save(file, "PNG")
    return file.getvalue(), alt_text(plan, say)


def alt_text(plan: Plan, say: Language) -> str:
    """The picture in words: every step with its weeks or hours."""
    steps = plan.steps[:MOST_ROWS]
    room = (MOST_ALT - 200) // max(len(steps), 1) - 40
    told = (
        f"{number}. {shorten(step.resource.title, room)}, {when(step, say)}" for number, step in enumerate(steps, 1)
    )
    head = say("Timeline of your plan for {goal}: {scope}.", goal=shorten(plan.goal_name, 80), scope=_scope(plan, say))
    return shorten(f"{head} {'; '.join(told)}.", MOST_ALT)


def when(step: Step, say: Language) -> str:
    """The weeks of a step if the time is known; else its hours."""
    return weeks_span(step.weeks, say) if step.weeks else hours_span(step.hours, say)


def _scope(plan: Plan, say: Language) -> str:
    steps = say.counted("{count} step", "{count} steps", len(plan.steps))
    hours = say.counted("about {count} hour", "about {count} hours", plan.total_hours)
    end = plan.steps[-1].weeks if plan.steps else None
    weeks = ceil(end[1] - 0.05) if end else 0
    return ", ".join([steps, hours, *([say.counted("{count} week", "{count} weeks", weeks)] if weeks else [])])


def _shares(steps: tuple[Step, ...]) -> list[tuple[float, float]]:
    """Where each step begins and ends, as shares of the whole."""
    clock, times = 0.0, []
    for step in steps:
        begin, clock = clock, clock + (step.weeks[1] - step.weeks[0] if step.weeks else sum(step.hours) / 2)
        times.append((begin, clock))
    return [(begin / (clock or 1), end / (clock or 1)) for begin, end in times]


def _draw_step(draw: "ImageDraw", top: int, number: int, step: Step, share: tuple[float, float], say: Language) -> None:
    room = WIDTH - 2 * MARGIN
    left, right = (MARGIN + round(room * part) for part in share)
    title = step.resource.title.partition(":")[0]
    write(draw, (MARGIN, top), f"{number}. {title}", 32, INK)
    facts = (say(KIND[step.resource.format]), when(step, say), say(PURPOSE[step.part]))
    write(draw, (MARGIN, top + 42), ", ".join(facts), 26, FAINT)
    bar = (top + 82, top + 106)
    draw.rounded_rectangle((MARGIN, bar[0], MARGIN + room, bar[1]), 12, TRACK)
    draw.rounded_rectangle((left, bar[0], max(right, left + 24), bar[1]), 12, BARS[step.part])
