"""Reading questions beside the event loop: one at a time, with no more waiting than can be answered in time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Result = TypeVar("Result")
Given = ParamSpec("Given")

MOST_WAITING = 300
"""A question takes some 10 ms, so even the last of this many is answered within Discord's three seconds."""


class QueueFull(Exception):
    """Too many questions wait for another one to be answered in time."""


class ReadingQueue:
    """Does work in one thread, in order of arrival, without blocking others."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        """`most` is how many may wait, including the one under way."""
        self._most = most
        self._waiting = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")

    async def do(self, work: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
        """The result of the work. Raises `QueueFull` where too much waits already."""
        if self._waiting >= self._most:
            raise QueueFull
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*given, **named))
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Accept nothing more; work under way is finished."""
        self._thread.shutdown(wait=False)
