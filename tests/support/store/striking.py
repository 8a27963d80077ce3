"""What tests do to the bot's connections to a PostgreSQL server, and see of them."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import asyncpg

from bot.store import PostgresAddress, address_of
from tests.support.store.behind import rows
from tests.support.store.server import Server

BACKENDS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'dlguide' AND datname = current_database()"
END = "SELECT pg_terminate_backend($1)"
ANSWERED = 3.0
"""Seconds in which Discord wants an answer."""


def place(server: Server, **of: str) -> PostgresAddress:
    found = address_of(server.dsn(**{"database": "guide", **of}))
    assert isinstance(found, PostgresAddress)
    return found


async def until(done: object, seconds: float = 5) -> None:
    """Wait until `done()` is true."""
    end = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end
        await asyncio.sleep(0.005)


@contextlib.asynccontextmanager
async def row_locked(address: PostgresAddress) -> AsyncIterator[None]:
    """Another program in the middle of changing the tally of `book`."""
    other = await asyncpg.connect(address.url)
    await other.execute("BEGIN; UPDATE tally SET votes = votes WHERE resource_id = 'book'")
    try:
        yield
    finally:
        await other.close()


def struck(address: PostgresAddress) -> list[tuple[int]]:
    """End the connections of the bot's that wait for a lock."""
    ending = BACKENDS.replace("SELECT pid", "SELECT pg_terminate_backend(pid)")
    return rows(address, f"{ending} AND wait_event_type = 'Lock'")


def waiting(address: PostgresAddress) -> list[tuple[int]]:
    """Who of the bot's waits for a lock."""
    return rows(address, f"{BACKENDS} AND wait_event_type = 'Lock'")


def slow_commits(address: PostgresAddress, table: str) -> None:
    """Let every COMMIT after a row was put into this table take long enough to be struck in the middle."""
    rows(
        address,
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_sleep(0.9); RETURN NULL; END $$",
    )
    rows(
        address,
        f"CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        "EXECUTE FUNCTION slow()",
    )


def struck_at_commit(address: PostgresAddress) -> list[tuple[int]]:
    """End the connections of the bot's that wait for a COMMIT."""
    ending = BACKENDS.replace("SELECT pid", "SELECT pg_terminate_backend(pid)")
    return rows(address, f"{ending} AND query = 'COMMIT' AND wait_event = 'PgSleep'")
