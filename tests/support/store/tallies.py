"""Votes recounted, and kept in plain Python beside the store."""

from collections import Counter
from collections.abc import Callable

from bot.store import Address, Store
from tests.support.store.behind import rows
from tests.support.store.schema import FLAG

AUTHOR, MEMBERS, SERVERS, OWN = 1, 3, (1, 2), "c-1"
RESOURCES = ("old", "new", OWN)
COUNTED = "held = 0 AND choice <> 'withdrawn'"
RECOUNT = f"SELECT guild_id, resource_id, choice, count(*) FROM vote WHERE {COUNTED} GROUP BY 1, 2, 3"  # noqa: S608
TALLY = "SELECT guild_id, resource_id, choice, votes FROM tally WHERE votes <> 0"


Counts = dict[tuple[int, str, str], int]
Step = tuple[str, *tuple[int | str, ...]]


def recount(address: Address) -> Counts:
    """The votes that count, counted."""
    return {(server, resource, choice): count for server, resource, choice, count in _read(address, RECOUNT)}


def tallies(address: Address) -> Counts:
    """What the counters say, without those at zero."""
    return {(server, resource, choice): count for server, resource, choice, count in _read(address, TALLY)}


async def helped(store: Store, guild_id: int) -> dict[str, int]:
    """How many members of this server each resource helped, as the store tells it."""
    counts = await store.votes.counts(guild_id)
    return {resource_id: found["helped"] for resource_id, found in counts.items() if "helped" in found}


def _read(address: Address, query: str) -> list[tuple[int, str, str, int]]:
    return [(int(str(a)), str(b), str(c), int(str(d))) for a, b, c, d in rows(address, query)]


def worth(choice: str, held: bool) -> int:
    """Of two votes of one member the one that is worth more is kept: what counts, then what says that it helped."""
    return 0 if choice == "withdrawn" else 1 + (choice == "helped") + 2 * (not held)


OPEN_FLAG = FLAG.but(state="open", decided_by=None, decided_at=None)


class Model:
    """The votes in plain Python: for each server, resource and voter the choice, and whether it is held."""

    def __init__(self) -> None:
        self.votes: dict[tuple[int, str, int], tuple[str, bool]] = {}
        self.flags: set[tuple[int, str]] = set()
        self.suggested = False
        self._nobody = 0

    def counts(self) -> Counts:
        counted = ((at[0], at[1], choice) for at, (choice, held) in self.votes.items() if not held)
        return dict(Counter(at for at in counted if at[2] != "withdrawn"))

    def vote(self, server: int, resource: str, member: int, choice: str) -> None:
        if resource == OWN and not (server == 1 and self.suggested):
            return
        at = (server, resource, member)
        before, held = self.votes.get(at, ("", True))
        now = "withdrawn" if before == choice else choice
        self.votes[at] = now, held and (server, resource) in self.flags

    def forget(self, member: int) -> None:
        if member == AUTHOR and self.suggested:
            self.suggested = False
            self.flags.discard((1, OWN))
            self._drop(lambda at: at[:2] == (1, OWN))
        for at, (choice, held) in list(self.votes.items()):
            if at[2] == member:
                del self.votes[at]
                if choice != "withdrawn":
                    self._nobody -= 1
                    self.votes[at[0], at[1], self._nobody] = (choice, held)

    def merge(self, server: int, old: str, new: str) -> None:
        if old == new:
            return
        for at in [at for at in self.votes if at[:2] == (server, old)]:
            vote, target = self.votes.pop(at), (server, new, at[2])
            if target not in self.votes or worth(*vote) > worth(*self.votes[target]):
                self.votes[target] = vote
        if (server, old) in self.flags:
            self.flags.remove((server, old))
            self.flags.add((server, new))

    def redirect(self, old: str, new: str) -> None:
        for server in SERVERS:
            self.merge(server, old, new)

    def hold(self, server: int, resource: str, held: int) -> None:
        for at, (choice, _) in self.votes.items():
            if at[:2] == (server, resource):
                self.votes[at] = (choice, bool(held))

    def flag(self, server: int, resource: str) -> None:
        self.flags.add((server, resource))

    def suggest(self) -> None:
        self.suggested = True

    def delete(self, server: int) -> None:
        self.suggested = self.suggested and server != 1
        self.flags = {flag for flag in self.flags if flag[0] != server}
        self._drop(lambda at: at[0] == server)

    def reopen(self) -> None:
        pass

    def _drop(self, is_gone: Callable[[tuple[int, str, int]], bool]) -> None:
        self.votes = {at: vote for at, vote in self.votes.items() if not is_gone(at)}
