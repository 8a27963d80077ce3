"""A PostgreSQL server as the store's database: a small pool of connections, all transactions serializable.

SQLite has one writer, and the store's statements rely on it: a vote that is cast while a burst is flagged is either
held or seen by what holds votes. PostgreSQL promises the same for serializable transactions, and aborts some to keep
that promise. Those are retried for as long as SQLite would wait for its one writer.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from itertools import count

import asyncpg

from bot.store.database import Database, Result, Row, Session, Work, only_reads
from bot.store.errors import OutcomeUnknown, StoreUnavailable, StoreUnusable

GRACE = 0.5
"""Seconds to wait for a server that should have given up a statement itself."""
QUEUE_SHARE = 0.75
"""Of the patience, how much may go by until a connection is free; `postgres_kept` has the server's shares."""
PAUSE, LONGEST_PAUSE = 0.002, 0.064
"""Seconds before a transaction is retried: at most the first at first, doubled each time up to the second."""
CLOSING = 3.0
IN_THE_WAY = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    asyncpg.InvalidCachedStatementError,
)
"""What others did meanwhile: changed the same rows, or the schema."""
LOST = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InternalClientError,
)
"""Raised where a connection breaks in the middle of something, or does not answer (`TimeoutError`)."""
ENDED = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""Raised where a connection that has just ended is used; its pool replaces it by itself."""


class Undone(StoreUnavailable):
    """Nothing was changed, and a retry may succeed."""


class PostgresSession(Session):
    """Statements on one connection, which must answer by `deadline` on the monotonic clock.

    `lost` is what to raise where the connection breaks during a statement.
    """

    random_number = "(abs(hashtextextended(gen_random_uuid()::text, 0) / 2) + 1)"

    def __init__(self, connection: "asyncpg.pool.PoolConnectionProxy", deadline: float) -> None:
        self._connection = connection
        self._deadline = deadline

    async def rows(
        self, sql: str, values: Sequence[object] = (), *, lost: type[StoreUnavailable] = Undone
    ) -> list[Row]:
        """What the statement gives."""
        with faults(lost):
            return [tuple(row) for row in await self._connection.fetch(sql, *values, timeout=_left(self._deadline))]


class PostgresDatabase(Database):
    """A pool of connections. Conflicts with others are retried for `patience` seconds, at moments that `chance`
    spreads, and no statement takes much longer.
    """

    random_number = PostgresSession.random_number

    def __init__(self, pool: asyncpg.Pool, patience: float, chance: Callable[[], float]) -> None:
        self._pool = pool
        self._patience = patience
        self._chance = chance
        self._one_by_one = asyncio.Lock()

    async def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that the statement returns. Raises `OutcomeUnknown` where it is unclear whether it took effect."""
        lost = Undone if only_reads(sql) else OutcomeUnknown
        return await self._until_done(lambda session: session.rows(sql, values, lost=lost), self._patience)

    async def transact(self, work: Work[Result], *, seconds: float | None = None) -> Result:
        """Do the work in one transaction. Raises `OutcomeUnknown` where the connection was lost during the commit."""

        async def attempt(session: PostgresSession) -> Result:
            await session.rows("BEGIN")
            if seconds:
                for limit in ("statement_timeout", "lock_timeout"):
                    await session.rows(f"SET LOCAL {limit} = {int(seconds * 1000)}")
            result = await work(session)
            await session.rows("COMMIT", lost=OutcomeUnknown)
            return result

        return await self._until_done(attempt, seconds or self._patience)

    async def close(self) -> None:
        """Close every connection, busy ones after a moment in which they may finish."""
        try:
            await asyncio.wait_for(self._pool.close(), CLOSING)
        except TimeoutError:
            self._pool.terminate()

    async def _until_done(self, attempt: Callable[[PostgresSession], Awaitable[Result]], seconds: float) -> Result:
        give_up = time.monotonic() + seconds
        for number in count():
            try:
                async with self._turn(give_up) if number and seconds <= self._patience else contextlib.nullcontext():
                    return await self._attempt(attempt, give_up)
            except Undone:
                if time.monotonic() >= give_up:
                    raise
            await asyncio.sleep(self._chance() * min(PAUSE * 2**number, LONGEST_PAUSE))
        raise AssertionError("counting has no end")

    @contextlib.asynccontextmanager
    async def _turn(self, give_up: float) -> AsyncIterator[None]:
        """Let retries go one by one, so that a long transaction is not aborted again and again."""
        try:
            await asyncio.wait_for(self._one_by_one.acquire(), _left(give_up))
        except TimeoutError as error:
            raise StoreUnavailable("others were in the way for too long") from error
        try:
            yield
        finally:
            self._one_by_one.release()

    async def _attempt(self, attempt: Callable[[PostgresSession], Awaitable[Result]], give_up: float) -> Result:
        connection = await self._free(min(_left(give_up), self._patience * QUEUE_SHARE))
        deadline = give_up + GRACE
        try:
            return await attempt(PostgresSession(connection, deadline))
        finally:
            await self._give_back(connection, deadline)

    async def _free(self, seconds: float) -> "asyncpg.pool.PoolConnectionProxy":
        with faults(StoreUnavailable):
            try:
                return await self._pool.acquire(timeout=seconds)
            except TimeoutError as error:
                raise StoreUnavailable("no connection was free in time") from error
            except StoreUnusable as error:  # a new connection is not like those of the start
                raise StoreUnavailable(str(error)) from error

    async def _give_back(self, connection: "asyncpg.pool.PoolConnectionProxy", deadline: float) -> None:
        """Give a connection back as it was. One that did not answer in time may never do so, and is dropped."""
        try:
            with contextlib.suppress(*ENDED):
                if time.monotonic() >= deadline:
                    connection.terminate()
                elif connection.is_in_transaction():
                    await connection.execute("ROLLBACK", timeout=GRACE)
        finally:
            with contextlib.suppress(*ENDED):
                await self._pool.release(connection, timeout=GRACE)


@contextlib.contextmanager
def faults(lost: type[StoreUnavailable]) -> Iterator[None]:
    """Raise every fault of the database at work as `StoreUnavailable`, without the values sent to it."""
    try:
        yield
    except IN_THE_WAY as error:
        raise Undone(said(error)) from error
    except LOST as error:
        raise lost(said(error)) from error
    except asyncpg.DataError:
        raise StoreUnavailable("a value that the database cannot hold") from None
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise StoreUnavailable(said(error)) from error


def said(error: Exception) -> str:
    """The error in short, without its details: they may show what a member wrote."""
    if isinstance(error, TimeoutError):
        return "the server did not answer in time"
    if isinstance(error, asyncpg.PostgresError):
        error.detail = None
    return str(error.args[0] if error.args and isinstance(error.args[0], str) else error) or type(error).__name__


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.001)
