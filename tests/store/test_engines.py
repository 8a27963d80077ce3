"""Both engines end with one schema, and whoever measures is told of both."""

import asyncio

import pytest

from bot.store import Address, Store, StoreUnavailable
from bot.store.engines.migrate import Engine, shipped_migrations
from tests.store.conftest import new_file
from tests.support.clock import Clock
from tests.support.store.behind import columns, indexes, triggers
from tests.support.store.databases import Databases
from tests.support.store.merging import merge_ids
from tests.support.store.tallies import helped


async def schema(address: Address) -> list[object]:
    """What a database holds once a store was opened: columns with their keys, indexes, triggers."""
    async with Store.open(address, Clock()):
        pass
    return [columns(address), indexes(address), triggers(address)]


def test_both_engines_have_the_same_tables_columns_keys_indexes_and_triggers(databases: Databases) -> None:
    with new_file() as file, databases.empty() as served:
        found, other = asyncio.run(schema(file)), asyncio.run(schema(served))
    for on_sqlite, on_postgres in zip(found, other, strict=True):
        assert on_sqlite == on_postgres
        assert on_sqlite


def test_the_migrations_of_both_engines_have_the_same_numbers_and_names() -> None:
    def numbers(engine: Engine) -> list[int]:
        return [migration.number for migration in shipped_migrations(engine)]

    assert numbers("sqlite") == numbers("postgres") == list(range(1, len(numbers("sqlite")) + 1))


async def test_every_access_is_told_to_whoever_measures(address: Address, clock: Clock) -> None:
    told: list[tuple[str, float, bool]] = []
    async with Store.open(address, clock, observe=lambda *access: told.append(access)) as store:
        await helped(store, 1)
        await store.progress.mark(7, "book", "done")
        await merge_ids(store, 1, "old", "new")
    with pytest.raises(StoreUnavailable):
        await helped(store, 1)
    assert [(operation, succeeded) for operation, _, succeeded in told] == [
        ("read", True),
        ("write", True),
        ("transaction", True),
        ("read", False),
    ]
    assert all(0 < seconds < 5 for _, seconds, _ in told)
