"""Everything a server's members wrote about a resource, page by page, with what the reader may do with each."""

from collections.abc import Iterator, Sequence
from typing import Any

from discord import ui
from msgspec import Struct

from bot.catalogue import Resource
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.access import may_moderate
from bot.discord_app.reviews.buttons import READ, delete_button, judge_button, page_button, report_button, write_button
from bot.discord_app.reviews.judge import NEEDS_A_SERVER
from bot.discord_app.reviews.quotes import quoted
from bot.discord_app.reviews.write import GONE
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import shown
from bot.language import Language, mark
from bot.store import MemberReview
from bot.store.tables.reviews import State

PAGE = 4
YOURS: dict[State, str] = {
    "shown": mark("You wrote:"),
    "kept": mark("You wrote:"),
    "hidden": mark("You wrote this. It was reported, so moderators look at it before others see it:"),
    "removed": mark("You wrote this. Moderators removed it, so others can't see it:"),
}
NONE_YET = mark("Nobody else here has written a review yet.")


class ReviewPage(Struct, frozen=True):
    """Some reviews by others, the latest first, and the reader's own. `number` counts from 1."""

    entry: Resource
    others: Sequence[MemberReview]
    own: MemberReview | None
    number: int
    goes_on: bool


@persistent(READ, reads=True)
async def read(ctx: Context, id_: str, page: str | None) -> None:
    """Show the reviews of a resource to this member alone; with a page, in place of the page they pressed on."""
    view = await ctx.view()
    entry = view.guide.catalogue.get(id_)
    if view.id is None or entry is None:
        await ctx.tell(GONE if view.id else NEEDS_A_SERVER)
        return
    found = await _page(ctx, view.id, entry, max(int(page or 1), 1))
    card = page_card(found, ctx.say, moderates=may_moderate(ctx, view.settings))
    if page is not None and ctx.is_private:
        await ctx.edit(card)
    else:
        await ctx.send(card, private=True)


def page_card(page: ReviewPage, say: Language, *, moderates: bool = False) -> Card:
    """The page as its reader sees it: their own review to delete, others to report or, for moderators, to remove."""
    card = Card()
    card.text(f"## {say('What members say about {title}', title=shown(page.entry.title))}")
    if page.own:
        card.section(delete_button(page.own.id, say), say(YOURS[page.own.state]), *quoted(page.own, say))
        card.line()
    for review in page.others:
        button = judge_button("take-down", review.id, say) if moderates else report_button(review.id, say)
        card.section(button, *quoted(review, say))
    card.text("" if page.others else say(NONE_YET))
    card.row([write_button(page.entry.id, say), *_turning(page, say)])
    return card


def _turning(page: ReviewPage, say: Language) -> Iterator[ui.Button[Any]]:
    if page.number > 1 or page.goes_on:
        yield page_button(page.entry.id, page.number - 1, say("Previous"), there=page.number > 1)
        yield page_button(page.entry.id, page.number + 1, say("Next"), there=page.goes_on)


async def _page(ctx: Context, server: int, entry: Resource, number: int) -> ReviewPage:
    reviews, reader = ctx.store.reviews, ctx.member
    found = await reviews.latest(server, entry.id, PAGE + 1, skip=(number - 1) * PAGE, but_of=reader)
    own = await reviews.of_member(server, entry.id, reader)
    return ReviewPage(entry, found[:PAGE], own, number, goes_on=len(found) > PAGE)
