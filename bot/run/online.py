"""The bot on Discord: store and client put together, from login to a clean end."""

import asyncio
import contextlib
import logging
import sys
import time
from collections.abc import AsyncIterator, Awaitable

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.core.observer import NOBODY
from bot.discord_app.core.services import Services
from bot.discord_app.exit_codes import DATABASE_AWAY, TRY_AGAIN, Faults, explained
from bot.discord_app.servers.retention import purging
from bot.discord_app.votes.overdue import counting_overdue
from bot.language import Languages
from bot.monitor.collecting import metrics_for, shown
from bot.monitor.logs import set_up
from bot.run.database import database_told
from bot.run.knowledge import Knowledge
from bot.run.model import model_writer
from bot.run.proxy import DISCORD
from bot.run.proxy import shown as proxy_shown
from bot.run.reload import following
from bot.run.settings import Settings
from bot.run.stopping import ended_by_signals
from bot.store import Store, StoreUnavailable
from bot.store.alone import alone

log = logging.getLogger(__name__)

HEAD_START = 0.05
"""Seconds for making and sending the first request."""
LEAST_TURN = 0.001
"""Seconds for which a thread that reads a question may hold up the event loop."""
FINISHING_SECONDS = 5.0
"""Seconds for finishing answers to members when the bot ends."""


def run(knowledge: Knowledge, settings: Settings, *, always_sync: bool) -> int:
    """Stay on Discord until SIGINT or SIGTERM. Returns the exit code."""
    set_up(settings.log_level, settings.log_format, settings.secrets)
    sys.setswitchinterval(LEAST_TURN)
    return asyncio.run(_run(knowledge, settings, always_sync=always_sync))


async def _run(knowledge: Knowledge, settings: Settings, *, always_sync: bool) -> int:
    on_discord = asyncio.create_task(_on_discord(knowledge, settings, always_sync=always_sync))
    with ended_by_signals(on_discord.cancel):
        try:
            await on_discord
        except asyncio.CancelledError:
            log.info("Stopped")
        except Faults as error:
            return _complain(*explained(error))
        except StoreUnavailable as error:
            return _complain(TRY_AGAIN, DATABASE_AWAY.format(error=error))
    return 0


def _complain(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return code


async def _on_discord(knowledge: Knowledge, settings: Settings, *, always_sync: bool) -> None:
    metrics, proxy = metrics_for(settings), settings.proxies.of(DISCORD)
    if proxy:
        log.info("Discord is reached through the proxy %s", proxy_shown(proxy))
    log.info("%s", database_told(settings.database))
    token = settings.discord_token or ""
    async with (
        alone(settings.database, token.partition(".")[0], settings.shards.ids),
        Store.open(settings.database, time.time, observe=metrics.stored if metrics else None) as store,
        model_writer(settings, time.time, metrics or NOBODY) as writer,
    ):
        reading = asyncio.create_task(_read_meanwhile(knowledge))
        client = GuideClient(
            lambda: reading,
            store,
            Languages.shipped(),
            always_sync=always_sync,
            shards=settings.shards,
            observer=metrics or NOBODY,
            writer=writer,
            proxy=proxy,
        )
        async with client, shown(client, metrics, settings):
            await _session(client, knowledge, reading, token)


async def _read_meanwhile(knowledge: Knowledge) -> Guide:
    """Read while the login is under way: the request goes out first, since reading would hold it up."""
    await asyncio.sleep(HEAD_START)
    return await asyncio.to_thread(knowledge.guide)


async def _session(client: GuideClient, knowledge: Knowledge, reading: Awaitable[Guide], token: str) -> None:
    try:
        await client.login(token)
    finally:
        await reading  # so that problems of the knowledge base are reported, whatever Discord said
    async with (
        following(knowledge, client.take_up, refused=client.services.observer.refused),
        purging(client, client.store.retention, client.shards_here),
        counting_overdue(client.services, client.shards_here),
        finishing(client.services),
    ):
        await client.connect()


@contextlib.asynccontextmanager
async def finishing(services: Services, seconds: float = FINISHING_SECONDS) -> AsyncIterator[None]:
    """At the end of this block, finish what is being answered, while Discord is still connected; a language model that
    still writes is not waited for.
    """
    try:
        yield
    finally:
        if services.writer:
            services.writer.stop()
        await services.work.finish(seconds)
