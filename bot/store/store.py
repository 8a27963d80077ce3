"""The bot's memory: every part of it over one database."""

import contextlib
import random
from collections.abc import AsyncIterator, Callable, Mapping

from bot.store.address import Address
from bot.store.database import BUSY_SECONDS, Database, Observe, Observed
from bot.store.opening import connected
from bot.store.tables.asked import AskedCounts
from bot.store.tables.bursts import Flags
from bot.store.tables.counts import Counts
from bot.store.tables.first_votes import FirstVotes
from bot.store.tables.members import Members
from bot.store.tables.moving import follow_redirects
from bot.store.tables.posted import Posted
from bot.store.tables.progress import Progress
from bot.store.tables.rankings import Rankings
from bot.store.tables.retention import Retention
from bot.store.tables.reviews import Reviews
from bot.store.tables.servers import Servers
from bot.store.tables.suggestions import Suggestions
from bot.store.tables.votes import Votes


class Store:
    """The bot's memory in a database. Its parts raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self.now = now
        self.votes = Votes(database, now)
        self.first_votes = FirstVotes(database, now)
        self.flags = Flags(database, now)
        self.rankings = Rankings(database)
        self.progress = Progress(database, now)
        self.reviews = Reviews(database, now)
        self.servers = Servers(database, now)
        self.suggestions = Suggestions(database, now)
        self.posted = Posted(database, now)
        self.members = Members(database, now)
        self.retention = Retention(database, now)
        self.asked = AskedCounts(database)
        self.counts = Counts(database)

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls,
        address: Address,
        now: Callable[[], float],
        busy_seconds: float = BUSY_SECONDS,
        *,
        observe: Observe | None = None,
        chance: Callable[[], float] = random.random,
    ) -> AsyncIterator["Store"]:
        """The store at this address, made and migrated where needed. Raises `StoreUnusable` with what to do.

        `observe` is called at the end of each access. `chance` gives numbers from 0 to 1: those in each other's way at
        a PostgreSQL server retry at different moments.
        """
        async with connected(address, busy_seconds, chance) as database:
            yield cls(Observed(database, observe) if observe else database, now)

    async def follow_redirects(self, redirects: Mapping[str, str]) -> None:
        """Move what is stored under renamed ids. Safe to repeat. Raises `StoreUnavailable`."""
        await follow_redirects(self._database, redirects)

    async def synced_commands(self, application_id: int) -> str | None:
        """The digest of the commands last registered with Discord. Raises `StoreUnavailable`."""
        found = await self._database.value(
            "SELECT digest FROM command_sync WHERE application_id = $1", (application_id,)
        )
        return None if found is None else str(found)

    async def note_synced_commands(self, application_id: int, digest: str) -> None:
        """Remember the digest of the commands registered with Discord. Raises `StoreUnavailable`."""
        await self._database.rows(
            """
            INSERT INTO command_sync (application_id, digest) VALUES ($1, $2)
            ON CONFLICT (application_id) DO UPDATE SET digest = excluded.digest
            """,
            (application_id, digest),
        )
