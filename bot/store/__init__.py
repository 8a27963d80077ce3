"""What the bot remembers, in a database. The only package with SQL in it."""

from bot.store.backup import backup, restore
from bot.store.errors import StoreError, StoreUnavailable, StoreUnusable
from bot.store.store import Ballot, Store

__all__ = ["Ballot", "Store", "StoreError", "StoreUnavailable", "StoreUnusable", "backup", "restore"]
