"""/server stats: what was asked in a server and whether it was found, as counts that single nobody out."""

import asyncio
from collections.abc import Iterator
from datetime import date

from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.community.question_statistics import FLOOR, MONTHS_KEPT, Common, common, floored, in_words, month_of
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.moderation.access import moderating
from bot.discord_app.moderation.statistics_picture import missed_chart
from bot.discord_app.ui.card import Card
from bot.language import Language, mark
from bot.store.tables.counts import Said

MOST_MISSED, MOST_FOUND = 10, 5
PICTURE = "asked.png"
MONTHS = (mark("this month"), mark("last month"), mark("the month before"))
FOUND, MISSED = mark("Asked for and found"), mark("Asked for but not found")
NOT_ENOUGH = mark("Nothing was asked for often enough to show.")
MISSING = mark("Members can add what is missing with /suggest.")
HOW_COUNTED = mark(
    "The same question from one member counts once a day, and counts are rounded down to fives. What was "
    "asked fewer than {floor} times is lumped together. I store no questions and no names, and delete counts "
    "after {months} months."
)


@app_commands.command(description="What was asked for here, how often, and whether I found it")
@app_commands.describe(month="Which month")
@app_commands.choices(month=[Choice(name=locale_str(name), value=back) for back, name in enumerate(MONTHS)])
async def stats(interaction: Interaction, month: int = 0) -> None:
    """Answer /server stats. It shows single months, since overlapping periods would reveal single questions."""
    ctx = Context.of(interaction)
    moderation = await moderating(ctx)
    if moderation is None:
        return
    server, say = moderation.server, moderation.say
    await ctx.services.asked.store_now()
    shown = month_of(ctx.now, back=min(max(month, 0), len(MONTHS) - 1))
    missed = common(await ctx.store.asked.of_month(server, shown, found=False))
    found = common(await ctx.store.asked.of_month(server, shown, found=True))
    told = say.month(date.fromisoformat(f"{shown}-01"))
    drawn = bool(missed.times) and interaction.app_permissions.attach_files
    picture = await asyncio.to_thread(missed_chart, missed, told, say) if drawn else None  # nobody else waits for it
    said = await ctx.store.counts.said(server)
    await ctx.send(stats_card(told, missed, found, said, picture, say), private=True)


def stats_card(
    month: str, missed: Common, found: Common, said: Said, picture: tuple[bytes, str] | None, say: Language
) -> Card:
    """What was asked for in a month: first what was not found, as a picture or where there is none in words."""
    card = Card()
    card.text(f"## {say('What was asked in {month}', month=month)}")
    if picture:
        card.picture(PICTURE, *picture)
    else:
        card.text(f"**{say(MISSED)}**", *_lines(missed, MOST_MISSED, say))
    card.text(say(MISSING) if missed.times else "")
    card.text(f"**{say(FOUND)}**", *_lines(found, MOST_FOUND, say))
    card.text(f"**{say('In this server so far:')}** {' · '.join(_said(said, say))}")
    card.text(f"-# {say(HOW_COUNTED, floor=FLOOR, months=MONTHS_KEPT)}")
    return card


def _lines(asked: Common, most: int, say: Language) -> Iterator[str]:
    """How often the most common combinations were asked for, and all others together."""
    for combination, times in asked.times[:most]:
        yield f"- {in_words(combination, say)}: {_about(times, say)}"
    others = asked.others + sum(times for _, times in asked.times[most:])
    if others:
        yield f"- {say('other questions')}: {_about(others, say)}"
    if not asked.times and not others:
        yield say(NOT_ENOUGH)


def _said(said: Said, say: Language) -> Iterator[str]:
    yield f"{say('votes')}: {_about(said.votes, say)}"
    yield f"{say('suggestions')}: {_about(said.suggestions, say)}"
    yield f"{say('reviews')}: {_about(said.reviews, say)}"


def _about(count: int, say: Language) -> str:
    """A count as it may be shown."""
    least = floored(count)
    return say("{count} or more", count=least) if least else say("fewer than {floor}", floor=FLOOR)
