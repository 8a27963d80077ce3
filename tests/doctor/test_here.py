"""What the doctor finds on the machine itself: settings, token, libraries, database, knowledge base."""

import asyncio
import base64
import contextlib
import datetime as dt
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.catalogue import read_base
from bot.doctor import database, machine, setting
from bot.doctor.database import DAY, MEGABYTE, Files
from bot.doctor.diagnosis import diagnosis
from bot.doctor.finding import Finding
from bot.doctor.knowledge import knowledge
from bot.doctor.reader import reader
from bot.run.settings import NAMES
from bot.store import Store, backup
from bot.store.engines.migrate import shipped_migrations
from bot.understand.models.reader import ABOUT, WEIGHTS
from tests.doctor.conftest import TOKEN
from tests.store.conftest import as_nobody
from tests.support.base import REPOSITORY
from tests.support.knowledge_files import GOOD

NEWEST = shipped_migrations("sqlite")[-1].number
FINE = Files(free=10**12, wal=0, is_ours=True, open_to_others=False, backup_age=3600.0)


@pytest.fixture(autouse=True)
def base(monkeypatch: pytest.MonkeyPatch, few_file: Path) -> None:
    """A small base, so that a diagnosis takes no longer than what it is about."""
    monkeypatch.setenv("KNOWLEDGE_FILE", str(few_file))


def states(found: object) -> list[str]:
    assert isinstance(found, list)
    return [finding.state for finding in found]


@pytest.mark.parametrize(
    ("written", "state"),
    [
        (None, "problem"),
        ("", "problem"),
        (f"Bot {TOKEN}", "problem"),
        (f"{TOKEN} ", "problem"),
        (f'"{TOKEN}"', "problem"),
        (f"“{TOKEN}”", "problem"),
        (f"{TOKEN}'", "problem"),
        ("0123456789abcdef0123456789abcdef", "problem"),
        ("a.b", "problem"),
        ("a.b.c.d", "problem"),
        ("..", "problem"),
        (f"aGVsbG8.{TOKEN.partition('.')[2]}", "problem"),
        (f"ümlaut.{TOKEN.partition('.')[2]}", "problem"),
        (TOKEN, "ok"),
    ],
)
def test_the_form_of_a_token_is_judged(written: str | None, state: str) -> None:
    assert setting.token(written).state == state


@given(st.text(min_size=6), st.integers(10**16, 10**19))
def test_a_token_is_never_told(end: str, id_: int) -> None:
    first = base64.urlsafe_b64encode(str(id_).encode()).decode().rstrip("=")
    for written in (f"{first}.GhIjKl.{end}", f"{end}.{first}"):
        found = setting.token(written)
        assert first not in f"{found.what} {found.what_to_do}"
    assert setting.application_of(f"{first}.x.y") == id_


@pytest.mark.parametrize(
    ("in_file", "around", "what_to_do"),
    [
        (["DISCORD_TOKN"], [], ["Write DISCORD_TOKEN."]),
        (["discord_token"], [], ["Write DISCORD_TOKEN."]),
        (["DATABASE"], [], ["Write DATABASE_URL."]),
        (["FOO"], [], ["Remove it, or see .env.example for all settings."]),
        (["DISCORD_TOKEN"], ["PATH", "HOME", "LOG_LEVEL"], []),
        ([], ["DISCORDTOKEN"], ["If you mean DISCORD_TOKEN, write that."]),
        (["DISCORD_TOKEN"], ["DISCORDTOKEN"], []),
    ],
)
def test_names_that_are_no_settings_are_told(in_file: list[str], around: list[str], what_to_do: list[str]) -> None:
    written = dict.fromkeys(in_file, "something")
    found = [finding for finding in setting.names(written, around, NAMES) if finding.state != "ok"]
    assert [finding.what_to_do for finding in found] == what_to_do
    assert all(finding.state == "hint" for finding in found)


@pytest.mark.parametrize(
    "written",
    [
        TOKEN,
        f"{TOKEN}=",
        f"METRICS_PORT={TOKEN}",
        "s3cret",
        "MODEL_KEY=s3cret\nLOG_LEVEL=s3cret",
        "MODEL_KEY='s3cret'\nMODEL_DIRECT=s3cret\nMODEL_URL=http://localhost:1/v1\nMODEL_NAME=s3cret",
        'MODEL_KEY="s3cret\nMODEL_NAME=s3cret',
        "HTTPS_PROXY=socks5://me:s3cret@host:1",
        "HTTPS_PROXY=me:s3cret@host:1\nLOG_FORMAT=s3cret",
    ],
)
def test_what_stands_in_a_wrong_place_is_not_told_where_it_may_be_secret(tmp_path: Path, written: str) -> None:
    (tmp_path / ".env").write_text(f"LOG_LEVEL=INFO\n{written}\n")
    for form in ([], ["--json"]):
        found = doctor(tmp_path, "--offline", *form)
        assert "settings" in found.stdout
        assert not [part for part in (TOKEN, "s3cret") if part in found.stdout + found.stderr]


def test_a_line_without_a_name_is_told() -> None:
    (found,) = setting.names({"DISCORD_TOKEN": "x", TOKEN: None}, [], NAMES)
    assert found.what == "lines of .env without = set nothing: 1"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
@pytest.mark.parametrize(("mode", "told"), [(0o600, 0), (0o640, 1), (0o644, 1)])
def test_a_token_that_others_can_read_is_told(tmp_path: Path, mode: int, told: int) -> None:
    file = tmp_path / ".env"
    file.touch()
    file.chmod(mode)
    assert len(list(setting.readable(file))) == told
    assert list(setting.readable(tmp_path / "none")) == []


INSTALLED = {"aiosqlite": "0.22.1", "discord.py": "2.8.0", "pillow": "11.0", "rich": "14"}


@pytest.mark.parametrize(
    ("requirement", "what"),
    [
        ("aiosqlite>=0.22", None),
        ("aiosqlite>=0.23", "aiosqlite is 0.22.1, but >=0.23 is needed"),
        ("discord.py<2.8,>=2.7.1", "discord.py is 2.8.0, but <2.8,>=2.7.1 is needed"),
        ("pillow>=11", None),
        ("rich>=14.0.0", None),
        ("nowhere>=1", "nowhere is missing"),
        ('simcord[preview]<4,>=3.2.1; extra == "try"', None),
    ],
)
def test_libraries_are_held_against_what_is_needed(requirement: str, what: str | None) -> None:
    found = list(machine.libraries([requirement], INSTALLED.get))
    assert [finding.what for finding in found if finding.state == "problem"] == ([what] if what else [])


def test_our_own_requirements_are_read() -> None:
    with (REPOSITORY / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["project"]["dependencies"]
    assert len(list(machine.libraries(needed, lambda name: None))) == len(needed)
    assert states(list(machine.libraries(needed, lambda name: "2.7.1" if name == "discord.py" else "999"))) == ["ok"]
    assert states(list(machine.libraries(None, INSTALLED.get))) == ["hint"]


@pytest.mark.parametrize(("found", "state"), [("3.36.0", "problem"), ("3.37.0", "ok"), ("3.100.1", "ok")])
def test_an_old_sqlite_is_told(found: str, state: str) -> None:
    assert machine.sqlite(found).state == state


@pytest.mark.parametrize(("encoding", "state"), [("utf-8", "ok"), ("UTF8", "ok"), ("cp1252", "hint"), (None, "hint")])
def test_a_terminal_without_all_letters_is_told(encoding: str | None, state: str) -> None:
    assert machine.terminal(encoding).state == state


def test_the_port_for_metrics_is_tried() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        assert machine.metrics("127.0.0.1", port, extra=True).state == "hint"
    assert machine.metrics("127.0.0.1", port, extra=True).state == "ok"
    assert machine.metrics("127.0.0.1", None, extra=False).state == "ok"
    assert machine.metrics("127.0.0.1", port, extra=False).state == "problem"
    assert machine.metrics("192.0.2.1", port, extra=True).state == "problem"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["ok", "ok"]),
        ({"free": 500 * MEGABYTE}, ["hint", "ok"]),
        ({"free": 5 * MEGABYTE}, ["problem", "ok"]),
        ({"wal": 500 * MEGABYTE}, ["ok", "hint", "ok"]),
        ({"is_ours": False, "open_to_others": True}, ["ok", "hint", "hint", "ok"]),
        ({"backup_age": None}, ["ok", "hint"]),
        ({"backup_age": 9.0 * DAY}, ["ok", "hint"]),
    ],
)
def test_what_is_around_the_database_is_judged(changes: dict[str, float | bool | None], expected: list[str]) -> None:
    assert states(list(database.surroundings(replace(FINE, **changes)))) == expected


def made(folder: Path) -> Path:
    """A database as the bot makes it."""

    async def make() -> None:
        async with Store.open(folder / "votes.db", time.time) as store:
            await store.servers.set(5, "queue_channel", 50)

    asyncio.run(make())
    return folder / "votes.db"


def test_backups_beside_the_database_are_found(tmp_path: Path) -> None:
    file = made(tmp_path)
    now = file.stat().st_mtime
    (tmp_path / "notes.txt").write_text("no backup")
    assert database.files_of(file, now, None).backup_age is None
    copy = tmp_path / "copies.db"
    backup(file, copy)
    os.utime(copy, (now - 3 * DAY, now - 3 * DAY))
    age = database.files_of(file, now, None).backup_age
    assert age is not None
    assert round(age / DAY) == 3


def in_folder(folder: Path, offline: bool = True, **environment: str) -> list[Finding]:
    here = {"KNOWLEDGE_FILE": os.environ["KNOWLEDGE_FILE"], "DATABASE_URL": f"sqlite:///{folder}/votes.db"}
    settings = {"DISCORD_TOKEN": TOKEN} | here | environment
    return list(diagnosis(settings, folder / ".env", time.time(), offline=offline))


def problems(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.about, finding.what) for finding in found if finding.state == "problem"]


def test_a_database_that_is_not_there_yet_is_no_problem(tmp_path: Path) -> None:
    assert problems(in_folder(tmp_path)) == []
    assert not (tmp_path / "votes.db").exists()


def test_a_sound_database_is_fine_and_stays_as_it_was(tmp_path: Path) -> None:
    file = made(tmp_path)
    before = file.read_bytes()
    found = in_folder(tmp_path)
    assert problems(found) == []
    assert any(finding.what == f"whole, schema {NEWEST}" for finding in found)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "state", "what"),
    [
        ("DELETE FROM migration WHERE number > 2", "hint", f"its schema is 2; the next start brings it to {NEWEST}"),
        (
            "INSERT INTO migration VALUES (99, 0)",
            "problem",
            f"its schema is 99, and this version of the bot knows {NEWEST}",
        ),
        ("DROP TABLE migration", "problem", "it holds no data of this bot"),
    ],
)
def test_another_schema_is_told(tmp_path: Path, sql: str, state: str, what: str) -> None:
    connection = sqlite3.connect(made(tmp_path), isolation_level=None)
    connection.execute(sql)
    connection.close()
    where, first, *_ = (finding for finding in in_folder(tmp_path) if finding.about == "database")
    assert where.what == f"it is {tmp_path}/votes.db"
    assert (first.state, first.what) == (state, what)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "votes.db").write_text("xylophone " * 1000)
    ((about, what),) = problems(in_folder(tmp_path))
    assert about == "database"
    assert "damaged or not an SQLite database" in what


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    file = made(tmp_path)
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 6] = os.urandom(4096 * 3)
    file.write_bytes(content)
    ((about, what),) = problems(in_folder(tmp_path))
    assert about == "database"
    assert "damaged" in what


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE tally SET votes = votes + 1", 1),
        ("DELETE FROM tally", 1),
        ("INSERT INTO tally VALUES (5, 'three', 'helped', 2)", 1),
        ("INSERT INTO tally VALUES (5, 'three', 'helped', 0)", 0),  # as it stays where all votes were taken back
        ("UPDATE vote SET held = 1", 0),
    ],
)
def test_counts_that_are_not_those_of_the_votes_are_told(tmp_path: Path, sql: str, told: int) -> None:
    with contextlib.closing(sqlite3.connect(made(tmp_path), isolation_level=None)) as connection:
        cast = "INSERT INTO vote (guild_id, resource_id, voter_id, choice, changed_at) VALUES (5, ?, 7, 'helped', 0)"
        connection.executemany(cast, [("one",)])
        connection.execute(sql)
    found = problems(in_folder(tmp_path))
    assert found == [("database", MISCOUNTED)] * told


MISCOUNTED = "its counts of votes are not those of the votes that it holds (resources: 1)"


def test_a_copy_that_was_put_over_it_beside_an_older_log_of_changes_is_told(tmp_path: Path) -> None:
    file, wal = made(tmp_path), tmp_path / "votes.db-wal"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as running:
        running.execute("PRAGMA wal_autocheckpoint = 0")
        voted(running, "one", 40)
        later = tmp_path / "later.db"
        backup(file, later)
        shutil.copy(wal, tmp_path / "left")  # as a bot leaves it that is killed
    with contextlib.closing(sqlite3.connect(later, isolation_level=None)) as elsewhere:
        voted(elsewhere, "two", 400)
    shutil.copy(later, file)
    shutil.copy(tmp_path / "left", wal)
    ((about, what),) = problems(in_folder(tmp_path))
    assert about == "database"
    assert "damaged" in what or "its counts of votes are not those of the votes" in what


@pytest.mark.parametrize("later", [0, 1, 5, 200])
def test_a_backup_that_was_copied_over_it_beside_its_log_of_changes_is_told(tmp_path: Path, later: int) -> None:
    file = made(tmp_path)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as running:
        voted(running, "one", 3)
        backup(file, tmp_path / "copy.db")
        running.execute("PRAGMA wal_autocheckpoint = 0")
        voted(running, "two", later + 1)
        assert problems(in_folder(tmp_path)) == []
        shutil.copy(f"{file}-wal", tmp_path / "left")  # as a bot leaves it that is killed
    shutil.copy(tmp_path / "copy.db", file)
    assert problems(in_folder(tmp_path)) == []
    shutil.copy(tmp_path / "left", f"{file}-wal")
    found = problems(in_folder(tmp_path))
    assert ("database", "changes of another file lie beside it, in its -wal, and are taken into it") in found


def voted(database: sqlite3.Connection, resource: str, members: int) -> None:
    cast = "INSERT INTO vote (guild_id, resource_id, voter_id, choice, changed_at) VALUES (5, ?, ?, 'helped', 0)"
    database.executemany(cast, [(resource, member) for member in range(1, members + 1)])


@pytest.mark.parametrize("name", ["folder", "file/votes.db", "x" * 300, f"{'x' * 300}/votes.db"])
def test_a_place_that_can_hold_no_database_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    ((about, what),) = problems(in_folder(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/{name}"))
    assert about == "database"
    assert "is a folder" in what or "is a file, not a folder" in what or "cannot be" in what


def test_settings_in_a_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    ((about, what),) = problems(in_folder(tmp_path))
    assert (about, what.partition(" is a ")[2][:6]) == ("settings", "folder")


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="dlguide-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_what_nobody_but_its_owner_may_read_is_told(public_folder: Path) -> None:
    made(public_folder)
    (public_folder / "votes.db").chmod(0o600)
    (public_folder / "others.db").write_bytes(b"SQLite format 3")
    (public_folder / "others.db").chmod(0)
    (public_folder / ".env").touch(mode=0)
    base = public_folder / "base.yaml"
    base.write_text(GOOD)
    base.chmod(0)
    with as_nobody():
        ((about, what),) = problems(in_folder(public_folder))
        assert (about, what.endswith("cannot be read: Permission denied")) == ("settings", True)
        os_env = {"KNOWLEDGE_FILE": str(base), "DATABASE_URL": f"sqlite:///{public_folder}/votes.db"}
        settings = {"DISCORD_TOKEN": TOKEN} | os_env
        found = problems(list(diagnosis(settings, public_folder / "no.env", time.time(), offline=True)))
    assert [about for about, _ in found] == ["knowledge", "database"]


def test_quotes_that_got_into_the_environment_are_told_and_left_out(tmp_path: Path) -> None:
    found = in_folder(tmp_path, DISCORD_TOKEN=f' "{TOKEN}"', MODEL_NAME="‘x’")
    assert problems(found) == []
    (hint,) = [finding for finding in found if finding.about == "settings" and finding.state == "hint"]
    assert hint.what == "in the environment DISCORD_TOKEN, MODEL_NAME stands in quotes, which the bot leaves out"


@pytest.mark.parametrize("name", ["https_proxy", "HTTP_PROXY", "ALL_PROXY", "no_proxy"])
def test_the_usual_names_of_proxies_are_no_slips(tmp_path: Path, name: str) -> None:
    found = in_folder(tmp_path, offline=True, **{name: ""})
    assert [finding for finding in found if finding.about == "settings" and finding.state != "ok"] == []


PROXY = "http://me:s3cret@proxy.example:3128"
MODEL = {"MODEL_URL": "https://models.example/v1", "MODEL_NAME": "m"}


@pytest.mark.parametrize(
    ("around", "told"),
    [
        ({}, []),
        ({"HTTPS_PROXY": PROXY}, ["Discord is reached through proxy.example:3128"]),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "discord.com"}, ["Discord is reached directly"]),
        (
            {"https_proxy": PROXY, "no_proxy": "models.example"} | MODEL,
            ["Discord is reached through proxy.example:3128", "the model's server is reached directly"],
        ),
        ({"HTTPS_PROXY": "socks5://h:1"}, ["HTTPS_PROXY is not the address of a proxy"]),
    ],
)
def test_whom_the_bot_reaches_through_a_proxy_is_told(tmp_path: Path, around: dict[str, str], told: list[str]) -> None:
    found = [finding for finding in in_folder(tmp_path, offline=True, **around) if finding.about == "proxy"]
    assert len(found) == len(told)
    assert all(finding.what.startswith(what) for finding, what in zip(found, told, strict=True))
    assert "s3cret" not in str(found)
    assert [finding.state for finding in found] == ["problem" if "not the" in what else "ok" for what in told]


def test_settings_that_cannot_be_used_end_it_with_a_sentence(tmp_path: Path) -> None:
    found = in_folder(tmp_path, LOG_LEVEL="LOUD")
    assert problems(found) == [("settings", "LOG_LEVEL is 'LOUD'; use one of DEBUG, INFO, WARNING, ERROR")]
    (tmp_path / ".env").write_bytes(b"\xff\xfe")
    assert [about for about, _ in problems(in_folder(tmp_path))] == ["settings"]


def test_the_knowledge_base_is_judged(tmp_path: Path) -> None:
    file = tmp_path / "base.yaml"
    file.write_text(GOOD)
    base = read_base(file)
    newest = max(entry.resource.verified.date for entry in base.found)
    assert states(list(knowledge(base, newest))) == ["ok"]
    assert states(list(knowledge(base, newest + dt.timedelta(days=366)))) == ["hint"]
    file.write_text(GOOD.replace("math: ", "maths: "))
    assert problems(in_folder(tmp_path, KNOWLEDGE_FILE=str(file)))[0][0] == "knowledge"
    assert [about for about, _ in problems(in_folder(tmp_path, KNOWLEDGE_FILE=str(tmp_path / "none.yaml")))] == [
        "knowledge"
    ]


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A folder with the reader's weights as they are shipped."""
    for name in (WEIGHTS, ABOUT):
        shutil.copy(REPOSITORY / "bot" / "understand" / name, tmp_path)
    return tmp_path


def test_a_reader_whose_weights_are_sound_is_told_with_what_it_learned(weights: Path) -> None:
    found = reader(weights)
    assert (found.about, found.state) == ("reader", "ok")
    about = json.loads((weights / ABOUT).read_text(encoding="utf-8"))
    assert f"{about['samples']:,} samples" in found.what
    assert f"{sum(len(head['labels']) for head in about['heads'].values()):,} labels" in found.what


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        (WEIGHTS, None, "cannot be read"),
        (ABOUT, None, "cannot be read"),
        (ABOUT, b"{", "cannot be read"),
        (ABOUT, b"{}", "SHA-256 differs"),
        (WEIGHTS, b"version https://git-lfs.github.com/spec/v1", "SHA-256 differs"),
    ],
)
def test_a_reader_whose_weights_cannot_be_used_is_told(
    weights: Path, name: str, content: bytes | None, what: str
) -> None:
    (weights / name).unlink()
    if content is not None:
        (weights / name).write_bytes(content)
    found = reader(weights)
    assert (found.about, found.state) == ("reader", "problem")
    assert what in found.what
    assert "by rules alone" in found.what
    assert found.what_to_do == "Install the bot again; in a checkout, run `python -m training`."


def test_the_reader_is_part_of_the_diagnosis(tmp_path: Path) -> None:
    assert [finding.state for finding in in_folder(tmp_path) if finding.about == "reader"] == ["ok"]


def doctor(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {*NAMES} - {"KNOWLEDGE_FILE"}}
    return subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "bot", "doctor", *arguments], cwd=folder, capture_output=True, text=True, check=False,
        env=kept | {"PYTHONPATH": str(REPOSITORY)} | environment,
    )  # fmt: skip


def test_the_command_ends_with_1_where_something_is_wrong_and_with_0_where_not(tmp_path: Path) -> None:
    found = doctor(tmp_path, "--offline", "--json", DISCORD_TOKEN=TOKEN)
    assert found.returncode == 0, found
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    assert all(line.keys() == {"about", "state", "what", "what_to_do"} for line in lines)
    assert TOKEN not in found.stdout + found.stderr
    found = doctor(tmp_path, "--offline")
    assert found.returncode == 1
    assert "PROBLEM  token: DISCORD_TOKEN is not set\n         Put the bot's token into .env" in found.stdout
    assert found.stdout.splitlines()[-1].startswith("1 problem, ")
    assert doctor(tmp_path, "--nonsense").returncode == 2
    assert list(tmp_path.iterdir()) == []
