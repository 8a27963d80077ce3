"""A PostgreSQL server that cannot serve is refused with a sentence that says what to do; one that can is prepared."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from bot.store import Ballot, PostgresAddress, Store, StoreUnusable, address_of
from bot.store.engines.migrate import Migration, shipped_migrations
from bot.store.engines.postgres_opening import explaining, migrate, version
from tests.support.clock import Clock
from tests.support.store.behind import rows
from tests.support.store.databases import Databases
from tests.support.store.server import Server, client, query
from tests.support.store.striking import place
from tests.support.store.tallies import helped

NEWEST = shipped_migrations("postgres")[-1].number

SECRET = "secret"  # noqa: S105 - of nothing


async def refusal(address: PostgresAddress) -> str:
    with pytest.raises(StoreUnusable) as refused:
        async with Store.open(address, Clock()):
            pass
    return str(refused.value)


async def test_a_server_that_is_not_there_is_told(own_server: Server) -> None:
    own_server.stop()
    said = await refusal(place(own_server))
    assert said.startswith(
        f"postgresql://postgres@127.0.0.1:{own_server.port}/guide: no PostgreSQL server answers there"
    )
    assert said.endswith("Check that it runs, and the host and port in DATABASE_URL.")


@pytest.mark.parametrize("password", [None, "wrong-secret"])
async def test_a_refused_password_is_told_and_not_shown(server: Server, password: str | None) -> None:
    query(server.dsn("postgres"), "DROP ROLE IF EXISTS guarded")
    query(server.dsn("postgres"), "CREATE ROLE guarded LOGIN PASSWORD 'right-secret'")
    said = await refusal(place(server, database="postgres", user="guarded", password=password or ""))
    assert "the server refused the login" in said
    assert "Check the user and the password in DATABASE_URL" in said
    assert "secret" not in said


async def test_a_database_that_is_not_there_is_told_with_the_command_that_makes_it(server: Server) -> None:
    said = await refusal(place(server, database="gone"))
    assert said.endswith("createdb --encoding=UTF8 --template=template0 --owner=postgres gone")
    command = said.rpartition(": ")[2].split()
    made = [client(command[0]), "--host=127.0.0.1", f"--port={server.port}", *command[1:]]
    subprocess.run([*made, "--username=postgres"], check=True)  # noqa: S603, ASYNC221 - what the sentence says
    async with Store.open(place(server, database="gone"), Clock()) as store:
        assert await helped(store, 1) == {}
    server.drop("gone")


async def test_a_user_who_may_not_make_tables_is_told_what_gives_the_right(server: Server) -> None:
    if query(server.dsn("postgres"), "SHOW server_version_num") < [("150000",)]:
        pytest.skip("before PostgreSQL 15 every user may")
    server.create("others")
    query(server.dsn("postgres"), "CREATE ROLE guest LOGIN")
    said = await refusal(place(server, database="others", user="guest"))
    assert "the user lacks rights it needs (permission denied for schema public)" in said
    query(server.dsn("others"), said[said.index("ALTER DATABASE") :])
    async with Store.open(place(server, database="others", user="guest"), Clock()) as store:
        assert await store.votes.toggle(1, "book", 7) == Ballot(True, 1)
    server.drop("others")
    query(server.dsn("postgres"), "DROP ROLE guest")


async def test_an_unfit_database_is_told(server: Server) -> None:
    query(server.dsn("postgres"), "CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII'")
    server.create("taken")
    query(server.dsn("taken"), "CREATE TABLE vote (song TEXT)")
    assert "the database has the encoding SQL_ASCII" in await refusal(place(server, database="ascii"))
    assert "Give the bot a database of its own" in await refusal(place(server, database="taken"))
    assert query(server.dsn("taken"), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(1,)]


async def test_options_that_nobody_knows_are_told_without_the_address(server: Server) -> None:
    said = await refusal(address_of(server.dsn("guide", password=SECRET) + "?sslmode=sometimes"))  # type: ignore[arg-type]
    assert "Check what comes after the ?" in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ("sslmode=prefer&channel_binding=require", "channel_binding"), ("pgbouncer=true", "pgbouncer"),
        ("connection_limit=5", "connection_limit"), ("application_name=x&keepalives=1", "keepalives"),
    ],
)  # fmt: skip
async def test_an_option_of_other_programs_is_named(server: Server, options: str, name: str) -> None:
    said = await refusal(address_of(server.dsn("postgres", password=SECRET) + "?" + options))  # type: ignore[arg-type]
    assert f"DATABASE_URL has the option {name} after its ?" in said
    assert said.endswith("Take it out; sslmode may stay.")
    assert SECRET not in said


def test_an_option_that_a_pooler_does_not_take_is_named_before_the_pooler() -> None:
    address = address_of("postgresql://user@ep-1-pooler.eu.aws.neon.tech/name?sslmode=require&channel_binding=require")
    assert isinstance(address, PostgresAddress)
    with pytest.raises(StoreUnusable, match="has the option channel_binding"), explaining(address):
        raise asyncpg.ProtocolViolationError("unsupported startup parameter: channel_binding")
    with pytest.raises(StoreUnusable, match="Neon's pooler"), explaining(address):
        raise asyncpg.ProtocolViolationError("unsupported startup parameter: jit")


@pytest.mark.trial
async def test_a_server_that_hangs_is_refused_before_anybody_loses_patience(own_server: Server) -> None:
    hung = own_server.postmaster
    os.kill(hung, signal.SIGSTOP)
    try:
        assert "did not answer in time" in await asyncio.wait_for(refusal(place(own_server)), 15)
    finally:
        os.kill(hung, signal.SIGCONT)


async def test_processes_that_start_at_once_share_the_work(server: Server) -> None:
    address = address_of(server.create("together"))
    async with contextlib.AsyncExitStack() as bots:
        starting = [bots.enter_async_context(Store.open(address, Clock())) for _ in range(8)]
        started = await asyncio.gather(*starting, return_exceptions=True)
    assert [fault for fault in started if not isinstance(fault, Store)] == []
    assert rows(address, "SELECT count(*), max(number) FROM migration") == [(NEWEST, NEWEST)]


def test_without_the_extra_the_command_that_installs_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "asyncpg.py").write_text("raise ModuleNotFoundError(name='asyncpg')")
    program = "from bot.cli import main; raise SystemExit(main(['db', 'upgrade']))"
    paths = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])
    environment = {**os.environ, "PYTHONPATH": paths, "DATABASE_URL": "postgresql://u:secret@h/name"}
    command = [sys.executable, "-c", program]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path)  # noqa: S603
    assert told.returncode == 2
    assert told.stderr == (
        "postgresql://u@h/name needs the extra 'postgres' (asyncpg is missing): pip install 'dlguide[postgres]'\n"
    )


def test_an_address_shows_no_password() -> None:
    found = address_of("postgresql://guide:pass%20word@host:5432/name?sslmode=require&password=secret")
    assert str(found) == "postgresql://guide@host:5432/name"
    assert "pass" not in repr(found)
    assert "secret" not in repr(found)


FIRST = Migration(1, "CREATE TABLE shelf (name TEXT);")
BROKEN = Migration(2, "CREATE TABLE book (title TEXT); INSERT INTO shelf VALUES ('top'); INSERT INTO gone VALUES (1);")
MENDED = Migration(2, "CREATE TABLE book (title TEXT); INSERT INTO shelf VALUES ('top');")


@pytest.fixture
async def blank(server: Server) -> AsyncIterator[asyncpg.Connection]:
    """A connection to a database with nothing in it."""
    connection = await asyncpg.connect(server.create("blank"))
    yield connection
    await connection.close()
    server.drop("blank")


async def tables(connection: asyncpg.Connection) -> list[str]:
    sql = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    return [row[0] for row in await connection.fetch(sql)]


async def test_each_migration_is_applied_once(blank: asyncpg.Connection) -> None:
    assert await migrate(blank, (FIRST,)) == [1]
    assert await migrate(blank, (FIRST,)) == []
    assert await migrate(blank, (FIRST, MENDED)) == [2]
    assert await version(blank) == 2


async def test_a_failing_migration_leaves_everything_as_it_was(blank: asyncpg.Connection) -> None:
    with pytest.raises(asyncpg.UndefinedTableError):
        await migrate(blank, (FIRST, BROKEN))
    assert (await version(blank), await tables(blank)) == (1, ["migration", "shelf"])
    assert await blank.fetch("SELECT * FROM shelf") == []
    assert await migrate(blank, (FIRST, MENDED)) == [2]


async def test_a_database_of_a_newer_bot_is_refused_and_left_alone(blank: asyncpg.Connection, server: Server) -> None:
    await blank.execute("CREATE TABLE migration (number BIGINT, applied_at BIGINT)")
    await blank.execute("INSERT INTO migration VALUES (9999, 0)")
    assert "the database has schema 9999" in await refusal(place(server, database="blank"))
    assert await tables(blank) == ["migration"]


async def test_a_user_who_may_only_read_and_write_can_open_what_is_migrated(
    databases: Databases, server: Server
) -> None:
    with databases.empty() as address:
        assert isinstance(address, PostgresAddress)
        query(address.url, "CREATE ROLE clerk LOGIN")
        query(address.url, "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk")
        async with Store.open(place(server, database=address.name, user="clerk"), Clock()) as store:
            assert await store.votes.toggle(1, "book", 7) == Ballot(True, 1)
        for undoing in ("DROP OWNED BY clerk", "DROP ROLE clerk"):
            query(address.url, undoing)
