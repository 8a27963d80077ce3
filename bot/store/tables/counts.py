"""How much there is in a server for its moderators to look after."""

from msgspec import Struct

from bot.store.database import Database

_WAITING = """
SELECT
    (SELECT count(*) FROM suggestion WHERE guild_id = $1 AND state = 'open'),
    (SELECT count(*) FROM flag WHERE guild_id = $1 AND state = 'open'),
    (SELECT count(*) FROM review WHERE guild_id = $1 AND (state = 'hidden' OR (state = 'shown' AND EXISTS (
        SELECT 1 FROM report WHERE report.guild_id = review.guild_id
            AND report.resource_id = review.resource_id AND report.user_id = review.user_id
    ))))
"""
_SAID = """
SELECT
    (SELECT CAST(coalesce(sum(votes), 0) AS BIGINT) FROM tally WHERE guild_id = $1),
    (SELECT count(*) FROM suggestion WHERE guild_id = $1 AND state <> 'draft'),
    (SELECT count(*) FROM review WHERE guild_id = $1 AND state IN ('shown', 'kept'))
"""


class Waiting(Struct, frozen=True):
    """How much waits for a decision: open suggestions, bursts of votes, and reviews that members reported."""

    suggestions: int
    bursts: int
    reports: int


class Said(Struct, frozen=True):
    """How much a server's members contributed: votes that count, suggestions, and reviews that are shown."""

    votes: int
    suggestions: int
    reviews: int


class Counts:
    """Counts over several tables. Methods raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, guild_id: int) -> Waiting:
        """What waits for the moderators of this server."""
        (row,) = await self._database.rows(_WAITING, (guild_id,))
        return Waiting(*row)

    async def said(self, guild_id: int) -> Said:
        """How much this server's members contributed."""
        (row,) = await self._database.rows(_SAID, (guild_id,))
        return Said(*row)
