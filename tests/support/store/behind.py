"""What another program reads and writes in the store's database, whichever engine it is."""

import asyncio
import contextlib
import sqlite3
import threading
from pathlib import Path
from typing import Any

import asyncpg
from msgspec import Struct

from bot.store import Address

REFUSED = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)
"""What the other program gets where the schema does not let it write."""
_COLUMNS = {
    "sqlite": """
        SELECT of.name, field.name, field.type, pk, "notnull", dflt_value IS NOT NULL
        FROM sqlite_master AS of, pragma_table_info(of.name) AS field WHERE of.type = 'table' ORDER BY of.name, cid
    """,
    "postgres": """
        SELECT of.relname::text, attname::text, CASE atttypid WHEN 20 THEN 'INTEGER' ELSE upper(atttypid::regtype::text)
            END, coalesce(array_position(indkey::int2[], attnum) + 1, 0), attnotnull, atthasdef
        FROM pg_class AS of JOIN pg_attribute ON attrelid = of.oid AND attnum > 0 AND NOT attisdropped
        LEFT JOIN pg_index ON indrelid = of.oid AND indisprimary
        WHERE of.relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY of.relname, attnum
    """,
}
_INDEXES = {
    "sqlite": """
        SELECT of.name, field.name, "unique", partial FROM sqlite_master AS on_, pragma_index_list(on_.name) AS of,
            pragma_index_info(of.name) AS field
        WHERE on_.type = 'table' AND origin = 'c' ORDER BY of.name, seqno
    """,
    "postgres": """
        SELECT of.relname::text, attname::text, indisunique::int, (indpred IS NOT NULL)::int
        FROM pg_index JOIN pg_class AS of ON of.oid = indexrelid
        JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
        WHERE relnamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
        ORDER BY of.relname, array_position(indkey::int2[], attnum)
    """,
}
_TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgres": """
        SELECT tgname::text, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname
    """,
}


class Column(Struct, frozen=True):
    """A column, with its place in the primary key, from 1, or 0."""

    table: str
    name: str
    kind: str
    place: int
    needed: bool
    has_default: bool


def engine(address: Address) -> str:
    """Which engine a database is of."""
    return "sqlite" if isinstance(address, Path) else "postgres"


def rows(address: Address, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What another program gets for a statement. What it changes is committed."""
    if not isinstance(address, Path):
        return onlooker(address.url).rows(sql, *values)
    with contextlib.closing(sqlite3.connect(address)) as database, database:
        return database.execute(sql, {str(n): value for n, value in enumerate(values, 1)}).fetchall()


def columns(address: Address) -> list[Column]:
    """All columns of all tables, by name of the table, in order."""
    found = rows(address, _COLUMNS[engine(address)])
    return [
        Column(table, name, kind, place, bool(needed or place), bool(has_default))
        for table, name, kind, place, needed, has_default in found
    ]


def indexes(address: Address) -> list[tuple[object, ...]]:
    """The name of every index with each of its columns, whether it is unique, and whether partial."""
    return rows(address, _INDEXES[engine(address)])


def triggers(address: Address) -> list[tuple[object, ...]]:
    """The name and table of every trigger."""
    return rows(address, _TRIGGERS[engine(address)])


class Onlooker:
    """A connection to a PostgreSQL server for programs that wait, also where an event loop is running."""

    def __init__(self, url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._connection = self._wait_for(asyncpg.connect(url))

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What a statement gives."""
        return list(map(tuple, self._wait_for(self._connection.fetch(sql, *values))))

    def script(self, sql: str) -> None:
        """Run several statements at once."""
        self._wait_for(self._connection.execute(sql))

    def close(self) -> None:
        """End the connection."""
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            self._wait_for(self._connection.close(timeout=1))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait_for(self, work: Any) -> Any:
        async def done() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result()


_open: dict[str, Onlooker] = {}
"""Kept from test to test, since connecting takes longer than asking. Whoever ends a server ends these before."""


def onlooker(url: str) -> Onlooker:
    """The connection to this database, which stays open for the next who asks."""
    if url not in _open:
        _open[url] = Onlooker(url)
    return _open[url]


def look_away(url: str) -> None:
    """End the connection to this database, if there is one."""
    if url in _open:
        _open.pop(url).close()


def look_away_from_all() -> None:
    """End every connection."""
    for url in list(_open):
        look_away(url)
