"""/browse: the catalogue by selects, page by page. The ids of its selects and buttons hold the filters, so that each
works after a restart. Who called a page turns it; anybody else who presses gets one of their own.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self

import discord
from discord import app_commands, ui

from bot.advise import Filters
from bot.advise.forms.compact import PATTERN
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
from bot.discord_app.core.delivery import edit, send
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.questions.buttons import PostButton, ReviewButton
from bot.discord_app.questions.cards import byline, sources
from bot.discord_app.questions.replies import Replies
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.options import CostOption, FormatOption, LevelOption, MathOption, TopicOption
from bot.discord_app.ui.places import everywhere
from bot.discord_app.ui.text import label, shorten
from bot.language import ENGLISH, Language, mark

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
NOTHING = mark('Nothing in my list is all of that. Set one of the lists below to "any".')
NO_RETIRED = mark("Retired entries are left out here; /review knows them by name.")


class PageButton(ui.DynamicItem[ui.Button[Any]], template=rf"browse:1:(?P<number>[0-9]{{1,6}}):(?P<filters>{PATTERN})"):
    """Turns to a page of the entries that pass the filters."""

    def __init__(self, number: int, filters: Filters, shown: str = "", *, there: bool = True) -> None:
        custom_id = f"browse:1:{number}:{encode_filters(filters)}"
        super().__init__(ui.Button(label=shown or str(number), custom_id=custom_id, disabled=not there))
        self.number = number
        self.filters = filters

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(int(match["number"]), decode_filters(match["filters"]))

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Show that page, or the nearest that there is now."""
        await _turn(interaction, self.view, self.filters, self.number)


class FilterSelect(
    ui.DynamicItem[ui.Select[Any]], template=rf"browse:1:(?P<facet>{'|'.join(WORDS)}):(?P<filters>{PATTERN})"
):
    """Sets one of the filters and keeps the others."""

    def __init__(self, facet: str, filters: Filters, options: tuple[Option, ...] = (), say: Language = ENGLISH) -> None:
        shown = [_select_option(facet, option, getattr(filters, facet), say) for option in options]
        custom_id = f"browse:1:{facet}:{encode_filters(filters)}"
        super().__init__(ui.Select(placeholder=say(FACET_NAMES[facet]), options=shown, custom_id=custom_id))
        self.facet = facet
        self.filters = filters

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The select that was used, read from its id alone, with what was chosen."""
        return cls(match["facet"], decode_filters(match["filters"]))

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Show the first page of what passes now."""
        chosen = next(iter(self.item.values), ANY)
        await _turn(interaction, self.view, changed(self.filters, self.facet, chosen), 1)


BROWSE_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (PageButton, FilterSelect)


@app_commands.command(description="Look through my list, page by page, and narrow it down")
@everywhere
@app_commands.describe(
    level="Where you stand",
    math="The most maths you want",
    format="What it should be",
    cost="The most you would pay",
    topic="What it should be about",
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
    replies = await interaction.client.replies(interaction, private=private)
    card = _card(replies, Filters(level, math, format, cost, topic), 1)
    await send(interaction, card, private=replies.private)


def browse_card(page: Page, voice: Voice = SILENCE, say: Language = ENGLISH, *, private: bool = False) -> Card:
    """A page of entries, each with a button that opens its verdict, then the filters and the buttons that turn it.

    `voice` is what the server says, if there is one; `private`: whether only one member sees it.
    """
    card = Card()
    card.text(*_heading_lines(page, say))
    for number, entry in enumerate(page.entries, start=(page.number - 1) * PAGE + 1):
        card.line()
        card.section(verdict_button(entry, say), *_entry_lines(number, entry, voice.helped(entry.id), say))
    card.line()
    for facet, options in page.options.items():
        card.row([FilterSelect(facet, page.filters, options, say)])
    card.row(_turning(page, say))
    card.row([PostButton(say)] if private else [])  # in a row of its own, which it leaves out of what it posts
    card.text(f"-# {sources(page.entries, say)} {say(NO_RETIRED)}" if page.entries else f"-# {say(NO_RETIRED)}")
    return card


def _heading_lines(page: Page, say: Language) -> Iterator[str]:
    yield f"## {say('Browse: {entries}', entries=_entries(page.total, say))}"
    chosen = [_set_to(facet, word, say) for facet in WORDS if (word := getattr(page.filters, facet))]
    if chosen:
        yield say("Chosen: {filters}", filters=" · ".join(chosen))
    place = say("Page {number} of {pages}, the best first.", number=page.number, pages=page.pages)
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


def verdict_button(entry: Resource, say: Language) -> ReviewButton:
    """A button that opens the verdict on one entry of a list."""
    button = ReviewButton(entry.id)
    button.item.label = say("Verdict")
    button.item.style = discord.ButtonStyle.secondary
    return button


def _turning(page: Page, say: Language) -> Iterator[PageButton]:
    yield PageButton(page.number - 1, page.filters, say("Previous"), there=page.number > 1)
    yield PageButton(page.number + 1, page.filters, say("Next"), there=page.number < page.pages)


def _select_option(facet: str, option: Option, chosen: str | None, say: Language) -> discord.SelectOption:
    return discord.SelectOption(
        label=_set_to(facet, option.word, say),
        value=option.word or ANY,
        description=_entries(option.count, say),
        default=option.word == chosen,
    )


def _set_to(facet: str, word: str | None, say: Language) -> str:
    """A filter and what it is set to."""
    return f"{say(FACET_NAMES[facet])}: {say(FACET_WORDS[facet][word] if word else ANY)}"


def _entries(count: int, say: Language) -> str:
    return say.counted("{count} entry", "{count} entries", count)


async def _turn(interaction: Interaction, view: Any, filters: Filters, number: int) -> None:
    """Show a page in the place of the last one to the member whose it is, and apart to anybody else."""
    if view:
        view.stop()  # what discord.py rebuilt from the message is not needed any more, nor to be kept in memory
    message = interaction.message
    if not (message and _is_own(interaction, message)):
        replies = await interaction.client.replies(interaction, private=True)
        await send(interaction, _card(replies, filters, number), private=True)
        return
    replies = await interaction.client.replies(interaction, private=message.flags.ephemeral)
    card = _card(replies, filters, number)
    await edit(interaction, card)


def _is_own(interaction: Interaction, message: discord.Message) -> bool:
    """Whether only this member sees the message, or it answers a command or button of theirs."""
    caused = message.interaction_metadata
    return message.flags.ephemeral or (caused is not None and caused.user.id == interaction.user.id)


def _card(replies: Replies, filters: Filters, number: int) -> Card:
    found = page(replies.guide.index, filters, number)
    return browse_card(found, replies.view.voice, replies.say, private=replies.private)
