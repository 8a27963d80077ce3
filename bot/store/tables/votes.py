"""What members think of resources, server by server: one vote per member, resource and server."""

from collections.abc import Callable

from msgspec import Struct

from bot.catalogue.allowed_values import Choice
from bot.store.database import Database, Session
from bot.store.errors import StoreUnavailable
from bot.store.tables.bursts import HOLDING, VOTABLE, suggested

_CAST = f"""
INSERT INTO vote (guild_id, resource_id, voter_id, choice, held, cast_at, changed_at)
SELECT $1, $2, $3, $4, (SELECT count(*) FROM flag WHERE {HOLDING}), $5, $5
WHERE {VOTABLE.format(suggested="$6")}
ON CONFLICT (guild_id, resource_id, voter_id) DO UPDATE SET
    choice = CASE WHEN vote.choice = excluded.choice AND vote.left_out = 0 THEN 'withdrawn' ELSE excluded.choice END,
    held = (
        SELECT count(*) FROM flag WHERE {HOLDING}
            AND (vote.held = 1 OR (vote.choice = 'withdrawn' AND vote.changed_at < opened_at))
    ),
    left_out = 0,
    cast_at = CASE vote.left_out WHEN 1 THEN excluded.cast_at ELSE vote.cast_at END,
    changed_at = excluded.changed_at
RETURNING choice, held, (SELECT until FROM flag WHERE guild_id = $1 AND resource_id = $2 AND state = 'open')
"""  # noqa: S608 - ours
"""A vote that was left out is cast anew. One that counted before a burst was seen counts on, whatever it changes to."""
_TAKE_BACK = """
UPDATE vote SET choice = 'withdrawn', changed_at = $5
WHERE guild_id = $1 AND resource_id = $2 AND voter_id = $3 AND choice = $4 AND left_out = 0 RETURNING 1
"""
_CHOICE = """
SELECT choice FROM vote WHERE guild_id = $1 AND resource_id = $2 AND voter_id = $3 AND choice <> 'withdrawn'
    AND left_out = 0
"""
_WORTH = (
    "(CASE WHEN {0}.choice = 'withdrawn' OR {0}.left_out = 1 THEN 0"
    " WHEN {0}.choice = 'helped' THEN 4 - 2 * {0}.held ELSE 3 - 2 * {0}.held END)"
)
_MOVE = f"""
INSERT INTO vote (guild_id, resource_id, voter_id, choice, held, cast_at, changed_at, left_out)
SELECT guild_id, $2, voter_id, choice, held, cast_at, changed_at, left_out FROM vote
WHERE resource_id = $1 AND (CAST($3 AS BIGINT) IS NULL OR guild_id = $3)
ON CONFLICT (guild_id, resource_id, voter_id) DO UPDATE SET choice = excluded.choice, held = excluded.held,
    cast_at = excluded.cast_at, left_out = excluded.left_out
WHERE {_WORTH.format("excluded")} > {_WORTH.format("vote")}
"""  # noqa: S608 - ours
"""Of a member's two votes one is kept: counting before held, "helped" before the rest, and last what was left out."""
_MOVED = "DELETE FROM vote WHERE resource_id = $1 AND (CAST($2 AS BIGINT) IS NULL OR guild_id = $2)"


class Ballot(Struct, frozen=True):
    """The result of a press: whether the vote stands or is taken back, and how many members it helped, if known.

    `held_until`: it is stored, but counts only once moderators have looked at the burst that it is part of, or from
    then on. `replaced` is for whoever presses to say: what the member had chosen before, which ends with this vote.
    """

    stands: bool
    votes: int | None
    held_until: int | None = None
    replaced: Choice | None = None


class Votes:
    """The votes. Every method raises `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def toggle(self, guild_id: int, resource_id: str, voter_id: int, choice: Choice = "helped") -> Ballot | None:
        """Cast this member's vote in place of an earlier one; the same one again takes it back. None, and nothing done,
        for a suggestion that was declined, merged or deleted.
        """
        values = (guild_id, resource_id, voter_id, choice, int(self._now()), suggested(resource_id))
        cast = await self._database.rows(_CAST, values)
        if not cast:
            return None
        ((now_chosen, held, until),) = cast
        stands = now_chosen != "withdrawn"
        count = await self._count_if_known(guild_id, resource_id)
        return Ballot(stands, count, until if held and stands else None)

    async def choice_of(self, guild_id: int, resource_id: str, voter_id: int) -> Choice | None:
        """What this member's vote says now, if they have one that was not left out."""
        chosen: Choice | None = await self._database.value(_CHOICE, (guild_id, resource_id, voter_id))
        return chosen

    async def take_back(
        self, guild_id: int, resource_id: str, voter_id: int, choice: Choice = "helped"
    ) -> Ballot | None:
        """Take this member's vote back if it is this one; None, and nothing done, if it is not."""
        values = (guild_id, resource_id, voter_id, choice, int(self._now()))
        if not await self._database.rows(_TAKE_BACK, values):
            return None
        return Ballot(False, await self._count_if_known(guild_id, resource_id))

    async def count(self, guild_id: int, resource_id: str) -> int:
        """How many members of this server the resource helped."""
        return int(
            await self._database.value(
                "SELECT votes FROM tally WHERE guild_id = $1 AND resource_id = $2 AND choice = 'helped'",
                (guild_id, resource_id),
            )
            or 0
        )

    async def _count_if_known(self, guild_id: int, resource_id: str) -> int | None:
        """The same after a vote, which stands even where nothing can be read any more."""
        try:
            return await self.count(guild_id, resource_id)
        except StoreUnavailable:
            return None

    async def counts(self, guild_id: int | None) -> dict[str, dict[Choice, int]]:
        """The votes of this server by resource and choice; empty outside of servers."""
        found: dict[str, dict[Choice, int]] = {}
        if guild_id is not None:
            sql = "SELECT resource_id, choice, votes FROM tally WHERE guild_id = $1 AND votes > 0"
            for resource_id, choice, votes in await self._database.rows(sql, (guild_id,)):
                found.setdefault(resource_id, {})[choice] = votes
        return found


async def move(session: Session, old: str, new: str, guild_id: int | None) -> None:
    """Move votes from one id to another, in one server or in all; where a member has both, the better one stays."""
    await session.rows(_MOVE, (old, new, guild_id))
    await session.rows(_MOVED, (old, guild_id))
