"""What every part of the store needs of a database, whatever its engine."""

import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, TypeVar

BUSY_SECONDS = 2.0
"""Seconds for which a statement waits for others: Discord gives an interaction three."""
UNHURRIED = 60.0
"""Seconds for a transaction that no member waits for, such as moving all votes of an entry to a new id."""
LARGEST_ID = 2**63 - 1
"""The largest id that a database can hold; ids from forged buttons may be larger."""
Row = tuple[Any, ...]
Result = TypeVar("Result")
Work = Callable[["Session"], Awaitable[Result]]
"""The work of one transaction: statements only, since it may be run again from the start."""
Observe = Callable[[str, float, bool], None]
"""Called at the end of each access: `read`, `write` or `transaction`, its seconds, and whether it succeeded."""


class Session(ABC):
    """Statements on a database. Every method raises `StoreUnavailable` where it fails.

    The same SQL serves every engine, except `random_number`: an expression for a positive number that nobody can guess.
    """

    random_number: ClassVar[str]

    @abstractmethod
    async def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows that the statement returns, with the values at `$1`, `$2` and so on."""

    async def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first value of the first row, or None where there is none."""
        return next((row[0] for row in await self.rows(sql, values)), None)


class Database(Session):
    """An open database. Statements here are for all tasks, and each is on its own; what belongs together goes through
    `transact`.
    """

    @abstractmethod
    async def transact(self, work: Work[Result], *, seconds: float | None = None) -> Result:
        """Do the work in one transaction: all of it or nothing. Keep it short, since other writers wait for it.

        It may run again from the start where the database could not serialize it with others. `seconds` is how long
        that may go on where nobody waits for it; an engine without limits ignores it.
        """

    @abstractmethod
    async def close(self) -> None:
        """Close every connection. Later calls raise `StoreUnavailable`."""


class Observed(Database):
    """A database that reports how long each access took."""

    def __init__(self, database: Database, observe: Observe) -> None:
        self._database = database
        self._observe = observe

    async def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Like the database within."""
        return await self._timed("read" if only_reads(sql) else "write", self._database.rows(sql, values))

    async def transact(self, work: Work[Result], *, seconds: float | None = None) -> Result:
        """Like the database within."""
        return await self._timed("transaction", self._database.transact(work, seconds=seconds))

    async def close(self) -> None:
        """Like the database within."""
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
    """Whether one of the store's statements changes nothing."""
    return sql.lstrip().startswith(("SELECT", "WITH"))
