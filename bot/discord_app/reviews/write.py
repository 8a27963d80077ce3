"""Writing, rewriting and deleting a review."""

import logging

import discord
from discord import ui

from bot.catalogue import Resource
from bot.community.reviews import LONGEST, LONGEST_AUDIENCE, SHORTEST, Fault, fault_of
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.core.refusals import refuse
from bot.discord_app.questions.cards import message_card
from bot.discord_app.reviews.buttons import DELETE, WRITE, delete_button, whole
from bot.discord_app.reviews.judge import NEEDS_A_SERVER
from bot.discord_app.reviews.report import tell_moderators
from bot.discord_app.ui.text import kept, plain, shorten, shown
from bot.discord_app.votes.eligibility import admitted
from bot.language import Language, mark
from bot.store import MemberReview, Reported
from bot.store.tables.reviews import State

log = logging.getLogger(__name__)

LONGEST_TITLE = 45
"""Discord's limit for the heading of a modal."""
GONE = mark("That one is no longer in my list, so you can't review it.")
FAULTS: dict[Fault, str] = {
    "address": mark("I haven't saved this: reviews can't contain links. Please send it again without."),
    "short": mark("I haven't saved this: a review needs at least {shortest} characters."),
    "nobody": mark("I haven't saved this: please also say who it's for."),
}
STANDS: dict[State, str] = {
    "shown": mark("Thank you. Members here see it below the verdict; a new one replaces it."),
    "kept": mark("Thank you. Members here see it below the verdict; a new one replaces it."),
    "hidden": mark("Thank you. Your last review was reported, so moderators look at this one first."),
    "removed": mark("Moderators removed exactly this text, so it is not shown. You can say it in other words."),
}
WROTE = mark("You wrote: {text}")
DELETED = mark("Your review is deleted. It said: {text}")
NOT_YOURS = mark("There is nothing left to delete: your review has been deleted or changed in the meantime.")


def review_form(entry: Resource, before: MemberReview | None, say: Language) -> ui.Modal:
    """The form for a member's review, filled with what they wrote before."""
    title = shorten(say("Review: {title}", title=entry.title), LONGEST_TITLE)
    form = ui.Modal(title=title, custom_id=f"write:1:{entry.id}", timeout=None)
    text = ui.TextInput[ui.Modal](
        custom_id="text",
        style=discord.TextStyle.paragraph,
        default=before.text if before else None,
        min_length=SHORTEST,
        max_length=LONGEST,
    )
    audience = ui.TextInput[ui.Modal](
        custom_id="audience", default=before.audience if before else None, max_length=LONGEST_AUDIENCE
    )
    for words, hint, field in (
        (say("Your review"), say("What you got out of it, and what it lacks"), text),
        (say("Who it's for"), say("For example: beginners who like to code"), audience),
    ):
        form.add_item(ui.Label(text=words, description=hint, component=field))
    return form


@persistent(WRITE, reads=True)
async def write(ctx: Context, id_: str) -> None:
    """Open the form with what this member wrote before."""
    view = await ctx.view()
    entry = view.guide.catalogue.get(id_)
    if view.id is None or entry is None:
        await ctx.tell(GONE if view.id else NEEDS_A_SERVER)
    elif await admitted(ctx, view):
        before = await ctx.store.reviews.of_member(view.id, entry.id, ctx.member)
        await ctx.open(review_form(entry, before, ctx.say))


@persistent(WRITE)
async def written(ctx: Context, id_: str) -> None:
    """Store the review that was sent, or say why not and give the text back."""
    typed = [ctx.values.get(name, ("",))[0] for name in ("text", "audience")]
    text, audience = kept(typed[0], LONGEST), kept(typed[1], LONGEST_AUDIENCE)
    view = await ctx.view()
    entry = view.guide.catalogue.get(id_)
    if view.id is None:
        await refuse(ctx, NEEDS_A_SERVER)
    elif entry is None:
        await refuse(ctx, GONE)
    elif await admitted(ctx, view):
        if fault := fault_of(*typed) or fault_of(text, audience):
            await refuse(ctx, FAULTS[fault], shortest=SHORTEST)
        else:
            await _keep(ctx, view.id, entry, text, audience)


@persistent(DELETE)
async def delete(ctx: Context, id_: str) -> None:
    """Delete the member's own review, and give the text back one last time."""
    if ctx.server is None:
        await ctx.tell(NEEDS_A_SERVER)
        return
    deleted = await ctx.store.reviews.delete(ctx.server, whole(id_), ctx.member)
    await ctx.tell(DELETED if deleted else NOT_YOURS, text=plain(deleted.text if deleted else "", LONGEST))


async def _keep(ctx: Context, server: int, entry: Resource, text: str, audience: str) -> None:
    say, id_ = ctx.say, ctx.interaction.id
    review = await ctx.store.reviews.write(server, entry.id, ctx.member, text, audience, id_=id_)
    log.info("A review of %s in server %s: %s", entry.id, server, review.state)
    card = message_card(f"**{shown(entry.title)}**\n{say(STANDS[review.state])}\n{say(WROTE, text=shown(text))}")
    card.row([delete_button(review.id, say)])
    try:
        await ctx.send(card, private=True)
    finally:
        if review.state == "hidden" and review.id == id_:
            await tell_moderators(ctx, Reported(review, 0))
