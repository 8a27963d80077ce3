"""What members voted for in a period."""

from bot.catalogue.allowed_values import CHOICES, Choice
from bot.store.database import Database

_COUNTS = ", ".join(f"count(*) FILTER (WHERE choice = '{choice}')" for choice in CHOICES)
_SINCE = f"""
SELECT resource_id, {_COUNTS} FROM vote
WHERE guild_id = $1 AND changed_at >= $2 AND held = 0 AND choice <> 'withdrawn' GROUP BY resource_id
"""  # noqa: S608 - the choices are ours


class Rankings:
    """The votes of servers by time. Raises `StoreUnavailable` where the database fails.

    It reads the votes of one server in the order of their key, so votes need no index by time.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, guild_id: int, moment: int) -> dict[str, dict[Choice, int]]:
        """The votes of this server that were cast from this moment on and stand now, by resource and choice."""
        rows = await self._database.rows(_SINCE, (guild_id, moment))
        return {
            resource_id: {choice: votes for choice, votes in zip(CHOICES, found, strict=True) if votes}
            for resource_id, *found in rows
        }
