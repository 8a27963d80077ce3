"""Held votes that nobody decided on in time: they count, as members and moderators were told."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from bot.discord_app.core.services import Services
from bot.run.shards import Shards

log = logging.getLogger(__name__)

HOURLY_SECONDS = 3600.0


@contextlib.asynccontextmanager
async def counting_overdue(services: Services, shards: Shards, seconds: float = HOURLY_SECONDS) -> AsyncIterator[None]:
    """Within this block, count overdue votes at once and then hourly, if this process leads."""
    task = asyncio.create_task(_count_hourly(services, seconds)) if shards.leads else None
    try:
        yield
    finally:
        if task:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def count_overdue(services: Services) -> None:
    """Count what is overdue now."""
    for server in await services.store.flags.count_overdue():
        services.servers.changed(server)
        log.info("Nobody decided on a burst of votes in server %s in time: its votes count", server)


async def _count_hourly(services: Services, seconds: float) -> None:
    while True:
        try:
            await count_overdue(services)
        except Exception:
            log.exception("Overdue votes could not be counted; it is tried again later")
        await asyncio.sleep(seconds)
