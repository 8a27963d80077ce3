"""Buttons, menus and forms that work after a restart: the custom id holds all they need, and nothing waits in memory.

Each kind declares once the pattern of its id and what to do:

    @persistent(r"vote:1:(?P<id>[a-z-]+)")
    async def vote(ctx: Context, id: str) -> None: ...

On cards there are plain buttons and menus of discord.py with such an id.
"""

import re
from collections.abc import Awaitable, Callable, Iterable

from msgspec import Struct

from bot.discord_app.core.context import Context

Take = Callable[..., Awaitable[None]]


class Persistent(Struct, frozen=True):
    """Something to press, choose or send: `take` gets the context and the named groups of `pattern`. `reads`: whether
    it saves nothing.
    """

    pattern: re.Pattern[str]
    take: Take
    reads: bool = False

    @property
    def kind(self) -> str:
        """What all its custom ids begin with."""
        return self.pattern.pattern.partition(":")[0]


def persistent(pattern: str, *, reads: bool = False) -> Callable[[Take], Persistent]:
    """Make a function the handler of custom ids with this pattern; with `reads`, one that saves nothing."""
    return lambda take: Persistent(re.compile(pattern), take, reads)


async def taken(ctx: Context, known: Iterable[Persistent]) -> bool:
    """Run the handler of this interaction's custom id. False where there is none."""
    for one in known:
        if match := one.pattern.fullmatch(ctx.custom_id):
            ctx.press_reads = one.reads
            await one.take(ctx, **match.groupdict())
            return True
    return False
