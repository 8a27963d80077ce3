"""The command line, as an operator, a curator and another program use it."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web

from bot import __version__
from bot.advise.wording.compose import UNKNOWN, WHICH
from bot.cli import main
from tests.support.base import IDS, KNOWLEDGE, few, shipped

UNDERSTOOD = {
    "level", "math", "formats", "not_formats", "cost", "topics", "frameworks", "not_frameworks", "hours_per_week",
    "weeks", "named",
}  # fmt: skip
ANSWER = {
    "question", "intent", "understood", "note", "answer", "because", "results", "next", "unused", "message",
}  # fmt: skip
RESULT = {"id", "title", "url", "score", "reasons", "caveats"}
TWINS = ["dls-neural-networks-and-deep-learning", "neural-networks-and-deep-learning"]
TOKEN = "bm90LWEtdG9rZW4.Zm9y.dGhlLWJvdA"  # noqa: S105 - made up
RUN_WITH_DISCORD_AT = """
import sys
import discord.http
discord.http.Route.BASE = sys.argv[1]
from bot.cli import main
sys.exit(main(["run"]))
"""
SECONDS = 30
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few_file: Path) -> Path:
    """An empty working folder, and an environment that sets nothing but the database in it and a small base."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KNOWLEDGE_FILE", str(few_file))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/votes.db")
    return tmp_path


@pytest.fixture
def bad_file(home: Path, few_file: Path) -> Path:
    """A knowledge file with a wrong word in an entry and a field of its own."""
    shutil.copy(few_file.with_name("skills.yaml"), home)
    text = few_file.read_text(encoding="utf-8").replace("math: moderate", "math: modrate", 1)
    path = home / "bad.yaml"
    path.write_text(f"extra: 1\n{text}", encoding="utf-8")
    return path


def asked(output: Output, *arguments: str) -> list[dict[str, Any]]:
    """The objects that a command with `--json` prints."""
    assert main([*arguments, "--json"]) == 0
    return [json.loads(line) for line in output.readouterr().out.splitlines()]


def bot(*arguments: str | bytes, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`python -m bot` in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", *arguments],
        input=stdin, capture_output=True, check=False, timeout=SECONDS, env=os.environ | environment,
    )  # fmt: skip


def ids(answer: dict[str, Any]) -> list[str]:
    return [result["id"] for result in answer["results"]]


def test_an_answer_has_the_promised_form(capsys: Output) -> None:
    (answer,) = asked(capsys, "ask", "beginner math-light")
    assert answer.keys() == ANSWER
    assert answer["understood"].keys() == UNDERSTOOD
    assert [result.keys() for result in answer["results"]] == [RESULT] * 3
    assert (answer["question"], answer["intent"]) == ("beginner math-light", "recommend")
    assert (answer["understood"]["level"], answer["understood"]["math"]) == ("beginner", "light")


def test_the_words_of_a_question_need_no_quotes(capsys: Output) -> None:
    assert asked(capsys, "ask", "beginner", "math-light") == asked(capsys, "ask", "beginner math-light")


def test_a_beginner_with_light_maths_is_not_sent_to_the_hard_book(capsys: Output) -> None:
    (answer,) = asked(capsys, "ask", "beginner", "math-light")
    assert "deep-learning-with-python" in ids(answer)[:2]
    assert "deep-learning-book" not in ids(answer)[:3]


@pytest.mark.parametrize(("limit", "count"), [("1", 1), ("2", 2), ("5", 5)])
def test_the_limit_is_the_number_of_results(capsys: Output, limit: str, count: int) -> None:
    (answer,) = asked(capsys, "ask", "--limit", limit, "a course")
    assert len(answer["results"]) == count


def test_limit_zero_gives_the_full_ranking(capsys: Output) -> None:
    (everything,) = asked(capsys, "ask", "--limit", "0", "beginner math-light")
    assert len(everything["results"]) > 3
    assert len(set(ids(everything))) == len(ids(everything))


@pytest.mark.parametrize("limit", ["-1", "three", "1.5", ""])
def test_a_wrong_limit_is_refused(capsys: Output, limit: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["ask", f"--limit={limit}", "a course"])
    assert "use 0 or more" in capsys.readouterr().err


def test_an_answer_for_people(capsys: Output) -> None:
    assert main(["ask", "beginner math-light"]) == 0
    shown = capsys.readouterr().out
    assert "Understood: beginner, light maths." in shown
    assert "1. Deep Learning with Python" in shown
    assert "Next: " in shown
    assert "4. " not in shown
    assert "{" not in shown


def test_more_answers_for_people(capsys: Output) -> None:
    assert main(["ask", "--limit", "5", "beginner math-light"]) == 0
    shown = capsys.readouterr().out
    assert [f"{number}. " in shown for number in range(1, 7)] == [True] * 5 + [False]


def test_lines_are_answered_in_order_whatever_they_hold() -> None:
    done = bot("ask", "--json", stdin=b"beginner\n\n \xff\xfe book\r\n\x00\n" + "Mathe für Anfänger\u2028?".encode())
    questions = [json.loads(line)["question"] for line in done.stdout.splitlines()]
    assert questions == ["beginner", "", " \ufffd\ufffd book", "\x00", "Mathe für Anfänger\u2028?"]
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_mark_of_the_encoding_is_no_part_of_the_first_question(encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith("e") else ""
    done = bot("ask", "--json", stdin=f"{mark}Mathe für Anfänger\r\nfree book\n".encode(encoding))
    questions = [json.loads(line)["question"] for line in done.stdout.splitlines()]
    assert questions == ["Mathe für Anfänger", "free book"]
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
@pytest.mark.parametrize("arguments", [("ask", "--json"), ("review", "--json")])
def test_an_argument_that_is_no_text_is_told_as_one(arguments: tuple[str, str]) -> None:
    command: list[str | bytes] = [sys.executable, "-m", "bot", *arguments, b"free \xff\xed\xa0\x80 book"]
    done = subprocess.run(command, capture_output=True, check=False, env=dict(os.environ))  # noqa: S603 - ours
    told = msgspec.json.decode(done.stdout)  # which takes no half of a letter, as most readers of JSON
    assert "free \ufffd" in (told.get("question") or told["name"])
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_lines_there_are_no_answers() -> None:
    done = bot("ask", "--json")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_each_answer_comes_at_once() -> None:
    command = [sys.executable, "-m", "bot", "ask", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - ours
        assert process.stdin
        assert process.stdout
        for question in ("beginner", "a free book"):
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
        assert process.wait(SECONDS) == 0


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = [sys.executable, "-m", "bot", "ask", "--json"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as process:  # type: ignore[call-overload]  # noqa: S603 - ours
        process.stdin.write(b"beginner\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"beginner\n")
        process.stdin.close()
        assert process.wait(SECONDS) == 0
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("name", "match", "alternatives"),
    [
        ("fast.ai", "fastai-practical-deep-learning", []),
        ("deep-learning-book", "deep-learning-book", []),
        ("chollet", "deep-learning-with-python", []),
        ("neural networks and deep learning", None, TWINS),
        ("underwater basket weaving", None, []),
    ],
)
def test_a_review_says_what_the_name_means(
    capsys: Output, name: str, match: str | None, alternatives: list[str]
) -> None:
    (found,) = asked(capsys, "review", *name.split())
    assert found.keys() == {"name", "match", "alternatives"}
    assert (found["name"], found["match"]) == (name, match)
    assert sorted(found["alternatives"]) == alternatives


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fast.ai", "Rating: 4.5 out of 5 by Atul Acharya"),
        ("neural networks and deep learning", WHICH),
        ("underwater basket weaving", UNKNOWN),
    ],
)
def test_a_review_for_people(capsys: Output, name: str, said: str) -> None:
    assert main(["review", name]) == 0
    assert said in capsys.readouterr().out


def test_names_are_read_from_lines_too() -> None:
    done = bot("review", "--json", stdin=b"fast.ai\nzzzz\n")
    assert [json.loads(line)["match"] for line in done.stdout.splitlines()] == ["fastai-practical-deep-learning", None]


def test_the_shipped_knowledge_file_passes(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KNOWLEDGE_FILE")
    assert main(["knowledge", "check"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith(f"{KNOWLEDGE}: {len(shipped())} entries, no problems")


def test_every_problem_of_a_bad_knowledge_file_is_a_line(capsys: Output, bad_file: Path) -> None:
    assert main(["knowledge", "check", str(bad_file)]) == 1
    shown = [line for line in capsys.readouterr().out.splitlines() if "warning" not in line]
    number = bad_file.read_text(encoding="utf-8").splitlines().index("    math: modrate") + 1
    assert shown == [
        f"{bad_file}:1: extra: no such field",
        f"{bad_file}:{number}: math: 'modrate' is not one of none, light, moderate, heavy (did you mean 'moderate'?)",
    ]


def test_the_set_knowledge_file_is_the_one_checked(
    capsys: Output, bad_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNOWLEDGE_FILE", str(bad_file))
    assert main(["knowledge", "check"]) == 1
    assert capsys.readouterr().out.startswith(f"{bad_file}:1: ")


def test_a_missing_knowledge_file_is_a_problem(capsys: Output) -> None:
    assert main(["knowledge", "check", "gone.yaml"]) == 1
    assert capsys.readouterr().out == "gone.yaml:1: there is no such file\n"


def test_the_list_is_one_entry_a_line(capsys: Output) -> None:
    entries = asked(capsys, "knowledge", "list")
    assert [entry["id"] for entry in entries] == [entry.id for entry in few(shipped())]
    assert all(entry["title"] and entry["url"].startswith("http") for entry in entries)


def test_the_list_for_people(capsys: Output) -> None:
    assert main(["knowledge", "list"]) == 0
    assert f"{len(IDS)} entries" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["ask", "beginner"], ["review", "fast.ai"], ["knowledge", "list"]])
def test_a_broken_knowledge_file_starts_nothing(
    capsys: Output, bad_file: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_FILE", str(bad_file))
    assert main(command) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert [line.partition(": ")[2][:5] for line in shown.err.splitlines()[:-1]] == ["extra", "math:"]
    assert shown.err.endswith("The knowledge base has problems; nothing was started.\n")


def test_an_unusable_setting_is_told(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    assert main(["ask", "beginner"]) == 2
    assert capsys.readouterr() == ("", "LOG_LEVEL is 'LOUD'; use one of DEBUG, INFO, WARNING, ERROR\n")


def test_run_without_a_token_names_the_way_without_discord(capsys: Output) -> None:
    assert main(["run"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "DISCORD_TOKEN is not set" in shown.err
    assert "dlguide try" in shown.err


@pytest.mark.parametrize(("arguments", "said"), [
    ([], "COMMAND"), (["nope"], "invalid choice: 'nope'"), (["db"], "WHAT"), (["knowledge", "nope"], "invalid choice"),
    (["db", "backup"], "file"), (["ask", "--nope"], "--nope"), (["try", "--port", "99999"], "not a port"),
])  # fmt: skip
def test_a_wrong_command_is_refused_with_its_name(capsys: Output, arguments: list[str], said: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert said in capsys.readouterr().err


def test_the_version(capsys: Output) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"{__version__}\n"


def test_help_names_every_command() -> None:
    shown = bot("--help").stdout.decode()
    assert [
        name
        for name in ("run", "try", "ask", "review", "explain", "doctor", "knowledge", "db")
        if not re.search(rf"^ +{name}\b", shown, re.MULTILINE)
    ] == []


def test_a_database_is_made_copied_and_restored(capsys: Output, home: Path) -> None:
    assert main(["db", "upgrade"]) == 0
    assert capsys.readouterr().out == f"{home}/votes.db is new and up to date\n"
    assert main(["db", "backup", "copy.db"]) == 0
    assert capsys.readouterr().out == f"{home}/votes.db is copied to copy.db\n"
    assert main(["db", "restore", "copy.db"]) == 0
    kept = home / "votes.db.before-restore-1"
    assert (
        capsys.readouterr().out == f"copy.db is restored to {home}/votes.db\nWhat was there before is kept in {kept}\n"
    )
    assert kept.is_file()


def test_upgrading_twice_is_no_fault() -> None:
    assert [main(["db", "upgrade"]), main(["db", "upgrade"])] == [0, 0]


def test_restoring_to_a_blank_place_keeps_nothing(capsys: Output, home: Path) -> None:
    main(["db", "upgrade"])
    (home / "votes.db").rename(home / "copy.db")
    assert main(["db", "restore", "copy.db"]) == 0
    assert "before" not in capsys.readouterr().out


@pytest.mark.parametrize(("command", "said"), [
    (["backup", "copy.db"], "there is no database at {home}/votes.db yet"),
    (["restore", "gone.db"], "there is no file gone.db"),
    (["restore", "notes.txt"], "notes.txt is damaged or not "),
])  # fmt: skip
def test_a_refused_copy_is_told(capsys: Output, home: Path, command: list[str], said: str) -> None:
    (home / "notes.txt").write_text("Buy milk. " * 500)
    assert main(["db", *command]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(said.format(home=home))
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert not (home / "votes.db").exists()


def test_a_copy_that_exists_is_not_overwritten(capsys: Output, home: Path) -> None:
    main(["db", "upgrade"])
    (home / "copy.db").write_text("mine")
    assert main(["db", "backup", "copy.db"]) == 2
    assert capsys.readouterr().err == "copy.db already exists; choose another name\n"
    assert (home / "copy.db").read_text() == "mine"


def test_a_damaged_database_is_told(capsys: Output, home: Path) -> None:
    (home / "votes.db").write_text("Buy milk. " * 500)
    assert main(["db", "upgrade"]) == 2
    assert capsys.readouterr().err == (
        f"{home}/votes.db is damaged or not an SQLite database. Restore a backup: dlguide db restore FILE\n"
    )


def test_a_question_does_not_need_a_database(home: Path) -> None:
    assert main(["ask", "beginner"]) == 0
    assert list(home.iterdir()) == []


def test_settings_are_read_from_the_file_beside_the_bot(home: Path) -> None:
    (home / ".env").write_text("LOG_LEVEL=LOUD\n")
    done = bot("ask", "beginner")
    assert (done.returncode, done.stderr) == (2, b"LOG_LEVEL is 'LOUD'; use one of DEBUG, INFO, WARNING, ERROR\n")


def test_an_argument_that_is_no_text_is_answered() -> None:
    done = bot("ask", "--json", b"\xff beginner")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["understood"]["level"] == "beginner"


def test_json_is_utf_8_whatever_the_terminal_wants() -> None:
    done = bot("ask", "--json", "für Anfänger", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(done.stdout)["question"] == "für Anfänger"


@pytest.fixture
async def refusing_discord() -> AsyncIterator[str]:
    """Discord's address in a world where it knows no token."""

    async def refuse(request: web.Request) -> web.Response:
        return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)

    application = web.Application()
    application.router.add_get("/api/v10/users/@me", refuse)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/v10"
    await runner.cleanup()


async def run_against(discord: str, log_level: str) -> tuple[int | None, str, str]:
    """Exit code, output and complaints of `run` with Discord at this address."""
    environment = os.environ | {"DISCORD_TOKEN": TOKEN, "LOG_LEVEL": log_level}
    command = (sys.executable, "-c", RUN_WITH_DISCORD_AT, discord)
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=-1, stderr=-1)
    output, complaints = await asyncio.wait_for(process.communicate(), SECONDS)
    return process.returncode, output.decode(), complaints.decode()


@pytest.mark.parametrize("log_level", ["INFO", "DEBUG"])
async def test_a_wrong_token_is_told_and_never_shown(refusing_discord: str, log_level: str) -> None:
    code, output, complaints = await run_against(refusing_discord, log_level)
    assert code == 2
    assert "Discord refused the token. Copy it again from the developer portal" in complaints
    assert "Traceback" not in complaints
    assert TOKEN not in output + complaints


async def test_a_broken_knowledge_file_ends_the_start_whatever_discord_says(
    refusing_discord: str, bad_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNOWLEDGE_FILE", str(bad_file))
    code, output, complaints = await run_against(refusing_discord, "ERROR")
    assert (code, output) == (2, "")
    *problems, last = complaints.splitlines()
    assert [line.partition(": ")[2][:5] for line in problems] == ["extra", "math:"]
    assert last == "The knowledge base has problems; nothing was started."


async def test_a_discord_out_of_reach_is_told() -> None:
    with socket.socket() as closed:  # bound and not listening: nobody else gets this port meanwhile
        closed.bind(("127.0.0.1", 0))
        code, output, complaints = await run_against(f"http://127.0.0.1:{closed.getsockname()[1]}/api/v10", "INFO")
    assert code == 75
    assert "Discord cannot be reached" in complaints
    assert "Traceback" not in complaints
    assert TOKEN not in output + complaints


def test_all_is_copied_from_one_database_into_another(capsys: Output, home: Path) -> None:
    assert main(["db", "upgrade"]) == 0
    capsys.readouterr()
    addresses = [f"sqlite:///{home}/votes.db", f"sqlite:///{home}/new.db"]
    assert main(["db", "copy", *addresses]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^vote +0 in both$", out, re.MULTILINE)
    assert out.endswith("Put that into DATABASE_URL and start the bot.\n")
    assert main(["db", "copy", f"sqlite:///{home}/none.db", addresses[1]]) == 2
    assert capsys.readouterr().err == f"there is no database at {home}/none.db yet\n"


def test_what_is_no_address_of_a_database_is_refused_without_its_password(capsys: Output) -> None:
    with pytest.raises(SystemExit):
        main(["db", "copy", "postgresql://me:sec#ret@host/name", "sqlite:///new.db"])
    err = capsys.readouterr().err
    assert "argument FROM: an address must look like postgresql://" in err
    assert "sec#" not in err


def test_a_database_that_others_hold_is_one_to_try_again(capsys: Output, home: Path) -> None:
    with contextlib.closing(sqlite3.connect(home / "votes.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert main(["db", "upgrade"]) == 75
    assert "is locked by another program" in capsys.readouterr().err


def test_a_server_that_does_not_answer_is_one_to_try_again(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:s3cret@127.0.0.1:1/name")
    assert main(["db", "upgrade"]) == 75
    err = capsys.readouterr().err
    assert err.startswith("postgresql://me@127.0.0.1:1/name: no PostgreSQL server answers there")
    assert "s3cret" not in err
