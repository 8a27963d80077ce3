"""Storing what was counted in memory: a minute after the first question, and at the end, so that no answer waits."""

import asyncio
import logging

from bot.community.asked import Asked
from bot.store import OutcomeUnknown, Store, StoreUnavailable
from bot.understand import ParsedQuery

log = logging.getLogger(__name__)

PAUSE = 60.0
"""Seconds until what was counted is stored: that much is lost if the process is killed."""


class AskedRecorder:
    """Counts questions and stores the counts. While nothing is asked, nothing runs."""

    def __init__(self, asked: Asked, store: Store) -> None:
        self._asked, self._store = asked, store
        self._storing: asyncio.Task[None] | None = None
        self._asleep = False

    def note(self, server: int | None, member: int, query: ParsedQuery, *, found: bool) -> None:
        """Count a question of this member, and have it stored in a while."""
        if self._asked.note(server, member, query, found=found) and (not self._storing or self._storing.done()):
            self._asleep = True
            self._storing = asyncio.create_task(self._store_later())

    async def store_now(self) -> None:
        """Store what was counted until now. What cannot be stored is kept for the next time, unless it may be stored:
        rather a count too few than one that nobody asked for.
        """
        counts = self._asked.take()
        try:
            if counts:
                await self._store.asked.add(counts)
        except OutcomeUnknown:
            log.warning("What was asked for may be stored or not; these counts are dropped", exc_info=True)
        except (StoreUnavailable, asyncio.CancelledError) as fault:
            self._asked.put_back(counts)
            if isinstance(fault, asyncio.CancelledError):
                raise
            log.warning("What was asked for could not be stored; it is kept for the next time", exc_info=True)

    async def close(self) -> None:
        """Store what was counted until now, and end. Only the pause is cut short, not the storing."""
        if self._storing:
            if self._asleep:
                self._storing.cancel()
            await asyncio.wait([self._storing])
        await self.store_now()

    async def _store_later(self) -> None:
        try:
            await asyncio.sleep(PAUSE)
        finally:
            self._asleep = False
            await self.store_now()
