"""Empty databases on a server, made once and used again: making one takes longer than most tests."""

import asyncio
import contextlib
from collections.abc import Iterator

from bot.store import Address, PostgresAddress, Store, address_of
from tests.support.clock import Clock
from tests.support.store.behind import columns, look_away, onlooker
from tests.support.store.server import Server

MODEL = "migrated"
OBJECTS = "SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_trigger) + count(*) FROM pg_constraint"


class Databases:
    """Databases with the schema of this bot and nothing in them."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._made = 0
        self._free: list[Address] = []
        self._empty_them, self._objects = self._model()

    @contextlib.contextmanager
    def empty(self) -> Iterator[Address]:
        """One of them for the length of a block."""
        address = self._free.pop() if self._free else self._another()
        try:
            yield address
        finally:
            self._take_back(address)

    def _model(self) -> tuple[str, tuple[int, int]]:
        address = address_of(self._server.create(MODEL))

        async def migrate() -> None:
            async with Store.open(address, Clock()):
                pass

        asyncio.run(migrate())
        assert isinstance(address, PostgresAddress)
        tables = sorted({column.table for column in columns(address)} - {"migration"})
        deleting = "; ".join(f"DELETE FROM {table}" for table in tables)  # noqa: S608 - from the schema
        objects = onlooker(address.url).rows(OBJECTS)[0]
        look_away(address.url)
        without_triggers = "SET session_replication_role = replica"
        return f"{without_triggers}; {deleting}; RESET session_replication_role", (objects[0], objects[1])

    def _another(self) -> Address:
        self._made += 1
        return address_of(self._server.create(f"guide_{self._made}", like=MODEL))

    def _take_back(self, address: Address) -> None:
        """Keep it for the next, unless a test changed its schema."""
        assert isinstance(address, PostgresAddress)
        if onlooker(address.url).rows(OBJECTS)[0] == self._objects:
            onlooker(address.url).script(self._empty_them)
            self._free.append(address)
        else:
            look_away(address.url)
            self._server.drop(address.name)
