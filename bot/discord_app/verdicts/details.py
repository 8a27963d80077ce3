"""Look closer: everything about the first pick, with a choice of the others, and what a member may do about each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from discord import ui
from msgspec import Struct
from msgspec.structs import replace

from bot.advise import Verdict
from bot.advise.forms.question_ids import decode_entries, encode_entries
from bot.catalogue import Resource
from bot.catalogue.server_entries import is_own
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.members.own_list import list_of
from bot.discord_app.moderation.access import may_moderate
from bot.discord_app.moderation.placement_marks import placed_line
from bot.discord_app.questions.buttons import LOOK
from bot.discord_app.questions.cards import byline, sources
from bot.discord_app.questions.replies import Replies, replies_to
from bot.discord_app.reviews.buttons import review_buttons
from bot.discord_app.suggestions.buttons import reopen_button
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import shown
from bot.discord_app.verdicts.buttons import SWITCH, against_button, mine_buttons, share_button, switch_menu
from bot.discord_app.verdicts.cards import add_details, add_title, link_buttons
from bot.language import Language, mark
from bot.store import MemberReview

GONE = mark("Those are no longer in my list. Please ask again with /recommend.")
ON_LIST = {
    "done": mark("On your list: done. /next goes on from there."),
    "doing": mark("On your list: in progress."),
}


class Details(Struct, frozen=True):
    """A verdict among the `entries` that can be looked at, with what stands around it.

    `state` is where it stands on the member's own list, `placed` what moderators say of it, `said` what members do;
    `votable`: whether there is a server. `moderates`: whether this member may decide in it.
    """

    verdict: Verdict
    entries: Sequence[Resource]
    state: str = ""
    placed: str = ""
    said: Sequence[MemberReview] = ()
    votable: bool = False
    moderates: bool = False


def details_card(details: Details, say: Language) -> Card:
    """Everything about an entry, for the member who looks at it."""
    is_done = details.state == "done"  # then there is nothing to be ready for
    verdict, card = replace(details.verdict, readiness=None) if is_done else details.verdict, Card()
    resource = verdict.resource
    state = f"**{say(ON_LIST[details.state])}**" if details.state in ON_LIST else ""
    add_title(card, verdict, say, f"-# {byline(resource, say)}", shown(resource.summary), votable=details.votable)
    add_details(card, verdict, say, placed=details.placed, said=details.said)
    if len(details.entries) > 1:
        card.row([switch_menu(details.entries, resource, say)])
    card.text(state)  # beside the buttons that change it: the card is long
    card.row(_own_buttons(details, say))
    card.row(_server_buttons(details, say))
    card.row(link_buttons(resource))
    card.foot(sources([resource], say))
    return card


def _own_buttons(details: Details, say: Language) -> Iterator[ui.Button[Any]]:
    resource = details.verdict.resource
    yield from mine_buttons(details.state, resource, say, encode_entries(details.entries))
    if details.votable:
        yield against_button(resource.id, say)


def _server_buttons(details: Details, say: Language) -> Iterator[ui.Button[Any]]:
    resource = details.verdict.resource
    if details.votable:
        yield from review_buttons(resource.id, say, written=bool(details.said))
        yield share_button(resource.id, say)
        if is_own(resource.id) and details.moderates:
            yield reopen_button(resource.id, say)


async def details_of(ctx: Context, replies: Replies, entries: Sequence[Resource], chosen: Resource) -> Card:
    """The card of one of these entries for this member, with their own list as it is now."""
    progress = await list_of(ctx.services, ctx.member)
    details = await _details(replies, entries, chosen, progress)
    return details_card(replace(details, moderates=may_moderate(ctx, replies.view.settings)), replies.say)


async def _details(
    replies: Replies, entries: Sequence[Resource], chosen: Resource, progress: Mapping[str, str]
) -> Details:
    view = replies.view
    verdict = cast("Verdict", replies.guide.review(chosen.id, view.voice, progress))  # an id is always clear
    placement = view.placements.get(chosen.id)
    placed = placed_line(placement, replies.say) if placement else ""
    said = await replies.layout.said_of(chosen.id)
    return Details(verdict, entries, progress.get(chosen.id, ""), placed, said, view.votable)


@persistent(LOOK, reads=True)
async def look(ctx: Context, entries: str) -> None:
    """Show the details of the first of these entries to the member alone."""
    replies = await replies_to(ctx, private=True)
    found = decode_entries(entries, replies.guide.catalogue)
    if found:
        await ctx.send(await details_of(ctx, replies, found, found[0]), private=True)
    else:
        await ctx.tell(GONE)


@persistent(SWITCH, reads=True)
async def switch(ctx: Context, entries: str) -> None:
    """Show the chosen one of these entries, in place of the one shown where nobody else sees it."""
    replies = await replies_to(ctx, private=True)
    found = decode_entries(entries, replies.guide.catalogue)
    chosen = next((entry for entry in found if entry.id in ctx.chosen), None)
    if chosen is None:
        await ctx.tell(GONE)
        return
    card = await details_of(ctx, replies, found, chosen)
    await (ctx.edit(card) if ctx.is_private else ctx.send(card, private=True))


DETAIL_PARTS = (look, switch)
