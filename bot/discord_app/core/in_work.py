"""What is being answered now, so that it can be finished before the bot leaves."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterator
from typing import Any

log = logging.getLogger(__name__)

MOST_REFUSALS = 20
"""So many members at once are told that the bot is leaving. With more, Discord itself says that nobody answered."""
REFUSAL_SECONDS, TIDYING_SECONDS = 1.0, 0.5
"""How long refusals may still take once all else is answered, and what is cut off may take to end."""
Tasks = set["asyncio.Task[Any]"]


class InWork:
    """What is being answered now, and whether the bot accepts anything more.

    Refusals are no work: while members press on, there is always one more of them, and nobody would ever be done.
    """

    def __init__(self) -> None:
        self.leaving = False
        self._left = False
        self._answering: Tasks = set()
        self._refusing: Tasks = set()

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Within this block, this task answers one request."""
        with _among(self._answering):
            yield

    @property
    def may_refuse(self) -> bool:
        """Whether one more member can be told that the bot is leaving."""
        return not self._left and len(self._refusing) < MOST_REFUSALS

    @contextlib.contextmanager
    def refusal(self) -> Iterator[None]:
        """Within this block, this task tells a member that the bot is leaving."""
        with _among(self._refusing):
            yield

    async def finish(self, seconds: float) -> None:
        """Accept nothing more, and wait until everything is answered, for at most so many seconds. What is left then is
        cut off, and from now on nobody is told anything.
        """
        await asyncio.sleep(0)  # what arrived last has to begin, so that it gets an answer
        self.leaving = True
        if unanswered := await _ended(self._answering, seconds):
            log.warning("Left with %s unanswered after %s seconds", unanswered, seconds)
        self._left = True
        await _ended(self._refusing, REFUSAL_SECONDS)
        await _cut_off(self._answering | self._refusing)


@contextlib.contextmanager
def _among(tasks: Tasks) -> Iterator[None]:
    """Within this block, the current task is one of these."""
    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("requests are answered in tasks")
    tasks.add(task)
    try:
        yield
    finally:
        tasks.discard(task)


async def _ended(tasks: Tasks, seconds: float) -> int:
    """Wait until none of them is left; each takes itself out. Returns how many are left after so many seconds."""
    end = time.monotonic() + seconds
    while tasks and (left := end - time.monotonic()) > 0:
        await asyncio.wait(set(tasks), timeout=left)
    return len(tasks)


async def _cut_off(tasks: Tasks) -> None:
    """End these at once."""
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=TIDYING_SECONDS)
