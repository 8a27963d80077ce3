"""The real client on a stand-in for Discord, in this process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.core.observer import NOBODY, Observer
from bot.run.shards import ONE, Shards
from bot.store import Store
from tests.support.base import languages
from tests.support.standin import StandIn


@contextlib.asynccontextmanager
async def online(
    discord: StandIn,
    guide: Guide,
    database: Path,
    clock: Callable[[], float],
    shards: Shards = ONE,
    observer: Observer = NOBODY,
) -> AsyncIterator[GuideClient]:
    """A client that is on Discord with its shards within this, with a store of its own on this file."""

    async def first_guide() -> Guide:
        return guide

    async with (
        Store.open(database, clock) as store,
        GuideClient(first_guide, store, languages(), shards=shards, observer=observer) as client,
    ):
        client._connection.guild_ready_timeout = 0.05  # else two seconds until it is ready
        await client.login("no.real.token")
        running = asyncio.create_task(client.connect())
        ids = set(shards.ids or range(shards.count or discord.recommended))
        await discord.until(lambda: ids <= discord.shards.keys() and client.user)
        await discord.until(lambda: len(client.guilds) == len([id_ for id_ in discord.guilds if shards.has(id_)]))
        yield client
        await client.close()
        await running
