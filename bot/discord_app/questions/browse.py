"""/browse: the catalogue page by page, narrowed down by two menus. The ids of its menus and buttons hold the filters,
so that each works after a restart. Whoever asked for a page turns it; anybody else who presses gets one of their own.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import app_commands, ui

from bot.advise import Filters
from bot.advise.forms.question_ids import PATTERN
from bot.advise.ranking.browse import (
    NARROWING,
    PAGE,
    WORDS,
    Option,
    Page,
    changed,
    decode_filters,
    encode_filters,
    narrowed,
    page,
    tier_of,
)
from bot.advise.ranking.voice import SILENCE, Voice
from bot.advise.wording.terms import (
    COST_AT_MOST,
    COST_SHORT,
    KIND,
    LEVEL,
    MATH,
    MATH_AT_MOST,
    TOPIC,
    levels_of,
    maths_of,
)
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Tier
from bot.catalogue.server_entries import is_own
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.core.persistent import persistent
from bot.discord_app.questions.buttons import post_button
from bot.discord_app.questions.cards import sources
from bot.discord_app.questions.replies import Replies, replies_to
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.options import CostOption, FormatOption, LevelOption, MathOption, TopicOption
from bot.discord_app.ui.places import everywhere
from bot.discord_app.ui.text import label
from bot.language import Language, mark

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
TIERS: Mapping[Tier | None, str] = {
    "core": mark("first choices"),
    "solid": mark("also good"),
    "niche": mark("for special cases"),
    None: mark("from this server's members"),
}
NARROW_DOWN = mark("Narrow down: level, maths, format, cost")
ONE_OF_EACH = mark("Only one of each kind counts.")
NOTHING = mark("Nothing in my list fits all of that. Take something out in the menus below.")
NO_RETIRED = mark("What is no longer available isn't shown; /review finds it by name.")


TURN = rf"browse:1:(?P<number>[0-9]{{1,6}}):(?P<filters>{PATTERN})"
FILTER = rf"browse:1:(?P<facet>{'|'.join(WORDS)}):(?P<filters>{PATTERN})"
"""The menu of topics; on pages from before there was `NARROW`, a menu for each filter."""
NARROW = rf"browse:1:narrow:(?P<filters>{PATTERN})"


def page_button(number: int, filters: Filters, shown: str, *, there: bool) -> ui.Button[Any]:
    """Turns to a page of the entries that pass the filters."""
    return ui.Button(label=shown, custom_id=f"browse:1:{number}:{encode_filters(filters)}", disabled=not there)


def details_button(resource_id: str, say: Language) -> ui.Button[Any]:
    """Shows everything about one entry, to the member who presses."""
    return ui.Button(label=say("Look closer"), custom_id=f"review:1:{resource_id}")


def topic_menu(page: Page, say: Language) -> ui.Select[Any]:
    """Sets the topic and keeps the other filters."""
    shown = [
        discord.SelectOption(
            label=_set_to("topic", option.word, say), value=option.word or ANY,
            description=_entries(option.count, say), default=option.word == page.filters.topic,
        )
        for option in page.options["topic"]
    ]  # fmt: skip
    return ui.Select(options=shown, custom_id=f"browse:1:topic:{encode_filters(page.filters)}")


def narrow_menus(page: Page, say: Language) -> list[ui.Select[Any]]:
    """The menu that sets level, maths, format and cost at once, and keeps the topic; none where it would be empty."""
    options = [(facet, option) for facet in NARROWING for option in page.options[facet] if option.word]
    shown = [_narrowing(facet, option, page, say) for facet, option in options]
    custom_id = f"browse:1:narrow:{encode_filters(page.filters)}"
    menu: ui.Select[Any] = ui.Select(
        placeholder=say(NARROW_DOWN), options=shown, custom_id=custom_id, min_values=0, max_values=max(len(shown), 1)
    )
    return [menu] if shown else []


def _narrowing(facet: str, option: Option, page: Page, say: Language) -> discord.SelectOption:
    return discord.SelectOption(
        label=_set_to(facet, option.word, say), value=f"{facet}:{option.word}",
        description=_entries(option.count, say), default=option.word == getattr(page.filters, facet),
    )  # fmt: skip


@persistent(TURN, reads=True)
async def turn(ctx: Context, number: str, filters: str) -> None:
    """Show that page, or the nearest there is now."""
    await _turn(ctx, decode_filters(filters), int(number))


@persistent(FILTER, reads=True)
async def set_one(ctx: Context, facet: str, filters: str) -> None:
    """Show the first page of what passes with this filter set anew."""
    await _turn(ctx, changed(decode_filters(filters), facet, next(iter(ctx.chosen), ANY)), 1)


@persistent(NARROW, reads=True)
async def narrow(ctx: Context, filters: str) -> None:
    """Show the first page of what passes with what was chosen; say so where not all of it can be meant."""
    now = narrowed(decode_filters(filters), ctx.chosen)
    taken = sum(getattr(now, facet) is not None for facet in NARROWING)
    await _turn(ctx, now, 1, ONE_OF_EACH if len(ctx.chosen) > taken else "")


BROWSE_PARTS = (turn, set_one, narrow)


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


def browse_card(page: Page, voice: Voice = SILENCE, *, say: Language, private: bool = False, told: str = "") -> Card:
    """A page of entries, each with a button that opens its details, then the two menus and the buttons that turn it.

    `voice` is the server's voice, if there is one; `private`: whether only one member sees it; `told` goes with what
    was chosen.
    """
    card = Card()
    card.text(*_heading_lines(page, told, say))
    before = ""
    for number, entry in enumerate(page.entries, start=(page.number - 1) * PAGE + 1):
        group = _group(entry, page.filters, say)
        lines = _entry_lines(number, entry, voice.helped(entry.id), say)
        card.section(details_button(entry.id, say), f"-# {group}" if group != before else "", *lines)
        before = group
    card.line()
    card.row([topic_menu(page, say)])
    card.row(narrow_menus(page, say))
    card.row([*_turning(page, say), *([post_button(say)] if private else [])])
    card.text(f"-# {sources(page.entries, say)} {say(NO_RETIRED)}" if page.entries else f"-# {say(NO_RETIRED)}")
    return card


def _heading_lines(page: Page, told: str, say: Language) -> Iterator[str]:
    yield f"## {say('Browse: {entries}', entries=_entries(page.total, say))}"
    chosen = [_set_to(facet, word, say) for facet in WORDS if (word := getattr(page.filters, facet))]
    if chosen:
        yield f"{say('Chosen: {filters}', filters=' · '.join(chosen))}. {say(told) if told else ''}".rstrip()
    yield say("Page {number} of {pages}.", number=page.number, pages=page.pages) if page.entries else say(NOTHING)


def _group(entry: Resource, filters: Filters, say: Language) -> str:
    """What the entries around it have in common: their topic, unless it was chosen, and how they are spoken of."""
    topic = "" if filters.topic else say(TOPIC[entry.topics[0]])
    words = " · ".join(filter(None, [topic, say(TIERS[tier_of(entry)])]))
    return f"{words[:1].upper()}{words[1:]}"


def _entry_lines(number: int, entry: Resource, votes: int, say: Language) -> Iterator[str]:
    yield f"**{number}. [{label(entry.title)}]({entry.url})**"
    facts = [say(KIND[entry.format])]
    facts += [say("in {language}", language=say.name_of(entry.language))] if entry.language != say.code else []
    facts += [say(COST_SHORT[entry.cost])] if entry.knows("cost") else []
    facts += [levels_of(entry, say)] if entry.knows("level") else []
    facts += [maths_of(entry, say, MATH)] if entry.knows("math") else []
    facts += [say("dated")] if entry.status == "dated" else []
    facts += [say("suggested by this server's members")] if is_own(entry.id) else []
    facts += [f"**{say('{count} found it helpful', count=votes)}**"] if votes else []
    yield f"-# {' · '.join(facts)}"


def _turning(page: Page, say: Language) -> Iterator[ui.Button[Any]]:
    yield page_button(page.number - 1, page.filters, say("Previous"), there=page.number > 1)
    yield page_button(page.number + 1, page.filters, say("Next"), there=page.number < page.pages)


def _set_to(facet: str, word: str | None, say: Language) -> str:
    """A filter and its value."""
    return f"{say(FACET_NAMES[facet])}: {say(FACET_WORDS[facet][word] if word else ANY)}"


def _entries(count: int, say: Language) -> str:
    return say.counted("{count} resource", "{count} resources", count)


async def _turn(ctx: Context, filters: Filters, number: int, told: str = "") -> None:
    """Show a page in place of the last one to its owner, and separately to anybody else."""
    if ctx.message is None or not _is_own(ctx, ctx.message):
        await ctx.send(_card(await replies_to(ctx, private=True), filters, number, told), private=True)
        return
    await ctx.edit(_card(await replies_to(ctx, private=ctx.is_private), filters, number, told))


def _is_own(ctx: Context, message: discord.Message) -> bool:
    """Whether only this member sees the message, or it answers their command or button."""
    caused = message.interaction_metadata
    return message.flags.ephemeral or (caused is not None and caused.user.id == ctx.member)


def _card(replies: Replies, filters: Filters, number: int, told: str = "") -> Card:
    found = page(replies.guide.index, filters, number)
    return browse_card(found, replies.view.voice, say=replies.say, private=replies.private, told=told)
