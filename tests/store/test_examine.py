"""What `dlguide doctor` finds of a database on a PostgreSQL server. Of files, see tests/doctor."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.doctor.diagnosis import diagnosis
from bot.doctor.finding import Finding
from bot.store import PostgresAddress, Store, address_of
from bot.store.admin.examine_server import examine_server
from bot.store.engines.migrate import shipped_migrations
from tests.support.store.server import Server, query

TOKEN = "MTA5NzYyMTM0NTY3ODkwMTIzNA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - made up


async def found(url: str, folder: Path) -> tuple[str, str]:
    """The state, and what is said of the database."""

    def whole() -> list[Finding]:
        settings = {"DISCORD_TOKEN": TOKEN, "DATABASE_URL": url}
        return list(diagnosis(settings, folder / ".env", time.time(), offline=True))

    (finding,) = [finding for finding in await asyncio.to_thread(whole) if finding.about == "database"]
    return finding.state, finding.what


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    """The address of a database with nothing in it."""
    yield server.create("examined")
    server.drop("examined")


async def test_an_empty_database_is_fine_and_stays_empty(url: str, tmp_path: Path) -> None:
    assert await found(url, tmp_path) == ("ok", "it is empty; the first start sets it up")
    assert query(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


async def test_a_database_of_the_bot_is_told_with_its_schema(url: str, tmp_path: Path) -> None:
    address = address_of(url)
    assert isinstance(address, PostgresAddress)
    async with Store.open(address, time.time) as store:
        await store.servers.set(5, "queue_channel", 50)
    newest = shipped_migrations("postgres")[-1].number
    assert await found(url, tmp_path) == ("ok", f"schema {newest}")
    examined = await examine_server(address, 20)
    assert (examined.channels, examined.replica) == ({5: 50}, False)
    query(url, "INSERT INTO migration VALUES (99, 0)")
    state, what = await found(url, tmp_path)
    assert state == "problem"
    assert f"its schema is 99, and this version of the bot knows {newest}" in what


async def test_a_server_that_cannot_be_reached_is_told_without_the_password(server: Server, tmp_path: Path) -> None:
    for url in ("postgresql://guide:s3cret@127.0.0.1:1/guide", server.dsn("missing", password="s3cret")):  # noqa: S106
        state, what = await found(url, tmp_path)
        assert state == "problem"
        assert "s3cret" not in what
