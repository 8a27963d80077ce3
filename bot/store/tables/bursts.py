"""Bursts of votes that wait for the moderators of a server, and what they decided.

While a flag is open that holds, votes of members who are new to voting there are kept but do not count (`held`). What
counted before stays, also where its member changes their mind. A decision moves all held votes at once: they count, or
are left out (`left_out`), with those of the burst that counted before or without. Nothing is deleted. A flag that
members opened who may not vote holds nothing, or they could stop all others.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.catalogue.server_entries import own_id
from bot.community.bursts import HELD_SECONDS
from bot.store.database import LARGEST_ID, Database, Session
from bot.store.tables.first_votes import COUNTS, KNOWN

Outcome = Literal["counted", "dropped", "cleared"]
"""What moderators may do with the votes of a burst: count those held, leave those out, or those that counted too."""
State = Literal["open", "expired"] | Outcome

_OWN = re.compile("c-[0-9]*")
_NO_SUGGESTION = 0
_Key = tuple[int, str, int]
"""A server, a resource, and when the flag was opened."""
VOTABLE = """(
    CAST({suggested} AS BIGINT) IS NULL
    OR EXISTS (SELECT 1 FROM suggestion WHERE guild_id = $1 AND id = {suggested} AND state IN ('open', 'approved'))
)"""
"""Checked in the statement that stores something: a suggestion may have been declined since it was shown."""
_IS_VOTABLE = f"SELECT {VOTABLE.format(suggested='$2')}"
HOLDING = f"""
flag.guild_id = $1 AND flag.resource_id = $2 AND state = 'open' AND holds = 1
AND NOT {KNOWN.format(guild="$1", voter="$3", at="$5")}
"""
"""The flag that holds a vote for $2 that the voter $3 casts at $5, if there is one."""
_BEFORE = f"""
vote.guild_id = {{guild}} AND vote.resource_id = {{resource}} AND {COUNTS} AND cast_at BETWEEN {{since}} AND {{at}}
AND NOT {KNOWN.format(guild="vote.guild_id", voter="vote.voter_id", at="{at}")}
"""
"""The votes of a burst that counted before it was seen."""
_WAITS = "held = 1 AND left_out = 0"
_BEFORE_FLAG = _BEFORE.format(guild="flag.guild_id", resource="flag.resource_id", since="since", at="opened_at")
_FLAG = f"""
SELECT flag.resource_id, opened_at, since, attempts, state, decided_by, holds, until, decided_at,
    CASE WHEN state <> 'open' THEN votes ELSE (
        SELECT count(*) FROM vote WHERE vote.guild_id = flag.guild_id AND vote.resource_id = flag.resource_id
            AND {_WAITS} AND choice <> 'withdrawn'
    ) END,
    (SELECT count(*) FROM vote WHERE {_BEFORE_FLAG})
FROM flag WHERE flag.guild_id = $1
"""  # noqa: S608 - ours
_OPEN = f"""
INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts, holds, until)
SELECT $1, $2, CASE WHEN $3 > opened THEN $3 ELSE opened END, CASE WHEN $4 > decided THEN $4 ELSE decided END, $5, $6,
    $3 + {HELD_SECONDS}
FROM (
    SELECT coalesce(max(opened_at) + 1, 0) AS opened, coalesce(max(decided_at) + 1, 0) AS decided
    FROM flag WHERE guild_id = $1 AND resource_id = $2
) AS earlier
"""  # noqa: S608 - ours
_NOTE = """
UPDATE flag SET attempts = CASE WHEN attempts < $3 THEN $3 ELSE attempts END
WHERE guild_id = $1 AND resource_id = $2 AND state = 'open' RETURNING holds
"""
_BEGIN_TO_HOLD = f"""
UPDATE flag SET holds = 1, until = $3 + {HELD_SECONDS} WHERE guild_id = $1 AND resource_id = $2 AND state = 'open'
"""  # noqa: S608 - ours
_CLOSE = """
UPDATE flag SET state = $4, decided_by = $5, decided_at = $6, votes = $7
WHERE guild_id = $1 AND resource_id = $2 AND opened_at = $3
"""
_COUNT = f"UPDATE vote SET held = 0 WHERE guild_id = $1 AND resource_id = $2 AND {_WAITS}"  # noqa: S608 - ours
_LEAVE_OUT = f"UPDATE vote SET left_out = 1 WHERE guild_id = $1 AND resource_id = $2 AND {_WAITS}"  # noqa: S608 - ours
_CLEAR = f"""
UPDATE vote SET held = 1, left_out = 1 WHERE {_BEFORE.format(guild="$1", resource="$2", since="$3", at="$4")}
"""  # noqa: S608 - ours
_OVERDUE = "SELECT guild_id, resource_id, opened_at FROM flag WHERE state = 'open' AND until <= $1"
_MOVE = """
INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts, holds, until)
SELECT guild_id, $2, CASE WHEN next > opened_at THEN next ELSE opened_at END, since, attempts, holds, until
FROM (
    SELECT guild_id, opened_at, since, attempts, holds, until, (
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
    holds = CASE WHEN flag.holds > excluded.holds THEN flag.holds ELSE excluded.holds END,
    until = CASE WHEN flag.until > excluded.until THEN flag.until ELSE excluded.until END
"""
_MOVED = """
DELETE FROM flag WHERE resource_id = $1 AND state = 'open' AND (CAST($2 AS BIGINT) IS NULL OR guild_id = $2)
"""
_MOVE_DECIDED = """
UPDATE flag SET resource_id = $2
WHERE resource_id = $1 AND state <> 'open' AND (CAST($3 AS BIGINT) IS NULL OR guild_id = $3) AND NOT EXISTS (
    SELECT 1 FROM flag AS there
    WHERE there.guild_id = flag.guild_id AND there.resource_id = $2 AND there.opened_at = flag.opened_at
)
"""
"""Where a flag was opened in the very same second, this one stays under the old id."""


class Flag(Struct, frozen=True):
    """A burst for one resource: how many new voters pressed between `since` and `opened_at` and later, in seconds since
    1970, what was decided, by whom and when.

    `votes` are held, until moderators decide or else count from `until` on; of a decided flag they are those that the
    decision was about, None where that was not noted. `before` still count, since they did before the burst was seen.
    """

    resource_id: str
    opened_at: int
    since: int
    attempts: int
    state: State
    decided_by: int | None
    holds: bool
    until: int
    decided_at: int | None
    votes: int | None
    before: int


class Decision(Struct, frozen=True):
    """What became of a moderator's decision, and the flag as it is now. `first`: nobody had decided before."""

    first: bool
    flag: Flag


class Flags:
    """The flags of all servers. Methods raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def open(self, guild_id: int, resource_id: str, since: float, attempts: int, *, holds: bool = True) -> bool:
        """Flag a burst: if it `holds`, votes are held from now on. False where one is open already: that one takes note
        of the attempts, and is as good as new if it begins to hold; and where a suggestion is declined.

        What moderators have decided on is no part of a later burst.
        """
        about, now = (guild_id, resource_id), int(self._now())

        async def work(session: Session) -> bool:
            held = await session.value(_NOTE, (*about, attempts))
            if held is None:
                if not await session.value(_IS_VOTABLE, (guild_id, suggested(resource_id))):
                    return False
                await session.rows(_OPEN, (*about, now, int(since), attempts, int(holds)))
            elif held or not holds:
                return False
            else:
                await session.rows(_BEGIN_TO_HOLD, (*about, now))
            return True

        return await self._database.transact(work)

    async def waiting(self, guild_id: int) -> list[Flag]:
        """The open flags of this server, the oldest first."""
        return await _flags(self._database, "state = 'open' ORDER BY opened_at, resource_id", (guild_id,))

    async def find(self, guild_id: int, resource_id: str, opened_at: int) -> Flag | None:
        """This flag of this server, open or decided."""
        return await _flag(self._database, (guild_id, resource_id, opened_at))

    async def decided(self, guild_id: int, most: int) -> list[Flag]:
        """The flags of this server that were decided last, the latest first."""
        where = "state <> 'open' ORDER BY decided_at DESC, resource_id, opened_at LIMIT $2"
        return await _flags(self._database, where, (guild_id, most))

    async def opened_since(self, guild_id: int, moment: float) -> int:
        """How many bursts of this server were flagged since then, decided or not."""
        sql = "SELECT count(*) FROM flag WHERE guild_id = $1 AND opened_at > $2"
        return int(await self._database.value(sql, (guild_id, int(moment))))

    async def decide(
        self, guild_id: int, resource_id: str, opened_at: int, outcome: Outcome, moderator_id: int
    ) -> Decision | None:
        """Count the held votes or leave them out, in one transaction. The first decision stands; None if there is no
        such flag.
        """
        key = (guild_id, resource_id, opened_at)
        return await self._database.transact(lambda session: self._close(session, key, outcome, moderator_id))

    async def count_overdue(self) -> frozenset[int]:
        """Count what is held and was not decided in time. Returns the servers where that was so."""
        overdue = await self._database.rows(_OVERDUE, (int(self._now()),))
        for guild_id, resource_id, opened_at in overdue:
            key = (guild_id, resource_id, opened_at)
            await self._database.transact(partial(self._close, key=key, state="expired", moderator_id=None))
        return frozenset(guild_id for guild_id, _, _ in overdue)

    async def _close(self, session: Session, key: _Key, state: State, moderator_id: int | None) -> Decision | None:
        flag = await _flag(session, key)
        if flag is None or flag.state != "open":
            return Decision(False, flag) if flag else None
        votes = (flag.votes or 0) + (flag.before if state == "cleared" else 0)
        await session.rows(_CLOSE, (*key, state, moderator_id, int(self._now()), votes))
        await session.rows(_COUNT if state in ("counted", "expired") else _LEAVE_OUT, key[:2])
        if state == "cleared":
            await session.rows(_CLEAR, (*key[:2], flag.since, flag.opened_at))
        closed = await _flag(session, key)
        return Decision(True, closed) if closed else None


def suggested(resource_id: str) -> int | None:
    """The suggestion that a vote or flag for this resource needs, for `VOTABLE`; None for an entry of the list."""
    if not _OWN.fullmatch(resource_id):
        return None
    number = int(resource_id[2:] or _NO_SUGGESTION)
    return number if own_id(number) == resource_id and number <= LARGEST_ID else _NO_SUGGESTION


async def move(session: Session, old: str, new: str, guild_id: int | None) -> None:
    """Move flags from one id to another, in one server or in all; two open ones become one."""
    await session.rows(_MOVE_DECIDED, (old, new, guild_id))
    await session.rows(_MOVE, (old, new, guild_id))
    await session.rows(_MOVED, (old, guild_id))


async def _flag(session: Session, key: _Key) -> Flag | None:
    return next(iter(await _flags(session, "resource_id = $2 AND opened_at = $3", key)), None)


async def _flags(session: Session, where: str, values: tuple[object, ...]) -> list[Flag]:
    found = [Flag(*row) for row in await session.rows(f"{_FLAG} AND {where}", values)]
    return [replace(flag, holds=bool(flag.holds)) for flag in found]
