"""What members said, put into the store as other parts of the bot do."""

from bot.store import Store


async def suggest(store: Store, guild_id: int, id_: int, *, state: str, entry: str | None = None) -> None:
    """A suggestion in this state."""
    await store._database.rows(
        """
        INSERT INTO suggestion (id, guild_id, title, url, format, why, audience, state, entry, created_at)
        VALUES ($1, $2, 'A title', 'https://example.org', 'book', 'why', 'whom', $3, $4, 1)
        """,
        (id_, guild_id, state, entry),
    )
