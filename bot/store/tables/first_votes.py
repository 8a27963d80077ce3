"""Who votes in a server for the first time, and how many usually do so at once."""

from collections.abc import Callable, Collection

from bot.community.bursts import DAY, KNOWN_AFTER, USUAL_SECONDS, WINDOW
from bot.store.database import Database

COUNTS = "held = 0 AND choice <> 'withdrawn'"
KNOWN = f"""EXISTS (
    SELECT 1 FROM vote AS earlier WHERE earlier.guild_id = {{guild}} AND earlier.voter_id = {{voter}}
        AND earlier.held = 0 AND earlier.choice <> 'withdrawn' AND earlier.cast_at <= {{at}} - {KNOWN_AFTER}
)"""  # noqa: S608 - ours
"""Whether this voter was known in this server at that moment: a vote of theirs had counted for a day."""
_KNOWN_AMONG = f"SELECT DISTINCT voter_id FROM vote WHERE guild_id = $1 AND cast_at <= $2 AND {COUNTS}"  # noqa: S608 - ours
_BUSIEST = f"""
WITH earlier AS (
    SELECT voter_id, min(cast_at) AS began FROM vote
    WHERE guild_id = $1 AND voter_id > 0 AND {COUNTS} GROUP BY voter_id
), found AS (
    SELECT cast_at / {DAY} AS day, count(*) AS members FROM vote JOIN earlier ON earlier.voter_id = vote.voter_id
    WHERE guild_id = $1 AND cast_at > $2 AND cast_at <= $3 AND cast_at < began + {KNOWN_AFTER} AND {COUNTS}
        AND (choice = 'helped') = ($4 = 0)
    GROUP BY cast_at / {DAY}, cast_at / {WINDOW}, resource_id
)
SELECT max(members) FROM found GROUP BY day
"""  # noqa: S608 - ours


class FirstVotes:
    """First votes of members in servers. Methods raise `StoreUnavailable` where the database fails.

    They read the votes of one member by their index, or those of one server in the order of their key.
    """

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def new_among(self, guild_id: int, members: Collection[int]) -> frozenset[int]:
        """Those of the members who have no vote in this server that has counted for a day."""
        places = ", ".join(f"${number}" for number in range(3, 3 + len(members)))
        known = await self._database.rows(
            f"{_KNOWN_AMONG} AND voter_id IN ({places})", (guild_id, int(self._now()) - KNOWN_AFTER, *members)
        )
        return frozenset(members) - {row[0] for row in known}

    async def busiest(self, guild_id: int, *, against: bool) -> list[int]:
        """The most new voters for one entry within ten minutes, or `against` one, for each day of the last weeks that
        had any, but for the last 24 hours. Those who had themselves forgotten are not among them: their votes keep no
        time.
        """
        now = int(self._now())
        rows = await self._database.rows(_BUSIEST, (guild_id, now - USUAL_SECONDS, now - DAY, int(against)))
        return [int(row[0]) for row in rows]
