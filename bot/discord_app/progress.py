"""Each member's own list: marking what is done on any card, and seeing, taking along or deleting it."""

import io
import json
import re
from collections.abc import Iterable
from typing import Any, Self

import discord
from discord import app_commands, ui

from bot.catalogue import Catalogue, Resource
from bot.discord_app.buttons import say, send
from bot.discord_app.card import Card
from bot.discord_app.cards import message_card
from bot.discord_app.errors import reports_errors
from bot.discord_app.interaction import Interaction
from bot.discord_app.places import everywhere
from bot.discord_app.text import shorten

MOST_OPTIONS = 25
MARKS = {"done": "I have done", "doing": "I am doing", "neither": "Take off my list:"}
FORGOTTEN = "Everything I had stored about you is deleted."
NOTHING_MARKED = "Your list is empty. Mark what you have done with the menu under an answer."
FORGET = (
    "## Delete everything about me",
    "This deletes your list of done and started resources and your votes in all servers, for good. "
    "/my export gives you a copy first.",
)


class MarkSelect(ui.DynamicItem[ui.Select[Any]], template=r"mark:1"):
    """Puts one of the resources of a card on the member's own list, or takes it off."""

    def __init__(self, resources: Iterable[Resource] = ()) -> None:
        options = [
            discord.SelectOption(label=shorten(f"{words} {resource.title}", 100), value=f"{mark}:{resource.id}")
            for resource in resources
            for mark, words in MARKS.items()
        ]
        placeholder = "Mark as done or in progress, for /next"
        super().__init__(ui.Select(placeholder=placeholder, options=options[:MOST_OPTIONS], custom_id="mark:1"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The select that was used; what was chosen comes with the interaction."""
        return cls()

    @reports_errors
    async def callback(self, interaction: Interaction) -> None:
        """Note the choice for the member who made it, and say so to them alone."""
        mark, _, id_ = self.item.values[0].partition(":")
        resource = interaction.client.guide.catalogue.get(id_)
        if resource is None or mark not in MARKS:
            await say(interaction, "That entry is no longer in my list, so it cannot be marked.")
            return
        progress = interaction.client.store.progress
        if mark == "neither":
            await progress.unmark(interaction.user.id, resource.id)
        else:
            await progress.mark(interaction.user.id, resource.id, "done" if mark == "done" else "doing")
        noted = {"done": "as done", "doing": "as in progress", "neither": "as neither done nor in progress"}[mark]
        await say(interaction, f"Noted {noted}: {resource.title}. /next says what comes after, /my progress lists all.")


class ForgetButton(ui.DynamicItem[ui.Button[Any]], template=r"forget:1"):
    """Deletes everything about the member who presses it."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Delete it all", style=discord.ButtonStyle.danger, custom_id="forget:1"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed: whose it is comes with the interaction."""
        return cls()

    @reports_errors
    async def callback(self, interaction: Interaction) -> None:
        """Delete, and say that it is done."""
        await interaction.client.store.forget(interaction.user.id)
        await say(interaction, FORGOTTEN)


PROGRESS_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (MarkSelect, ForgetButton)


@app_commands.command(name="next", description="What comes after what you have marked as done")
@everywhere
async def next_(interaction: Interaction) -> None:
    """Answer /next, to the member alone, since it tells what they have done."""
    client = interaction.client
    progress = await client.store.progress.of(interaction.user.id)
    await send(interaction, await client.replies.next(progress, client.server_of(interaction.guild_id)), private=True)


my = app_commands.Group(
    name="my",
    description="What I have stored about you",
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
)


@my.command(description="What you have marked as done and in progress")
async def progress(interaction: Interaction) -> None:
    """Answer /my progress."""
    marked = await interaction.client.store.progress.of(interaction.user.id)
    await send(interaction, progress_card(interaction.client.guide.catalogue, marked), private=True)


@my.command(description="Everything stored about you, as a file")
async def export(interaction: Interaction) -> None:
    """Answer /my export."""
    stored = await interaction.client.store.all_about(interaction.user.id)
    data = json.dumps({"user": interaction.user.id, **stored}, indent=2).encode()
    file = discord.File(io.BytesIO(data), "dl-guide-my-data.json")
    await interaction.response.send_message("This is everything I have stored about you.", file=file, ephemeral=True)


@my.command(description="Delete everything stored about you")
async def forget(interaction: Interaction) -> None:
    """Answer /my forget: ask first."""
    card = message_card(*FORGET)
    card.row([ForgetButton()])
    await send(interaction, card, private=True)


def progress_card(catalogue: Catalogue, marked: dict[str, Any]) -> Card:
    """A member's list, the latest first, with a menu to change it."""
    entries = [(entry, state) for id_, state in marked.items() if (entry := catalogue.get(id_))]
    if not entries:
        return message_card(NOTHING_MARKED)
    done = [f"- {entry.title}" for entry, state in entries if state == "done"]
    doing = [f"- {entry.title}" for entry, state in entries if state == "doing"]
    blocks = ["## Your list"]
    blocks += ["\n".join(["**In progress**", *doing])] if doing else []
    blocks += ["\n".join(["**Done**", *done])] if done else []
    card = message_card(*blocks)
    card.row([MarkSelect(entry for entry, _ in entries)])
    return card
