"""What the buttons and menus of an answer do."""

from discord import ui
from msgspec.structs import replace

from bot.advise.asked_again import Asked, answered
from bot.advise.asked_again import more as more_picks
from bot.advise.forms.changes import changed_to, same_but, wish_from, wish_of
from bot.advise.forms.corrections import corrected_by
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.members.own_list import own_list
from bot.discord_app.questions.buttons import CHANGE, CORRECT, MORE, NOTE, POST, REVIEW
from bot.discord_app.questions.change_form import CHANGED, change_form
from bot.discord_app.questions.replies import Replies, replies_to
from bot.discord_app.ui.repost import attach_again
from bot.language import mark

NOTHING_TO_POST = mark("This message has no answer to post. Please ask again with /ask.")


@persistent(MORE, reads=True)
async def more(ctx: Context, shown: str, question: str) -> None:
    """Continue the answer where the message stopped."""
    replies = await replies_to(ctx, private=True)
    asked, guide = Asked.read(question, replies.guide), replies.guide
    found = more_picks(asked, guide, replies.view.voice, int(shown))
    await ctx.send(replies.layout.further(found, int(shown), question), private=True)


@persistent(REVIEW, reads=True)
async def verdict(ctx: Context, id_: str) -> None:
    """Reply with the verdict on this entry."""
    replies = await replies_to(ctx, private=True)
    await ctx.send(await replies.review(id_, await own_list(ctx, private=True)), private=True)


@persistent(NOTE, reads=True)
async def note(ctx: Context, id_: str) -> None:
    """Reply with what the note says."""
    replies = await replies_to(ctx, private=True)
    await ctx.send(await replies.note(id_), private=True)


@persistent(POST, reads=True)
async def post(ctx: Context) -> None:
    """Send the message again as it is, for everyone, without this button."""
    view = ctx.shown()
    if not isinstance(view, ui.LayoutView):
        await ctx.tell(NOTHING_TO_POST)
        return
    for row in [child for child in view.walk_children() if isinstance(child, ui.ActionRow)]:
        take_out(ctx.custom_id, row, view)
    files = await attach_again(view, ctx.message.attachments if ctx.message else ())
    await ctx.send(view, private=False, files=files)


@persistent(CORRECT, reads=True)
async def correct(ctx: Context, question: str) -> None:
    """Answer the question again with the chosen facet, for the member who chose it."""
    replies = await replies_to(ctx, private=True)
    asked = Asked.read(question, replies.guide)
    query, filters = corrected_by(asked.query, asked.filters, next(iter(ctx.chosen), ""))
    await _answer(ctx, replies, replace(asked, query=query, filters=filters))


@persistent(CHANGE, reads=True)
async def change(ctx: Context, question: str) -> None:
    """Open the form with what was understood."""
    asked = Asked.read(question, (await ctx.view()).guide)
    await ctx.open(change_form(question, wish_of(asked.query, asked.filters), ctx.say, with_formats=not asked.is_plan))


@persistent(CHANGED, reads=True)
async def changed(ctx: Context, question: str) -> None:
    """Answer the question again as it was changed in the form, and say first what is different about it."""
    replies = await replies_to(ctx, private=True)
    asked = Asked.read(question, replies.guide)
    before = wish_of(asked.query, asked.filters)
    after = wish_from(ctx.values, before)
    if asked.is_plan:
        after = replace(after, formats=before.formats)  # the form of a plan does not ask for them
    query, filters = changed_to(after, asked.query, asked.filters)
    await _answer(ctx, replies, replace(asked, query=query, filters=filters), same_but(before, after, replies.say))


async def _answer(ctx: Context, replies: Replies, asked: Asked, lead: str = "") -> None:
    if asked.is_plan:
        card = await replies.path(asked.query, asked.filters, await own_list(ctx, private=True), lead)
    elif asked.source:
        card = await replies.lay_out(answered(asked, replies.guide, replies.view.voice), lead)
    else:
        card = await replies.recommend(asked.query, asked.filters, lead)
    await ctx.send(card, private=True)


ANSWER_PARTS = (more, verdict, note, post, correct, change)


def take_out(custom_id: str, row: ui.ActionRow[ui.LayoutView], view: ui.LayoutView) -> None:
    """Remove this button from a row of the view if it is there, and with it a row that would be empty."""
    for button in [item for item in row.children if getattr(item, "custom_id", None) == custom_id]:
        row.remove_item(button)
    if not row.children:
        holder = row.parent if isinstance(row.parent, ui.Container) else view
        holder.remove_item(row)
