"""The bot's memory: votes, progress, and what Discord was told of the commands."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import aiosqlite
from msgspec import Struct

from bot.store.connection import BUSY_SECONDS, connect, faults
from bot.store.errors import StoreUnavailable
from bot.store.progress import Progress


class Ballot(Struct, frozen=True):
    """What a press of the vote button led to: whether the member's vote now counts, and all votes if they are known."""

    helped: bool
    votes: int | None


class Store:
    """The bot's memory in an SQLite file: votes here, members' own lists in `progress`."""

    def __init__(self, database: aiosqlite.Connection, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now
        self.progress = Progress(database, now)

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls, path: Path, now: Callable[[], float], busy_seconds: float = BUSY_SECONDS
    ) -> AsyncIterator["Store"]:
        """The store in this file, made and migrated where needed. Raises `StoreUnusable` with what to do."""
        async with connect(path, busy_seconds) as database:
            yield cls(database, now)

    async def toggle_vote(self, guild_id: int, resource_id: str, user_id: int) -> Ballot:
        """Cast this member's vote, or take it back if it counts already. Raises `StoreUnavailable`."""
        with faults():
            rows = await self._database.execute_fetchall(
                """
                INSERT INTO vote (guild_id, resource_id, user_id, helped, changed_at) VALUES (?, ?, ?, 1, ?)
                ON CONFLICT (guild_id, resource_id, user_id)
                DO UPDATE SET helped = 1 - helped, changed_at = excluded.changed_at
                RETURNING helped
                """,
                (guild_id, resource_id, user_id, int(self._now())),
            )
        helped = any(bool(row[0]) for row in rows)
        try:
            return Ballot(helped, await self.votes(guild_id, resource_id))
        except StoreUnavailable:  # the vote is cast all the same
            return Ballot(helped, None)

    async def votes(self, guild_id: int, resource_id: str) -> int:
        """How many members of this server the resource helped. Raises `StoreUnavailable`."""
        with faults():
            rows = await self._database.execute_fetchall(
                "SELECT count(*) FROM vote WHERE guild_id = ? AND resource_id = ? AND helped = 1",
                (guild_id, resource_id),
            )
        return sum(int(row[0]) for row in rows)

    async def tally(self, guild_id: int | None) -> dict[str, int]:
        """The votes of this server by resource; empty outside of servers. Raises `StoreUnavailable`."""
        if guild_id is None:
            return {}
        with faults():
            rows = await self._database.execute_fetchall(
                "SELECT resource_id, count(*) FROM vote WHERE guild_id = ? AND helped = 1 GROUP BY resource_id",
                (guild_id,),
            )
        return {str(resource_id): int(votes) for resource_id, votes in rows}

    async def follow_redirects(self, redirects: Mapping[str, str]) -> None:
        """Move the votes for resources whose ids were renamed, from the old id to the new. Safe to do again.

        A member with votes under both ids keeps one. Raises `StoreUnavailable`.
        """
        with faults():
            for old, new in redirects.items():
                await self._database.execute(
                    """
                    INSERT INTO vote (guild_id, resource_id, user_id, helped, changed_at)
                    SELECT guild_id, ?, user_id, helped, changed_at FROM vote WHERE resource_id = ?
                    ON CONFLICT DO UPDATE SET helped = max(helped, excluded.helped)
                    """,
                    (new, old),
                )
                await self._database.execute("DELETE FROM vote WHERE resource_id = ?", (old,))

    async def synced_commands(self, application_id: int) -> str | None:
        """The digest of the commands that Discord was told of last. Raises `StoreUnavailable`."""
        with faults():
            rows = await self._database.execute_fetchall(
                "SELECT digest FROM command_sync WHERE application_id = ?", (application_id,)
            )
        return next((str(row[0]) for row in rows), None)

    async def note_synced_commands(self, application_id: int, digest: str) -> None:
        """Remember what Discord was told of the commands. Raises `StoreUnavailable`."""
        with faults():
            await self._database.execute(
                """
                INSERT INTO command_sync (application_id, digest) VALUES (?, ?)
                ON CONFLICT (application_id) DO UPDATE SET digest = excluded.digest
                """,
                (application_id, digest),
            )

    async def all_about(self, user_id: int) -> dict[str, Any]:
        """Everything stored about this member: votes by server, and progress. Raises `StoreUnavailable`."""
        with faults():
            votes = await self._database.execute_fetchall(
                """
                SELECT guild_id, resource_id, helped, changed_at FROM vote WHERE user_id = ?
                ORDER BY guild_id, resource_id
                """,
                (user_id,),
            )
            marks = await self._database.execute_fetchall(
                "SELECT resource_id, state, changed_at FROM progress WHERE user_id = ? ORDER BY resource_id", (user_id,)
            )
        return {
            "votes": [dict(zip(("server", "resource", "helped", "changed_at"), row, strict=True)) for row in votes],
            "progress": [dict(zip(("resource", "state", "changed_at"), row, strict=True)) for row in marks],
        }

    async def forget(self, user_id: int) -> None:
        """Delete everything stored about this member. Raises `StoreUnavailable`."""
        with faults():
            await self._database.execute_fetchall("DELETE FROM vote WHERE user_id = ?", (user_id,))
            await self._database.execute_fetchall("DELETE FROM progress WHERE user_id = ?", (user_id,))
