"""How often each combination was asked for in a server, month by month."""

from collections.abc import Mapping

from bot.community.question_statistics import Asking
from bot.store.database import UNHURRIED, Database, Session

_ADD = """
INSERT INTO asked (guild_id, month, combination, found, times) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (guild_id, month, combination, found) DO UPDATE SET times = asked.times + excluded.times
"""


class AskedCounts:
    """The counts of all servers. Methods raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, counts: Mapping[Asking, int]) -> None:
        """Add to the counts, all of them or none."""

        async def work(session: Session) -> None:
            for asking, times in counts.items():
                key = (asking.server, asking.month, asking.combination, int(asking.found))
                await session.rows(_ADD, (*key, times))

        await self._database.transact(work, seconds=UNHURRIED)  # they may be many, and nobody waits for them

    async def of_month(self, guild_id: int, month: str, *, found: bool) -> dict[str, int]:
        """How often each combination was asked for in this month, of those that were found or not found."""
        rows = await self._database.rows(
            "SELECT combination, times FROM asked WHERE guild_id = $1 AND month = $2 AND found = $3",
            (guild_id, month, int(found)),
        )
        return dict(rows)
