"""`dlguide run` beside a stand-in for Discord: what the bot does once it is there, and how a run ends."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.discord_app.exit_codes import explained
from bot.run.knowledge import Knowledge
from bot.run.online import _run
from bot.run.settings import Settings
from bot.store import Store
from tests.support.knowledge_files import GOOD
from tests.support.standin import StandIn, standing_in
from tests.support.store.schema import ROWS, content, put, suggestion

HERE, GONE = 11, 12
AGAIN, REFUSED = 75, 2
Output = pytest.CaptureFixture[str]


@pytest.fixture
async def discord_there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StandIn]:
    async with standing_in() as found:
        found.patch(monkeypatch)
        found.guilds = {HERE}
        yield found


def running(folder: Path, **more: str) -> "asyncio.Task[int]":
    """The bot with a small knowledge base, as `dlguide run` starts it."""
    knowledge = folder / "base.yaml"
    knowledge.write_text(GOOD)
    set_so = {"DISCORD_TOKEN": "no.real.token", "DATABASE_URL": f"sqlite:///{folder}/guide.db", **more}
    settings = Settings.from_environment(set_so, folder / "no.env")
    return asyncio.create_task(_run(Knowledge(knowledge), settings, always_sync=False))


async def test_what_has_had_its_time_goes_once_the_bot_is_there(discord_there: StandIn, tmp_path: Path) -> None:
    database = tmp_path / "guide.db"
    async with Store.open(database, lambda: 0.0):
        put(database, suggestion(1, "draft"), ROWS["vote", "voter_id"], server=HERE)
        put(database, ROWS["vote", "voter_id"], server=GONE)
    bot = running(tmp_path)
    await discord_there.until(lambda: content(database)["server"] and not content(database)["suggestion"])
    bot.cancel()
    assert await bot == 0
    assert [row["guild_id"] for row in content(database)["server"] if row["left_at"]] == [GONE]
    assert len(content(database)["vote"]) == 2


@pytest.mark.parametrize(
    ("close", "code", "said"),
    [
        (4004, REFUSED, "Discord refused the token."),
        (4010, REFUSED, "Check SHARD_COUNT and SHARD_IDS."),
        (4011, AGAIN, "Raise SHARD_COUNT, or leave it out."),
        (4012, REFUSED, "Install a newer DL Guide."),
        (4013, REFUSED, "Install a newer DL Guide."),
        (4014, REFUSED, "Check the developer portal (Bot)."),
    ],
)
async def test_a_connection_that_is_closed_for_good_ends_the_run(
    discord_there: StandIn, tmp_path: Path, capsys: Output, close: int, code: int, said: str
) -> None:
    discord_there.closes_with = close
    assert await running(tmp_path) == code
    shown = capsys.readouterr().err
    assert said in shown
    assert "no.real.token" not in shown


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (401, REFUSED, "Discord refused the token."),
        (403, REFUSED, "Discord refused a request of the bot at its start: 403"),
        (429, AGAIN, "Discord cannot be reached: it answers 429 Too Many Requests."),
        (503, AGAIN, "Discord cannot be reached: it answers 503 Service Unavailable."),
    ],
)
async def test_a_login_that_fails_says_whether_to_try_again(
    discord_there: StandIn, tmp_path: Path, capsys: Output, status: int, code: int, said: str
) -> None:
    discord_there.status = status
    assert await running(tmp_path) == code
    assert said in capsys.readouterr().err


def test_silence_is_told_in_words() -> None:
    assert explained(TimeoutError()) == (
        AGAIN,
        "Discord cannot be reached: it does not answer in time. Check the network and try again.",
    )


async def test_there_are_as_many_shards_as_discord_recommends(discord_there: StandIn, tmp_path: Path) -> None:
    bot = running(tmp_path)
    await discord_there.until(lambda: discord_there.ops(2))
    assert discord_there.ops(2)[0]["shard"] == [0, 1]
    assert "GET /gateway/bot" in discord_there.asked
    bot.cancel()
    assert await bot == 0


async def test_a_number_of_shards_that_is_set_is_taken(discord_there: StandIn, tmp_path: Path) -> None:
    bot = running(tmp_path, SHARD_COUNT="3")
    await discord_there.until(lambda: discord_there.ops(2))
    assert discord_there.ops(2)[0]["shard"] == [0, 3]
    assert "GET /gateway/bot" not in discord_there.asked
    bot.cancel()
    assert await bot == 0


@pytest.mark.trial  # discord.py waits five seconds before it tries again, and five before it identifies itself
async def test_a_gateway_that_is_away_at_the_start_is_waited_for(discord_there: StandIn, tmp_path: Path) -> None:
    discord_there.accepts = False
    bot = running(tmp_path)
    await discord_there.until(lambda: discord_there.turned_away)
    discord_there.accepts = True
    await discord_there.until(lambda: discord_there.shards)
    bot.cancel()
    assert await bot == 0


@pytest.mark.trial  # discord.py tries five times, with pauses of 25 seconds in all
async def test_a_discord_that_answers_500_for_long_says_to_try_again(
    discord_there: StandIn, tmp_path: Path, capsys: Output
) -> None:
    discord_there.status = 500
    assert await running(tmp_path) == AGAIN
    assert "it answers 500 Internal Server Error" in capsys.readouterr().err
