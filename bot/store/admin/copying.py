"""Copying everything in one database into another, whatever their engines: from SQLite to PostgreSQL."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from bot.store.address import Address
from bot.store.alone import alone_on_file
from bot.store.database import Database, Row, Session
from bot.store.errors import StoreUnusable
from bot.store.opening import connected
from bot.store.tables.retention import SERVER_TABLES

PAGE = 500
"""Rows that are read and written at a time."""
A_DAY = 86_400.0
COPIED: Mapping[str, str] = {
    **{table: key for table, key in SERVER_TABLES.items() if table != "tally"},
    "progress": "user_id, resource_id",
    "forgotten": "fingerprint",
    "secret": "name",
    "command_sync": "application_id",
}
"""Every table with its key. The tally is missing: the database derives it from the votes."""
_COUNTED = {table: f"SELECT count(*) FROM {table}" for table in COPIED} | {  # noqa: S608 - names of ours
    "tally": "SELECT CAST(coalesce(sum(votes), 0) AS BIGINT) FROM tally"
}
NOT_EMPTY = "{target} already holds data. Give an empty database; nothing was changed."
DIFFERENT = "the copy of {table} has {found} rows instead of {wanted}: nothing was changed. Stop the bot and try again."


async def copy(source: Address, target: Address, patience: float, chance: Callable[[], float]) -> dict[str, int]:
    """Copy everything in one transaction. Returns how many rows each table now has on both sides; for `tally` that is
    the number of votes that count.

    Raises `StoreInUse` where a bot works on a file, `StoreUnusable` where the target is not empty or the counts differ,
    and `StoreUnavailable` where a database fails; then the target is as it was. Only after `OutcomeUnknown` it may hold
    everything.
    """
    if isinstance(source, Path) and not source.exists():
        raise StoreUnusable(f"there is no database at {source} yet")
    if _place(source) == _place(target):
        raise StoreUnusable(f"{source} cannot be copied into itself")
    with alone_on_file(source), alone_on_file(target):  # else the copy would lack what comes meanwhile
        return await _copied(source, target, patience, chance)


async def _copied(source: Address, target: Address, patience: float, chance: Callable[[], float]) -> dict[str, int]:
    async with connected(source, patience, chance) as from_, connected(target, patience, chance) as to:

        async def writing(writer: Session) -> dict[str, int]:
            if any((await counts(writer)).values()):
                raise StoreUnusable(NOT_EMPTY.format(target=target))
            await writer.rows("SAVEPOINT empty")

            async def reading(reader: Session) -> dict[str, int]:
                await writer.rows("ROLLBACK TO SAVEPOINT empty")  # the read may be repeated on its own
                return await _fill(reader, writer)

            return await from_.transact(reading, seconds=A_DAY)

        return await to.transact(writing, seconds=A_DAY)  # ends last: else the source could fail once all is done


def _place(address: Address) -> Address:
    """Where it is, whatever path leads there."""
    return address.resolve() if isinstance(address, Path) else address


async def counts(database: Database | Session) -> dict[str, int]:
    """How many rows each table has, and for `tally` how many votes count."""
    return {table: int(await database.value(sql)) for table, sql in _COUNTED.items()}


async def _fill(reader: Session, writer: Session) -> dict[str, int]:
    for table, key in COPIED.items():
        async for page in _pages(reader, table, key):
            await _write(writer, table, page)
    wanted, found = await counts(reader), await counts(writer)
    for table in wanted:
        if found[table] != wanted[table]:
            raise StoreUnusable(DIFFERENT.format(table=table, found=found[table], wanted=wanted[table]))
    return found


async def _pages(reader: Session, table: str, key: str) -> AsyncIterator[list[Row]]:
    """The rows of a table in the order of its key, page by page."""
    width = key.count(",") + 1
    select, order = f"SELECT {key}, {table}.* FROM {table}", f"ORDER BY {key} LIMIT {PAGE}"  # noqa: S608 - names of ours
    after = f"({key}) > ({_places(1, width)})"
    rows = await reader.rows(f"{select} {order}")
    while rows:
        yield [row[width:] for row in rows]
        rows = await reader.rows(f"{select} WHERE {after} {order}", rows[-1][:width])


async def _write(writer: Session, table: str, page: Sequence[Row]) -> None:
    """Write a page into the table; both engines' migrations create its columns in the same order."""
    width = len(page[0])
    places = ", ".join(f"({_places(width * number + 1, width)})" for number in range(len(page)))
    await writer.rows(f"INSERT INTO {table} VALUES {places}", tuple(chain.from_iterable(page)))  # noqa: S608 - ours


def _places(first: int, count: int) -> str:
    return ", ".join(f"${number}" for number in range(first, first + count))
