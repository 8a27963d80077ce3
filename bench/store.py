"""Measure what the store costs beside the bare driver: `python -m bench.store [--runs N] [--engine ENGINE]`.

Each operation of the store and the same statement through bare aiosqlite or asyncpg take turns, each on a database of
its own, alike and on the disk: a file (WAL, synchronous=FULL), or one on a PostgreSQL server of our own that waits for
its disk. Of a vote the bare one is an upsert into a table like ours without what keeps the tallies, so its ratio is
what tallies, bursts and counting cost. A server has 1,000 votes for 16 entries. Medians of single operations: CPU time
of this process (`time.process_time`) and wall time; the first tenth is left out.
"""

import argparse
import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median

import aiosqlite
import asyncpg

from bench.table import HEAD, Row, aligned
from bot.store import Address, PostgresAddress, Store, address_of
from bot.store.database import Session
from tests.support.store.server import WHY_NONE, Server

ENTRIES, VOTES = 16, 1_000
RUNS = 5
SERVER, IN_TRANSACTIONS = 1, 2
TABLE = """
CREATE TABLE bare (
    guild_id BIGINT NOT NULL, resource_id TEXT NOT NULL, voter_id BIGINT NOT NULL, choice TEXT NOT NULL,
    cast_at BIGINT NOT NULL, PRIMARY KEY (guild_id, resource_id, voter_id)
)
"""
UPSERT = """
INSERT INTO bare (guild_id, resource_id, voter_id, choice, cast_at) VALUES ($1, $2, $3, 'helped', $4)
ON CONFLICT (guild_id, resource_id, voter_id) DO UPDATE SET cast_at = excluded.cast_at
"""
TALLY = "SELECT resource_id, choice, votes FROM tally WHERE guild_id = $1 AND votes > 0"
SETTINGS = """
SELECT queue_channel, moderator_role, voter_role, account_days, member_days, language, private, suggestions, formats
FROM server WHERE guild_id = $1
"""
ENGINES = SQLITE, POSTGRES = "SQLite", "PostgreSQL"
HOW = {
    "a vote": "cast with its tally and the new count, beside one bare upsert; medians of CPU, wall in brackets",
    "a server's votes": "the same SELECT, bare",
    "a server's settings": "the same SELECT, bare",
    "a transaction": "one upsert between BEGIN and COMMIT, both ways",
}

Statement = Callable[[str, Sequence[object]], Awaitable[object]]
Operation = Callable[[int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds of one operation."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.cpu / 1000:.2f} ms ({self.wall / 1000:.2f})"


async def cost(operation: Awaitable[object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    await operation
    return Cost((time.perf_counter() - wall) * 1e6, (time.process_time() - cpu) * 1e6)


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.wall for cost in costs), median(cost.cpu for cost in costs))


async def in_turns(operations: dict[str, tuple[Operation, Operation]], count: int) -> dict[str, tuple[Cost, Cost]]:
    """The median costs of each operation, ours and the bare one. Which of the two is first changes each time."""
    found: dict[str, list[tuple[Cost, Cost]]] = {name: [] for name in operations}
    for number in range(count):
        for name, (ours, bare) in operations.items():
            first, second = (ours, bare) if number % 2 else (bare, ours)  # what one leaves behind meets both alike
            costs = await cost(first(number)), await cost(second(number))
            found[name].append(costs if number % 2 else costs[::-1])
    kept = {name: zip(*costs[count // 10 :], strict=True) for name, costs in found.items()}
    return {name: (middle(list(ours)), middle(list(bare))) for name, (ours, bare) in kept.items()}


def values(server: int, number: int) -> tuple[object, ...]:
    return server, f"entry-number-{number % ENTRIES}", number, number


def operations(store: Store, bare: Statement) -> dict[str, tuple[Operation, Operation]]:
    """By name what the store does, and the same by hand."""

    async def upsert(session: Session, number: int) -> None:
        await session.rows(UPSERT, values(IN_TRANSACTIONS, number))

    async def bare_transaction(number: int) -> None:
        await bare("BEGIN", ())
        await bare(UPSERT, values(IN_TRANSACTIONS, number))
        await bare("COMMIT", ())

    def transaction(number: int) -> Awaitable[None]:
        return store._database.transact(lambda session: upsert(session, number))  # noqa: SLF001 - no part of it is so bare

    return {
        "a vote": (
            lambda number: store.votes.toggle(SERVER, f"entry-number-{number % ENTRIES}", number),
            lambda number: bare(UPSERT, values(SERVER, number)),
        ),
        "a server's votes": (lambda _: store.votes.counts(SERVER), lambda _: bare(TALLY, (SERVER,))),
        "a server's settings": (lambda _: store.servers.settings(SERVER), lambda _: bare(SETTINGS, (SERVER,))),
        "a transaction": (transaction, bare_transaction),
    }


@contextlib.asynccontextmanager
async def bare_sqlite(address: Address) -> AsyncIterator[Statement]:
    async with aiosqlite.connect(str(address), isolation_level=None) as connection:
        await connection.execute("PRAGMA synchronous = FULL")

        async def statement(sql: str, given: Sequence[object]) -> object:
            named = {str(place): value for place, value in enumerate(given, start=1)}
            return await connection.execute_fetchall(sql.replace("BEGIN", "BEGIN IMMEDIATE"), named)

        yield statement


@contextlib.asynccontextmanager
async def bare_postgres(address: PostgresAddress) -> AsyncIterator[Statement]:
    connection = await asyncpg.connect(address.url)
    try:
        yield lambda sql, given: connection.fetch(sql, *given)
    finally:
        await connection.close()


async def measure(ours: Address, other: Address, times: int) -> dict[str, tuple[Cost, Cost]]:
    """What it costs on two databases, which are empty."""
    await fill(ours)
    await fill(other)
    bare = bare_postgres(other) if isinstance(other, PostgresAddress) else bare_sqlite(other)
    async with Store.open(ours, time.time) as store, bare as statement:
        return await in_turns(operations(store, statement), times)


async def fill(address: Address) -> None:
    """Make the tables, and give a server its votes and settings."""
    async with Store.open(address, time.time) as store:
        await store._database.rows(TABLE)  # noqa: SLF001 - beside the store's own
        await store.servers.set(SERVER, "account_days", 1)
        for number in range(VOTES):
            await store.votes.toggle(SERVER, f"entry-number-{number % ENTRIES}", 1_000_000 + number)


def measured(engine: str, times: int) -> dict[str, tuple[Cost, Cost]]:
    """On databases of its own, which go again."""
    if engine == SQLITE:
        with tempfile.TemporaryDirectory() as folder:
            ours, other = (address_of(f"sqlite:///{folder}/{name}.db") for name in ("ours", "bare"))
            return asyncio.run(measure(ours, other, times))
    with Server.started(fsync=True) as server:
        ours, other = (address_of(server.create(name)) for name in ("ours", "bare"))
        return asyncio.run(measure(ours, other, times))


def rows(*, quick: bool) -> list[Row]:
    """What stands in the table of all measurements. Where there is no PostgreSQL server to start, that is said."""
    runs, times = (1, 30) if quick else (RUNS, 400)
    found = rows_on(SQLITE, runs, times)
    if WHY_NONE:
        print(f"left out: {WHY_NONE}", flush=True)
        return found
    return found + rows_on(POSTGRES, runs, times)


def rows_on(engine: str, runs: int, times: int) -> list[Row]:
    """Of each operation the run with the middle ratio: where the system puts the drivers' threads changes a run."""
    found = [measured(engine, times) for _ in range(runs)]
    return [_row(f"{engine}: {name}", [run[name] for run in found], how) for name, how in HOW.items()]


def _row(what: str, runs: Sequence[tuple[Cost, Cost]], how: str) -> Row:
    ours, bare = sorted(runs, key=lambda run: run[0].cpu / run[1].cpu)[len(runs) // 2]
    return Row(what, str(ours), str(bare), ours.cpu / bare.cpu, None, how)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=400, metavar="N")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N")
    parser.add_argument("--engine", choices=ENGINES, default=SQLITE)
    options = parser.parse_args()
    print(aligned([HEAD, *(row.cells for row in rows_on(options.engine, options.runs, options.times))]))


if __name__ == "__main__":
    main()
