"""The commands are those that the pages tell of, and they cost nothing until they are used."""

import re
import subprocess
import sys

import pytest

from bot.cli import main
from tests.support.base import REPOSITORY

COMMANDS = {"check", "list", "coverage", "answered", "add", "schema", "links"}
LATER = "import bot.cli, sys; print(*({'aiohttp', 'discord', 'rich', 'bot.curator.form'} & sys.modules.keys()))"


@pytest.mark.parametrize("page", ["README.md", "docs/curators.md"])
def test_the_page_tells_of_every_command_and_of_no_other(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    assert set(re.findall(r"dlguide knowledge (\w+)", text)) == COMMANDS


def test_there_are_no_other_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["knowledge", "--help"])
    assert set(re.findall(r"^    (\w+)", capsys.readouterr().out, re.MULTILINE)) == COMMANDS


def test_what_only_some_commands_need_is_not_imported_by_all() -> None:
    done = subprocess.run([sys.executable, "-c", LATER], capture_output=True, check=True, timeout=30)  # noqa: S603 - ours
    assert (done.stdout, done.stderr) == (b"\n", b"")
