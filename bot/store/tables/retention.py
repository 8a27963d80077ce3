"""What is deleted automatically, and when: expired data, and everything of a server that removed the bot."""

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct

from bot.community.question_statistics import MONTHS_KEPT, month_of
from bot.store.database import Database

DAY = 86_400
MONTH = 30 * DAY
YEAR = 365 * DAY
BATCH = 100
"""The most rows that one statement changes, so that voters wait only milliseconds meanwhile."""

SERVER_TABLES: Mapping[str, str] = {
    "vote": "guild_id, resource_id, voter_id",
    "tally": "guild_id, resource_id, choice",
    "flag": "guild_id, resource_id, opened_at",
    "report": "guild_id, resource_id, user_id, reporter_id",
    "review": "guild_id, resource_id, user_id",
    "suggestion": "id",
    "placement": "guild_id, resource_id",
    "block": "guild_id, user_id",
    "asked": "guild_id, month, combination, found",
    "posted": "guild_id, about, message_id",
    "server": "guild_id",
}
"""Every table that belongs to servers, with its key. `server` comes last, since it has when the bot was removed."""


class Term(Struct, frozen=True):
    """How long something is kept: it is deleted once `due`, where `$1` is the moment that many seconds ago."""

    table: str
    key: str
    due: str
    seconds: int


_TERMS = (
    Term("forgotten", "fingerprint", "until <= $1", 0),
    Term("vote", SERVER_TABLES["vote"], "choice = 'withdrawn' AND changed_at <= $1", MONTH),
    Term("vote", SERVER_TABLES["vote"], "left_out = 1 AND changed_at <= $1", YEAR),
    Term("placement", SERVER_TABLES["placement"], "until <= $1", MONTH),
    Term("suggestion", "id", "state = 'draft' AND created_at <= $1", DAY),
    Term("suggestion", "id", "state IN ('declined', 'merged') AND decided_at <= $1", YEAR),
    Term("flag", SERVER_TABLES["flag"], "state <> 'open' AND decided_at <= $1", YEAR),
    Term("posted", SERVER_TABLES["posted"], "posted_at <= $1", YEAR),
    Term("review", SERVER_TABLES["review"], "state = 'removed' AND written_at <= $1", YEAR),
)


def _some(table: str, key: str, due: str) -> str:
    return f"({key}) IN (SELECT {key} FROM {table} WHERE {due} LIMIT {BATCH}) RETURNING 1"  # noqa: S608 - ours


def _deleting(table: str, key: str, due: str) -> str:
    return f"DELETE FROM {table} WHERE {_some(table, key, due)}"  # noqa: S608 - names of ours


_DELETE_OLD = {_deleting(term.table, term.key, term.due): term.seconds for term in _TERMS}
_DELETE_ASKED = _deleting("asked", SERVER_TABLES["asked"], "month <= $1")
_IS_EXACT = "voter_id < 0 AND (changed_at % 86400 <> 0 OR cast_at % 86400 <> 0)"
_EXACT = _some("vote", SERVER_TABLES["vote"], f"{_IS_EXACT} AND changed_at <= $1")
_COARSEN = f"UPDATE vote SET cast_at = cast_at / 86400 * 86400, changed_at = changed_at / 86400 * 86400 WHERE {_EXACT}"  # noqa: S608 - ours
_GONE = "EXISTS (SELECT 1 FROM server WHERE guild_id = $1 AND left_at <= $2)"
"""Checked at every step, since the bot may be added again between two of them."""
_DELETE_SERVER = tuple(_deleting(table, key, f"guild_id = $1 AND {_GONE}") for table, key in SERVER_TABLES.items())
_STORED_SERVERS = tuple(
    f"""
    WITH RECURSIVE found (id) AS (
        SELECT min(guild_id) FROM {table}
        UNION ALL
        SELECT (SELECT min(guild_id) FROM {table} WHERE guild_id > found.id) FROM found WHERE found.id IS NOT NULL
    )
    SELECT id FROM found WHERE id IS NOT NULL
    """  # noqa: S608 - names of ours
    for table in SERVER_TABLES
)
"""From server to server along the index: one step per server, not per vote."""


class Retention:
    """Deletes data when docs/privacy.md says so. Methods raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def left(self, guild_id: int) -> None:
        """Note that the bot is no longer in this server. The first such moment counts."""
        await self._database.rows(
            """
            INSERT INTO server (guild_id, left_at) VALUES ($1, $2)
            ON CONFLICT (guild_id) DO UPDATE SET left_at = coalesce(server.left_at, excluded.left_at)
            """,
            (guild_id, int(self._now())),
        )

    async def joined(self, guild_id: int) -> None:
        """Note that the bot is in this server, again or still."""
        await self._database.rows(
            "UPDATE server SET left_at = NULL WHERE guild_id = $1 AND left_at IS NOT NULL", (guild_id,)
        )

    async def note_servers(self, present: Collection[int], judged: Callable[[int], bool] = lambda _: True) -> None:
        """Note for every stored server whether the bot is in it, given the servers that it is in now.

        Servers that are not `judged` are left alone: they belong to another process.
        """
        gone = {row[0] for row in await self._database.rows("SELECT guild_id FROM server WHERE left_at IS NOT NULL")}
        for guild_id in gone.intersection(present):
            await self.joined(guild_id)
        stored = {row[0] for sql in _STORED_SERVERS for row in await self._database.rows(sql)}
        for guild_id in filter(judged, stored.difference(present, gone)):
            await self.left(guild_id)

    async def purge(self) -> int:
        """Delete what has expired, in small steps. Returns how many rows that were."""
        now = int(self._now())
        await self._in_steps(_COARSEN, (now - DAY,))
        deleted = await self._in_steps(_DELETE_ASKED, (month_of(now, back=MONTHS_KEPT),))
        for sql, seconds in _DELETE_OLD.items():
            deleted += await self._in_steps(sql, (now - seconds,))
        for row in await self._database.rows("SELECT guild_id FROM server WHERE left_at <= $1", (now - MONTH,)):
            for sql in _DELETE_SERVER:
                deleted += await self._in_steps(sql, (row[0], now - MONTH))
        return deleted

    async def _in_steps(self, sql: str, values: Sequence[object]) -> int:
        total = 0
        while found := len(await self._database.rows(sql, values)):
            total += found
        return total
