"""What follows a decision on a suggestion: the card shows it, and its author and the moderator are told."""

import logging
from typing import Any

from discord import ui

from bot.catalogue.server_entries import own_id
from bot.community.suggestion_rules import Suggestion
from bot.discord_app.core.context import Context
from bot.discord_app.members.letters import was_told
from bot.discord_app.moderation.posting import settle_posted
from bot.discord_app.servers.views import ServerView
from bot.discord_app.suggestions.cards import TO_ALL, TO_MODERATORS, decision, public_outcome, settled_card
from bot.discord_app.ui.text import plain, sentence, shorten, shown
from bot.language import mark

log = logging.getLogger(__name__)

TO_AUTHOR = {
    "approved": mark(
        'Good news from {server}: moderators approved your suggestion "{title}". I now recommend it there, '
        "marked as suggested by members. Thank you!"
    ),
    "declined": mark('From {server}: moderators declined your suggestion "{title}". Their reason: {reason}'),
    "merged": mark(
        'From {server}: your suggestion "{title}" is already in my list, as "{entry}". Votes for it now count '
        "there. Thank you."
    ),
}
AUTHOR_TOLD = mark("I told the member who suggested it.")
AUTHOR_NOT_TOLD = mark("I couldn't message the member who suggested it; they'll see it in /my progress.")
NOT_HERE = mark("That suggestion no longer exists in this server.")
DECIDED_BEFORE = mark("That's already decided.")
LONGEST_LINE = 190


async def conclude(ctx: Context, view: ServerView, asked: Suggestion, done: Suggestion | None) -> None:
    """Apply a decision and tell everybody. `done` is None where somebody else was first."""
    if done is None:
        now = await ctx.store.suggestions.get(asked.guild_id, asked.id)
        await (show_decided(ctx, view, now) if now else ctx.tell(NOT_HERE))
        return
    ctx.services.servers.changed(asked.guild_id, entries=done.state == "approved")
    log.info("Suggestion %s in server %s is %s", done.id, done.guild_id, done.state)
    await _update(ctx, view, done)
    told = AUTHOR_TOLD if await _told_author(ctx, view, done) else AUTHOR_NOT_TOLD
    say = ctx.say
    await ctx.whisper(f"{decision(done, _entry(view, done), say)} {say(told)}")
    await _settle_elsewhere(ctx, view, done)


async def show_decided(ctx: Context, view: ServerView, suggestion: Suggestion) -> None:
    """Tell a moderator what was decided before, and show it on the message they pressed on."""
    await _update(ctx, view, suggestion)
    say = ctx.say
    await ctx.whisper(f"{say(DECIDED_BEFORE)} {decision(suggestion, _entry(view, suggestion), say)}")


async def _settle_elsewhere(ctx: Context, view: ServerView, done: Suggestion) -> None:
    """Show the decision on the cards that the moderators and the server were shown."""
    say, entry = ctx.services.shared_language(ctx.interaction, view.settings), _entry(view, done)
    await settle_posted(ctx, TO_MODERATORS.format(done.id), settled_card(done, decision(done, entry, say), say))
    votes = view.voice.helped(own_id(done.id))
    await settle_posted(ctx, TO_ALL.format(done.id), public_outcome(done, votes, entry, say))


async def _update(ctx: Context, view: ServerView, suggestion: Suggestion) -> None:
    """Show the decision on the message that was pressed on; where it shows others too, in place of the buttons."""
    message = ctx.shown()
    if not isinstance(message, ui.LayoutView):
        return
    say = ctx.language_in(view)
    line = decision(suggestion, _entry(view, suggestion), say)
    if all(_is_about(item, suggestion.id) for item in message.walk_children()):
        await ctx.edited(settled_card(suggestion, line, say))
        return
    line = shorten(line, LONGEST_LINE)
    for part in message.children:
        if isinstance(part, ui.Container):
            _replace_rows(part, suggestion.id, line)
    await ctx.edited(message)


def _replace_rows(frame: ui.Container[ui.LayoutView], suggestion_id: int, line: str) -> None:
    """Put the line in place of the row with this suggestion's buttons."""
    parts = list(frame.children)
    frame.clear_items()
    for part in parts:
        frame.add_item(ui.TextDisplay(line) if _decides_on(part, suggestion_id) else part)


def _decides_on(part: ui.Item[ui.LayoutView], suggestion_id: int) -> bool:
    if not isinstance(part, ui.ActionRow):
        return False
    return any(_is_pressed(button) and _is_about(button, suggestion_id) for button in part.children)


def _is_pressed(item: ui.Item[Any]) -> bool:
    """Whether it is something to press or choose that comes back to us."""
    return bool(getattr(item, "custom_id", None))


def _is_about(item: ui.Item[Any], suggestion_id: int) -> bool:
    """Whether it decides on this suggestion, or is nothing to press at all."""
    id_ = getattr(item, "custom_id", None) or ""
    return not id_ or (id_.startswith("decide:1:") and id_.endswith(f":{suggestion_id}"))


async def _told_author(ctx: Context, view: ServerView, done: Suggestion) -> bool:
    """Message the author, in the server's language and name. Returns whether that worked."""
    if done.user_id is None or ctx.interaction.guild is None:
        return False
    say = ctx.services.shared_language(ctx.interaction, view.settings)
    server, entry = plain(ctx.interaction.guild.name, 100), shown(_entry(view, done))
    reason = shown(sentence(done.reason or ""))
    letter = say(TO_AUTHOR[done.state], reason=reason, server=server, title=shown(done.title), entry=entry)
    return await was_told(ctx.bot, done.user_id, letter, f"The author of suggestion {done.id}")


def _entry(view: ServerView, suggestion: Suggestion) -> str:
    """The title of the entry that it was merged into."""
    found = view.guide.catalogue.get(suggestion.merged_into or "")
    return found.title if found else suggestion.merged_into or ""
