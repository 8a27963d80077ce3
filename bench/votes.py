"""Measure votes beside a bare INSERT: `python bench/votes.py [--votes N] [--folder FOLDER]`.

`Store.votes.toggle` and a bare aiosqlite INSERT into a table like ours (WAL, synchronous=FULL, autocommit) take
turns, vote after vote, each on a database file of its own in one folder; the figures are medians of single
operations, wall time and CPU time of the process. The rows below it are the same store for servers that have many
votes already, all for the entries of a catalogue of 16.
"""

import argparse
import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import aiosqlite

from bench.table import aligned
from bot.store import Store

ENTRIES = 16
SERVERS = {1: 0, 2: 1_000, 3: 100_000}
"""The servers by id, with the number of votes that they have before anything is measured."""
BARE_SERVER = 4
TABLE = """
CREATE TABLE vote (
    guild_id INTEGER NOT NULL, resource_id TEXT NOT NULL, user_id INTEGER NOT NULL, helped INTEGER NOT NULL,
    changed_at INTEGER NOT NULL, PRIMARY KEY (guild_id, resource_id, user_id)
) STRICT, WITHOUT ROWID
"""
INSERT = "INSERT INTO vote (guild_id, resource_id, user_id, helped, changed_at) VALUES (?, ?, ?, 1, ?)"
FILL = "INSERT INTO vote (guild_id, resource_id, voter_id, choice, changed_at) VALUES (?, ?, ?, 'helped', ?)"

Vote = Callable[[int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds of one operation."""

    wall: float
    cpu: float


async def cost(operation: Awaitable[object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    await operation
    return Cost((time.perf_counter() - wall) * 1e6, (time.process_time() - cpu) * 1e6)


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.wall for cost in costs), median(cost.cpu for cost in costs))


async def in_turns(votes: dict[str, Vote], count: int) -> dict[str, Cost]:
    """The median cost of each kind of vote, the first tenth of them left out."""
    found: dict[str, list[Cost]] = {name: [] for name in votes}
    for number in range(count):
        for name, vote in votes.items():
            found[name].append(await cost(vote(number)))
    return {name: middle(costs[count // 10 :]) for name, costs in found.items()}


def entry(number: int) -> str:
    return f"entry-number-{number % ENTRIES}"


def fill(path: Path) -> None:
    """Give each server its votes, past the store: that would take minutes."""
    rows = (
        (server, entry(number), 1_000_000 + number, 1)
        for server, votes in SERVERS.items() for number in range(votes)
    )  # fmt: skip
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany(FILL, rows)


def store_vote(store: Store, server: int) -> Vote:
    return lambda number: store.votes.toggle(server, entry(number), number)


def bare_vote(database: aiosqlite.Connection) -> Vote:
    async def vote(number: int) -> None:
        row = (BARE_SERVER, entry(number), number, int(time.time()))
        async with database.execute(INSERT, row):
            pass

    return vote


async def bare(path: Path) -> aiosqlite.Connection:
    database = await aiosqlite.connect(path, isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", TABLE):
        await database.execute(statement)
    return database


async def measure(folder: Path, count: int) -> None:
    async with Store.open(folder / "store.db", time.time):
        pass  # makes the tables
    fill(folder / "store.db")
    database = await bare(folder / "bare.db")
    try:
        async with Store.open(folder / "store.db", time.time) as store:
            filled = {f"votes.toggle, {votes:,} votes": store_vote(store, server) for server, votes in SERVERS.items()}
            found = await in_turns({"bare INSERT": bare_vote(database), **filled}, count)
            for server, votes in SERVERS.items():
                costs = [await cost(store.votes.tally(server)) for _ in range(20)]
                found[f"tally, {votes:,} votes"] = middle(costs)
    finally:
        await database.close()
    print(report(found))


def report(found: dict[str, Cost]) -> str:
    bare_cost = found["bare INSERT"]
    rows = [
        [
            name,
            f"{own.wall:.0f}",
            f"{own.cpu:.0f}",
            f"{own.wall / bare_cost.wall:.2f}",
            f"{own.cpu / bare_cost.cpu:.2f}",
        ]
        for name, own in found.items()
    ]
    return aligned([["microseconds", "wall", "CPU", "wall ratio", "CPU ratio"], *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--votes", type=int, default=1_000, metavar="N")
    parser.add_argument(
        "--folder", type=Path, help="on the disk to measure (default: the system's for temporary files)"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        asyncio.run(measure(Path(folder), options.votes))


if __name__ == "__main__":
    main()
