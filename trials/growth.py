"""What a process holds: counted between rounds, to see that it does not grow."""

import asyncio
import gc
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from bot.advise import Guide
from bot.discord_app import GuideClient

Figures = Mapping[str, float]
MAY_GROW: Mapping[str, tuple[float, float]] = {
    "objects of ours": (0.05, 500),
    "objects of discord.py": (0.05, 500),
    "all objects": (0.05, 5000),
    "memory, MB": (0.05, 10),
    "guides": (0, 1),
    "views": (0, 0),
    "modals": (0, 0),
    "tasks": (0, 1),
    "open files": (0, 1),
    "threads": (0, 1),
}
"""By what share, and beside that by how much, the median of a later round may lie above that of an earlier one."""


def figures(client: GuideClient) -> Figures:
    """What is held now, after what nobody needs is collected."""
    gc.collect()
    things = gc.get_objects()
    owners = Counter(map(_owner, things))
    return {
        "guides": sum(isinstance(thing, Guide) for thing in things),
        "objects of ours": owners["bot"],
        "objects of discord.py": owners["discord"],
        "all objects": sum(owners.values()),
        "memory, MB": round(psutil.Process().memory_info().rss / 2**20, 1),
        "open files": open_files(),
        "threads": threading.active_count(),
        "tasks": len(asyncio.all_tasks()),
        **kept_by(client),
    }


def kept_by(client: GuideClient) -> dict[str, float]:
    """What the client keeps between interactions."""
    views: Any = client._connection._view_store
    return {
        "views": len(views._views) + len(views._synced_message_views),
        "modals": len(views._modals),
        "buckets": len(client.services.cooldowns),
        "servers known": len(client.services.servers._known),
        "guides of servers": len(client.services.servers._guides),
        "bursts watched": len(client.services.bursts._watched),
    }


def open_files() -> int:
    """How many descriptors this process holds; 0 where that cannot be seen."""
    folder = Path("/proc/self/fd")
    return len(os.listdir(folder)) if folder.exists() else 0  # noqa: PTH208 - it counts itself, alike each time


def grown(rounds: Sequence[Figures]) -> list[str]:
    """What has grown between the second quarter of the rounds, once all is warm, and the last."""
    quarter = max(len(rounds) // 4, 1)
    early, late = rounds[quarter : 2 * quarter], rounds[-quarter:]
    found = []
    for name, (share, more) in MAY_GROW.items():
        before, after = (median(one[name] for one in some) for some in (early, late))
        if after > before * (1 + share) + more:
            found.append(f"{name} grew from {before:g} to {after:g}")
    return found


def commonest(owner: str, most: int = 12) -> list[tuple[str, int]]:
    """The types of a package of which there are most objects, to see what grows."""
    kinds: Counter[str] = Counter(
        f"{type(thing).__module__}.{type(thing).__qualname__}" for thing in gc.get_objects() if _owner(thing) == owner
    )
    return kinds.most_common(most)


def _owner(thing: object) -> str:
    """The package that the type of a thing comes from."""
    return str(type(thing).__module__).partition(".")[0]


class Faults:
    """Everything that goes wrong without anybody being told: collected, and raised at the next look."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def watch(self, loop: asyncio.AbstractEventLoop) -> Callable[[], None]:
        """Look for exceptions that nobody caught, also of objects that went away. Gives how to end that."""
        before = sys.unraisablehook
        loop.set_exception_handler(lambda _, told: self.found.append(f"in the event loop: {told}"))
        sys.unraisablehook = lambda told: self.found.append(f"never raised: {told.exc_value!r} in {told.object!r}")

        def end() -> None:
            sys.unraisablehook = before
            loop.set_exception_handler(None)

        return end
