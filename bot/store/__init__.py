"""What the bot remembers, in a database. The only package with SQL in it."""

from bot.store.address import Address, PostgresAddress, address_of
from bot.store.backup import backup, restore
from bot.store.errors import OutcomeUnknown, StoreError, StoreUnavailable, StoreUnusable
from bot.store.flags import Decision, Flag
from bot.store.members import Forgotten
from bot.store.reviews import MemberReview, Reported
from bot.store.servers import Placement, ServerSettings
from bot.store.store import Store
from bot.store.votes import Ballot

__all__ = [
    "Address", "Ballot", "Decision", "Flag", "Forgotten", "MemberReview", "OutcomeUnknown", "Placement",
    "PostgresAddress", "Reported", "ServerSettings", "Store", "StoreError", "StoreUnavailable", "StoreUnusable",
    "address_of", "backup", "restore",
]  # fmt: skip
