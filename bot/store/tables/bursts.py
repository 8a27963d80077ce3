"""Bursts of votes that wait for the moderators of a server, and what they decided.

While a flag is open that holds, the votes of members who had none for the resource before `since` are kept but do not
count (`held`). Members who had voted before may change their mind as always: their vote is not part of the burst, and
dropping it takes nothing from them. A flag that members opened who may not vote holds nothing, or they could stop all
others.
"""

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.catalogue.server_entries import own_id
from bot.store.database import LARGEST_ID, Database, Session

State = Literal["open", "counted", "dropped"]

_OWN = re.compile("c-[0-9]*")
_NO_SUGGESTION = 0
VOTABLE = """(
    CAST({suggested} AS BIGINT) IS NULL
    OR EXISTS (SELECT 1 FROM suggestion WHERE guild_id = $1 AND id = {suggested} AND state IN ('open', 'approved'))
)"""
"""Checked in the statement that stores something: a suggestion may have been declined since it was shown."""
_IS_VOTABLE = f"SELECT {VOTABLE.format(suggested='$2')}"
_FLAG = """
SELECT flag.resource_id, opened_at, since, attempts, state, decided_by, holds, (
    SELECT count(*) FROM vote
    WHERE vote.guild_id = flag.guild_id AND vote.resource_id = flag.resource_id AND held = 1 AND choice <> 'withdrawn'
)
FROM flag WHERE flag.guild_id = $1
"""
_OPEN = """
INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts, holds)
SELECT $1, $2, CASE WHEN $3 > opened THEN $3 ELSE opened END, CASE WHEN $4 > counted THEN $4 ELSE counted END, $5, $6
FROM (
    SELECT coalesce(max(opened_at) + 1, 0) AS opened,
        coalesce(max(decided_at) FILTER (WHERE state = 'counted') + 1, 0) AS counted
    FROM flag WHERE guild_id = $1 AND resource_id = $2
) AS earlier
"""
_NOTE = """
UPDATE flag SET attempts = CASE WHEN attempts < $3 THEN $3 ELSE attempts END
WHERE guild_id = $1 AND resource_id = $2 AND state = 'open' RETURNING holds
"""
_BEGIN_TO_HOLD = "UPDATE flag SET holds = 1 WHERE guild_id = $1 AND resource_id = $2 AND state = 'open'"
_HOLD = """
UPDATE vote SET held = 1 WHERE guild_id = $1 AND resource_id = $2 AND held = 0 AND cast_at >= (
    SELECT since FROM flag WHERE guild_id = $1 AND resource_id = $2 AND state = 'open' AND holds = 1
)
"""
_SETTLE = {
    "counted": "UPDATE vote SET held = 0 WHERE guild_id = $1 AND resource_id = $2 AND held = 1",
    "dropped": "DELETE FROM vote WHERE guild_id = $1 AND resource_id = $2 AND held = 1",
}
_MOVE = """
INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts, holds)
SELECT guild_id, $2, CASE WHEN next > opened_at THEN next ELSE opened_at END, since, attempts, holds
FROM (
    SELECT guild_id, opened_at, since, attempts, holds, (
        SELECT max(opened_at) + 1 FROM flag AS there
        WHERE there.guild_id = flag.guild_id AND there.resource_id = $2
    ) AS next
    FROM flag
    WHERE resource_id = $1 AND state = 'open' AND (CAST($3 AS BIGINT) IS NULL OR guild_id = $3)
) AS moved
WHERE 1 = 1
ON CONFLICT (guild_id, resource_id) WHERE state = 'open' DO UPDATE SET
    since = CASE WHEN flag.since < excluded.since THEN flag.since ELSE excluded.since END,
    attempts = flag.attempts + excluded.attempts,
    holds = CASE WHEN flag.holds > excluded.holds THEN flag.holds ELSE excluded.holds END
"""
_MOVED = "DELETE FROM flag WHERE resource_id = $1 AND (CAST($2 AS BIGINT) IS NULL OR guild_id = $2)"


class Flag(Struct, frozen=True):
    """A burst for one resource: how many members pressed between `since` and `opened_at` and later, in seconds since
    1970, what was decided and by whom, and how many votes are held.
    """

    resource_id: str
    opened_at: int
    since: int
    attempts: int
    state: State
    decided_by: int | None
    holds: bool
    votes: int


class Decision(Struct, frozen=True):
    """What became of a moderator's decision. `first`: nobody had decided before. `flag.votes` were held until now."""

    first: bool
    flag: Flag


class Flags:
    """The flags of all servers. Methods raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def open(self, guild_id: int, resource_id: str, since: float, attempts: int, *, holds: bool = True) -> bool:
        """Flag a burst and, if it `holds`, hold its votes, in one transaction. False where one is open already: that
        one takes note of the attempts, and is as good as new if it begins to hold; and where a suggestion is declined.
        Votes that moderators have counted are not held again.
        """
        about = (guild_id, resource_id)

        async def work(session: Session) -> bool:
            held = await session.value(_NOTE, (*about, attempts))
            if held is None:
                if not await session.value(_IS_VOTABLE, (guild_id, suggested(resource_id))):
                    return False
                await session.rows(_OPEN, (*about, int(self._now()), int(since), attempts, int(holds)))
            elif held or not holds:
                return False
            else:
                await session.rows(_BEGIN_TO_HOLD, about)
            await session.rows(_HOLD, about)
            return True

        return await self._database.transact(work)

    async def waiting(self, guild_id: int) -> list[Flag]:
        """The open flags of this server, the oldest first."""
        return await _flags(self._database, "state = 'open' ORDER BY opened_at, resource_id", (guild_id,))

    async def opened_since(self, guild_id: int, moment: float) -> int:
        """How many bursts of this server were flagged since then, decided or not."""
        sql = "SELECT count(*) FROM flag WHERE guild_id = $1 AND opened_at > $2"
        return int(await self._database.value(sql, (guild_id, int(moment))))

    async def decide(
        self, guild_id: int, resource_id: str, opened_at: int, state: Literal["counted", "dropped"], moderator_id: int
    ) -> Decision | None:
        """Count the held votes or delete them, in one transaction. The first decision stands; None if there is no such
        flag.
        """
        key = (guild_id, resource_id, opened_at)

        async def work(session: Session) -> Decision | None:
            found = await _flags(session, "resource_id = $2 AND opened_at = $3", key)
            if not found or found[0].state != "open":
                return Decision(False, found[0]) if found else None
            await session.rows(
                """
                UPDATE flag SET state = $4, decided_by = $5, decided_at = $6
                WHERE guild_id = $1 AND resource_id = $2 AND opened_at = $3
                """,
                (*key, state, moderator_id, int(self._now())),
            )
            await session.rows(_SETTLE[state], (guild_id, resource_id))
            (flag,) = await _flags(session, "resource_id = $2 AND opened_at = $3", key)
            return Decision(True, replace(flag, votes=found[0].votes))

        return await self._database.transact(work)


def suggested(resource_id: str) -> int | None:
    """The suggestion that a vote or flag for this resource needs, for `VOTABLE`; None for an entry of the list."""
    if not _OWN.fullmatch(resource_id):
        return None
    number = int(resource_id[2:] or _NO_SUGGESTION)
    return number if own_id(number) == resource_id and number <= LARGEST_ID else _NO_SUGGESTION


async def move(session: Session, old: str, new: str, guild_id: int | None) -> None:
    """Move open flags from one id to another, in one server or in all; two open ones become one.

    Decided flags stay as they are.
    """
    await session.rows(_MOVE, (old, new, guild_id))
    await session.rows(_MOVED, (old, guild_id))


async def _flags(session: Session, where: str, values: tuple[object, ...]) -> list[Flag]:
    found = [Flag(*row) for row in await session.rows(f"{_FLAG} AND {where}", values)]
    return [replace(flag, holds=bool(flag.holds)) for flag in found]
