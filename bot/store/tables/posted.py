"""Where the bot showed what waits for moderators, and what it has told once."""

from collections.abc import Callable

from bot.store.database import Database

_TAKE = """
DELETE FROM posted WHERE guild_id = $1 AND about = $2 AND message_id > 0 RETURNING channel_id, message_id
"""
_NOTE = """
INSERT INTO posted (guild_id, about, channel_id, message_id, posted_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING RETURNING 1
"""


class Posted:
    """The messages that wait to be settled. Methods raise `StoreUnavailable` where the database fails."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    async def note(self, guild_id: int, about: str, channel_id: int, message_id: int) -> None:
        """Remember that this message shows something."""
        await self._database.rows(_NOTE, (guild_id, about, channel_id, message_id, int(self._now())))

    async def take(self, guild_id: int, about: str) -> list[tuple[int, int]]:
        """The channels and messages that show this, and forget them: of two who settle it, one gets them."""
        return [(channel, message) for channel, message in await self._database.rows(_TAKE, (guild_id, about))]

    async def is_first(self, guild_id: int, about: str) -> bool:
        """Whether this is told now for the first time, and note that it is."""
        return bool(await self._database.rows(_NOTE, (guild_id, about, 0, 0, int(self._now()))))
