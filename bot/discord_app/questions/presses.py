"""What the buttons and menus of an answer do."""

from discord import ui

from bot.advise.forms.corrections import corrected_by
from bot.advise.forms.question_ids import decode
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.members.own_list import own_list
from bot.discord_app.questions.buttons import CORRECT, MORE, NOTE, POST, REVIEW
from bot.discord_app.questions.replies import replies_to
from bot.discord_app.ui.repost import attach_again
from bot.language import mark

NOTHING_TO_POST = mark("This message has no answer to post. Please ask again with /ask.")


@persistent(MORE)
async def more(ctx: Context, shown: str, question: str) -> None:
    """Continue the answer where the message stopped."""
    replies = await replies_to(ctx, private=True)
    query, filters = decode(question, replies.guide.catalogue)
    await ctx.send(await replies.recommend(query, filters, int(shown)), private=True)


@persistent(REVIEW)
async def verdict(ctx: Context, id_: str) -> None:
    """Reply with the verdict on this entry."""
    replies = await replies_to(ctx, private=True)
    await ctx.send(await replies.review(id_, await own_list(ctx, private=True)), private=True)


@persistent(NOTE)
async def note(ctx: Context, id_: str) -> None:
    """Reply with what the note says."""
    replies = await replies_to(ctx, private=True)
    await ctx.send(await replies.note(id_), private=True)


@persistent(POST)
async def post(ctx: Context) -> None:
    """Send the message again as it is, for everyone, without this button."""
    view = ctx.shown()
    if not isinstance(view, ui.LayoutView):
        await ctx.tell(NOTHING_TO_POST)
        return
    for row in [child for child in view.walk_children() if _holds(child, ctx.custom_id)]:
        if isinstance(row.parent, ui.Container):
            row.parent.remove_item(row)
    files = await attach_again(view, ctx.message.attachments if ctx.message else ())
    await ctx.send(view, private=False, files=files)


@persistent(CORRECT)
async def correct(ctx: Context, question: str) -> None:
    """Answer the question again with the chosen facet, for the member who chose it."""
    replies = await replies_to(ctx, private=True)
    query, filters = corrected_by(*decode(question, replies.guide.catalogue), next(iter(ctx.chosen), ""))
    if query.intent == "path":
        card = await replies.path(query, filters, await own_list(ctx, private=True))
    else:
        card = await replies.recommend(query, filters)
    await ctx.send(card, private=True)


ANSWER_PARTS = (more, verdict, note, post, correct)


def _holds(row: ui.Item[ui.LayoutView], custom_id: str) -> bool:
    return isinstance(row, ui.ActionRow) and any(getattr(item, "custom_id", None) == custom_id for item in row.children)
