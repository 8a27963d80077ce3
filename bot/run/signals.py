"""Signals as calls within the event loop, also on Windows, whose loops do not listen to any."""

import asyncio
import signal
from collections.abc import Callable, Iterable
from types import FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))
"""Those that ask a process to end: Ctrl-C, a service manager, and on Windows Ctrl-Break."""


def listen(
    loop: asyncio.AbstractEventLoop, numbers: Iterable[signal.Signals], called: Callable[[signal.Signals], object]
) -> None:
    """From now on call this in the loop at each of these signals. Once the loop is closed they do nothing."""
    for number in numbers:
        try:
            loop.add_signal_handler(number, called, number)
        except NotImplementedError:
            signal.signal(number, _into(loop, called))


def _into(
    loop: asyncio.AbstractEventLoop, called: Callable[[signal.Signals], object]
) -> Callable[[int, FrameType | None], None]:
    """A handler in Python's own manner, which may be called between any two instructions."""

    def handle(number: int, _: FrameType | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(called, signal.Signals(number))

    return handle
