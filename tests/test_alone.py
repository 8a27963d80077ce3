"""Two `dlguide run` on one token and one database: the second refuses and names the first; each press counts once."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.cli import IN_USE
from tests.support.base import REPOSITORY
from tests.support.running import bot, tidy
from tests.support.standin import StandIn, standing_in
from tests.support.store.schema import content
from tests.support.store.server import WHY_NONE, Server

SERVER = 5 << 22
VOTE = "vote:1:one"


@pytest.fixture
async def discord_there() -> AsyncIterator[StandIn]:
    async with standing_in() as found:
        found.guilds = {SERVER}
        yield found


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.trial)])
def settings(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Where the bot keeps its votes: its own file, or a server."""
    if request.param == "sqlite":
        yield {}
        return
    if WHY_NONE:
        pytest.skip(WHY_NONE)
    with Server.started() as server:
        yield {"DATABASE_URL": server.create("guide")}


async def test_a_second_process_is_refused_until_the_first_is_gone(
    discord_there: StandIn, tmp_path: Path, settings: dict[str, str]
) -> None:
    async with bot(discord_there, tmp_path, **settings) as first:
        await discord_there.until(lambda: discord_there.shards)
        async with bot(discord_there, tmp_path, **settings) as second:
            code, said = await second.ended()
        assert code == IN_USE
        assert f"process {first.process.pid} on " in said.splitlines()[-1]
        assert len(discord_there.ops(2)) == 1  # it did not even begin a session
        assert "Helpful · 1" in str(await discord_there.answer(await discord_there.press(VOTE, SERVER)))
        first.process.kill()
        await first.process.wait()
    async with bot(discord_there, tmp_path, **settings) as third:
        await discord_there.until(lambda: len(discord_there.ops(2)) == 2)
        await third.says("Ready")
        assert "Helpful · 2" in str(await discord_there.answer(await discord_there.press(VOTE, SERVER, member=8)))
        third.process.terminate()
        assert tidy(await third.ended())


async def test_commands_on_the_file_of_a_running_bot_refuse_or_say_so(discord_there: StandIn, tmp_path: Path) -> None:
    async with bot(discord_there, tmp_path) as running:
        await discord_there.until(lambda: discord_there.shards)
        named = f"process {running.process.pid} on "

        async def told(*arguments: str) -> tuple[int, str]:
            return await asyncio.to_thread(dlguide, tmp_path, *arguments)

        assert (await told("db", "backup", "copy.db"))[0] == 0
        for refused in (["db", "upgrade"], ["db", "copy", "sqlite:///guide.db", "sqlite:///new.db"], ["try"]):
            code, said = await told(*refused)
            assert (code, named in said) == (IN_USE, True), said
        code, said = await told("db", "restore", "copy.db")
        assert code == 0
        assert f"A bot works on it ({named}" in said
        assert named in (await told("doctor", "--offline"))[1]
    assert content(tmp_path / "guide.db")["vote"] == []
    assert named not in dlguide(tmp_path, "doctor", "--offline")[1]


def dlguide(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code of a command in this folder, and what it said."""
    place = {"DATABASE_URL": f"sqlite:///{folder}/guide.db", "KNOWLEDGE_FILE": f"{folder}/knowledge/base.yaml"}
    command = [sys.executable, "-m", "bot", *arguments]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)} | place
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode, done.stdout + done.stderr
