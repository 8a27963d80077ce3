"""The bot on Discord: store and client put together, from login to a clean end."""

import asyncio
import logging
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine

import discord

from bot.advise import Guide
from bot.collecting import metrics_for, shown
from bot.discord_app import GuideClient
from bot.discord_app.observing import NOBODY
from bot.discord_app.retention import purging
from bot.follow import following
from bot.knowledge import Knowledge
from bot.language import Languages
from bot.logs import set_up
from bot.settings import Settings
from bot.store import Store

log = logging.getLogger(__name__)

REFUSED = 2
HEAD_START = 0.05
"""Seconds in which the first request is made and sent."""
REFUSAL = "Discord refused the token. Copy it again from the developer portal (Bot, Reset Token) into DISCORD_TOKEN."
UNREACHABLE = "Discord cannot be reached: {error}. Check the network and try again."


def run(knowledge: Knowledge, settings: Settings, *, always_sync: bool) -> int:
    """Stay on Discord until SIGINT or SIGTERM. Returns the exit code."""
    set_up(settings.log_level, settings.log_format, [settings.discord_token])
    return asyncio.run(_run(knowledge, settings, always_sync=always_sync))


async def _run(knowledge: Knowledge, settings: Settings, *, always_sync: bool) -> int:
    metrics = metrics_for(settings)
    async with Store.open(settings.database, time.time) as store:
        reading = asyncio.create_task(_read_meanwhile(knowledge))
        client = GuideClient(
            lambda: reading, store, Languages.shipped(), always_sync=always_sync, observer=metrics or NOBODY
        )
        async with client, shown(client, metrics, settings):
            refused = metrics.refused if metrics else None
            return await _until_stopped(_session(client, knowledge, reading, settings.discord_token or "", refused))


async def _read_meanwhile(knowledge: Knowledge) -> Guide:
    """Read while Discord is asked to let us in: first the request goes out, which reading would only hold up."""
    await asyncio.sleep(HEAD_START)
    return await asyncio.to_thread(knowledge.guide)


async def _session(
    client: GuideClient, knowledge: Knowledge, reading: Awaitable[Guide], token: str, refused: Callable[[], None] | None
) -> None:
    try:
        await client.login(token)
    finally:
        await reading  # so that what is wrong in the knowledge base is told, whatever Discord said
    async with following(knowledge, client.take_up, refused=refused), purging(client):
        await client.connect()


async def _until_stopped(running: Coroutine[None, None, None]) -> int:
    loop = asyncio.get_running_loop()
    session = asyncio.ensure_future(running)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, session.cancel)
    try:
        await session
    except asyncio.CancelledError:
        log.info("Stopped")
    except discord.LoginFailure:
        print(REFUSAL, file=sys.stderr)
        return REFUSED
    except (discord.GatewayNotFound, discord.HTTPException, OSError) as error:
        print(UNREACHABLE.format(error=error), file=sys.stderr)
        return REFUSED
    return 0
