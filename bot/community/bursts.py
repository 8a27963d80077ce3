"""Many members pressing for one entry within minutes: what is unusual enough for moderators to look at."""

from collections import OrderedDict

from msgspec import Struct


class Limit(Struct, frozen=True):
    """This many different members within this many seconds are a burst. `most_watched` entries of servers are watched
    at once and `most_members` of each, the latest ones: less than 40 megabytes even if all of it were full.
    """

    members: int = 10
    seconds: float = 600.0
    most_watched: int = 1000
    most_members: int = 250


class Burst(Struct, frozen=True):
    """How many members pressed, the first of them at `since` or later; `admitted` of them may vote."""

    since: float
    members: int
    admitted: int


class Bursts:
    """A sliding window over presses, for each entry of each server. Empty after a restart."""

    def __init__(self, limit: Limit = Limit()) -> None:  # noqa: B008 - it never changes
        self.limit = limit
        self._watched: OrderedDict[tuple[int, str], OrderedDict[int, tuple[float, bool]]] = OrderedDict()

    def press(self, server: int, resource_id: str, member: int, now: float, *, admitted: bool = True) -> Burst | None:
        """Note a press, even one that was refused. Returns the burst that it is part of, if there is one."""
        window = self._watched.setdefault((server, resource_id), OrderedDict())
        self._watched.move_to_end((server, resource_id))
        window[member] = (now, admitted)
        window.move_to_end(member)
        since = now - self.limit.seconds
        while next(iter(window.values()))[0] <= since or len(window) > self.limit.most_members:
            window.popitem(last=False)
        while len(self._watched) > self.limit.most_watched or self._is_past(since):
            self._watched.popitem(last=False)
        if len(window) < self.limit.members:
            return None
        return Burst(since, len(window), sum(may for _, may in window.values()))

    def _is_past(self, since: float) -> bool:
        """Whether the oldest entry watched has had no press for a whole window, so that its presses can be
        forgotten.
        """
        latest, _ = next(reversed(next(iter(self._watched.values())).values()))
        return latest <= since

    def settle(self, server: int, resource_id: str) -> None:
        """Start afresh for an entry, once moderators have decided."""
        self._watched.pop((server, resource_id), None)
