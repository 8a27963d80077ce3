"""Storing the counts in memory: a minute after the first question, and at the end, so that no answer waits."""

import asyncio
import logging

from bot.community.question_statistics import Asked
from bot.store import OutcomeUnknown, Store, StoreUnavailable
from bot.understand import ParsedQuery

log = logging.getLogger(__name__)

PAUSE = 60.0
"""Seconds until counts are stored: a killed process loses that much."""


class AskedRecorder:
    """Counts questions and stores the counts. While nothing is asked, nothing runs."""

    def __init__(self, asked: Asked, store: Store) -> None:
        self._asked, self._store = asked, store
        self._storing: asyncio.Task[None] | None = None
        self._asleep = False

    def note(self, server: int | None, member: int, query: ParsedQuery, *, found: bool) -> None:
        """Count a question of this member, and store it in a while."""
        if self._asked.note(server, member, query, found=found) and (not self._storing or self._storing.done()):
            self._asleep = True
            self._storing = asyncio.create_task(self._store_later())

    async def store_now(self) -> None:
        """Store the counts so far. What cannot be stored waits for the next time, unless it may have been stored:
        better one count too few than a made-up one.
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
        """Store the counts so far, and end. Only the pause is cut short, not the storing."""
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
