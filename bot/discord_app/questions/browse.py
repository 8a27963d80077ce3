"""/browse: the catalogue page by page, narrowed down by menus. The ids of its menus and buttons hold the filters, so
that each works after a restart. Whoever asked for a page turns it; anybody else who presses gets one of their own.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import app_commands, ui

from bot.advise import Filters
from bot.advise.forms.question_ids import PATTERN
from bot.advise.ranking.browse import PAGE, WORDS, Option, Page, changed, decode_filters, encode_filters, page
from bot.advise.ranking.voice import SILENCE, Voice
from bot.advise.wording.terms import (
    COST,
    COST_AT_MOST,
    KIND,
    LEVEL,
    MATH_AT_MOST,
    MATH_DEMAND,
    STATUS,
    TOPIC,
    levels_of,
)
from bot.catalogue import Resource
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.core.persistent import persistent
from bot.discord_app.questions.buttons import post_button, verdict_button
from bot.discord_app.questions.cards import byline, sources
from bot.discord_app.questions.replies import Replies, replies_to
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.options import CostOption, FormatOption, LevelOption, MathOption, TopicOption
from bot.discord_app.ui.places import everywhere
from bot.discord_app.ui.text import label, shorten
from bot.language import Language, mark

BYLINE = 120
ANY = mark("any")
FACET_NAMES = {
    "level": mark("Level"),
    "math": mark("Maths"),
    "format": mark("Format"),
    "cost": mark("Cost"),
    "topic": mark("Topic"),
}
FACET_WORDS: dict[str, Mapping[Any, str]] = {
    "level": LEVEL, "math": MATH_AT_MOST, "format": KIND, "cost": COST_AT_MOST, "topic": TOPIC,
}  # fmt: skip
NOTHING = mark('Nothing in my list fits all of that. Set one of the menus below to "any".')
NO_RETIRED = mark("Retired entries are not shown here; /review finds them by name.")


TURN = rf"browse:1:(?P<number>[0-9]{{1,6}}):(?P<filters>{PATTERN})"
FILTER = rf"browse:1:(?P<facet>{'|'.join(WORDS)}):(?P<filters>{PATTERN})"


def page_button(number: int, filters: Filters, shown: str, *, there: bool) -> ui.Button[Any]:
    """Turns to a page of the entries that pass the filters."""
    return ui.Button(label=shown, custom_id=f"browse:1:{number}:{encode_filters(filters)}", disabled=not there)


def filter_menu(facet: str, filters: Filters, options: tuple[Option, ...], say: Language) -> ui.Select[Any]:
    """Sets one of the filters and keeps the others."""
    shown = [_select_option(facet, option, getattr(filters, facet), say) for option in options]
    custom_id = f"browse:1:{facet}:{encode_filters(filters)}"
    return ui.Select(placeholder=say(FACET_NAMES[facet]), options=shown, custom_id=custom_id)


@persistent(TURN)
async def turn(ctx: Context, number: str, filters: str) -> None:
    """Show that page, or the nearest there is now."""
    await _turn(ctx, decode_filters(filters), int(number))


@persistent(FILTER)
async def narrow(ctx: Context, facet: str, filters: str) -> None:
    """Show the first page of what now passes the filters."""
    await _turn(ctx, changed(decode_filters(filters), facet, next(iter(ctx.chosen), ANY)), 1)


BROWSE_PARTS = (turn, narrow)


@app_commands.command(description="Look through my list page by page and narrow it down")
@everywhere
@app_commands.describe(
    level="Where you stand",
    math="The most maths you want",
    format="The format you want",
    cost="The most you would pay",
    topic="The topic you want",
    private="Show the reply only to you",
)
async def browse(
    interaction: Interaction,
    level: LevelOption | None = None,
    math: MathOption | None = None,
    format: FormatOption | None = None,  # noqa: A002 - the name that members see
    cost: CostOption | None = None,
    topic: TopicOption | None = None,
    private: bool | None = None,
) -> None:
    """Answer /browse."""
    ctx = Context.of(interaction)
    replies = await replies_to(ctx, private=private)
    card = _card(replies, Filters(level, math, format, cost, topic), 1)
    await ctx.send(card, private=replies.private)


def browse_card(page: Page, voice: Voice = SILENCE, *, say: Language, private: bool = False) -> Card:
    """A page of entries, each with a button that opens its verdict, then the filters and the buttons that turn it.

    `voice` is the server's voice, if there is one; `private`: whether only one member sees it.
    """
    card = Card()
    card.text(*_heading_lines(page, say))
    for number, entry in enumerate(page.entries, start=(page.number - 1) * PAGE + 1):
        card.line()
        card.section(verdict_button(entry.id, say), *_entry_lines(number, entry, voice.helped(entry.id), say))
    card.line()
    for facet, options in page.options.items():
        card.row([filter_menu(facet, page.filters, options, say)])
    card.row(_turning(page, say))
    card.row([post_button(say)] if private else [])  # in a row of its own, which is left out when it is posted
    card.text(f"-# {sources(page.entries, say)} {say(NO_RETIRED)}" if page.entries else f"-# {say(NO_RETIRED)}")
    return card


def _heading_lines(page: Page, say: Language) -> Iterator[str]:
    yield f"## {say('Browse: {entries}', entries=_entries(page.total, say))}"
    chosen = [_set_to(facet, word, say) for facet in WORDS if (word := getattr(page.filters, facet))]
    if chosen:
        yield say("Chosen: {filters}", filters=" · ".join(chosen))
    place = say("Page {number} of {pages}, best first.", number=page.number, pages=page.pages)
    yield place if page.entries else say(NOTHING)


def _entry_lines(number: int, entry: Resource, votes: int, say: Language) -> Iterator[str]:
    yield f"**{number}. [{label(entry.title)}]({entry.url})**"
    yield f"-# {shorten(byline(entry, say), BYLINE)}"
    level = levels_of(entry, say)
    facts = [level[:1].upper() + level[1:], say(MATH_DEMAND[entry.math]), say(COST[entry.cost])]
    facts.append(say(STATUS[entry.status]))
    if votes:
        facts.append(say.counted("helped {count} member here", "helped {count} members here", votes))
    yield " · ".join(facts)


def _turning(page: Page, say: Language) -> Iterator[ui.Button[Any]]:
    yield page_button(page.number - 1, page.filters, say("Previous"), there=page.number > 1)
    yield page_button(page.number + 1, page.filters, say("Next"), there=page.number < page.pages)


def _select_option(facet: str, option: Option, chosen: str | None, say: Language) -> discord.SelectOption:
    return discord.SelectOption(
        label=_set_to(facet, option.word, say),
        value=option.word or ANY,
        description=_entries(option.count, say),
        default=option.word == chosen,
    )


def _set_to(facet: str, word: str | None, say: Language) -> str:
    """A filter and its value."""
    return f"{say(FACET_NAMES[facet])}: {say(FACET_WORDS[facet][word] if word else ANY)}"


def _entries(count: int, say: Language) -> str:
    return say.counted("{count} entry", "{count} entries", count)


async def _turn(ctx: Context, filters: Filters, number: int) -> None:
    """Show a page in place of the last one to its owner, and separately to anybody else."""
    if ctx.message is None or not _is_own(ctx, ctx.message):
        await ctx.send(_card(await replies_to(ctx, private=True), filters, number), private=True)
        return
    await ctx.edit(_card(await replies_to(ctx, private=ctx.is_private), filters, number))


def _is_own(ctx: Context, message: discord.Message) -> bool:
    """Whether only this member sees the message, or it answers their command or button."""
    caused = message.interaction_metadata
    return message.flags.ephemeral or (caused is not None and caused.user.id == ctx.member)


def _card(replies: Replies, filters: Filters, number: int) -> Card:
    found = page(replies.guide.index, filters, number)
    return browse_card(found, replies.view.voice, say=replies.say, private=replies.private)
