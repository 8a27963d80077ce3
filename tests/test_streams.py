"""What the commands print, whoever reads it and whatever the terminal is: a pipe that closes, few letters, no width."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.output.console import NARROWEST, USUAL, WIDEST, terminal
from tests.support.base import REPOSITORY, few_on_disk

COMMANDS = (
    "--help", "--version", "ask free book", "ask free book --json", "ask --limit 0 beginner", "review fast.ai",
    "review fast.ai --json", "explain free book", "knowledge check", "knowledge list", "knowledge list --json",
    "knowledge coverage", "knowledge schema", "knowledge answered questions.txt", "doctor --offline",
    "doctor --offline --json", "db upgrade", "run", "nonsense", "ask --help", "try --no-browser",
)  # fmt: skip
ALL_IN_ONE = """
import contextlib, os, sys
from bot.cli import main
for command in sys.argv[1:]:
    reading, writing = os.pipe()
    os.close(reading)
    sys.stdout = os.fdopen(writing, "w")
    try:
        code = main(command.split())
    except SystemExit as ended:
        code = ended.code
    print(command, code, sep=": ", file=sys.stderr)
"""
SECONDS = 120


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a small base and a question."""
    few_on_disk(tmp_path / "knowledge")
    (tmp_path / "questions.txt").write_text("Where do I begin?\n")
    return tmp_path


def around(home: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items()
        if name not in ("DISCORD_TOKEN", "DATABASE_URL", "COLUMNS", "LINES") and not name.startswith(("LC_", "PYTHON"))
    }  # fmt: skip
    return kept | {"PYTHONPATH": str(REPOSITORY), "KNOWLEDGE_FILE": str(home / "knowledge" / "resources.yaml")} | more


def run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "bot", *arguments], cwd=home, env=around(home, **environment), capture_output=True,
        check=False, timeout=SECONDS,
    )  # fmt: skip


def test_every_command_ends_with_0_where_nobody_reads_it(home: Path) -> None:
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", ALL_IN_ONE, *COMMANDS], cwd=home, env=around(home), stderr=-1, text=True, check=False,
        timeout=SECONDS,
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if line.rpartition(": ")[0] in COMMANDS]
    no_output = {"run": "2", "nonsense": "2"}  # they complain on the standard error, which somebody reads
    assert told == [f"{command}: {no_output.get(command, '0')}" for command in COMMANDS]
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")
@pytest.mark.parametrize("command", ["knowledge list --json", "review fast.ai", "run 2>&1", "--help"])
def test_a_process_of_its_own_ends_so_too(home: Path, command: str) -> None:
    script = f'{{ "{sys.executable}" -m bot {command}; echo $? >&3; }} 3>code | true'
    done = subprocess.run(["/bin/sh", "-c", script], cwd=home, env=around(home), capture_output=True, check=False)  # noqa: S603
    assert ((home / "code").read_text(), done.stderr) == ("0\n", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
@pytest.mark.parametrize("command", ["review fast.ai", "knowledge list --json", "--help"])
def test_a_full_disk_is_told(home: Path, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603 - ours
            [sys.executable, "-m", "bot", *command.split()],
            cwd=home,
            env=around(home),
            stdout=full,
            stderr=-1,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"What is printed cannot be written: No space left on device.\n"


@pytest.mark.parametrize("command", ["review fast.ai", "doctor --offline"])
def test_an_output_that_is_closed_is_no_fault(home: Path, command: str) -> None:
    script = f'"{sys.executable}" -m bot {command} >&-'
    done = subprocess.run(["/bin/sh", "-c", script], cwd=home, env=around(home), capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (int("doctor" in command), b"")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp437:strict"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["review deep-learning-book", "explain für Anfänger → 深度学习", "knowledge list"])
def test_a_letter_that_cannot_be_shown_is_replaced(home: Path, command: str, environment: dict[str, str]) -> None:
    done = run(home, *command.split(), **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


@pytest.mark.parametrize("columns", ["0", "1", "-5", "wide", "²", "", "99999999"])
def test_a_width_that_is_none_is_not_taken(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("KNOWLEDGE_FILE", str(home / "knowledge" / "resources.yaml"))
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", columns)
    for command in (["review", "fast.ai"], ["knowledge", "list"], ["knowledge", "coverage"]):
        assert main(command) == 0
        shown = capsys.readouterr().out
        assert len(shown) > 300
        assert max(map(len, shown.splitlines())) <= WIDEST
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "doctor" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("columns", "width"), [("60", 60), (str(NARROWEST), NARROWEST), ("19", USUAL[0]), ("500", 500)]
)
def test_a_width_that_can_be_is_taken(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal().width == width
