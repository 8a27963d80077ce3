"""How much there is in a server of what its moderators look after."""

from msgspec import Struct

from bot.store.connection import Database


class Waiting(Struct, frozen=True):
    """How much waits for a decision: open suggestions, bursts of votes, and reviews that members reported."""

    suggestions: int
    bursts: int
    reports: int


class Said(Struct, frozen=True):
    """How much a server's members said: votes that count, what they suggested, and reviews that are shown."""

    votes: int
    suggestions: int
    reviews: int


class Counts:
    """Counts over several tables. Methods raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, guild_id: int) -> Waiting:
        """What waits for the moderators of this server."""
        return Waiting(
            await self._count("suggestion WHERE guild_id = $1 AND state = 'open'", guild_id),
            await self._count("flag WHERE guild_id = $1 AND state = 'open'", guild_id),
            await self._count(
                """
                review WHERE guild_id = $1 AND state = 'shown' AND EXISTS (
                    SELECT 1 FROM report WHERE report.guild_id = review.guild_id
                        AND report.resource_id = review.resource_id AND report.user_id = review.user_id
                )
                """,
                guild_id,
            ),
        )

    async def said(self, guild_id: int) -> Said:
        """What was said in this server."""
        return Said(
            int(await self._database.value("SELECT sum(votes) FROM tally WHERE guild_id = $1", (guild_id,)) or 0),
            await self._count("suggestion WHERE guild_id = $1 AND state <> 'draft'", guild_id),
            await self._count("review WHERE guild_id = $1 AND state IN ('shown', 'kept')", guild_id),
        )

    async def _count(self, of: str, guild_id: int) -> int:
        return int(await self._database.value(f"SELECT count(*) FROM {of}", (guild_id,)))  # noqa: S608 - texts of ours
