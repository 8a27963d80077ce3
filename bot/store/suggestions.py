"""What members propose, from the draft to what became of it."""

from collections.abc import Callable

from bot.store.connection import Database


class Suggestions:
    """The suggestions of all servers. Methods raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def entries(self, guild_id: int) -> list[str]:
        """The entries of this server's own, as JSON, the oldest first."""
        rows = await self._database.rows(
            "SELECT entry FROM suggestion WHERE guild_id = $1 AND state = 'approved' ORDER BY id", (guild_id,)
        )
        return [row[0] for row in rows]
