"""What members think of resources, server by server: one vote for each member, resource and server."""

from collections.abc import Callable, Mapping
from typing import cast

from msgspec import Struct

from bot.catalogue.vocabulary import CHOICES, Choice
from bot.store.connection import Database, Session
from bot.store.errors import StoreUnavailable

_CAST = """
INSERT INTO vote (guild_id, resource_id, voter_id, choice, held, changed_at)
VALUES ($1, $2, $3, $4, (SELECT count(*) FROM flag WHERE guild_id = $1 AND resource_id = $2 AND state = 'open'), $5)
ON CONFLICT (guild_id, resource_id, voter_id) DO UPDATE SET
    choice = CASE WHEN vote.choice = excluded.choice THEN 'withdrawn' ELSE excluded.choice END,
    held = excluded.held, changed_at = excluded.changed_at
RETURNING choice, held
"""
_MOVE = """
INSERT INTO vote (guild_id, resource_id, voter_id, choice, held, changed_at)
SELECT guild_id, $2, voter_id, choice, held, changed_at FROM vote WHERE resource_id = $1 AND {where}
ON CONFLICT (guild_id, resource_id, voter_id) DO UPDATE SET choice = excluded.choice, held = excluded.held
WHERE vote.choice = 'withdrawn' OR (excluded.choice = 'helped' AND vote.choice <> 'helped')
"""


class Ballot(Struct, frozen=True):
    """What a press led to: whether the vote stands now or is taken back, and how many share it if that is known.

    `held`: it is kept, but counts only once moderators have looked at the burst that it is part of.
    """

    stands: bool
    votes: int | None
    held: bool = False


class Votes:
    """The votes. Every method raises `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def toggle(self, guild_id: int, resource_id: str, voter_id: int, choice: Choice = "helped") -> Ballot:
        """Cast this member's vote in the place of any before; the same one again takes it back."""
        ((now_chosen, held),) = await self._database.rows(
            _CAST, (guild_id, resource_id, voter_id, choice, int(self._now()))
        )
        stands = now_chosen != "withdrawn"
        try:
            votes = await self.count(guild_id, resource_id, choice)
        except StoreUnavailable:  # the vote is cast all the same
            votes = None
        return Ballot(stands, votes, bool(held) and stands)

    async def choice_of(self, guild_id: int, resource_id: str, voter_id: int) -> Choice | None:
        """What this member has chosen for this resource, or None."""
        chosen = await self._database.value(
            "SELECT choice FROM vote WHERE guild_id = $1 AND resource_id = $2 AND voter_id = $3",
            (guild_id, resource_id, voter_id),
        )
        return cast("Choice | None", chosen if chosen in CHOICES else None)

    async def count(self, guild_id: int, resource_id: str, choice: Choice = "helped") -> int:
        """How many members of this server made this choice."""
        return int(
            await self._database.value(
                "SELECT votes FROM tally WHERE guild_id = $1 AND resource_id = $2 AND choice = $3",
                (guild_id, resource_id, choice),
            )
            or 0
        )

    async def tally(self, guild_id: int | None) -> dict[str, int]:
        """How many members of this server each resource helped; empty outside of servers."""
        counts = await self.counts(guild_id)
        return {resource_id: found["helped"] for resource_id, found in counts.items() if "helped" in found}

    async def counts(self, guild_id: int | None) -> dict[str, dict[Choice, int]]:
        """The votes of this server by resource and choice; empty outside of servers."""
        found: dict[str, dict[Choice, int]] = {}
        if guild_id is not None:
            sql = "SELECT resource_id, choice, votes FROM tally WHERE guild_id = $1 AND votes > 0"
            for resource_id, choice, votes in await self._database.rows(sql, (guild_id,)):
                found.setdefault(resource_id, {})[choice] = votes
        return found

    async def merge(self, guild_id: int, old: str, new: str) -> None:
        """Move the votes of one resource of this server to another. A member with votes for both keeps one."""
        async with self._database.transaction() as session:
            await self.merge_within(session, guild_id, old, new)

    @classmethod
    async def merge_within(cls, session: Session, guild_id: int, old: str, new: str) -> None:
        """The same as part of a transaction."""
        await cls._move(session, old, new, "guild_id = $3", (guild_id,))

    async def follow_redirects(self, redirects: Mapping[str, str]) -> None:
        """Move the votes for resources whose ids were renamed, from the old id to the new. Safe to do again."""
        for old, new in redirects.items():
            if await self._database.value("SELECT 1 FROM vote WHERE resource_id = $1 LIMIT 1", (old,)):
                async with self._database.transaction() as session:
                    await self._move(session, old, new, "1 = 1", ())

    @staticmethod
    async def _move(session: Session, old: str, new: str, where: str, values: tuple[int, ...]) -> None:
        await session.rows(_MOVE.format(where=where), (old, new, *values))
        delete = f"DELETE FROM vote WHERE resource_id = $1 AND {where.replace('$3', '$2')}"  # noqa: S608 - ours
        await session.rows(delete, (old, *values))
