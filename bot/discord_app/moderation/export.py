"""/server export: what a server's members brought in, as files to take along."""

import asyncio
import datetime as dt
import io

import discord
from discord import app_commands

from bot.catalogue.server_entries import is_own
from bot.community.exported import entries_as_yaml, votes_as_csv
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.moderation.access import moderating
from bot.language import mark

BOTH = mark("The accepted suggestions as YAML for the curators of the list, and the votes as CSV, without who voted.")
VOTES_ONLY = mark("The votes as CSV, without who voted. There are no accepted suggestions that the list lacks.")


@app_commands.command(description="Accepted suggestions as YAML for curators, and votes as CSV")
async def export(interaction: Interaction) -> None:
    """Answer /server export, with files that name no member."""
    ctx = Context.of(interaction)
    moderation = await moderating(ctx)
    if moderation is None:
        return
    catalogue = moderation.view.guide.catalogue
    own = [entry for entry in catalogue if is_own(entry.id)]
    today = dt.datetime.fromtimestamp(ctx.now, dt.UTC).date()
    entries = await asyncio.to_thread(
        entries_as_yaml, own, ctx.services.servers.guide.catalogue, moderation.server, today
    )
    votes = votes_as_csv(await ctx.store.votes.counts(moderation.server), catalogue)
    files = [_file(entries, "accepted-suggestions.yaml")] if entries else []
    files.append(_file(votes, "votes.csv", "utf-8-sig"))  # by whose first bytes spreadsheets know the encoding
    said = moderation.say(BOTH if entries else VOTES_ONLY)
    await ctx.whisper(said, files)


def _file(text: str, name: str, encoding: str = "utf-8") -> discord.File:
    return discord.File(io.BytesIO(text.encode(encoding)), name)
