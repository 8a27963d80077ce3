"""What the bot remembers, in a database. The only package with SQL in it."""

from bot.store.address import Address, PostgresAddress, address_of
from bot.store.admin.backup import backup, restore
from bot.store.admin.copying import copy
from bot.store.errors import OutcomeUnknown, StoreAway, StoreError, StoreInUse, StoreUnavailable, StoreUnusable
from bot.store.store import Store
from bot.store.tables.bursts import Decision, Flag
from bot.store.tables.members import Forgotten
from bot.store.tables.reviews import MemberReview, Reported
from bot.store.tables.servers import Placement, ServerSettings
from bot.store.tables.votes import Ballot

__all__ = [
    "Address", "Ballot", "Decision", "Flag", "Forgotten", "MemberReview", "OutcomeUnknown", "Placement",
    "PostgresAddress", "Reported", "ServerSettings", "Store", "StoreAway", "StoreError", "StoreInUse",
    "StoreUnavailable", "StoreUnusable", "address_of", "backup", "copy", "restore",
]  # fmt: skip
