"""In which servers the bot is, as each shard tells: also when the session in which it would be told was lost."""

import discord


class Presence:
    """Finds the servers that a shard had before it began a new session and has no more.

    discord.py keeps them with more than one shard, since only a client with one forgets all at such a moment. The new
    session puts new objects in the place of those that are still there.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._before: dict[int | None, list[discord.Guild]] = {}

    def begins(self, shard: int | None) -> None:
        """A shard is about to begin a new session."""
        self._before[shard] = [guild for guild in self._client.guilds if guild.shard_id == shard]

    def has_begun(self, shard: int) -> list[discord.Guild]:
        """A shard has been told its servers. Gives those that the bot is in no more."""
        before = self._before.pop(shard, [])
        return [guild for guild in before if self._client.get_guild(guild.id) is guild]
