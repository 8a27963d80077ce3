"""Moving everything that belongs to a resource's id to another id: renamed everywhere, or merged in one server.

A table with a `resource_id` has its move in the module of its statements, or a merge loses what it holds: a test goes
through the tables. Tallies and reports follow votes and reviews by triggers.
"""

from collections.abc import Mapping
from functools import partial

from bot.store.database import UNHURRIED, Database, Session
from bot.store.tables import bursts, progress, reviews, servers, votes

_STORED = """
SELECT 1 FROM vote WHERE resource_id = $1 UNION ALL SELECT 1 FROM flag WHERE resource_id = $1
UNION ALL SELECT 1 FROM review WHERE resource_id = $1 UNION ALL SELECT 1 FROM progress WHERE resource_id = $1
UNION ALL SELECT 1 FROM placement WHERE resource_id = $1 LIMIT 1
"""


async def move(session: Session, old: str, new: str, guild_id: int | None = None) -> None:
    """Move everything from one id to another, in one server or in all of them, as part of a transaction.

    Where a member has both, one vote stays (counting before held, "helped" before the rest), the later review, and
    "done" before "doing"; of two pins or hidings that of the new id.
    """
    if old != new:
        for part in (votes, bursts, reviews, servers):
            await part.move(session, old, new, guild_id)
        await progress.move(session, old, new)


async def follow_redirects(database: Database, redirects: Mapping[str, str]) -> None:
    """Move what is stored under renamed ids. Safe to repeat. Raises `StoreUnavailable`."""
    for old, new in redirects.items():
        if await database.value(_STORED, (old,)):
            await database.transact(partial(move, old=old, new=new), seconds=UNHURRIED)
