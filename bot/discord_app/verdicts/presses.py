"""What a member may do about an entry: put it on their list, say that it is not for them, or post the verdict."""

from bot.advise.forms.question_ids import decode_entries
from bot.catalogue import Resource
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.members.buttons import next_button
from bot.discord_app.members.progress import NOT_THERE, NOTED, put_on_list
from bot.discord_app.questions.replies import replies_to
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import shown
from bot.discord_app.verdicts.buttons import AGAINST, HERE, MINE, SHARE, State, mine_button
from bot.discord_app.verdicts.details import details_of
from bot.discord_app.votes.buttons import misfit_menu
from bot.discord_app.votes.voting import GONE, VOTES_NEED_A_SERVER
from bot.language import Language, mark

WHY_NOT = mark("Why is {title} not for you? This only changes who I recommend it to, not its rank.")
WHY_NOT_ANY_MORE = mark(
    "Why is {title} not for you? You voted that it helped you. Each member has one vote, so a reason takes the place "
    "of that one, which then no longer counts."
)


@persistent(MINE)
async def mine(ctx: Context, state: State, entry: str, place: str | None) -> None:
    """Change the member's own list, and show that where only they see it."""
    replies = await replies_to(ctx, private=True)
    catalogue = replies.guide.catalogue
    found = decode_entries(entry, catalogue)
    if not found:
        await ctx.tell(NOT_THERE)
        return
    await put_on_list(ctx, found[0], state)
    beside = decode_entries(place or "", catalogue)
    if beside and ctx.is_private:
        await ctx.edit(await details_of(ctx, replies, beside, found[0]))
    elif place == HERE and ctx.is_private:
        await ctx.edit(marked_card(found[0], state, replies.say))
    else:
        await ctx.send(marked_card(found[0], state, replies.say), private=True)


def marked_card(entry: Resource, state: State, say: Language) -> Card:
    """That an entry is on the member's list now, or no longer, with a way back and on."""
    card = Card()
    card.text(say(NOTED[state], title=shown(entry.title)))
    back = mine_button("done" if state == "neither" else "neither", entry, say, HERE)
    card.row([back, next_button(say)])
    return card


@persistent(AGAINST, reads=True)
async def against(ctx: Context, id_: str) -> None:
    """Ask the member why this entry is not for them."""
    view = await ctx.view()
    entry = view.guide.catalogue.get(id_)
    if view.id is None or entry is None:
        await ctx.tell(GONE if view.id else VOTES_NEED_A_SERVER)
        return
    card, chosen = Card(), await ctx.store.votes.choice_of(view.id, entry.id, ctx.member)
    card.text(ctx.say(WHY_NOT_ANY_MORE if chosen == "helped" else WHY_NOT, title=shown(entry.title)))
    card.row([misfit_menu(entry, ctx.say)])
    await ctx.send(card, private=True)


@persistent(SHARE, reads=True)
async def share(ctx: Context, id_: str) -> None:
    """Post the verdict on this entry for everyone, without what only concerns the member."""
    replies = await replies_to(ctx, private=False)
    await ctx.send(await replies.review(id_), private=False)


VERDICT_PARTS = (mine, against, share)
