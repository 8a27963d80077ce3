"""Moderators decide on a suggestion: approve it, decline it with a reason, or merge it into an entry.

A second moderator is told who decided what: the store changes a suggestion only while it is open.
"""

import datetime as dt
from typing import NamedTuple

import discord
import msgspec
from discord import ui

from bot.advise.forms.completions import titled
from bot.community.entry import confirmed, entry_of
from bot.community.suggestion_rules import LONGEST_REASON, Suggestion
from bot.community.words import words_in
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.core.refusals import refuse
from bot.discord_app.moderation.access import moderating
from bot.discord_app.servers.views import ServerView
from bot.discord_app.suggestions.buttons import DECIDE
from bot.discord_app.suggestions.facets_form import CHOOSE_A_TOPIC, approve_form, hints
from bot.discord_app.suggestions.outcome import NOT_HERE, conclude, show_decided
from bot.discord_app.ui.text import kept, plain
from bot.language import Language, mark

GIVE_A_REASON = mark("Please give a reason in words. Nothing was decided yet.")
NO_ENTRY = mark(
    'Nothing in my list is called "{name}". Press Merge again and give another name; nothing was decided yet.'
)
WHICH_ENTRY = mark('"{name}" could be {titles}. Press Merge again and type one of: {ids}. Nothing was decided yet.')


class Found(NamedTuple):
    """An open suggestion of the server where a moderator pressed."""

    view: ServerView
    server: int
    suggestion: Suggestion


async def open_one(ctx: Context, suggestion_id: int) -> Found | None:
    """The open suggestion that a moderator wants to decide on. If there is none, they have been told, and it is
    None.
    """
    moderation = await moderating(ctx)
    if moderation is None:
        return None
    view, server = moderation.view, moderation.server
    suggestion = await ctx.store.suggestions.get(server, suggestion_id)
    if suggestion is None or suggestion.state == "draft":
        await refuse(ctx, NOT_HERE)
        return None
    if suggestion.state != "open":
        await show_decided(ctx, view, suggestion)
        return None
    return Found(view, server, suggestion)


@persistent(DECIDE, reads=True)
async def decide(ctx: Context, what: str, id_: str) -> None:
    """Open the form to decide, if the suggestion is still open."""
    found = await open_one(ctx, int(id_))
    if found is None:
        return
    if what == "approve":
        await ctx.open(approve_form(found.suggestion.id, await hints(found.suggestion), ctx.say))
    elif what == "decline":
        await ctx.open(decline_form(found.suggestion.id, ctx.say))
    else:
        await ctx.open(merge_form(found.suggestion.id, ctx.say))


def decline_form(suggestion_id: int, say: Language) -> ui.Modal:
    """Asks for the reason, which the author gets to read."""
    form = ui.Modal(title=say("Decline this suggestion"), custom_id=f"decide:1:decline:{suggestion_id}")
    field = ui.TextInput[ui.Modal](custom_id="reason", style=discord.TextStyle.paragraph, max_length=LONGEST_REASON)
    hint = say("The member who suggested it will read this")
    form.add_item(ui.Label(text=say("Reason"), description=hint, component=field))
    return form


def merge_form(suggestion_id: int, say: Language) -> ui.Modal:
    """Asks for the entry that the suggestion is the same as."""
    form = ui.Modal(title=say("Merge this suggestion"), custom_id=f"decide:1:merge:{suggestion_id}")
    hint = say("A title, nickname or id; votes for the suggestion move there")
    field = ui.TextInput[ui.Modal](custom_id="name", max_length=200)
    form.add_item(ui.Label(text=say("Which resource it is"), description=hint, component=field))
    return form


@persistent(DECIDE)
async def decided(ctx: Context, what: str, id_: str) -> None:
    """Accept the decision's form, if the suggestion is still open."""
    if found := await open_one(ctx, int(id_)):
        await {"approve": _approve, "decline": _decline, "merge": _merge}[what](ctx, found)


async def _approve(ctx: Context, found: Found) -> None:
    """Make the suggestion an entry of the server's own."""
    said = confirmed(ctx.values, (await hints(found.suggestion))["topics"])
    if said is None:
        await ctx.tell(CHOOSE_A_TOPIC)
        return
    today = dt.datetime.fromtimestamp(ctx.now, dt.UTC).date()
    entry = msgspec.json.encode(entry_of(found.suggestion, said, today)).decode()
    done = await ctx.store.suggestions.approve(found.server, found.suggestion.id, ctx.member, entry)
    await conclude(ctx, found.view, found.suggestion, done)


async def _decline(ctx: Context, found: Found) -> None:
    reason = kept("".join(ctx.values.get("reason", ())), LONGEST_REASON)
    if not words_in(reason):
        await ctx.tell(GIVE_A_REASON)
        return
    done = await ctx.store.suggestions.decline(found.server, found.suggestion.id, ctx.member, reason)
    await conclude(ctx, found.view, found.suggestion, done)


async def _merge(ctx: Context, found: Found) -> None:
    """Merge it, if the name is clear."""
    name = "".join(ctx.values.get("name", ()))
    meant = found.view.guide.resolve(name)
    if meant.id is None:
        await _ask_which(ctx, found.view, name, meant.alternatives)
        return
    done = await ctx.store.suggestions.merge(found.server, found.suggestion.id, ctx.member, meant.id)
    await conclude(ctx, found.view, found.suggestion, done)


async def _ask_which(ctx: Context, view: ServerView, name: str, ids: tuple[str, ...]) -> None:
    near = [entry for id_ in ids if (entry := view.guide.catalogue.get(id_))]
    say = ctx.say
    titles = say.any_of([plain(titled(entry, say), 100) for entry in near])
    listed = ", ".join(f"`{entry.id}`" for entry in near)
    await ctx.tell(WHICH_ENTRY if near else NO_ENTRY, name=plain(name, 80), titles=titles, ids=listed)
