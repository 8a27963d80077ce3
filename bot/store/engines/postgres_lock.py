"""One process for each shard of a bot on a PostgreSQL server: locks of a session, which end with its connection.

Discord tells each session of a shard of every press, so two processes with one shard would take each vote twice. A lost
connection loses the locks too. They are taken again as soon as the server answers; whoever finds them taken by then
ends.
"""

import asyncio
import contextlib
import logging
import os
import platform
import time
import zlib
from collections.abc import AsyncIterator, Callable, Sequence

import asyncpg

from bot.store.address import PostgresAddress
from bot.store.engines.postgres import CLOSING, ENDED
from bot.store.engines.postgres_kept import check_own_sessions, is_pooled
from bot.store.engines.postgres_opening import CONNECT_SECONDS, explaining
from bot.store.errors import StoreInUse, StoreUnusable

log = logging.getLogger(__name__)

ALL = -1
"""The lock of the bot as a whole: for one process with all shards, or shared by those that have some."""
NOTICED = 3.0
"""Seconds that a server may take to notice that a process is gone, which was killed just before."""
PAUSE = 0.1
LOOK_SECONDS = 5.0
"""Seconds between looks at the connection: a broken cable says nothing by itself."""
AWAY_SECONDS = 0.5
"""Seconds between tries while the server is away."""
LONGEST_NAME = 63
KEPT = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
"""So that the server lets go of a machine that is gone within half a minute, not after two hours."""
STAYS = """
SELECT set_config('idle_session_timeout', '0', false) WHERE current_setting('idle_session_timeout', true) IS NOT NULL
"""
"""So that an idle session is not ended; versions before 14 have no such limit."""
TAKE_ALL = "SELECT $2::int WHERE NOT pg_try_advisory_lock($1::int, $2::int)"
SHARE_ALL = "SELECT $2::int WHERE NOT pg_try_advisory_lock_shared($1::int, $2::int)"
TAKE = "SELECT shard FROM unnest($2::int[]) AS shard WHERE NOT pg_try_advisory_lock($1::int, shard)"
LET_GO = "SELECT pg_advisory_unlock_all()"
NAMED = """
coalesce(nullif(application_name, ''), 'process ' || pid || ' of the server')
    || coalesce(' at ' || host(client_addr), '')
    || coalesce(', since ' || to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC', '')
"""
HOLDER = f"""
SELECT {NAMED} FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND pid <> pg_backend_pid()
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid::bigint = $1 AND ($2::bigint IS NULL OR objid::bigint = $2)
ORDER BY backend_start LIMIT 1
"""  # noqa: S608 - our own part
NAME = "dlguide process"
PROCESSES = f"""
SELECT {NAMED} FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '{NAME} %' ORDER BY 1
"""  # noqa: S608 - our own parts
IN_USE = (
    "{address}: {what} already in another process: {who}. Stop that one first: Discord would tell both of each press, "
    "and each vote would be taken twice."
)
UNNAMED = "one that the server does not name"


@contextlib.asynccontextmanager
async def locked(address: PostgresAddress, bot: str, shards: Sequence[int] | None) -> AsyncIterator[None]:
    """Within this block no other process has these shards of the bot, or any of all. `bot` is the same for all its
    processes, and for no other bot's.

    Raises `StoreInUse`, which names the other: at the start, and where another took over after the connection was lost.
    """
    lock = ServerLock(address, number_of(bot), shards)
    working = asyncio.current_task()
    if working is None:
        raise RuntimeError("a bot runs in a task")
    watching = None
    try:
        await lock.take()
        watching = asyncio.create_task(lock.watch(working.cancel))
        yield
    except asyncio.CancelledError:
        if lock.lost is None or working.uncancel():
            raise
        raise lock.lost from None
    finally:
        if watching:
            watching.cancel()
            await asyncio.wait((watching,))
        await lock.let_go()


class ServerLock:
    """The locks of one process, on a connection of its own. `lost` is what to raise once another has them."""

    def __init__(self, address: PostgresAddress, bot: int, shards: Sequence[int] | None) -> None:
        self.lost: StoreInUse | None = None
        self._address, self._bot, self._shards = address, bot, shards
        self._connection: asyncpg.Connection | None = None
        self._gone = asyncio.Event()

    async def take(self) -> None:
        """Take them, or wait a moment for the server to notice that whoever had them is gone. Raises `StoreInUse`."""
        with explaining(self._address):
            self._gone.clear()
            self._connection = connection = await connected(self._address, self._shards)
            connection.add_termination_listener(lambda _: self._gone.set())
            await self._check_session(connection)
            if (missing := await self._missing_for_long(connection)) is None:
                return
            who = await holder(connection, self._bot, missing) or UNNAMED
        what = "this bot is" if missing == ALL else f"shard {missing} of this bot is"
        raise StoreInUse(IN_USE.format(address=self._address, what=what, who=who))

    async def watch(self, ended: Callable[[], object]) -> None:
        """Take the locks again whenever the connection was lost. Calls `ended` where another has them by then."""
        while self.lost is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._gone.wait(), LOOK_SECONDS)
            if await self._is_there():
                continue
            await self.let_go()
            try:
                await self.take()
                log.info("The database was away; this process has its shards again")
            except StoreInUse as error:
                self.lost = error
                ended()
            except StoreUnusable:
                await asyncio.sleep(AWAY_SECONDS)
                self._gone.set()

    async def let_go(self) -> None:
        """Close the connection, which frees the locks."""
        connection, self._connection = self._connection, None
        if connection:
            with contextlib.suppress(TimeoutError, *ENDED):
                await connection.close(timeout=CLOSING)

    async def _check_session(self, connection: asyncpg.Connection) -> None:
        """Check that the session is ours: a pooler may give it to others, and our locks with it."""
        if await is_pooled(connection):
            other = await connected(self._address, self._shards)
            try:
                await check_own_sessions(connection, other, self._address)
            finally:
                await other.close(timeout=CLOSING)

    async def _is_there(self) -> bool:
        try:
            return bool(self._connection and await self._connection.fetchval("SELECT 1", timeout=LOOK_SECONDS))
        except (TimeoutError, *ENDED):
            return False

    async def _missing_for_long(self, connection: asyncpg.Connection) -> int | None:
        """A lock that another has, and goes on to have while the server might notice that it is gone."""
        missing = await self._missing(connection)
        end = time.monotonic() + NOTICED
        while missing is not None and time.monotonic() < end:
            await asyncio.sleep(PAUSE)
            missing = await self._missing(connection)
        return missing

    async def _missing(self, connection: asyncpg.Connection) -> int | None:
        """The first lock that another has; then none is kept. None where all are ours."""
        taken = await connection.fetchval(TAKE_ALL if self._shards is None else SHARE_ALL, self._bot, ALL)
        if taken is None and self._shards:
            taken = await connection.fetchval(TAKE, self._bot, list(self._shards))
        if taken is not None:
            await connection.execute(LET_GO)
        return None if taken is None else int(taken)


async def holder(connection: asyncpg.Connection, bot: int, which: int = ALL) -> str | None:
    """Which other process has this lock of a bot, in words; None where none has, or the server does not say."""
    found = await connection.fetchval(HOLDER, bot & 0xFFFFFFFF, None if which == ALL else which)
    return None if found is None else _printable(found)


async def processes(connection: asyncpg.Connection) -> tuple[str, ...]:
    """The processes of any bots that work on this database, in words."""
    return tuple([_printable(row[0]) for row in await connection.fetch(PROCESSES)])


def _printable(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())


def number_of(bot: str) -> int:
    """The number of a bot among locks: four bytes with a sign, as PostgreSQL wants it."""
    return int.from_bytes(zlib.crc32(f"dlguide {bot}".encode()).to_bytes(4, "big"), "big", signed=True)


async def connected(address: PostgresAddress, shards: Sequence[int] | None) -> asyncpg.Connection:
    """A connection that the server lists with this process's name."""
    here = "" if shards is None else f" shards {','.join(map(str, shards))}"
    name = f"{NAME} {os.getpid()} on {platform.node()}{here}"
    connection = await asyncpg.connect(
        address.url, timeout=CONNECT_SECONDS, server_settings={"application_name": name[:LONGEST_NAME], **KEPT}
    )
    try:
        await connection.execute(STAYS)
    except BaseException:
        connection.terminate()
        raise
    return connection
