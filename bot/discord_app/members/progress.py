"""Each member's own list: marking what is done on any card, and seeing, exporting or deleting it."""

import io
import json
from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from bot.catalogue import Catalogue, Resource
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.core.persistent import persistent
from bot.discord_app.members.buttons import FORGET, MARK, MARKS, NEXT, forget_button, mark_menu
from bot.discord_app.questions.cards import message_card
from bot.discord_app.questions.replies import replies_to
from bot.discord_app.servers.retention import on_day
from bot.discord_app.suggestions.cards import own_suggestions
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.places import everywhere
from bot.discord_app.ui.text import shown
from bot.language import Language, mark
from bot.store import Forgotten

MOST_SUGGESTIONS = 8
NOTED = {
    "done": mark("Marked as done: {title}. /next goes on from there; /my progress shows your list."),
    "doing": mark("Marked as in progress: {title}. /next goes on from there; /my progress shows your list."),
    "neither": mark("Off your list: {title}. /my progress shows the rest."),
}
NOT_THERE = mark("That one is no longer in my list, so I can't mark it.")
FORGOTTEN = mark("Everything I had stored about you is deleted.")
COUNT_ON = mark(
    "Your votes still count, without your name: {votes} in {servers}. You can vote there again from {date}, so "
    "that nobody votes twice."
)
ENTRIES_STAY = mark("Your suggestions that moderators approved stay, without your name: {entries}.")
BLOCKS_STAY = mark("Moderators have blocked you in {servers}; those blocks stay.")
NOTHING_MARKED = mark("Your list is empty. Look closer at any pick and press **I did this**.")
EXPORTED = mark("This is everything I have stored about you.")
WHAT_GOES = (
    mark(
        "This deletes for good, in all servers: your list, your reviews, reports and suggestions, and your name on "
        "what you decided as a moderator. Use /my export first if you want a copy."
    ),
    mark(
        "What stays: your votes, without your name, so that rankings stay fair (you can't vote again in those "
        "servers for 30 days); suggestions that moderators approved, without your name; and blocks against you."
    ),
)


@persistent(MARK)
async def mark_chosen(ctx: Context) -> None:
    """Store the member's choice, and tell only them."""
    state, _, id_ = next(iter(ctx.chosen), "").partition(":")
    resource = (await ctx.view()).guide.catalogue.get(id_)
    if resource is None or state not in MARKS:
        await ctx.tell(NOT_THERE)
        return
    await put_on_list(ctx, resource, state)
    await ctx.tell(NOTED[state], title=shown(resource.title))


async def put_on_list(ctx: Context, resource: Resource, state: str) -> None:
    """Note on the member's own list that they have done this or are doing it; neither takes it off."""
    if state == "neither":
        await ctx.store.progress.unmark(ctx.member, resource.id)
    else:
        await ctx.store.progress.mark(ctx.member, resource.id, "done" if state == "done" else "doing")


@persistent(NEXT, reads=True)
async def what_next(ctx: Context) -> None:
    """Show what comes after what the member has marked, to them alone."""
    await _tell_next(ctx)


@persistent(FORGET)
async def forget_all(ctx: Context) -> None:
    """Delete everything about the member who presses, and say what is gone and what stays."""
    forgotten = await ctx.store.members.forget(ctx.member)
    for server in forgotten.servers:
        ctx.services.servers.changed(server)
    await ctx.whisper("\n".join(what_became(forgotten, ctx.say)))


MEMBER_PARTS = (mark_chosen, what_next, forget_all)


@app_commands.command(name="next", description="What to do next, after what you've marked as done")
@everywhere
async def next_(interaction: Interaction) -> None:
    """Answer /next, to the member alone, since it tells what they have done."""
    await _tell_next(Context.of(interaction))


async def _tell_next(ctx: Context) -> None:
    progress = await ctx.store.progress.of(ctx.member)
    replies = await replies_to(ctx, private=True)
    await ctx.send(await replies.next(progress), private=True)


my = app_commands.Group(
    name="my",
    description="What I have stored about you",
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
)


@my.command(description="What you've marked as done and in progress")
async def progress(interaction: Interaction) -> None:
    """Answer /my progress."""
    ctx = Context.of(interaction)
    marked = await ctx.store.progress.of(ctx.member)
    suggested = await ctx.store.suggestions.of_member(ctx.member, MOST_SUGGESTIONS)
    replies = await replies_to(ctx, private=True)
    card = progress_card(replies.guide.catalogue, marked, replies.say)
    names = {guild.id: guild.name for guild in map(ctx.bot.get_guild, {item.guild_id for item in suggested}) if guild}
    card.text(*own_suggestions(suggested, names, replies.say))
    await ctx.send(card, private=True)


@my.command(description="Everything stored about you, as a file")
async def export(interaction: Interaction) -> None:
    """Answer /my export."""
    ctx = Context.of(interaction)
    stored = await ctx.store.members.all_about(ctx.member)
    data = json.dumps({"user": str(ctx.member), **stored}, indent=2, ensure_ascii=False).encode()
    file = discord.File(io.BytesIO(data), "dl-guide-my-data.json")
    await ctx.whisper(ctx.say(EXPORTED), [file])


@my.command(description="Delete everything stored about you")
async def forget(interaction: Interaction) -> None:
    """Answer /my forget: ask first."""
    ctx = Context.of(interaction)
    say = ctx.say
    card = message_card(f"## {say('Delete everything about you?')}", *(say(text) for text in WHAT_GOES))
    card.row([forget_button(say)])
    await ctx.send(card, private=True)


def what_became(forgotten: Forgotten, say: Language) -> Iterator[str]:
    """What a forgotten member is told, line by line: what is gone, and what stays."""
    yield say(FORGOTTEN)
    if forgotten.votes:
        votes = say.counted("{count} vote", "{count} votes", forgotten.votes)
        yield say(COUNT_ON, votes=votes, servers=_servers(forgotten.voted_in, say), date=on_day(forgotten.until))
    if forgotten.entries:
        yield say(ENTRIES_STAY, entries=say.counted("{count} resource", "{count} resources", forgotten.entries))
    if forgotten.blocks:
        yield say(BLOCKS_STAY, servers=_servers(forgotten.blocks, say))


def _servers(count: int, say: Language) -> str:
    return say.counted("{count} server", "{count} servers", count)


def progress_card(catalogue: Catalogue, marked: dict[str, Any], say: Language) -> Card:
    """A member's list, the latest first, with a menu to change it."""
    entries = [(entry, state) for id_, state in marked.items() if (entry := catalogue.get(id_))]
    if not entries:
        return message_card(say(NOTHING_MARKED))
    done = [f"- {shown(entry.title)}" for entry, state in entries if state == "done"]
    doing = [f"- {shown(entry.title)}" for entry, state in entries if state == "doing"]
    blocks = [f"## {say('Your list')}"]
    blocks += ["\n".join([f"**{say('In progress')}**", *doing])] if doing else []
    blocks += ["\n".join([f"**{say('Done')}**", *done])] if done else []
    card = message_card(*blocks)
    card.row([mark_menu((entry for entry, _ in entries), say)])
    return card
