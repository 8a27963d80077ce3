"""Ending on SIGINT or SIGTERM: current work is finished, and whatever hangs is abandoned in time."""

import asyncio
import contextlib
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator

from bot.run.signals import ENDING, listen

log = logging.getLogger(__name__)

LONGEST = 9.0
"""Seconds from the signal until the process is gone, whatever hangs: a service manager may kill it after ten."""


def ignore_hangup() -> None:
    """Ignore SIGHUP until somebody listens to it, where the platform has that signal."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


@contextlib.contextmanager
def ended_by_signals(end: Callable[[], object], longest: float = LONGEST) -> Iterator[None]:
    """Within this block, the first SIGINT or SIGTERM calls `end`, and further ones do nothing.

    If the process is still there after so many seconds, because a disk or a database hangs, it is left with exit code
    0: whatever was acknowledged to a member is stored by then.
    """
    loop = asyncio.get_running_loop()

    def first(number: signal.Signals) -> None:
        log.info("Ending after %s", number.name)
        listen(loop, ENDING, lambda _: None)
        overdue = threading.Timer(longest, _leave, [longest])
        overdue.daemon = True
        overdue.start()
        end()

    listen(loop, ENDING, first)
    yield


def _leave(seconds: float) -> None:
    log.warning("Left after %s seconds without waiting for what still hangs", seconds)
    os._exit(0)
