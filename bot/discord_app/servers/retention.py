"""Keeping the promises of docs/privacy.md: what is deleted daily, and who may not vote again yet."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import discord

from bot.discord_app.core.context import Context
from bot.discord_app.core.services import Services
from bot.language import mark
from bot.run.shards import Shards
from bot.store.tables.retention import Retention

log = logging.getLogger(__name__)

DAILY_SECONDS = 86_400.0
NOT_YET = mark(
    "You can vote in this server again from {date}: you had your data deleted, and your earlier votes still count "
    "without your name."
)


async def may_vote_again(ctx: Context, server: int) -> bool:
    """Whether this member may vote, given their votes from before they were forgotten. If not, they have been told."""
    until = await ctx.store.members.may_vote_from(server, ctx.member)
    if until is None:
        return True
    await ctx.tell(NOT_YET, date=on_day(until))
    return False


def on_day(moment: int) -> str:
    """A moment as Discord shows it to each reader: in their time zone and language."""
    return f"<t:{moment}:f>"


async def note_joined(services: Services, server: int) -> None:
    """The bot is in this server (again): its data stays."""
    await services.store.retention.joined(server)
    services.servers.changed(server, entries=True)


async def note_left(services: Services, server: int) -> None:
    """The bot was removed from this server: its data is deleted later, what is in memory at once."""
    services.servers.changed(server, entries=True)
    await services.store.retention.left(server)


@contextlib.asynccontextmanager
async def purging(
    client: discord.Client, retention: Retention, shards: Shards, seconds: float = DAILY_SECONDS
) -> AsyncIterator[None]:
    """Within this block, delete expired data: once all shards of the client know their servers, and then daily."""
    task = asyncio.create_task(_purge_daily(client, retention, shards, seconds))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def purge(client: discord.Client, retention: Retention, shards: Shards) -> None:
    """Note which servers of our shards the bot is in; if this process leads, also delete what has expired. A server
    that Discord cannot reach at the moment still counts as the client's.
    """
    await retention.note_servers({guild.id for guild in client.guilds}, shards.has)
    if not shards.leads:
        return
    log.info("Deleted %s rows that had had their time", await retention.purge())


async def _purge_daily(client: discord.Client, retention: Retention, shards: Shards, seconds: float) -> None:
    await client.wait_until_ready()
    while True:
        try:
            await purge(client, retention, shards)
        except Exception:
            log.exception("What had had its time could not be deleted; it is tried again in a day")
        await asyncio.sleep(seconds)
