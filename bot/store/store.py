"""The one place that holds SQL at run time: votes, and what Discord was told of the commands."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import aiosqlite

from bot.store.errors import StoreUnavailable, StoreUnusable, explained
from bot.store.migrate import migrate, shipped_migrations

BUSY_SECONDS = 2.0
"""How long a statement waits for a lock: Discord gives an interaction three seconds."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a press of the vote button led to: whether the member's vote now counts, and all votes if they are known."""

    helped: bool
    votes: int | None


class Store:
    """The bot's memory in an SQLite file.

    One connection serves all tasks. It is in autocommit mode and each change is one statement, so that no
    task's transaction can hold another's. An acknowledged change is on the disk (WAL, synchronous=FULL).
    """

    def __init__(self, database: aiosqlite.Connection, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls, path: Path, now: Callable[[], float], busy_seconds: float = BUSY_SECONDS
    ) -> AsyncIterator["Store"]:
        """The store in this file, made and migrated where needed. Raises `StoreUnusable` with what to do."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(path)):
                pass  # tried here first, because aiosqlite leaves a thread behind where it cannot connect
            database = await aiosqlite.connect(path, isolation_level=None, timeout=busy_seconds)
        except (aiosqlite.Error, OSError) as error:
            raise StoreUnusable(explained(path, error)) from error
        try:
            await _prepare(database, path)
            yield cls(database, now)
        finally:
            await database.close()

    async def toggle_vote(self, guild_id: int, resource_id: str, user_id: int) -> Ballot:
        """Cast this member's vote, or take it back if it counts already. Raises `StoreUnavailable`."""
        with _faults():
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
        with _faults():
            rows = await self._database.execute_fetchall(
                "SELECT count(*) FROM vote WHERE guild_id = ? AND resource_id = ? AND helped = 1",
                (guild_id, resource_id),
            )
        return sum(int(row[0]) for row in rows)

    async def tally(self, guild_id: int | None) -> dict[str, int]:
        """The votes of this server by resource; empty outside of servers. Raises `StoreUnavailable`."""
        if guild_id is None:
            return {}
        with _faults():
            rows = await self._database.execute_fetchall(
                "SELECT resource_id, count(*) FROM vote WHERE guild_id = ? AND helped = 1 GROUP BY resource_id",
                (guild_id,),
            )
        return {str(resource_id): int(votes) for resource_id, votes in rows}

    async def follow_redirects(self, redirects: Mapping[str, str]) -> None:
        """Move the votes for resources whose ids were renamed, from the old id to the new. Safe to do again.

        A member with votes under both ids keeps one. Raises `StoreUnavailable`.
        """
        with _faults():
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
        with _faults():
            rows = await self._database.execute_fetchall(
                "SELECT digest FROM command_sync WHERE application_id = ?", (application_id,)
            )
        return next((str(row[0]) for row in rows), None)

    async def note_synced_commands(self, application_id: int, digest: str) -> None:
        """Remember what Discord was told of the commands. Raises `StoreUnavailable`."""
        with _faults():
            await self._database.execute(
                """
                INSERT INTO command_sync (application_id, digest) VALUES (?, ?)
                ON CONFLICT (application_id) DO UPDATE SET digest = excluded.digest
                """,
                (application_id, digest),
            )


async def _prepare(database: aiosqlite.Connection, path: Path) -> None:
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            await database.execute(f"PRAGMA {pragma}")
        await migrate(database, shipped_migrations())
    except StoreUnusable as error:
        raise StoreUnusable(f"{path}: {error}") from error
    except aiosqlite.Error as error:
        raise StoreUnusable(explained(path, error)) from error


@contextlib.contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except (aiosqlite.Error, ValueError) as error:  # aiosqlite says ValueError once the connection is closed
        raise StoreUnavailable(str(error)) from error
