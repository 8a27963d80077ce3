"""What members suggest, from the draft to the decision."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.catalogue.server_entries import own_id, suggestion_of
from bot.community.suggestion_rules import Counts, Suggestion
from bot.store.database import LARGEST_ID, Database, Row, Session
from bot.store.tables.moving import move

DAY = 86_400
_FIELDS = Suggestion.__struct_fields__
_ALL = ", ".join(_FIELDS)
Refusal = TypeVar("Refusal")


class Suggestions:
    """The suggestions of all servers. Methods raise `StoreUnavailable` where the database fails.

    Ids may come from forged buttons: each is looked for in one server only.
    """

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def entries(self, guild_id: int) -> dict[str, str]:
        """The entries of this server's own by their ids, as JSON, the oldest first."""
        rows = await self._database.rows(
            "SELECT id, entry FROM suggestion WHERE guild_id = $1 AND state = 'approved' ORDER BY id", (guild_id,)
        )
        return {own_id(id_): entry for id_, entry in rows}

    async def add(self, new: Suggestion, refuses: Callable[[Counts], Refusal | None]) -> Refusal | None:
        """Store a new suggestion, unless `refuses` says why there is no room for it. Deletes drafts older than a
        day.
        """

        async def work(session: Session) -> Refusal | None:
            await session.rows(
                "DELETE FROM suggestion WHERE guild_id = $1 AND state = 'draft' AND created_at <= $2",
                (new.guild_id, int(self._now()) - DAY),
            )
            refusal = refuses(await self._counts(session, new))
            if refusal is None:
                await self._insert(session, new)
            return refusal

        return await self._database.transact(work)

    async def _counts(self, session: Session, new: Suggestion) -> Counts:
        ((waiting, today, open_),) = await session.rows(
            """
            SELECT
                (SELECT count(*) FROM suggestion WHERE guild_id = $1 AND user_id = $2 AND state IN ('draft', 'open')),
                (SELECT count(*) FROM suggestion WHERE user_id = $2 AND created_at > $3),
                (SELECT count(*) FROM suggestion WHERE guild_id = $1 AND state IN ('draft', 'open'))
            """,
            (new.guild_id, new.user_id, int(self._now()) - DAY),
        )
        return Counts(waiting, today, open_)

    async def _insert(self, session: Session, new: Suggestion) -> None:
        await session.rows(
            """
            INSERT INTO suggestion (id, guild_id, user_id, title, url, format, why, audience, state, public, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            (
                new.id, new.guild_id, new.user_id, new.title, new.url, new.format, new.why, new.audience, new.state,
                int(new.public), new.created_at,
            ),
        )  # fmt: skip

    async def get(self, guild_id: int, suggestion_id: int) -> Suggestion | None:
        """This suggestion of this server, in whatever state."""
        if suggestion_id > LARGEST_ID:
            return None
        rows = await self._database.rows(
            f"SELECT {_ALL} FROM suggestion WHERE id = $1 AND guild_id = $2",  # noqa: S608 - names of ours
            (suggestion_id, guild_id),
        )
        return next(map(_suggestion, rows), None)

    async def send(self, guild_id: int, suggestion_id: int, user_id: int, *, public: bool) -> Suggestion | None:
        """Send this member's draft to the moderators. None where there is none."""
        return await self._changed(
            "state = 'open', public = $4", "user_id = $3 AND state = 'draft'",
            guild_id, suggestion_id, (user_id, int(public)),
        )  # fmt: skip

    async def drop(self, guild_id: int, suggestion_id: int, user_id: int) -> bool:
        """Delete this member's draft. Returns whether there was one."""
        if suggestion_id > LARGEST_ID:
            return False
        sql = "DELETE FROM suggestion WHERE id = $1 AND guild_id = $2 AND user_id = $3 AND state = 'draft' RETURNING 1"
        return bool(await self._database.rows(sql, (suggestion_id, guild_id, user_id)))

    async def waiting(self, guild_id: int, drafts_of: int | None = None) -> list[Suggestion]:
        """What waits for this server's moderators, the oldest first; beside it, the drafts of one member."""
        rows = await self._database.rows(
            f"""
            SELECT {_ALL} FROM suggestion
            WHERE guild_id = $1 AND (state = 'open' OR (state = 'draft' AND user_id = $2)) ORDER BY id
            """,  # noqa: S608 - names of ours
            (guild_id, drafts_of),
        )
        return list(map(_suggestion, rows))

    async def of_member(self, user_id: int, limit: int) -> list[Suggestion]:
        """What this member has sent in all servers, the latest first."""
        rows = await self._database.rows(
            f"SELECT {_ALL} FROM suggestion WHERE user_id = $1 AND state <> 'draft' ORDER BY id DESC LIMIT $2",  # noqa: S608 - names of ours
            (user_id, limit),
        )
        return list(map(_suggestion, rows))

    async def approve(self, guild_id: int, suggestion_id: int, moderator_id: int, entry: str) -> Suggestion | None:
        """Turn an open suggestion into an entry of the server, given as JSON. None where it is no longer open."""
        return await self._changed(
            "state = 'approved', entry = $5, decided_by = $3, decided_at = $4", "state = 'open'",
            guild_id, suggestion_id, (moderator_id, int(self._now()), entry),
        )  # fmt: skip

    async def complete(self, guild_id: int, suggestion_id: int, entry: str) -> Suggestion | None:
        """Replace the entry that an approved suggestion became, given as JSON. None where it is no longer one."""
        return await self._changed("entry = $3", "state = 'approved'", guild_id, suggestion_id, (entry,))

    async def decline(self, guild_id: int, suggestion_id: int, moderator_id: int, reason: str) -> Suggestion | None:
        """Decline an open suggestion and delete its votes. None where it is no longer open."""

        async def work(session: Session) -> Suggestion | None:
            declined = await self._changed(
                "state = 'declined', reason = $5, decided_by = $3, decided_at = $4", "state = 'open'",
                guild_id, suggestion_id, (moderator_id, int(self._now()), reason), session,
            )  # fmt: skip
            if declined:
                about = (guild_id, own_id(suggestion_id))
                await session.rows("DELETE FROM vote WHERE guild_id = $1 AND resource_id = $2", about)
                await session.rows("DELETE FROM flag WHERE guild_id = $1 AND resource_id = $2", about)
            return declined

        return await self._database.transact(work)

    async def merge(self, guild_id: int, suggestion_id: int, moderator_id: int, into: str) -> Suggestion | None:
        """Merge an open suggestion into this entry, and move everything that belongs to it there.

        None where it is no longer open.
        """

        async def work(session: Session) -> Suggestion | None:
            merged = await self._changed(
                "state = 'merged', merged_into = $5, decided_by = $3, decided_at = $4", "state = 'open'",
                guild_id, suggestion_id, (moderator_id, int(self._now()), into), session,
            )  # fmt: skip
            if merged:
                await move(session, own_id(suggestion_id), into, guild_id)
            return merged

        return await self._database.transact(work)

    async def reopen(self, guild_id: int, suggestion_id: int) -> Suggestion | None:
        """Turn a server's entry back into an open suggestion; its votes stay. None where it is no longer an entry."""
        return await self._changed(
            "state = 'open', entry = NULL, decided_by = NULL, decided_at = NULL", "state = 'approved'",
            guild_id, suggestion_id, (),
        )  # fmt: skip

    async def voted_for(self, guild_id: int, resource_id: str) -> str | None:
        """The id that votes for this suggestion now go to: its own while it is public, or what it was merged into."""
        found = await self.get(guild_id, suggestion_of(resource_id) or 0)
        if found is None:
            return None
        return own_id(found.id) if found.state == "open" and found.public else found.merged_into

    async def _changed(
        self,
        change: str,
        where: str,
        guild_id: int,
        suggestion_id: int,
        values: Sequence[object],
        session: Session | None = None,
    ) -> Suggestion | None:
        """The suggestion after a change, if it was as `where` says: one statement, so that only one of two succeeds."""
        if suggestion_id > LARGEST_ID:
            return None
        sql = f"UPDATE suggestion SET {change} WHERE id = $1 AND guild_id = $2 AND {where} RETURNING {_ALL}"  # noqa: S608 - ours
        rows = await (session or self._database).rows(sql, (suggestion_id, guild_id, *values))
        return next(map(_suggestion, rows), None)


def _suggestion(row: Row) -> Suggestion:
    values = dict(zip(_FIELDS, row, strict=True))
    return Suggestion(**{**values, "public": bool(values["public"])})
