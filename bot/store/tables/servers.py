"""The choices of each server's moderators."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from bot.store.database import Database, Session

SettingName = Literal[
    "queue_channel", "moderator_role", "voter_role", "account_days", "member_days", "language", "private",
    "suggestions", "formats", "model",
]  # fmt: skip
Kind = Literal["pinned", "hidden"]
_FIELDS = (
    "queue_channel", "moderator_role", "voter_role", "account_days", "member_days", "language", "private",
    "suggestions", "formats", "model",
)  # fmt: skip


class ServerSettings(Struct, frozen=True):
    """The choices of one server's moderators; what they left open is None and means what `bot.community` says.

    `queue_channel` is where suggestions, flags and reports are posted; `moderator_role` may decide on them beside who
    may manage the server; `voter_role` is needed to vote. `account_days` and `member_days` are how old an account
    and a membership must be to vote and write. `suggestions` is `off`, `queue` or `public` (votes are collected
    before the decision). `formats` has what may be suggested, with commas between. `model` is the language in which the
    operator's language model writes replies: the server's, or that of who asks.
    """

    queue_channel: int | None = None
    moderator_role: int | None = None
    voter_role: int | None = None
    account_days: int | None = None
    member_days: int | None = None
    language: str | None = None
    private: bool | None = None
    suggestions: Literal["off", "queue", "public"] | None = None
    formats: str | None = None
    model: Literal["server", "asker"] | None = None


class Placement(Struct, frozen=True):
    """A resource that moderators pinned (`pinned`) or hid (`hidden`), with their note.

    `until` is when that ends, in seconds since 1970, or None.
    """

    resource_id: str
    kind: Kind
    note: str
    until: int | None


class Servers:
    """Settings, placements and blocks of servers. Methods raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def settings(self, guild_id: int) -> ServerSettings:
        """What this server chose."""
        sql = f"SELECT {', '.join(_FIELDS)} FROM server WHERE guild_id = $1"  # noqa: S608 - names of ours
        for row in await self._database.rows(sql, (guild_id,)):
            values = dict(zip(_FIELDS, row, strict=True))
            values["private"] = None if values["private"] is None else bool(values["private"])
            return ServerSettings(**values)
        return ServerSettings()

    async def set(self, guild_id: int, name: SettingName, value: str | int | None) -> None:
        """Store one choice; None goes back to the default."""
        if name not in _FIELDS:
            raise ValueError(f"no setting {name}")
        await self._database.rows(
            f"""
            INSERT INTO server (guild_id, {name}) VALUES ($1, $2)
            ON CONFLICT (guild_id) DO UPDATE SET {name} = excluded.{name}
            """,  # noqa: S608 - the name is one of ours
            (guild_id, value),
        )

    async def greet(self, guild_id: int) -> bool:
        """Note that the bot says hello to this server. False if it has before: of several at once, one does."""
        rows = await self._database.rows(
            """
            INSERT INTO server (guild_id, greeted_at) VALUES ($1, $2)
            ON CONFLICT (guild_id) DO UPDATE SET greeted_at = excluded.greeted_at WHERE server.greeted_at IS NULL
            RETURNING 1
            """,
            (guild_id, int(self._now())),
        )
        return bool(rows)

    async def placements(self, guild_id: int) -> list[Placement]:
        """What is pinned and hidden in this server now, the latest last."""
        rows = await self._database.rows(
            """
            SELECT resource_id, kind, note, until FROM placement
            WHERE guild_id = $1 AND (until IS NULL OR until > $2) ORDER BY placed_at, resource_id
            """,
            (guild_id, int(self._now())),
        )
        return [Placement(*row) for row in rows]

    async def place(self, guild_id: int, placement: Placement, moderator_id: int) -> None:
        """Pin or hide a resource, in place of what applied before. What has expired by now is deleted."""
        await self._database.rows(
            "DELETE FROM placement WHERE guild_id = $1 AND until <= $2", (guild_id, int(self._now()))
        )
        await self._database.rows(
            """
            INSERT INTO placement (guild_id, resource_id, kind, note, until, placed_by, placed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (guild_id, resource_id) DO UPDATE SET kind = excluded.kind, note = excluded.note,
                until = excluded.until, placed_by = excluded.placed_by, placed_at = excluded.placed_at
            """,
            (
                guild_id, placement.resource_id, placement.kind, placement.note, placement.until, moderator_id,
                int(self._now()),
            ),
        )  # fmt: skip

    async def lift(self, guild_id: int, resource_id: str, kind: Kind) -> bool:
        """Unpin or unhide a resource. Returns whether it was still pinned or hidden."""
        rows = await self._database.rows(
            "DELETE FROM placement WHERE guild_id = $1 AND resource_id = $2 AND kind = $3 RETURNING until",
            (guild_id, resource_id, kind),
        )
        return any(until is None or until > self._now() for (until,) in rows)

    async def blocked(self, guild_id: int) -> frozenset[int]:
        """The members who may not vote, suggest or review here."""
        rows = await self._database.rows("SELECT user_id FROM block WHERE guild_id = $1", (guild_id,))
        return frozenset(row[0] for row in rows)

    async def block(self, guild_id: int, user_id: int, moderator_id: int) -> None:
        """Block a member from voting, suggesting and reviewing here."""
        await self._database.rows(
            """
            INSERT INTO block (guild_id, user_id, blocked_by, blocked_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """,
            (guild_id, user_id, moderator_id, int(self._now())),
        )

    async def unblock(self, guild_id: int, user_id: int) -> bool:
        """Unblock a member. Returns whether they were blocked."""
        rows = await self._database.rows(
            "DELETE FROM block WHERE guild_id = $1 AND user_id = $2 RETURNING 1", (guild_id, user_id)
        )
        return bool(rows)


async def move(session: Session, old: str, new: str, guild_id: int | None) -> None:
    """Move what is pinned or hidden from one id to another, in one server or in all. What the new id has stays."""
    await session.rows(
        """
        INSERT INTO placement (guild_id, resource_id, kind, note, until, placed_by, placed_at)
        SELECT guild_id, $2, kind, note, until, placed_by, placed_at FROM placement
        WHERE resource_id = $1 AND (CAST($3 AS BIGINT) IS NULL OR guild_id = $3)
        ON CONFLICT DO NOTHING
        """,
        (old, new, guild_id),
    )
    await session.rows(
        "DELETE FROM placement WHERE resource_id = $1 AND (CAST($2 AS BIGINT) IS NULL OR guild_id = $2)",
        (old, guild_id),
    )
