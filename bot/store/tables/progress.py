"""What each member is doing and has done, which only they can see, export and delete."""

from collections.abc import Callable
from typing import Literal, cast

from bot.store.database import Database, Session

State = Literal["doing", "done"]


class Progress:
    """The members' lists. Every method raises `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def of(self, user_id: int) -> dict[str, State]:
        """What this member has marked, by resource, the latest first."""
        rows = await self._database.rows(
            "SELECT resource_id, state FROM progress WHERE user_id = $1 ORDER BY changed_at DESC, resource_id",
            (user_id,),
        )
        return {resource_id: cast("State", state) for resource_id, state in rows}

    async def mark(self, user_id: int, resource_id: str, state: State) -> None:
        """Remember that this member is doing or has done a resource."""
        await self._database.rows(
            """
            INSERT INTO progress (user_id, resource_id, state, changed_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (user_id, resource_id)
            DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at
            """,
            (user_id, resource_id, state, int(self._now())),
        )

    async def unmark(self, user_id: int, resource_id: str) -> None:
        """Forget one mark of this member."""
        await self._database.rows(
            "DELETE FROM progress WHERE user_id = $1 AND resource_id = $2", (user_id, resource_id)
        )


async def move(session: Session, old: str, new: str) -> None:
    """Move marks from one id to another; "done" outlasts "doing"."""
    await session.rows(
        """
        INSERT INTO progress (user_id, resource_id, state, changed_at)
        SELECT user_id, $2, state, changed_at FROM progress WHERE resource_id = $1
        ON CONFLICT (user_id, resource_id) DO UPDATE SET
            state = CASE WHEN 'done' IN (progress.state, excluded.state) THEN 'done' ELSE 'doing' END
        """,
        (old, new),
    )
    await session.rows("DELETE FROM progress WHERE resource_id = $1", (old,))
