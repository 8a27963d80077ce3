"""Following the knowledge base while the bot runs: a change is taken up, a broken one refused and told in the log."""

import asyncio
import contextlib
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from bot.advise import Guide
from bot.catalogue import InvalidCatalogue, Problem
from bot.run.knowledge import Knowledge
from bot.run.signals import listen

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""One look costs a stat of each file."""


class Follower:
    """Takes up the changes of a knowledge base. Reads in a thread, so that nobody waits for it.

    `refused` is called when the files cannot be used and the former ones go on answering.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        take_up: Callable[[Guide], Awaitable[None]],
        refused: Callable[[], None] | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._take_up = take_up
        self._refused = refused

    async def run(self, seconds: float, at_once: asyncio.Event) -> None:
        """Look at intervals, and read whenever the event is set, until cancelled."""
        while True:
            asked = await _is_set_within(at_once, seconds)
            at_once.clear()
            try:
                await (self.read() if asked else self.look())
            except Exception:
                log.exception("Fault %s in reading the knowledge base; the one before still answers", _number())

    async def look(self) -> None:
        """Read the files if they have changed and then stayed the same since the last look."""
        if await asyncio.to_thread(self._knowledge.has_settled):
            await self.read()

    async def read(self) -> None:
        """Read the files, and answer from them from now on; or say in the log why not."""
        guide, problems = await asyncio.to_thread(self._read)
        if not await asyncio.to_thread(self._knowledge.is_as_read):
            return  # somebody is writing: a later look sees when that is done
        if guide:
            await self._take_up(guide)
            log.info("The knowledge base is read again: %s entries", len(guide.catalogue))
        else:
            if self._refused:
                self._refused()
            said = "\n".join(map(str, problems))
            log.error("Refused %s: the knowledge base has problems; the one before still answers\n%s", _number(), said)

    def _read(self) -> tuple[Guide | None, Sequence[Problem]]:
        try:
            return self._knowledge.guide(), ()
        except InvalidCatalogue as error:
            return None, error.problems


@contextlib.asynccontextmanager
async def following(
    knowledge: Knowledge,
    take_up: Callable[[Guide], Awaitable[None]],
    seconds: float = LOOK_SECONDS,
    refused: Callable[[], None] | None = None,
) -> AsyncIterator[None]:
    """Follow the knowledge base within this block. SIGHUP reads it at once, where the platform has that signal."""
    at_once = asyncio.Event()
    if hasattr(signal, "SIGHUP"):
        listen(asyncio.get_running_loop(), [signal.SIGHUP], lambda _: at_once.set())
    task = asyncio.create_task(Follower(knowledge, take_up, refused).run(seconds, at_once))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


def _number() -> str:
    """A number by which people can refer to a line of the log."""
    return secrets.token_hex(4)
