"""One id merged into another, as it is done with a suggestion, without one."""

from functools import partial

from bot.store import Store
from bot.store.tables.moving import move


async def merge_ids(store: Store, guild_id: int, old: str, new: str) -> None:
    """Move all that hangs on one id to another in this server."""
    await store._database.transact(partial(move, old=old, new=new, guild_id=guild_id))
