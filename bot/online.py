"""The bot on Discord: store and client put together, from login to a clean end."""

import asyncio
import logging
import signal
import sys
import time

import discord

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.language import Languages
from bot.settings import Settings
from bot.store import Store

log = logging.getLogger(__name__)

REFUSED = 2
REFUSAL = "Discord refused the token. Copy it again from the developer portal (Bot, Reset Token) into DISCORD_TOKEN."
UNREACHABLE = "Discord cannot be reached: {error}. Check the network and try again."


def run(guide: Guide, settings: Settings, *, always_sync: bool) -> int:
    """Stay on Discord until SIGINT or SIGTERM. Returns the exit code."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    return asyncio.run(_run(guide, settings, always_sync=always_sync))


async def _run(guide: Guide, settings: Settings, *, always_sync: bool) -> int:
    async with Store.open(settings.database, time.time) as store:
        await store.follow_redirects(guide.catalogue.redirects)
        await store.progress.follow_redirects(guide.catalogue.redirects)
        async with GuideClient(guide, store, Languages.shipped(), always_sync=always_sync) as client:
            return await _until_stopped(client, settings.discord_token or "")


async def _until_stopped(client: GuideClient, token: str) -> int:
    loop = asyncio.get_running_loop()
    session = asyncio.ensure_future(client.start(token))
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
