"""Everything stored about one member, to be given and to be deleted."""

from collections.abc import Callable
from typing import Any

from bot.store.connection import Database

DAY = 86_400


class Members:
    """What the other parts of the store hold of a member. Raises `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def all_about(self, user_id: int) -> dict[str, Any]:
        """Everything stored about this member, by kind."""
        votes = await self._database.rows(
            """
            SELECT guild_id, resource_id, choice, changed_at FROM vote WHERE voter_id = $1
            ORDER BY guild_id, resource_id
            """,
            (user_id,),
        )
        marks = await self._database.rows(
            "SELECT resource_id, state, changed_at FROM progress WHERE user_id = $1 ORDER BY resource_id", (user_id,)
        )
        return {
            "votes": [dict(zip(("server", "resource", "choice", "changed_at"), row, strict=True)) for row in votes],
            "progress": [dict(zip(("resource", "state", "changed_at"), row, strict=True)) for row in marks],
        }

    async def forget(self, user_id: int) -> None:
        """Delete everything about this member. Their votes count on as nobody's, each apart from the others."""
        async with self._database.transaction() as session:
            await session.rows("DELETE FROM vote WHERE voter_id = $1 AND choice = 'withdrawn'", (user_id,))
            await session.rows(
                """
                UPDATE vote SET voter_id = -abs(random() / 2), cast_at = cast_at / $2 * $2,
                    changed_at = changed_at / $2 * $2
                WHERE voter_id = $1
                """,
                (user_id, DAY),
            )
            await session.rows("DELETE FROM progress WHERE user_id = $1", (user_id,))
