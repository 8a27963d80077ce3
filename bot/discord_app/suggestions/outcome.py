"""What follows a decision on a suggestion: the card shows it, and its author and the moderator are told."""

import logging

import discord
from discord import ui

from bot.community.suggestion_rules import Suggestion
from bot.discord_app.core.context import Context
from bot.discord_app.core.transport import ON_THE_WAY
from bot.discord_app.servers.views import ServerView
from bot.discord_app.suggestions.cards import decision
from bot.discord_app.ui.text import plain, sentence, shorten
from bot.language import mark

log = logging.getLogger(__name__)

TO_AUTHOR = {
    "approved": mark(
        'Good news from {server}: moderators approved your suggestion "{title}". It is now recommended there, '
        "marked as suggested by members. Thank you."
    ),
    "declined": mark('From {server}: moderators declined your suggestion "{title}". Their reason: {reason}'),
    "merged": mark(
        'From {server}: your suggestion "{title}" is already in my list, as "{entry}". Votes for it now count '
        "there. Thank you."
    ),
}
AUTHOR_TOLD = mark("Whoever suggested it has been told.")
AUTHOR_NOT_TOLD = mark("I couldn't message whoever suggested it; they will see it in /my progress.")
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


async def show_decided(ctx: Context, view: ServerView, suggestion: Suggestion) -> None:
    """Tell a moderator what was decided before, and show it on the message they pressed on."""
    await _update(ctx, view, suggestion)
    say = ctx.say
    await ctx.whisper(f"{say(DECIDED_BEFORE)} {decision(suggestion, _entry(view, suggestion), say)}")


async def _update(ctx: Context, view: ServerView, suggestion: Suggestion) -> None:
    """Put the decision in place of the suggestion's buttons, wherever they are on a message."""
    shown = ctx.shown()
    if not isinstance(shown, ui.LayoutView):
        return
    say = ctx.language_in(view)
    line = shorten(decision(suggestion, _entry(view, suggestion), say), LONGEST_LINE)
    for part in shown.children:
        if isinstance(part, ui.Container):
            _replace_rows(part, suggestion.id, line)
    await ctx.edited(shown)


def _replace_rows(frame: ui.Container[ui.LayoutView], suggestion_id: int, line: str) -> None:
    """Put the line in place of the row with this suggestion's buttons."""
    parts = list(frame.children)
    frame.clear_items()
    for part in parts:
        frame.add_item(ui.TextDisplay(line) if _decides_on(part, suggestion_id) else part)


def _decides_on(part: ui.Item[ui.LayoutView], suggestion_id: int) -> bool:
    if not isinstance(part, ui.ActionRow):
        return False
    ids = [getattr(button, "custom_id", None) or "" for button in part.children]
    return any(id_.startswith("decide:1:") and id_.endswith(f":{suggestion_id}") for id_ in ids)


async def _told_author(ctx: Context, view: ServerView, done: Suggestion) -> bool:
    """Message the author, in the server's language and name. Returns whether that worked."""
    if done.user_id is None or ctx.interaction.guild is None:
        return False
    say = ctx.services.shared_language(ctx.interaction, view.settings)
    values = {"server": plain(ctx.interaction.guild.name, 100), "title": done.title, "entry": _entry(view, done)}
    letter = say(TO_AUTHOR[done.state], reason=sentence(done.reason or ""), **values)
    try:
        chat = await ctx.bot.create_dm(discord.Object(done.user_id))
        await chat.send(letter, allowed_mentions=discord.AllowedMentions.none())
    except ON_THE_WAY as error:
        log.info("The author of suggestion %s could not be told: %s", done.id, error)
        return False
    return True


def _entry(view: ServerView, suggestion: Suggestion) -> str:
    """The title of the entry that it was merged into."""
    found = view.guide.catalogue.get(suggestion.merged_into or "")
    return found.title if found else suggestion.merged_into or ""
