"""What the bot remembers, in a database. The only package with SQL in it."""

from bot.store.backup import backup, restore
from bot.store.errors import StoreError, StoreUnavailable, StoreUnusable
from bot.store.members import Forgotten
from bot.store.servers import Placement, ServerSettings
from bot.store.store import Store
from bot.store.votes import Ballot

__all__ = [
    "Ballot", "Forgotten", "Placement", "ServerSettings", "Store", "StoreError", "StoreUnavailable",
    "StoreUnusable", "backup", "restore",
]  # fmt: skip
