"""Discord's shards: each has a part of all servers, and each process of the bot has some of the shards."""

import re
from dataclasses import dataclass

MOST = 10_000
"""More than any bot has; a larger count is a typo."""
_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards of this process: `ids` of `count`.

    Without a count there are as many as Discord recommends; without ids all of them are in this process.
    """

    count: int | None = None
    ids: tuple[int, ...] | None = None

    @classmethod
    def read(cls, count: str | None, ids: str | None) -> "Shards":
        """What an operator wrote, such as `16` and `0-3,8`. Raises `ValueError` that says what to write instead."""
        total = None if count is None else _count(count)
        if ids is None:
            return cls(total)
        if total is None:
            raise ValueError("SHARD_IDS needs SHARD_COUNT: the number of all shards, the same for every process")
        return cls(total, _ids(ids, total))

    @property
    def among_others(self) -> bool:
        """Whether other processes have the other shards."""
        return self.ids is not None and len(self.ids) != self.count

    @property
    def leads(self) -> bool:
        """Whether this process does what only one may do: the one with shard 0, which also gets the direct messages."""
        return self.ids is None or 0 in self.ids

    def has(self, server: int) -> bool:
        """Whether this server's events come to this process."""
        return self.ids is None or self.count is None or (server >> 22) % self.count in self.ids


ONE = Shards(1)
"""One process with one shard."""


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise ValueError(f"SHARD_COUNT is {text!r}; use a number from 1 to {MOST}, or leave it out")
    return int(text)


def _ids(text: str, count: int) -> tuple[int, ...]:
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        ids = _range(text, part)
        if ids[-1] >= count:
            raise ValueError(f"SHARD_IDS has {ids[-1]}; with SHARD_COUNT={count} they go from 0 to {count - 1}")
        if twice := found.intersection(ids):
            raise ValueError(f"SHARD_IDS has {min(twice)} twice")
        found.update(ids)
    return tuple(sorted(found))


def _range(text: str, part: str) -> range:
    match = _RANGE.fullmatch(part)
    if not match:
        raise ValueError(f"SHARD_IDS is {text!r}; use numbers and ranges such as 0-3,8")
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise ValueError(f"SHARD_IDS has {part}; write the smaller number first")
    return range(first, last + 1)
