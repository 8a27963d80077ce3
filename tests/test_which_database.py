"""A start in another folder, or with another address, is seen: the log names the database, and says when it is new."""

from pathlib import Path

import pytest

from bot.cli import main
from bot.run.database import database_told, is_new
from bot.store import address_of
from tests.support.running import bot
from tests.support.standin import standing_in

NEW = ", which is new: there are no votes in it yet"


def test_a_file_is_named_with_its_folder_and_told_to_be_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("data/guide.db")
    assert database_told(file) == f"The database is {tmp_path}/data/guide.db{NEW}"
    file.parent.mkdir()
    file.touch()
    assert is_new(file)
    file.write_bytes(b"SQLite format 3")
    assert database_told(file) == f"The database is {tmp_path}/data/guide.db"
    assert not is_new(file.parent)


def test_a_server_is_named_without_its_password() -> None:
    assert database_told(address_of("postgresql://me:s3cret@host/name")) == "The database is postgresql://me@host/name"


async def test_the_log_says_so_at_each_start(tmp_path: Path) -> None:
    said = []
    async with standing_in() as discord:
        for _ in range(2):
            discord.shards.clear()
            async with bot(discord, tmp_path) as running:
                await discord.until(lambda: discord.shards)
                running.process.terminate()
                said.append((await running.ended())[1])
    told = f"The database is {tmp_path}/guide.db"
    assert [told in log for log in said] == [True, True]
    assert [f"{told}{NEW}" in log for log in said] == [True, False]


def test_bringing_it_up_to_date_says_so_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///guide.db\r")
    assert [main(["db", "upgrade"]), main(["db", "upgrade"])] == [0, 0]
    assert capsys.readouterr().out == "guide.db is new and up to date\nguide.db is up to date\n"
    assert [path.suffix for path in tmp_path.iterdir() if path.suffix not in (".db", ".lock")] == []
