"""What is being answered now, so that it can be finished before the bot leaves."""

import asyncio
import contextlib
import logging
from collections.abc import Iterator

log = logging.getLogger(__name__)


class InWork:
    """What is being answered now, and whether the bot accepts anything more."""

    def __init__(self) -> None:
        self.leaving = False
        self._asked = 0
        self._nothing_left = asyncio.Event()
        self._nothing_left.set()

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Within this block, one request is being answered."""
        self._asked += 1
        self._nothing_left.clear()
        try:
            yield
        finally:
            self._asked -= 1
            if not self._asked:
                self._nothing_left.set()

    async def finish(self, seconds: float) -> None:
        """Accept nothing more, and wait until everything is answered, for at most so many seconds."""
        self.leaving = True
        await asyncio.sleep(0)  # what arrived last has to begin, so that it gets an answer
        try:
            await asyncio.wait_for(self._nothing_left.wait(), seconds)
        except TimeoutError:
            log.warning("Left with %s unanswered after %s seconds", self._asked, seconds)
