"""All that members of a server wrote of a resource, page by page, with what the reader may do to each."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Self

import discord
from discord import ui
from msgspec import Struct

from bot.catalogue import Resource
from bot.discord_app.core.delivery import edit, send, tell
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.moderation.moderators import may_moderate
from bot.discord_app.questions.buttons import ID
from bot.discord_app.questions.quotes import quoted
from bot.discord_app.reviews.judge import NEEDS_A_SERVER, JudgeButton
from bot.discord_app.reviews.report import ReportButton
from bot.discord_app.reviews.write import GONE, DeleteButton, WriteButton
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label
from bot.language import ENGLISH, Language, mark
from bot.store import MemberReview
from bot.store.tables.reviews import State

PAGE = 4
YOURS: dict[State, str] = {
    "shown": mark("You wrote:"),
    "kept": mark("You wrote:"),
    "hidden": mark("You wrote this. Members reported it, so moderators look at it before others see it:"),
    "removed": mark("You wrote this. Moderators removed it, so others do not see it:"),
}
NONE_YET = mark("Nobody else here has written a review yet.")


class ReviewPage(Struct, frozen=True):
    """Some of the reviews of others, the latest first, and what the reader wrote. `number` counts from 1."""

    entry: Resource
    others: Sequence[MemberReview]
    own: MemberReview | None
    number: int
    goes_on: bool


class ReviewsButton(ui.DynamicItem[ui.Button[Any]], template=rf"reviews:1:(?:(?P<page>[0-9]{{1,4}}):)?(?P<id>{ID})"):
    """Shows the reviews of one resource. With a page, it turns to that one the page that it stands on."""

    def __init__(
        self, resource_id: str, page: int | None = None, words: str = "", say: Language = ENGLISH, *, there: bool = True
    ) -> None:
        custom_id = f"reviews:1:{resource_id}" if page is None else f"reviews:1:{page}:{resource_id}"
        style, words = discord.ButtonStyle.secondary, words or say("Members' reviews")
        super().__init__(ui.Button(label=words, style=style, custom_id=custom_id, disabled=not there))
        self.resource_id = resource_id
        self.page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(match["id"], int(match["page"]) if match["page"] else None)

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Show the page to this member alone."""
        if self.view:
            self.view.stop()  # what discord.py rebuilt from the message is not needed, nor to be kept in memory
        client = interaction.client
        view = await client.view(interaction)
        entry = view.guide.catalogue.get(self.resource_id)
        if view.id is None or entry is None:
            await tell(interaction, GONE if view.id else NEEDS_A_SERVER)
            return
        found = await _page(interaction, view.id, entry, max(self.page or 1, 1))
        moderates = may_moderate(interaction, view.settings)
        card = page_card(found, client.own_language(interaction), moderates=moderates)
        if self.page is not None and interaction.message and interaction.message.flags.ephemeral:
            await edit(interaction, card)
        else:
            await send(interaction, card, private=True)


def page_card(page: ReviewPage, say: Language = ENGLISH, *, moderates: bool = False) -> Card:
    """The page as its reader sees it: their own review to delete, others to report or, for moderators, to remove."""
    card = Card()
    card.text(f"## {say('What members say of {title}', title=label(page.entry.title))}")
    if page.own:
        card.section(DeleteButton(page.own.id, say), say(YOURS[page.own.state]), *quoted(page.own, say))
        card.line()
    for review in page.others:
        button = JudgeButton("take-down", review.id, say) if moderates else ReportButton(review.id, say)
        card.section(button, *quoted(review, say))
    card.text("" if page.others else say(NONE_YET))
    card.row([WriteButton(page.entry.id, say), *_turning(page, say)])
    return card


def _turning(page: ReviewPage, say: Language) -> Iterator[ReviewsButton]:
    if page.number > 1 or page.goes_on:
        yield ReviewsButton(page.entry.id, page.number - 1, say("Previous"), there=page.number > 1)
        yield ReviewsButton(page.entry.id, page.number + 1, say("Next"), there=page.goes_on)


async def _page(interaction: Interaction, server: int, entry: Resource, number: int) -> ReviewPage:
    reviews, reader = interaction.client.store.reviews, interaction.user.id
    found = await reviews.latest(server, entry.id, PAGE + 1, skip=(number - 1) * PAGE, but_of=reader)
    own = await reviews.of_member(server, entry.id, reader)
    return ReviewPage(entry, found[:PAGE], own, number, goes_on=len(found) > PAGE)
