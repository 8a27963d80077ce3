"""What members write about resources for others in their server: one text per member, resource and server."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from bot.community.reviews import REPORTERS
from bot.store.database import Database, Row, Session

State = Literal["shown", "hidden", "kept", "removed"]

_FIELDS = "review.id, review.resource_id, review.user_id, review.text, review.audience, review.state, review.written_at"
_REPORTS = """(
    SELECT count(*) FROM report WHERE report.guild_id = review.guild_id AND report.resource_id = review.resource_id
    AND report.user_id = review.user_id
)"""
_OF_MEMBER = f"SELECT {_FIELDS} FROM review WHERE guild_id = $1 AND resource_id = $2 AND user_id = $3"  # noqa: S608 - ours
_WRITE = """
INSERT INTO review (guild_id, resource_id, user_id, id, text, audience, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (guild_id, resource_id, user_id) DO UPDATE SET
    id = excluded.id, text = excluded.text, audience = excluded.audience, written_at = excluded.written_at,
    state = CASE review.state WHEN 'hidden' THEN 'hidden' ELSE 'shown' END
WHERE review.text <> excluded.text OR review.audience <> excluded.audience
"""
_REPORT = """
INSERT INTO report (guild_id, resource_id, user_id, reporter_id, reported_at)
SELECT guild_id, resource_id, user_id, $3, $4 FROM review
WHERE guild_id = $1 AND id = $2 AND user_id <> $3 AND state IN ('shown', 'hidden')
ON CONFLICT DO NOTHING RETURNING 1
"""
_DROP_EARLIER = """
DELETE FROM review
WHERE resource_id = $1 AND (CAST($3 AS BIGINT) IS NULL OR guild_id = $3) AND EXISTS (
    SELECT 1 FROM review AS other
    WHERE other.guild_id = review.guild_id AND other.resource_id = $2 AND other.user_id = review.user_id
        AND (other.state <> 'removed', other.id) > (review.state <> 'removed', review.id)
)
"""
_MOVE = """
UPDATE review SET resource_id = $2 WHERE resource_id = $1 AND (CAST($3 AS BIGINT) IS NULL OR guild_id = $3)
"""


class MemberReview(Struct, frozen=True):
    """What one member wrote, and for whom. A text that is changed becomes another review, with an id of its own.

    `hidden`: so many members reported it that it waits for the moderators; `kept` and `removed` is what these decided.
    """

    id: int
    resource_id: str
    user_id: int
    text: str
    audience: str
    state: State
    written_at: int


class Reported(Struct, frozen=True):
    """A review and how many members reported it."""

    review: MemberReview
    reports: int


class Reviews:
    """The members' reviews. Every method raises `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def write(
        self, guild_id: int, resource_id: str, user_id: int, text: str, audience: str, *, id_: int
    ) -> MemberReview:
        """Store a review in place of the member's earlier one, and return it as it stands now.

        The same text again changes nothing. A review that waits for moderators stays hidden when it is rewritten.
        """
        key = (guild_id, resource_id, user_id)

        async def work(session: Session) -> MemberReview:
            await session.rows(_WRITE, (*key, id_, text, audience, int(self._now())))
            return _one(await session.rows(_OF_MEMBER, key))

        return await self._database.transact(work)

    async def of_member(self, guild_id: int, resource_id: str, user_id: int) -> MemberReview | None:
        """This member's review of a resource, in whatever state."""
        return _first(await self._database.rows(_OF_MEMBER, (guild_id, resource_id, user_id)))

    async def find(self, guild_id: int, review_id: int) -> MemberReview | None:
        """The review with this id, if it is of this server."""
        sql = f"SELECT {_FIELDS} FROM review WHERE guild_id = $1 AND id = $2"  # noqa: S608 - ours
        return _first(await self._database.rows(sql, (guild_id, review_id)))

    async def latest(
        self, guild_id: int, resource_id: str, limit: int, skip: int = 0, but_of: int = 0
    ) -> list[MemberReview]:
        """The reviews that members see, the latest first, without those of the member `but_of`."""
        sql = f"""
            SELECT {_FIELDS} FROM review
            WHERE guild_id = $1 AND resource_id = $2 AND state IN ('shown', 'kept') AND user_id <> $3
            ORDER BY id DESC LIMIT $4 OFFSET $5
            """  # noqa: S608 - ours
        rows = await self._database.rows(sql, (guild_id, resource_id, but_of, limit, skip))
        return [MemberReview(*row) for row in rows]

    async def delete(self, guild_id: int, review_id: int, user_id: int) -> MemberReview | None:
        """Delete a review, if it is this member's own, and return it."""
        sql = f"DELETE FROM review WHERE guild_id = $1 AND id = $2 AND user_id = $3 RETURNING {_FIELDS}"  # noqa: S608 - ours
        return _first(await self._database.rows(sql, (guild_id, review_id, user_id)))

    async def report(self, guild_id: int, review_id: int, reporter_id: int) -> tuple[Reported | None, bool]:
        """Note that a member reports a review. Returns the review after that, if there is one, and whether this is new.

        It is not new where they reported it before, wrote it themselves, or moderators have decided. The last report
        needed hides the review.
        """

        async def work(session: Session) -> tuple[Reported | None, bool]:
            noted = await session.rows(_REPORT, (guild_id, review_id, reporter_id, int(self._now())))
            await session.rows(
                f"""
                UPDATE review SET state = 'hidden'
                WHERE guild_id = $1 AND id = $2 AND state = 'shown' AND {_REPORTS} >= $3
                """,  # noqa: S608 - ours
                (guild_id, review_id, REPORTERS),
            )
            found = await session.rows(
                f"SELECT {_FIELDS}, {_REPORTS} FROM review WHERE guild_id = $1 AND id = $2",  # noqa: S608 - ours
                (guild_id, review_id),
            )
            return (_reported(found[0]) if found else None), bool(noted)

        return await self._database.transact(work)

    async def reported(self, guild_id: int, limit: int) -> list[Reported]:
        """The reports that wait for this server's moderators, the oldest first."""
        sql = f"""
            SELECT {_FIELDS}, {_REPORTS} FROM review
            WHERE guild_id = $1 AND (state = 'hidden' OR (state = 'shown' AND {_REPORTS} > 0)) ORDER BY id LIMIT $2
            """  # noqa: S608 - ours
        return [_reported(row) for row in await self._database.rows(sql, (guild_id, limit))]

    async def decide(
        self, guild_id: int, review_id: int, outcome: Literal["kept", "removed"], *, again: bool = False
    ) -> MemberReview | None:
        """Keep or remove a review, unless that was decided before; with `again`, a kept one can still be removed.

        Returns the review if this decided on it.
        """
        sql = f"""
            UPDATE review SET state = $3
            WHERE guild_id = $1 AND id = $2 AND (state IN ('shown', 'hidden') OR ($4 = 1 AND state = 'kept'))
            RETURNING {_FIELDS}
            """  # noqa: S608 - ours
        return _first(await self._database.rows(sql, (guild_id, review_id, outcome, int(again))))


async def move(session: Session, old: str, new: str, guild_id: int | None) -> None:
    """Move reviews from one id to another, in one server or in all. Of a member with both, the later one stays."""
    for dropped, other in ((old, new), (new, old)):
        await session.rows(_DROP_EARLIER, (dropped, other, guild_id))
    await session.rows(_MOVE, (old, new, guild_id))


def _one(rows: list[Row]) -> MemberReview:
    return MemberReview(*rows[0])


def _first(rows: list[Row]) -> MemberReview | None:
    return _one(rows) if rows else None


def _reported(row: Row) -> Reported:
    return Reported(MemberReview(*row[:-1]), row[-1])
