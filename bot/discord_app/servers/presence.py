"""Which servers the bot is in, as each shard reports, even where the session that would have told was lost."""

import discord


class Presence:
    """Finds the servers that a shard lost between two sessions.

    With several shards discord.py keeps them, since only a client with a single one forgets all at that moment. The new
    session replaces the objects of those that are still there.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._before: dict[int | None, list[discord.Guild]] = {}

    def begins(self, shard: int | None) -> None:
        """A shard is about to begin a new session."""
        self._before[shard] = [guild for guild in self._client.guilds if guild.shard_id == shard]

    def has_begun(self, shard: int) -> list[discord.Guild]:
        """A shard has received its servers. Returns those that the bot is no longer in."""
        before = self._before.pop(shard, [])
        return [guild for guild in before if self._client.get_guild(guild.id) is guild]
