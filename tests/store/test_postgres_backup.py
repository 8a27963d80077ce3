"""`db backup` on PostgreSQL: a whole copy by pg_dump or none, and the password where nobody sees it."""

import asyncio
import os
import shutil
import stat
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Address, PostgresAddress, Store, StoreUnusable, address_of, backup, restore
from bot.store.admin.dumping import without_password
from tests.store.conftest import vote
from tests.support.clock import Clock
from tests.support.store.behind import rows
from tests.support.store.databases import Databases
from tests.support.store.server import Server, client, query
from tests.support.store.striking import place
from tests.support.store.tallies import recount, tallies

pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs here are shell scripts")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "monday.dump"


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that is looked into for programs before PostgreSQL's own."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{Path(client('pg_dump')).parent}:{os.environ['PATH']}")
    return folder


def put_before(programs: Path, script: str) -> None:
    """Let a script be taken for pg_dump; `$REAL` is the real one."""
    file = programs / "pg_dump"
    file.write_text(f"#!/bin/sh\nREAL={client('pg_dump')}\n{script}\n")
    file.chmod(0o755)


def restored(copy: Path, address: Address) -> None:
    """Put a copy back with the command that is named."""
    with pytest.raises(StoreUnusable) as told:
        restore(copy, address)
    command = str(told.value).partition("stopped: ")[2]
    assert command.startswith("pg_restore ")
    subprocess.run(command, shell=True, check=True)  # noqa: S602 - what the sentence says


def test_a_copy_is_put_back_with_the_command_that_is_named(databases: Databases, copy: Path) -> None:
    with databases.empty() as address, databases.empty() as other:
        asyncio.run(vote(address, "book"))
        asyncio.run(vote(other, "old"))
        backup(address, copy)
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        restored(copy, other)
        assert tallies(other) == recount(other) == {(1, "book", "helped"): 1}
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


async def test_a_copy_made_while_members_vote_is_one_moment(databases: Databases, copy: Path) -> None:
    with databases.empty() as address, databases.empty() as other:
        async with Store.open(address, Clock()) as store:
            copying, done = asyncio.ensure_future(asyncio.to_thread(backup, address, copy)), 0
            while not copying.done() or done < 20:
                await store.votes.toggle(1, f"{done:06}", 7)
                done += 1
            await copying
        await asyncio.to_thread(restored, copy, other)
        held = [row[0] for row in rows(other, "SELECT resource_id FROM vote ORDER BY 1")]
        assert held == [f"{number:06}" for number in range(len(held))]
        assert tallies(other) == recount(other)


def test_the_password_is_on_no_command_line(server: Server, programs: Path, copy: Path, tmp_path: Path) -> None:
    for sql in ("DROP ROLE IF EXISTS guarded", "CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'right %secret'"):
        query(server.dsn("postgres"), sql)
    server.create("kept")
    asyncio.run(vote(place(server, database="kept"), "book"))
    put_before(programs, f'tr "\\0" " " < /proc/$$/cmdline > {tmp_path}/seen; exec $REAL "$@"')
    backup(place(server, database="kept", user="guarded", password="right%20%25secret"), copy)  # noqa: S106 - of nothing
    seen = (tmp_path / "seen").read_text()
    assert f"--dbname=postgresql://guarded@127.0.0.1:{server.port}/kept" in seen
    assert "secret" not in seen
    with pytest.raises(StoreUnusable, match="password authentication failed") as told:
        backup(place(server, database="kept", user="guarded", password="wrong-secret"), copy.with_name("other"))  # noqa: S106
    assert "secret" not in str(told.value)
    server.drop("kept")
    query(server.dsn("postgres"), "DROP ROLE guarded")


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1)


@given(LETTERS, LETTERS, LETTERS, st.sampled_from(["", "sslmode=require", "connect_timeout=5&sslmode=prefer"]))
def test_a_password_is_taken_out_wherever_it_is(user: str, password: str, database: str, options: str) -> None:
    who, secret, name = (quote(part, safe="") for part in (user, password, database))
    bare = f"postgresql://{who}@host:5432/{name}" + (f"?{options}" if options else "")
    for written in (bare.replace("@", f":{secret}@", 1), f"{bare}{'&' if options else '?'}password={secret}"):
        assert without_password(written) == (bare, password)
    assert without_password(bare) == (bare, None)


CUT = '$REAL "$@"; for one in "$@"; do case $one in --file=*) truncate -s {} "${{one#--file=}}";; esac; done'
TOO_OLD = (
    "echo 'pg_dump: error: server version: 17.1; pg_dump version: 15.18' >&2; "
    "echo 'pg_dump: error: aborting because of server version mismatch' >&2; exit 1"
)


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (TOO_OLD, "by the pg_dump that is here: server version: 17.1; pg_dump version: 15.18. Install PostgreSQL's"),
        ("exit 3", "could not be copied: it does not say why"),
        (CUT.format("0"), "cannot be read back"),
        (CUT.format("-200"), "cannot be read back"),
        ('exec $REAL --schema-only "$@"', "holds no data of this bot"),
    ],
)
def test_a_copy_that_is_not_whole_gets_no_name(
    databases: Databases, programs: Path, copy: Path, script: str, told: str
) -> None:
    put_before(programs, script)
    with databases.empty() as address:
        asyncio.run(vote(address, *(f"book-{number}" for number in range(40))))
        with pytest.raises(StoreUnusable, match=told):
            backup(address, copy)
    assert list(copy.parent.iterdir()) == []


@pytest.mark.parametrize("missing", ["pg_dump", "pg_restore"])
def test_without_the_programs_what_to_install_is_told(
    databases: Databases, programs: Path, copy: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in {"pg_dump", "pg_restore"} - {missing}:
        (programs / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(programs))
    with databases.empty() as address, pytest.raises(StoreUnusable, match=f"and {missing} is not here. Install them"):
        backup(address, copy)
    assert list(copy.parent.iterdir()) == []


def test_a_database_of_another_program_and_a_name_that_is_taken_are_refused(server: Server, copy: Path) -> None:
    query(server.create("songs"), "CREATE TABLE song AS SELECT 'Daisy Bell' AS title")
    with pytest.raises(StoreUnusable, match="holds no data of this bot"):
        backup(place(server, database="songs"), copy)
    copy.write_text("kept")
    with pytest.raises(StoreUnusable, match="already exists; choose another name"):
        backup(place(server, database="songs"), copy)
    assert copy.read_text() == "kept"
    server.drop("songs")


def test_a_server_that_is_not_there_is_told(copy: Path) -> None:
    address = address_of("postgresql://guide:secret@127.0.0.1:1/guide")
    assert isinstance(address, PostgresAddress)
    with pytest.raises(StoreUnusable, match=r"could not be copied: .*Connection refused") as told:
        backup(address, copy)
    assert "secret" not in str(told.value)
