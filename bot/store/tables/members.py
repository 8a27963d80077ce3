"""Everything stored about one member: exporting and deleting it."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from bot.store.database import Database, Session
from bot.store.tables.retention import DAY, MONTH


class Kind(Struct, frozen=True):
    """One kind of data about members: `column` says whose it is, `shown` what their export has of it.

    Other people's ids are left out of the export.
    """

    table: str
    column: str
    shown: tuple[str, ...]


KINDS: Mapping[str, Kind] = {
    "votes": Kind(
        "vote", "voter_id", ("guild_id", "resource_id", "choice", "held", "left_out", "cast_at", "changed_at")
    ),
    "progress": Kind("progress", "user_id", ("resource_id", "state", "changed_at")),
    "suggestions": Kind(
        "suggestion", "user_id",
        ("id", "guild_id", "title", "url", "format", "why", "audience", "state", "public", "entry", "merged_into",
         "reason", "created_at", "decided_at"),
    ),
    "reviews": Kind("review", "user_id", ("id", "guild_id", "resource_id", "text", "audience", "state", "written_at")),
    "reports_you_made": Kind("report", "reporter_id", ("guild_id", "resource_id", "reported_at")),
    "reports_of_your_reviews": Kind("report", "user_id", ("guild_id", "resource_id", "reported_at")),
    "blocks_against_you": Kind("block", "user_id", ("guild_id", "blocked_at")),
    "suggestions_you_decided": Kind(
        "suggestion", "decided_by", ("id", "guild_id", "title", "state", "merged_into", "reason", "decided_at")
    ),
    "bursts_you_decided": Kind("flag", "decided_by", ("guild_id", "resource_id", "opened_at", "state", "decided_at")),
    "placements_you_made": Kind(
        "placement", "placed_by", ("guild_id", "resource_id", "kind", "note", "until", "placed_at")
    ),
    "blocks_you_made": Kind("block", "blocked_by", ("guild_id", "blocked_at")),
}  # fmt: skip
_GIVE = {
    name: f"SELECT {', '.join(kind.shown)} FROM {kind.table} WHERE {kind.column} = $1"  # noqa: S608 - names of ours
    for name, kind in KINDS.items()
}
_NAMES = {"guild_id": "server", "resource_id": "resource"}
_IDS, _MOMENTS, _ANSWERS = {"guild_id", "id"}, {"until"}, {"held", "left_out", "public"}

_DELETE = (
    "DELETE FROM suggestion WHERE user_id = $1 AND state <> 'approved' RETURNING guild_id",
    "DELETE FROM review WHERE user_id = $1 RETURNING guild_id",
    "DELETE FROM report WHERE reporter_id = $1 RETURNING guild_id",
    "DELETE FROM vote WHERE voter_id = $1 AND (choice = 'withdrawn' OR left_out = 1) RETURNING guild_id",
    "UPDATE suggestion SET decided_by = NULL WHERE decided_by = $1 RETURNING guild_id",
    "UPDATE flag SET decided_by = NULL WHERE decided_by = $1 RETURNING guild_id",
    "UPDATE placement SET placed_by = NULL WHERE placed_by = $1 RETURNING guild_id",
    "UPDATE block SET blocked_by = NULL WHERE blocked_by = $1 RETURNING guild_id",
)
_MAKE_NOBODYS = """
UPDATE vote SET
    voter_id = -{number},
    cast_at = CASE WHEN changed_at > $2 THEN cast_at ELSE cast_at / 86400 * 86400 END,
    changed_at = CASE WHEN changed_at > $2 THEN changed_at ELSE changed_at / 86400 * 86400 END
WHERE voter_id = $1 RETURNING guild_id
"""
"""Each vote gets a number of its own. Today's votes keep their time for a day: forgetting cannot hide a burst."""


class Forgotten(Struct, frozen=True):
    """What became of a member's data: the servers it was in, and what stays there.

    `votes` still count without a name, in `voted_in` servers, where the member can vote again from `until`. `entries`
    that moderators approved stay as the server's, and `blocks` against the member stay.
    """

    servers: frozenset[int] = frozenset()
    votes: int = 0
    voted_in: int = 0
    until: int = 0
    entries: int = 0
    blocks: int = 0


class Members:
    """A member's data across all tables. Raises `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def all_about(self, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything stored about this member, by kind, as JSON can have it."""
        return {
            name: [_readable(KINDS[name].shown, row) for row in await self._database.rows(sql, (user_id,))]
            for name, sql in _GIVE.items()
        }

    async def forget(self, user_id: int) -> Forgotten:
        """Delete everything about this member. Their votes still count in rankings, without a name."""
        until = int(self._now()) + MONTH

        async def work(session: Session) -> Forgotten:
            servers = {row[0] for sql in _DELETE for row in await session.rows(sql, (user_id,))}
            await session.rows("DELETE FROM progress WHERE user_id = $1", (user_id,))
            entries = await session.rows(
                "UPDATE suggestion SET user_id = NULL WHERE user_id = $1 RETURNING guild_id", (user_id,)
            )
            make_nobodys = _MAKE_NOBODYS.format(number=session.random_number)
            votes = await session.rows(make_nobodys, (user_id, int(self._now()) - DAY))
            voted_in = {row[0] for row in votes}
            if voted_in:
                await self._keep_from_voting(session, user_id, voted_in, until)
            blocks = await session.value("SELECT count(*) FROM block WHERE user_id = $1", (user_id,))
            return Forgotten(frozenset(servers | voted_in), len(votes), len(voted_in), until, len(entries), blocks)

        return await self._database.transact(work)

    async def may_vote_from(self, guild_id: int, user_id: int) -> int | None:
        """When a forgotten member may vote again in this server; None where they may already."""
        key = await self._database.value("SELECT value FROM secret WHERE name = 'forgotten'")
        if key is None:
            return None
        until = await self._database.value(
            "SELECT until FROM forgotten WHERE fingerprint = $1 AND until > $2",
            (_fingerprint(key, guild_id, user_id), int(self._now())),
        )
        return None if until is None else int(until)

    @staticmethod
    async def _keep_from_voting(session: Session, user_id: int, servers: set[int], until: int) -> None:
        made = "INSERT INTO secret (name, value) VALUES ('forgotten', $1) ON CONFLICT DO NOTHING"
        await session.rows(made, (secrets.token_hex(32),))
        key = await session.value("SELECT value FROM secret WHERE name = 'forgotten'")
        for guild_id in servers:
            await session.rows(
                """
                INSERT INTO forgotten (fingerprint, until) VALUES ($1, $2)
                ON CONFLICT (fingerprint) DO UPDATE SET until = excluded.until
                """,
                (_fingerprint(key, guild_id, user_id), until),
            )


def _fingerprint(key: str, guild_id: int, user_id: int) -> str:
    return hmac.new(bytes.fromhex(key), f"{guild_id}:{user_id}".encode(), "sha256").hexdigest()


def _readable(columns: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    return {_NAMES.get(column, column): _shown(column, value) for column, value in zip(columns, row, strict=True)}


def _shown(column: str, value: Any) -> Any:
    """Times as ISO 8601, and Discord's ids as texts, since programs that read JSON may round such large numbers."""
    if value is None:
        return None
    if column in _MOMENTS or column.endswith("_at"):
        return datetime.fromtimestamp(value, UTC).isoformat()
    if column in _ANSWERS:
        return bool(value)
    if column == "entry":
        return msgspec.json.decode(value)
    return str(value) if column in _IDS else value
