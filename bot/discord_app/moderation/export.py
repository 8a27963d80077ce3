"""/server export: what a server's members contributed, as files."""

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

BOTH = mark("Approved suggestions as YAML for the curators of the list, and votes as CSV, without names.")
VOTES_ONLY = mark("Votes as CSV, without names. All approved suggestions are already in the list.")


@app_commands.command(description="Approved suggestions as YAML for curators, and votes as CSV")
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
    files.append(_file(votes, "votes.csv", "utf-8-sig"))  # spreadsheets know the encoding by its first bytes
    said = moderation.say(BOTH if entries else VOTES_ONLY)
    await ctx.whisper(said, files)


def _file(text: str, name: str, encoding: str = "utf-8") -> discord.File:
    return discord.File(io.BytesIO(text.encode(encoding)), name)
