"""What every part of the store asks of a database, whichever engine is behind it."""

import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, TypeVar

BUSY_SECONDS = 2.0
"""How long a statement waits for others that are at work: Discord gives an interaction three seconds."""
UNHURRIED = 60.0
"""Seconds for a transaction that no member waits for, such as moving all votes of an entry to its new id."""
LARGEST_ID = 2**63 - 1
"""Ids from forged buttons may be larger than any that a database can hold."""
Row = tuple[Any, ...]
Result = TypeVar("Result")
Work = Callable[["Session"], Awaitable[Result]]
"""What is done in one transaction: nothing but statements, since it may be begun again from its beginning."""
Observe = Callable[[str, float, bool], None]
"""Told of each access when it ends: `read`, `write` or `transaction`, its seconds, and whether it succeeded."""


class Session(ABC):
    """Statements on a database. Every method raises `StoreUnavailable` where it fails.

    The same SQL serves every engine, but for `random_number`: an expression for a positive number that none can guess.
    """

    random_number: ClassVar[str]

    @abstractmethod
    async def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """What the statement gives, all of it, with the values at `$1`, `$2` and so on."""

    async def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first value of the first row, or None where there is none."""
        return next((row[0] for row in await self.rows(sql, values)), None)


class Database(Session):
    """An open database. Statements here are for all tasks, and each is on its own; what belongs together goes through
    `transact`.
    """

    @abstractmethod
    async def transact(self, work: Work[Result], *, seconds: float | None = None) -> Result:
        """Do the work in one transaction: all of it holds or none. Keep it short, since other writers wait for it.

        It may be done again from its beginning where the database could not put it in order with others. `seconds` is
        how long that may go on where nobody waits for it; it is no limit where the engine has none.
        """

    @abstractmethod
    async def close(self) -> None:
        """End every connection. What is asked of it afterwards raises `StoreUnavailable`."""


class Observed(Database):
    """A database that tells how long it was at work."""

    def __init__(self, database: Database, observe: Observe) -> None:
        self._database = database
        self._observe = observe

    async def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """The same as of the database within."""
        return await self._timed("read" if only_reads(sql) else "write", self._database.rows(sql, values))

    async def transact(self, work: Work[Result], *, seconds: float | None = None) -> Result:
        """The same as of the database within."""
        return await self._timed("transaction", self._database.transact(work, seconds=seconds))

    async def close(self) -> None:
        """The same as of the database within."""
        await self._database.close()

    async def _timed(self, operation: str, access: Awaitable[Result]) -> Result:
        begun, succeeded = time.perf_counter(), False
        try:
            result = await access
            succeeded = True
            return result
        finally:
            self._observe(operation, time.perf_counter() - begun, succeeded)


def only_reads(sql: str) -> bool:
    """Whether a statement of the store's changes nothing."""
    return sql.lstrip().startswith(("SELECT", "WITH"))
