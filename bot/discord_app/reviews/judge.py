"""Reported reviews as moderators see them, and their decisions."""

import logging
from collections.abc import Sequence
from typing import Literal

from discord import ui

from bot.catalogue import Catalogue
from bot.community.reviews import LONGEST
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.members.letters import was_told
from bot.discord_app.moderation.access import moderating
from bot.discord_app.moderation.posting import settle_posted
from bot.discord_app.reviews.buttons import JUDGE, Verdict, judge_button, whole
from bot.discord_app.reviews.quotes import quoted
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, plain, shorten
from bot.language import Language, mark
from bot.store import MemberReview, Reported, Store

log = logging.getLogger(__name__)

ABOUT = "review:{}"
"""What the messages about a reported review are noted under, with its id."""
MOST_REPORTED = 3
TITLE = 100
NEEDS_A_SERVER = mark("Reviews belong to a server: please press this button in a server I'm in.")
NOT_THERE = mark("That review has been deleted or changed in the meantime.")
DECIDED = {"kept": mark("{who} kept it."), "removed": mark("{who} removed it.")}
DECIDED_BEFORE = {
    "kept": mark("That's already decided: the review stays."),
    "removed": mark("That's already decided: the review is removed."),
}
TO_AUTHOR = mark(
    'Moderators of the server "{server}" removed your review of "{title}". It said: {text}\nYou can write a new one.'
)


@persistent(JUDGE)
async def judge(ctx: Context, verdict: Verdict, id_: str) -> None:
    """Decide, show the decision on the message, and tell the author of a removed review."""
    moderation = await moderating(ctx)
    if moderation is None:
        return
    say, server, reviews = ctx.language_in(moderation.view), moderation.server, ctx.store.reviews
    outcome: Literal["kept", "removed"] = "kept" if verdict == "keep" else "removed"
    decided = await reviews.decide(server, whole(id_), outcome, again=verdict == "take-down")
    if decided:
        log.info("A review of %s in server %s: %s", decided.resource_id, server, outcome)
        words = say(DECIDED[outcome], who=ctx.interaction.user.mention)
        shown = await _settled(ctx, words)
        if outcome == "removed":
            await _tell_author(ctx, moderation.view.guide.catalogue, decided, say)
        if not shown:
            await ctx.whisper(words)
        shared = ctx.services.shared_language(ctx.interaction, moderation.view.settings)
        words = shared(DECIDED[outcome], who=ctx.interaction.user.mention)
        settled = report_card([Reported(decided, 0)], moderation.view.guide.catalogue, shared, outcome=words)
        await settle_posted(ctx, ABOUT.format(decided.id), settled)
        return
    before = await reviews.find(server, whole(id_))
    sentence = DECIDED_BEFORE[before.state] if before else NOT_THERE
    await _settled(ctx, say(sentence))
    await ctx.tell(sentence)


async def _settled(ctx: Context, words: str) -> bool:
    """Update the message with these words in place of its buttons. Returns whether that worked."""
    view = ctx.shown()
    if view:
        for frame in [child for child in view.walk_children() if isinstance(child, ui.Container)]:
            _replace(frame, ctx.custom_id, words)
    return await ctx.edited(view)


async def reported_card(store: Store, view: ServerView, say: Language) -> Card | None:
    """The reviews that wait for this server's moderators, the oldest first, with their buttons; None without any.

    Raises `StoreUnavailable`.
    """
    found = await store.reviews.reported(view.id, MOST_REPORTED + 1) if view.id else []
    if not found:
        return None
    card = report_card(found[:MOST_REPORTED], view.guide.catalogue, say)
    card.text(say("More reviews are waiting after these.") if len(found) > MOST_REPORTED else "")
    return card


def report_card(found: Sequence[Reported], catalogue: Catalogue, say: Language, *, outcome: str = "") -> Card:
    """Reported reviews, who wrote them, and a row of buttons for each, or in place of them what was decided."""
    card = Card()
    card.text(f"## {say('Reported reviews')}")
    for reported in found:
        review, entry = reported.review, catalogue.get(reported.review.resource_id)
        title = f"[{label(shorten(entry.title, TITLE))}]({entry.url})" if entry else review.resource_id
        card.line()
        card.text(
            say("{author} on {title}:", author=f"<@{review.user_id}>", title=title),
            *quoted(review, say),
            outcome or _count(reported, say),
        )
        if not outcome:
            card.row([judge_button("keep", review.id, say), judge_button("remove", review.id, say)])
    return card


def _count(reported: Reported, say: Language) -> str:
    by = say.counted("Reported by {count} member.", "Reported by {count} members.", reported.reports)
    hidden = say("It is hidden until one of you decides.") if reported.review.state == "hidden" else ""
    return f"{by if reported.reports else ''} {hidden}".strip()


def _replace(frame: ui.Container[ui.LayoutView], custom_id: str, words: str) -> None:
    children = frame.children
    frame.clear_items()
    for child in children:
        frame.add_item(ui.TextDisplay(words) if _holds(child, custom_id) else child)


def _holds(child: ui.Item[ui.LayoutView], custom_id: str) -> bool:
    parts = [child.accessory] if isinstance(child, ui.Section) else getattr(child, "children", ())
    return any(getattr(part, "custom_id", None) == custom_id for part in parts)


async def _tell_author(ctx: Context, catalogue: Catalogue, review: MemberReview, say: Language) -> None:
    """Tell the author by direct message, if they accept any."""
    entry, interaction = catalogue.get(review.resource_id), ctx.interaction
    server = plain(interaction.guild.name, TITLE) if interaction.guild else ""
    title = entry.title if entry else review.resource_id
    letter = say(TO_AUTHOR, server=server, title=plain(title, TITLE), text=plain(review.text, LONGEST))
    who = f"The author of a removed review in server {interaction.guild_id}"
    await was_told(ctx.bot, review.user_id, letter, who)
