"""Many members pressing for one entry within minutes: what is unusual enough for moderators to look at."""

from collections import OrderedDict

from msgspec import Struct


class Limit(Struct, frozen=True):
    """So many different members within so many seconds are a burst. `most_watched` entries of servers are watched at
    once and `most_members` of each, the latest ones: less than 40 megabytes even if all of it were full.
    """

    members: int = 10
    seconds: float = 600.0
    most_watched: int = 1000
    most_members: int = 250


class Burst(Struct, frozen=True):
    """So many members pressed, the first of them at `since` or later."""

    since: float
    members: int


class Bursts:
    """A sliding window over presses, for each entry of each server. Empty after a restart."""

    def __init__(self, limit: Limit = Limit()) -> None:  # noqa: B008 - it never changes
        self.limit = limit
        self._watched: OrderedDict[tuple[int, str], OrderedDict[int, float]] = OrderedDict()

    def press(self, server: int, resource_id: str, member: int, now: float) -> Burst | None:
        """Take note of a press, also of one that was refused; the burst that it is part of, if it is one."""
        window = self._watched.setdefault((server, resource_id), OrderedDict())
        self._watched.move_to_end((server, resource_id))
        window[member] = now
        window.move_to_end(member)
        since = now - self.limit.seconds
        while next(iter(window.values())) <= since or len(window) > self.limit.most_members:
            window.popitem(last=False)
        while len(self._watched) > self.limit.most_watched:
            self._watched.popitem(last=False)
        return Burst(since, len(window)) if len(window) >= self.limit.members else None

    def settle(self, server: int, resource_id: str) -> None:
        """Begin anew for an entry: moderators have looked at what there was."""
        self._watched.pop((server, resource_id), None)
