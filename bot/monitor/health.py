"""Whether the bot can answer: it is connected to Discord, its database answers, and its knowledge base is there.

Without its trained reader it still answers, less well: that is shown, but does not change the status.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from msgspec import Struct

from bot.store import StoreUnavailable

PATIENCE = 1.0
"""Seconds that the database has for a quick read."""
HEALTHY, UNHEALTHY = 200, 503


class Health(Struct, frozen=True):
    """Whether each part is well. `reader` is False only where the guide has no trained reader."""

    gateway: bool
    database: bool
    knowledge: bool
    reader: bool

    @property
    def status(self) -> int:
        """The HTTP status: 200 if it can answer, else 503."""
        return HEALTHY if self.gateway and self.database and self.knowledge else UNHEALTHY

    def described(self) -> dict[str, object]:
        """The same as a JSON object."""
        parts = {"gateway": self.gateway, "database": self.database, "knowledge": self.knowledge}
        said = {name: "ok" if well else "not ok" for name, well in parts.items()}
        reader = "ok" if self.reader else "rules alone"
        return {"status": "ok" if self.status == HEALTHY else "not ok", **said, "reader": reader}


async def answers(read: Callable[[], Awaitable[object]], patience: float = PATIENCE) -> bool:
    """Whether this read of the database succeeds in time."""
    with contextlib.suppress(StoreUnavailable, TimeoutError):
        async with asyncio.timeout(patience):
            await read()
            return True
    return False
