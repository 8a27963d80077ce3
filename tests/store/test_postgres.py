"""A PostgreSQL server of our own that is stopped, struck, hung or crowded: what is refused, and what is lost."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import asyncpg
import pytest

from bot.store import (
    Ballot,
    OutcomeUnknown,
    PostgresAddress,
    Store,
    StoreUnavailable,
    StoreUnusable,
    address_of,
    backup,
    restore,
)
from bot.store.database import Session
from bot.store.postgres import PostgresDatabase
from tests.conftest import Clock

from .behind import Onlooker, onlooker, rows
from .databases import Databases
from .server import Server, binaries, query
from .test_tallies import recount, tallies

BACKENDS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'dlguide' AND datname = current_database()"
SECRET = "secret"  # noqa: S105 - of nothing
END = "SELECT pg_terminate_backend($1)"
ANSWERED = 3.0
"""Seconds in which Discord wants an answer."""


@pytest.fixture
def address(databases: Databases) -> Iterator[PostgresAddress]:
    with databases.empty() as found:
        assert isinstance(found, PostgresAddress)
        yield found


@pytest.fixture
async def store(address: PostgresAddress, clock: Clock) -> AsyncIterator[Store]:
    async with Store.open(address, clock) as opened:
        yield opened


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may stop."""
    with Server.started() as started:
        started.create("guide")
        yield started


def place(server: Server, **of: str) -> PostgresAddress:
    found = address_of(server.dsn(**{"database": "guide", **of}))
    assert isinstance(found, PostgresAddress)
    return found


async def refusal(address: PostgresAddress) -> str:
    with pytest.raises(StoreUnusable) as refused:
        async with Store.open(address, Clock()):
            pass
    return str(refused.value)


async def until(done: object, seconds: float = 5) -> None:
    """Wait until `done()` is true."""
    end = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end
        await asyncio.sleep(0.005)


# ---- opening


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
    assert "the server did not let us in" in said
    assert "Check the user and the password in DATABASE_URL" in said
    assert "secret" not in said


async def test_a_database_that_is_not_there_is_told_with_the_command_that_makes_it(server: Server) -> None:
    said = await refusal(place(server, database="gone"))
    assert said.endswith("createdb --encoding=UTF8 --template=template0 --owner=postgres gone")
    command = said.rpartition(": ")[2].split()
    made = [str((binaries() or Path()) / command[0]), "--host=127.0.0.1", f"--port={server.port}", *command[1:]]
    subprocess.run([*made, "--username=postgres"], check=True)  # noqa: S603, ASYNC221 - what the sentence says
    async with Store.open(place(server, database="gone"), Clock()) as store:
        assert await store.votes.tally(1) == {}
    server.drop("gone")


async def test_a_user_who_may_not_make_tables_is_told_what_gives_the_right(server: Server) -> None:
    server.create("others")
    query(server.dsn("postgres"), "CREATE ROLE guest LOGIN")
    said = await refusal(place(server, database="others", user="guest"))
    assert "the user may not do what is needed (permission denied for schema public)" in said
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
    assert "Check what stands behind the ?" in said
    assert SECRET not in said


@pytest.mark.trial
async def test_a_server_that_hangs_is_refused_before_anybody_loses_patience(own_server: Server) -> None:
    hung = own_server.postmaster
    os.kill(hung, signal.SIGSTOP)
    try:
        assert "did not answer in time" in await asyncio.wait_for(refusal(place(own_server)), 15)
    finally:
        os.kill(hung, signal.SIGCONT)


# ---- at work


async def test_a_store_is_back_when_its_server_is(own_server: Server, clock: Clock) -> None:
    async with Store.open(place(own_server), clock) as store:
        assert await store.votes.toggle(1, "book", 1) == Ballot(True, 1)
        own_server.stop()
        await asyncio.sleep(0.05)  # in which the bot's end of the connection is told
        for work in (partial(store.votes.toggle, 1, "book", 2), partial(store.votes.tally, 1)):
            begun = time.monotonic()
            with pytest.raises(StoreUnavailable) as failed:
                await work()
            assert not isinstance(failed.value, OutcomeUnknown)  # it was never sent
            assert time.monotonic() - begun < ANSWERED
        own_server.start()
        assert await store.votes.toggle(1, "book", 2) == Ballot(True, 2)


async def test_a_crash_of_the_server_loses_nothing_acknowledged(clock: Clock) -> None:
    with Server.started(fsync=True) as server:
        server.create("guide")
        async with Store.open(place(server), clock) as store:
            for member in range(20):
                await store.votes.toggle(1, "book", member)
            server.crash()
            server.start()
            assert await store.votes.tally(1) == {"book": 20}


async def test_a_connection_that_ends_while_idle_is_replaced(store: Store, address: PostgresAddress) -> None:
    await store.votes.toggle(1, "book", 1)
    for (pid,) in rows(address, BACKENDS):
        rows(address, END, pid)
    await asyncio.sleep(0.05)
    assert await store.votes.toggle(1, "book", 2) == Ballot(True, 2)


@contextlib.asynccontextmanager
async def row_locked(address: PostgresAddress) -> AsyncIterator[None]:
    """Another program in the middle of changing the tally of `book`."""
    other = await asyncpg.connect(address.url)
    await other.execute("BEGIN; UPDATE tally SET votes = votes WHERE resource_id = 'book'")
    try:
        yield
    finally:
        await other.close()


def struck(address: PostgresAddress) -> list[tuple[int]]:
    """End the connections of the bot's that wait for a lock."""
    ending = BACKENDS.replace("SELECT pid", "SELECT pg_terminate_backend(pid)")
    return rows(address, f"{ending} AND wait_event_type = 'Lock'")


def waiting(address: PostgresAddress) -> list[tuple[int]]:
    """Who of the bot's waits for a lock."""
    return rows(address, f"{BACKENDS} AND wait_event_type = 'Lock'")


async def test_a_write_whose_connection_ends_in_the_middle_may_have_been_done(
    store: Store, address: PostgresAddress
) -> None:
    await store.votes.toggle(1, "book", 1)
    async with row_locked(address):
        press = asyncio.ensure_future(store.votes.toggle(1, "book", 2))
        await until(lambda: struck(address))
        with pytest.raises(OutcomeUnknown):
            await press
    assert await store.votes.toggle(1, "book", 2) == Ballot(True, 2)


async def test_a_transaction_whose_connection_ends_in_the_middle_is_begun_again(
    store: Store, address: PostgresAddress
) -> None:
    await store.votes.toggle(1, "book", 1)
    await store.votes.toggle(1, "old", 2)
    async with row_locked(address):
        merge = asyncio.ensure_future(store.votes.merge(1, "old", "book"))
        await until(lambda: struck(address))
        await until(lambda: waiting(address))
    await merge
    assert await store.votes.tally(1) == {"book": 2}


async def test_a_read_whose_connection_ends_in_the_middle_is_done_again(store: Store, address: PostgresAddress) -> None:
    slow = asyncio.ensure_future(store._database.value("SELECT 7 FROM pg_sleep(0.4)"))
    await until(lambda: rows(address, f"{BACKENDS} AND query LIKE '%pg_sleep(0.4)%'"))
    rows(address, END, *rows(address, f"{BACKENDS} AND query LIKE '%pg_sleep(0.4)%'")[0])
    assert await slow == 7


async def test_a_press_that_others_hold_up_too_long_is_given_up_and_changes_nothing(
    store: Store, address: PostgresAddress
) -> None:
    await store.votes.toggle(1, "book", 1)
    async with row_locked(address):
        begun = time.monotonic()
        with pytest.raises(StoreUnavailable, match="lock timeout") as failed:
            await store.votes.toggle(1, "book", 2)
        assert time.monotonic() - begun < ANSWERED
        assert not isinstance(failed.value, OutcomeUnknown)
    assert await store.votes.tally(1) == {"book": 1}


async def test_a_hung_connection_is_given_up_in_time_and_its_outcome_is_unknown(
    store: Store, address: PostgresAddress
) -> None:
    """As when the network between goes silent: the server does not even say that it gives up."""
    await store.votes.toggle(1, "book", 1)
    hung = [pid for (pid,) in rows(address, BACKENDS)]
    for pid in hung:
        os.kill(pid, signal.SIGSTOP)
    begun = time.monotonic()
    try:
        with pytest.raises(OutcomeUnknown, match="did not answer in time"):
            await store.votes.toggle(1, "book", 2)
        assert time.monotonic() - begun < ANSWERED
        assert await store.votes.toggle(1, "course", 3) == Ballot(True, 1)
    finally:
        for pid in hung:
            os.kill(pid, signal.SIGCONT)


async def test_when_all_connections_are_taken_one_waits_and_is_told_in_time(
    address: PostgresAddress, clock: Clock
) -> None:
    async with Store.open(address, clock, busy_seconds=1) as store:
        await store.votes.toggle(1, "book", 1)
        async with row_locked(address):
            begun = time.monotonic()
            presses = [store.votes.toggle(1, "book", 100 + member) for member in range(30)]
            outcomes = await asyncio.gather(*presses, return_exceptions=True)
            assert time.monotonic() - begun < ANSWERED / 2
        assert all(isinstance(outcome, StoreUnavailable) for outcome in outcomes)
        assert not any(isinstance(outcome, OutcomeUnknown) for outcome in outcomes)
        assert await store.votes.toggle(1, "book", 2) == Ballot(True, 2)


# ---- many at once


async def test_fifty_presses_on_one_entry_from_two_processes_all_count(store: Store, address: PostgresAddress) -> None:
    async with Store.open(address, Clock()) as other:
        presses = [(store, other)[member % 2].votes.toggle(1, "book", member) for member in range(50)]
        ballots = await asyncio.gather(*presses)
    assert all(ballot and ballot.stands for ballot in ballots)
    assert tallies(address) == recount(address) == {(1, "book", "helped"): 50}


async def test_conflicts_do_happen_and_are_waited_out(address: PostgresAddress, clock: Clock) -> None:
    """What the test before relies on: without trying again, some of these presses fail."""
    chances: list[float] = []

    def chance() -> float:
        chances.append(0.5)
        return 0.5

    async with Store.open(address, clock, chance=chance) as store:
        await asyncio.gather(*(store.votes.toggle(1, "book", member) for member in range(50)))
    assert chances


@pytest.mark.parametrize("round_", range(8))
async def test_a_vote_cast_while_a_burst_is_flagged_is_held(
    store: Store, address: PostgresAddress, clock: Clock, round_: int
) -> None:
    """The one order of events that a weaker isolation lets through: neither sees what the other is about to write."""
    since = int(clock()) - 60
    async with Store.open(address, clock) as other:
        presses = [store.votes.toggle(1, "book", member) for member in range(10 + round_)]
        await asyncio.gather(*presses, other.flags.open(1, "book", since, 9))
    assert rows(address, "SELECT count(*) FROM vote WHERE held = 0") == [(0,)]
    assert await store.votes.tally(1) == {}


async def test_processes_that_start_at_once_share_the_work(server: Server) -> None:
    address = address_of(server.create("together"))
    async with contextlib.AsyncExitStack() as bots:
        starting = [bots.enter_async_context(Store.open(address, Clock())) for _ in range(8)]
        started = await asyncio.gather(*starting, return_exceptions=True)
    assert [fault for fault in started if not isinstance(fault, Store)] == []
    assert rows(address, "SELECT count(*), max(number) FROM migration") == [(3, 3)]


async def test_who_waits_for_each_other_is_begun_again_at_once(address: PostgresAddress, clock: Clock) -> None:
    """A deadlock, which the server by itself looks for only after a second."""

    async def both_ways(store: Store, *resources: str) -> None:
        async def work(session: Session) -> None:
            for resource in resources:
                await session.rows("UPDATE tally SET votes = votes + 1 WHERE resource_id = $1", (resource,))
                await asyncio.sleep(0.05)

        await store._database.transact(work)

    async with Store.open(address, clock) as store:
        for resource in ("book", "course"):
            await store.votes.toggle(1, resource, 1)
        begun = time.monotonic()
        await asyncio.gather(both_ways(store, "book", "course"), both_ways(store, "course", "book"))
        assert time.monotonic() - begun < 1
        assert await store.votes.tally(1) == {"book": 3, "course": 3}


async def test_work_that_has_no_hurry_may_take_longer(address: PostgresAddress, clock: Clock) -> None:
    async with Store.open(address, clock, busy_seconds=0.2) as store:
        with pytest.raises(StoreUnavailable, match="statement timeout"):
            await store._database.transact(lambda session: session.rows("SELECT pg_sleep(0.4)"))
        await store._database.transact(lambda session: session.rows("SELECT pg_sleep(0.4)"), seconds=5)


async def test_who_gives_up_waiting_leaves_nothing_open(store: Store, address: PostgresAddress) -> None:
    await store.votes.toggle(1, "book", 1)
    await store.votes.toggle(1, "old", 2)
    async with row_locked(address):
        merge = asyncio.ensure_future(store.votes.merge(1, "old", "book"))
        await until(lambda: waiting(address))
        merge.cancel()
        with pytest.raises(asyncio.CancelledError):
            await merge
    assert rows(address, f"{BACKENDS} AND state <> 'idle'") == []
    await store.votes.merge(1, "old", "book")
    assert await store.votes.tally(1) == {"book": 2}


# ---- what is kept apart


async def test_what_members_write_is_in_no_error(store: Store, address: PostgresAddress) -> None:
    rows(address, "ALTER TABLE review ADD CONSTRAINT short CHECK (length(text) < 5)")
    with pytest.raises(StoreUnavailable) as failed:
        await store.reviews.write(1, "book", 7, "words of a member", "all", id_=1)
    chain = [failed.value, failed.value.__cause__]
    assert "violates check constraint" in str(failed.value)
    assert "words of" not in " ".join(map(str, chain))


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
async def test_a_text_that_no_database_can_hold_is_a_fault_of_the_store(store: Store, text: str) -> None:
    with pytest.raises(StoreUnavailable) as failed:
        await store.reviews.write(1, "book", 7, text, "all", id_=1)
    assert text not in str(failed.value)


def test_an_address_shows_no_password() -> None:
    found = address_of("postgresql://guide:pass%20word@host:5432/name?sslmode=require&password=secret")
    assert str(found) == "postgresql://guide@host:5432/name"
    assert "pass" not in repr(found)
    assert "secret" not in repr(found)


def test_copies_are_made_with_the_commands_that_are_named(server: Server, databases: Databases, tmp_path: Path) -> None:
    with databases.empty() as address, databases.empty() as other:
        assert isinstance(address, PostgresAddress)
        assert isinstance(other, PostgresAddress)
        rows(address, "INSERT INTO vote VALUES (1, 'book', 1, 'helped', 0, 0, 0)")
        copy = tmp_path / "copy.dump"
        for command in (said_of(backup, address, copy), said_of(restore, copy, other)):
            subprocess.run(f"{binaries()}/{command}", shell=True, check=True)  # noqa: S602 - what the sentence says
        assert tallies(other) == recount(other) == {(1, "book", "helped"): 1}


def said_of(command: object, *values: object) -> str:
    with pytest.raises(StoreUnusable) as refused:
        command(*values)  # type: ignore[operator]
    return str(refused.value).partition(": pg_")[1].removeprefix(": ") + str(refused.value).partition(": pg_")[2]


async def test_a_closed_store_ends_all_connections(address: PostgresAddress, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        await asyncio.gather(*(store.votes.tally(server) for server in range(20)))
        assert isinstance(store._database, PostgresDatabase)
        assert len(rows(address, BACKENDS)) > 1
    assert await asyncio.to_thread(_gone, onlooker(address.url))


def _gone(other: Onlooker) -> bool:
    end = time.monotonic() + 2
    while other.rows(BACKENDS):
        if time.monotonic() > end:
            return False
    return True


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
