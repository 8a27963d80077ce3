"""How much a member and a server may ask of the bot over time, as token buckets.

A full bucket holds `burst` requests; each takes one out, or what it costs, and they come back at an even rate. What is
refused takes nothing, neither from the member's bucket nor from their server's. While a server's bucket is less than
half full, the emptier it is, the fuller a member's own must be: members who asked little come first.
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

Kind = Literal["question", "press", "vote", "writing", "moderation", "completion", "notice"]
Scope = Literal["member", "server"]

MOST_BUCKETS = 20_000
"""The most buckets kept for members, and as many for servers. The one that was used longest ago goes first. By then it
has filled again, and a full bucket is the same as none, unless so many were used within the two minutes that takes.
"""
ROUNDING = 1e-9


class Rate(Struct, frozen=True):
    """A bucket's size, and how many requests come back in a minute."""

    burst: float
    per_minute: float

    @property
    def per_second(self) -> float:
        """How many requests come back in a second."""
        return self.per_minute / 60


class Limit(Struct, frozen=True):
    """The buckets for one kind of request. Half a server's bucket holds many times what one member's does and fills
    many times as fast, so that no member can empty it, and no few members either.
    """

    member: Rate
    server: Rate


LIMITS: Mapping[Kind, Limit] = {
    "question": Limit(Rate(30, 20), Rate(900, 1200)),
    "press": Limit(Rate(40, 60), Rate(1200, 2400)),
    "vote": Limit(Rate(20, 20), Rate(1000, 1200)),
    "writing": Limit(Rate(10, 6), Rate(300, 180)),
    "moderation": Limit(Rate(60, 60), Rate(1400, 900)),
    "completion": Limit(Rate(60, 240), Rate(3000, 6000)),
    "notice": Limit(Rate(1, 2), Rate(30, 60)),
}
"""For a server of 10,000 members. `completion` is what is asked for while a member types an option; `notice` is telling
a member in a channel, where others see it, to wait."""


class Wait(Struct, frozen=True):
    """A refusal: how long a member has to wait, in whole seconds. `busy`: only because so many others are asking."""

    seconds: int
    busy: bool = False


class Bucket(Struct, gc=False):
    """What a bucket held at one moment."""

    level: float
    at: float


class Cooldowns:
    """Lets requests through or says how long to wait. `now` gives seconds; a clock that is set back does no harm:
    a bucket keeps what it holds.
    """

    def __init__(
        self, now: Callable[[], float], limits: Mapping[Kind, Limit] = LIMITS, most: int = MOST_BUCKETS
    ) -> None:
        self._now = now
        self._limits = limits
        self._most = most
        self._buckets: dict[Scope, OrderedDict[tuple[Kind, int], Bucket]] = {
            "member": OrderedDict(), "server": OrderedDict(),
        }  # fmt: skip

    def take(self, kind: Kind, member: int, server: int | None = None, cost: float = 1) -> Wait | None:
        """Take what a request costs and return None, or take nothing and return how long to wait.

        `server` is None outside of servers. What costs more than a whole bucket takes the whole bucket.
        """
        limit, now = self._limits[kind], self._now()
        cost = min(cost, limit.member.burst)
        own = self._bucket("member", (kind, member), limit.member, now)
        shared = None if server is None else self._bucket("server", (kind, server), limit.server, now)
        by_own = _seconds(cost - own.level, limit.member.per_second)
        by_others = _seconds_for_all(limit, cost, own, shared) if shared else 0.0
        if by_own or by_others:
            return Wait(math.ceil(max(by_own, by_others)), busy=by_others > by_own)
        own.level -= cost
        if shared:
            shared.level -= cost
        return None

    def __len__(self) -> int:
        """How many buckets are kept."""
        return sum(map(len, self._buckets.values()))

    def _bucket(self, scope: Scope, key: tuple[Kind, int], rate: Rate, now: float) -> Bucket:
        """The bucket as it is now; a full one where none is kept."""
        kept = self._buckets[scope]
        bucket = kept.setdefault(key, Bucket(rate.burst, now))
        kept.move_to_end(key)
        if len(kept) > self._most:
            kept.popitem(last=False)
        bucket.level = min(rate.burst, bucket.level + max(now - bucket.at, 0.0) * rate.per_second)
        bucket.at = now
        return bucket


def _seconds_for_all(limit: Limit, cost: float, own: Bucket, shared: Bucket) -> float:
    """How long until a server's bucket has what a request costs, and this member's turn has come."""
    left = own.level / limit.member.burst + 2 * shared.level / limit.server.burst
    refill = limit.member.per_second / limit.member.burst + 2 * limit.server.per_second / limit.server.burst
    return max(_seconds(cost - shared.level, limit.server.per_second), _seconds(1 - left, refill))


def _seconds(missing: float, per_second: float) -> float:
    return missing / per_second if missing > ROUNDING else 0.0
