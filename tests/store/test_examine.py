"""A database on a server, looked at by `dlguide doctor`; files are in tests/doctor."""

import pytest

from bot.store import StoreUnusable, address_of
from bot.store.examine import examine

from .behind import rows
from .databases import Databases


def test_a_database_on_a_server_is_looked_at(databases: Databases) -> None:
    with databases.empty() as server:
        found = examine(server, 5)
        assert (found.schema, found.damage, found.channels) == (found.shipped, None, {})
        rows(server, "INSERT INTO server (guild_id, queue_channel) VALUES (7, 70)")
        assert examine(server, 5).channels == {7: 70}


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StoreUnusable, match="no PostgreSQL server answers there") as refused:
        examine(address_of("postgresql://me:s3cret@127.0.0.1:1/name"), 5)
    assert "s3cret" not in str(refused.value)
