"""Opening a database on a PostgreSQL server: connecting, checking it and bringing its schema up to date."""

import contextlib
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

import asyncpg

from bot.store.address import PostgresAddress
from bot.store.database import Database
from bot.store.engines.migrate import VERSION, Migration, missing, shipped_migrations
from bot.store.engines.postgres import PostgresDatabase, said
from bot.store.engines.postgres_kept import check, check_own_sessions, of_a_pooler, settings
from bot.store.errors import StoreAway, StoreUnusable

OLDEST = 13
CONNECTIONS = 10
"""The most connections of one process."""
CONNECT_SECONDS = 5.0
AWAY = (OSError, asyncpg.CannotConnectNowError, asyncpg.TooManyConnectionsError, asyncpg.QueryCanceledError)
"""Errors of a server that is starting, stopping, busy or out of reach."""
LOCK = 4_720_160_551
"""The number of the lock in the database that a process holds while it migrates."""
OF_OTHERS = (
    "DATABASE_URL has the option {name} after its ?, which is for other programs and no server knows ({said}). "
    "Take it out; sslmode may stay."
)
_NOTES = "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)"
_SAYINGS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (
        (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError),
        "{address}: the server refused the login ({said}). Check the user and the password in DATABASE_URL.",
    ),
    (
        asyncpg.InvalidCatalogNameError,
        "{address}: there is no such database. Ask the server's administrator to make one: "
        "createdb --encoding=UTF8 --template=template0 --owner={address.user} {address.name}",
    ),
    (
        asyncpg.InsufficientPrivilegeError,
        "{address}: the user lacks rights it needs ({said}). Ask the server's administrator to make it the owner: "
        "ALTER DATABASE {address.name} OWNER TO {address.user}",
    ),
    (
        asyncpg.DuplicateTableError,
        "{address}: another program has its tables there ({said}). Give the bot a database of its own.",
    ),
    (asyncpg.PostgresError, "{address} cannot be used: {said}"),
    (
        OSError,
        "{address}: no PostgreSQL server answers there ({said}). Check that it runs, and the host and port in "
        "DATABASE_URL.",
    ),
)


@contextlib.asynccontextmanager
async def connect(address: PostgresAddress, patience: float, chance: Callable[[], float]) -> AsyncIterator[Database]:
    """The database at this address, migrated where needed. Raises `StoreUnusable` with what to do.

    An acknowledged change is on the server's disk (synchronous_commit, which cannot be turned off for the bot).
    """
    with explaining(address):
        async with _single(address) as first:
            _check_fit(first)
            pool = await _pool(address, patience, first)
            try:
                await migrate(first, shipped_migrations("postgres"))
            except BaseException:
                pool.terminate()
                raise
    database = PostgresDatabase(pool, patience, chance)
    try:
        yield database
    finally:
        await database.close()


async def _pool(address: PostgresAddress, patience: float, first: asyncpg.Connection) -> asyncpg.Pool:
    """Connections on which all holds that the store relies on."""
    wanted = settings(patience)

    async def checked(connection: asyncpg.Connection) -> None:
        await check(connection, wanted, address)
        if not first.is_closed():
            await check_own_sessions(first, connection, address)

    return await asyncpg.create_pool(
        address.url, min_size=1, max_size=CONNECTIONS, timeout=CONNECT_SECONDS, init=checked, reset=_nothing,
        server_settings=wanted,
    )  # fmt: skip


async def _nothing(connection: asyncpg.Connection) -> None:
    """Nothing to reset between two uses of a connection, which change nothing in it: this saves a round trip."""


@contextlib.asynccontextmanager
async def _single(address: PostgresAddress) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(address.url, timeout=CONNECT_SECONDS)
    try:
        yield connection
    finally:
        await connection.close(timeout=CONNECT_SECONDS)


def _check_fit(connection: asyncpg.Connection) -> None:
    major = connection.get_server_version().major
    if major < OLDEST:
        raise StoreUnusable(f"the server is PostgreSQL {major}; use {OLDEST} or newer")
    encoding = connection.get_settings().server_encoding
    if encoding != "UTF8":
        raise StoreUnusable(f"the database has the encoding {encoding}; make one with createdb --encoding=UTF8")


async def version(connection: asyncpg.Connection) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    if not await connection.fetchval("SELECT to_regclass('migration') IS NOT NULL"):
        return 0
    return int(await connection.fetchval(VERSION))


async def migrate(connection: asyncpg.Connection, migrations: tuple[Migration, ...]) -> list[int]:
    """Apply what is missing and return the numbers applied. Raises `StoreUnusable` for a newer database."""
    to_apply = missing(migrations, await version(connection))
    return [migration.number for migration in to_apply if await _apply(connection, migration)]


async def _apply(connection: asyncpg.Connection, migration: Migration) -> bool:
    """Apply this migration. Returns False where another process that started at the same time did so first."""
    async with connection.transaction(isolation="read_committed"):  # so that we see what another process has done
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        await connection.execute(_NOTES)
        if await version(connection) >= migration.number:
            return False
        await connection.execute(migration.sql)
        note = "INSERT INTO migration (number, applied_at) VALUES ($1, $2)"
        await connection.execute(note, migration.number, int(time.time()))
    return True


@contextlib.contextmanager
def explaining(address: PostgresAddress) -> Iterator[None]:
    """Raise what goes wrong in reaching a server as `StoreUnusable`, with what to do."""
    try:
        yield
    except StoreUnusable as error:
        raise type(error)(f"{address}: {error}") from error
    except (asyncpg.InterfaceError, ValueError):  # its text may quote the address and with it the password
        raise StoreUnusable(f"{address}: DATABASE_URL cannot be read. Check what comes after the ?") from None
    except (asyncpg.PostgresError, OSError) as error:
        if option := _of_others(address, said(error)):
            raise StoreUnusable(f"{address}: {OF_OTHERS.format(name=option, said=said(error))}") from error
        if pooled := of_a_pooler(said(error), address):
            raise StoreUnusable(f"{address}: {pooled}") from error
        saying = next(text for kind, text in _SAYINGS if isinstance(error, kind))
        kind = StoreAway if isinstance(error, AWAY) else StoreUnusable
        raise kind(saying.format(address=address, said=said(error))) from error


def _of_others(address: PostgresAddress, told: str) -> str | None:
    """The option of the address that is not for a server, where it is what the server or a pooler does not take."""
    names = (name for name, _ in parse_qsl(urlsplit(address.url).query, keep_blank_values=True))
    return next((name for name in names if re.search(rf'parameter:? "?{re.escape(name)}"?$', told)), None)
