"""Each member's own list: marking what is done on any card, and seeing, taking along or deleting it."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Self

import discord
from discord import app_commands, ui

from bot.catalogue import Catalogue, Resource
from bot.discord_app.core.delivery import send, tell, whisper
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.questions.cards import message_card
from bot.discord_app.servers.retention import on_day
from bot.discord_app.suggestions.cards import own_suggestions
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.places import everywhere
from bot.discord_app.ui.text import shorten
from bot.language import ENGLISH, Language, mark
from bot.store import Forgotten

MOST_OPTIONS = 25
MOST_SUGGESTIONS = 8
MARKS = {
    "done": mark("I have done {title}"),
    "doing": mark("I am doing {title}"),
    "neither": mark("Take off my list: {title}"),
}
NOTED = {
    "done": mark("Noted as done: {title}. /next says what comes after, /my progress lists all."),
    "doing": mark("Noted as in progress: {title}. /next says what comes after, /my progress lists all."),
    "neither": mark("Taken off your list: {title}. /next says what comes after, /my progress lists all."),
}
MARK_HERE = mark("Mark as done or in progress, for /next")
NOT_THERE = mark("That entry is no longer in my list, so it cannot be marked.")
FORGOTTEN = mark("What I had stored about you is deleted.")
COUNT_ON = mark(
    "Your votes count on without your name: {votes} in {servers}. So that nobody votes twice, you can vote there "
    "again from {date}."
)
ENTRIES_STAY = mark("What you suggested and moderators took up stays without your name: {entries}.")
BLOCKS_STAY = mark("Moderators have blocked you in {servers}; that stays.")
NOTHING_MARKED = mark("Your list is empty. Mark what you have done with the menu under an answer.")
EXPORTED = mark("This is everything I have stored about you.")
FORGET = (
    mark(
        "This deletes, for good and in all servers: your list of done and started resources, your reviews, reports "
        "and suggestions, and your name on what you decided as a moderator. /my export gives you a copy first."
    ),
    mark(
        "What stays: your votes count on without your name, so that rankings stay fair, and you cannot vote again in "
        "those servers for 30 days; suggestions that moderators took up, without your name; and blocks against you."
    ),
)


class MarkSelect(ui.DynamicItem[ui.Select[Any]], template=r"mark:1"):
    """Puts one of the resources of a card on the member's own list, or takes it off."""

    def __init__(self, resources: Iterable[Resource] = (), say: Language = ENGLISH) -> None:
        options = [
            discord.SelectOption(label=shorten(say(words, title=resource.title), 100), value=f"{state}:{resource.id}")
            for resource in resources
            for state, words in MARKS.items()
        ]
        super().__init__(ui.Select(placeholder=say(MARK_HERE), options=options[:MOST_OPTIONS], custom_id="mark:1"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The select that was used; what was chosen comes with the interaction."""
        return cls()

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Note the choice for the member who made it, and say so to them alone."""
        state, _, id_ = self.item.values[0].partition(":")
        view = await interaction.client.view(interaction)
        resource = view.guide.catalogue.get(id_)
        if resource is None or state not in MARKS:
            await tell(interaction, NOT_THERE)
            return
        progress = interaction.client.store.progress
        if state == "neither":
            await progress.unmark(interaction.user.id, resource.id)
        else:
            await progress.mark(interaction.user.id, resource.id, "done" if state == "done" else "doing")
        await tell(interaction, NOTED[state], title=resource.title)


class ForgetButton(ui.DynamicItem[ui.Button[Any]], template=r"forget:1"):
    """Deletes everything about the member who presses it."""

    def __init__(self, say: Language = ENGLISH) -> None:
        super().__init__(ui.Button(label=say("Delete it all"), style=discord.ButtonStyle.danger, custom_id="forget:1"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed: whose it is comes with the interaction."""
        return cls()

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Delete, and say that it is done and what stays."""
        client = interaction.client
        forgotten = await client.store.members.forget(interaction.user.id)
        for server in forgotten.servers:
            client.servers.changed(server)
        said = "\n".join(what_became(forgotten, client.own_language(interaction)))
        await whisper(interaction, said)


PROGRESS_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (MarkSelect, ForgetButton)


@app_commands.command(name="next", description="What comes after what you have marked as done")
@everywhere
async def next_(interaction: Interaction) -> None:
    """Answer /next, to the member alone, since it tells what they have done."""
    client = interaction.client
    progress = await client.store.progress.of(interaction.user.id)
    replies = await client.replies(interaction, private=True)
    await send(interaction, await replies.next(progress), private=True)


my = app_commands.Group(
    name="my",
    description="What I have stored about you",
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
)


@my.command(description="What you have marked as done and in progress")
async def progress(interaction: Interaction) -> None:
    """Answer /my progress."""
    client = interaction.client
    marked = await client.store.progress.of(interaction.user.id)
    suggested = await client.store.suggestions.of_member(interaction.user.id, MOST_SUGGESTIONS)
    replies = await client.replies(interaction, private=True)
    card = progress_card(replies.guide.catalogue, marked, replies.say)
    names = {guild.id: guild.name for guild in map(client.get_guild, {item.guild_id for item in suggested}) if guild}
    card.text(*own_suggestions(suggested, names, replies.say))
    await send(interaction, card, private=True)


@my.command(description="Everything stored about you, as a file")
async def export(interaction: Interaction) -> None:
    """Answer /my export."""
    stored = await interaction.client.store.members.all_about(interaction.user.id)
    data = json.dumps({"user": str(interaction.user.id), **stored}, indent=2, ensure_ascii=False).encode()
    file = discord.File(io.BytesIO(data), "dl-guide-my-data.json")
    say = interaction.client.own_language(interaction)
    await whisper(interaction, say(EXPORTED), [file])


@my.command(description="Delete everything stored about you")
async def forget(interaction: Interaction) -> None:
    """Answer /my forget: ask first."""
    say = interaction.client.own_language(interaction)
    card = message_card(f"## {say('Delete everything about me')}", *(say(text) for text in FORGET))
    card.row([ForgetButton(say)])
    await send(interaction, card, private=True)


def what_became(forgotten: Forgotten, say: Language = ENGLISH) -> Iterator[str]:
    """What a member is told once they are forgotten, line by line: what is gone, and what stays where it was."""
    yield say(FORGOTTEN)
    if forgotten.votes:
        votes = say.counted("{count} vote", "{count} votes", forgotten.votes)
        yield say(COUNT_ON, votes=votes, servers=_servers(forgotten.voted_in, say), date=on_day(forgotten.until))
    if forgotten.entries:
        yield say(ENTRIES_STAY, entries=say.counted("{count} entry", "{count} entries", forgotten.entries))
    if forgotten.blocks:
        yield say(BLOCKS_STAY, servers=_servers(forgotten.blocks, say))


def _servers(count: int, say: Language) -> str:
    return say.counted("{count} server", "{count} servers", count)


def progress_card(catalogue: Catalogue, marked: dict[str, Any], say: Language = ENGLISH) -> Card:
    """A member's list, the latest first, with a menu to change it."""
    entries = [(entry, state) for id_, state in marked.items() if (entry := catalogue.get(id_))]
    if not entries:
        return message_card(say(NOTHING_MARKED))
    done = [f"- {entry.title}" for entry, state in entries if state == "done"]
    doing = [f"- {entry.title}" for entry, state in entries if state == "doing"]
    blocks = [f"## {say('Your list')}"]
    blocks += ["\n".join([f"**{say('In progress')}**", *doing])] if doing else []
    blocks += ["\n".join([f"**{say('Done')}**", *done])] if done else []
    card = message_card(*blocks)
    card.row([MarkSelect((entry for entry, _ in entries), say)])
    return card
