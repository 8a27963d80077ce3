"""Bursts: so many votes for one entry within minutes, by members new to voting, that moderators should look.

The rule in one place. Watched are members who vote in this server for the first time: who has a vote there that has
counted for a day goes on as always. Ten of them within ten minutes, all for an entry or all against it, are a burst;
in a busy server twice as many as it usually has. Usual is the most within ten minutes on an ordinary day: the median of
the days in the last four weeks that had such votes, without today. A raid that nobody noticed is one of these days, and
hardly moves it. Votes that counted before the burst was seen go on counting, later ones of such members are held, and
moderators decide on both; what they have not decided within a week counts.

Who votes slowly, or over days, is not seen by this or any such rule.
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from statistics import median_low

from msgspec import Struct

DAY = 86_400
WINDOW = 600
"""Seconds within which members vote at once."""
LEAST, MOST = 10, 250
"""The fewest new voters at once that are a burst anywhere, and the most that are none in any server."""
TIMES = 2
"""How many times as many as usual are too many."""
KNOWN_AFTER = DAY
"""Seconds after which a member whose vote counts is new no more."""
USUAL_SECONDS = 28 * DAY
"""How far back it is looked what is usual."""
HELD_SECONDS = 7 * DAY
"""Seconds for which moderators may decide."""


def limit_of(busiest: Sequence[int]) -> int:
    """How many new voters at once are a burst, given the most within ten minutes on each day that had any."""
    return min(max(LEAST, TIMES * median_low(busiest)), MOST) if busiest else LEAST


class Crowd(Struct, frozen=True):
    """Who pressed for one entry, or against it, at `since` or later, and who of them may vote."""

    since: float
    members: frozenset[int]
    admitted: frozenset[int]


class Burst(Struct, frozen=True):
    """How many new voters pressed at `since` or later. It `holds` votes if those who may vote are enough by themselves:
    others cannot cause votes to be held, or the gates would be useless.
    """

    since: float
    members: int
    holds: bool


def burst_of(crowd: Crowd, new: Collection[int], limit: int) -> Burst | None:
    """The burst that a crowd is, if it is one, given the `new` voters among its members."""
    pressed = crowd.members.intersection(new)
    if len(pressed) < limit:
        return None
    return Burst(crowd.since, len(pressed), len(pressed & crowd.admitted) >= limit)


class Watch(Struct, frozen=True):
    """`most_watched` entries of servers are watched at once and `most_members` of each, the latest ones: less than 40
    megabytes even if all of it were full.
    """

    members: int = LEAST
    seconds: float = WINDOW
    most_watched: int = 1000
    most_members: int = MOST


class Bursts:
    """A sliding window over the presses for each entry of each server, and over those against it. Empty after a
    restart.
    """

    def __init__(self, watch: Watch = Watch()) -> None:  # noqa: B008 - it never changes
        self._watch = watch
        self._watched: OrderedDict[tuple[int, str, bool], OrderedDict[int, tuple[float, bool]]] = OrderedDict()

    def press(
        self, server: int, resource_id: str, member: int, now: float, *, against: bool = False, admitted: bool = True
    ) -> Crowd | None:
        """Note a press, even one that was refused. Returns those who pressed within the window, if they are many."""
        key = (server, resource_id, against)
        window = self._watched.setdefault(key, OrderedDict())
        self._watched.move_to_end(key)
        window[member] = (now, admitted)
        window.move_to_end(member)
        since = now - self._watch.seconds
        while next(iter(window.values()))[0] <= since or len(window) > self._watch.most_members:
            window.popitem(last=False)
        while len(self._watched) > self._watch.most_watched or self._is_past(since):
            self._watched.popitem(last=False)
        if len(window) < self._watch.members:
            return None
        return Crowd(since, frozenset(window), frozenset(who for who, (_, may) in window.items() if may))

    def _is_past(self, since: float) -> bool:
        """Whether the oldest entry watched has had no press for a whole window, so that its presses can be
        forgotten.
        """
        latest, _ = next(reversed(next(iter(self._watched.values())).values()))
        return latest <= since

    def settle(self, server: int, resource_id: str) -> None:
        """Start afresh for an entry, once moderators have decided."""
        for against in (False, True):
            self._watched.pop((server, resource_id, against), None)
