"""Several processes of the bot on one database, each with its shards: nothing is lost, nobody marks another's servers.

The clients are real and have stores of their own; only their processes are one, and the database a file, where several
processes of an operator have a PostgreSQL.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import msgspec
import pytest

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.servers.retention import purge, purging
from bot.discord_app.servers.views import SECONDS_AMONG_OTHERS
from bot.run.shards import ONE, Shards
from bot.store.tables.retention import DAY
from tests.discord_app.test_own_entries import entry as entry_numbered
from tests.support.clock import Clock
from tests.support.online import online
from tests.support.standin import StandIn, standing_in
from tests.support.store.schema import content, put, row, suggestion

FIRST, SECOND = Shards(2, (0,)), Shards(2, (1,))
EVEN, ODD, GONE_EVEN, GONE_ODD = 4 << 22, 5 << 22, 6 << 22, 7 << 22
BOOK = "deep-learning-with-python"
MAYA, TOM = 7, 8


@pytest.fixture
async def discord_there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StandIn]:
    async def at_once(self: discord.Client, shard_id: int | None, *, initial: bool = False) -> None:
        pass

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
    async with standing_in() as found:
        found.patch(monkeypatch)
        found.guilds = {EVEN, ODD}
        yield found


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "votes.db"


@pytest.fixture
async def both(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock
) -> AsyncIterator[tuple[GuideClient, GuideClient]]:
    """Two clients, each with its half of the servers."""
    async with (
        online(discord_there, guide, database, clock, FIRST) as first,
        online(discord_there, guide, database, clock, SECOND) as second,
    ):
        yield first, second


async def voted(discord: StandIn, server: int, member: int = MAYA) -> str:
    return str(await discord.answer(await discord.press(f"vote:1:{BOOK}", server, member)))


def left(database: Path) -> set[int]:
    return {server["guild_id"] for server in content(database)["server"] if server["left_at"]}


async def test_each_answers_its_half(
    both: tuple[GuideClient, GuideClient], discord_there: StandIn, database: Path
) -> None:
    assert [[guild.id for guild in client.guilds] for client in both] == [[EVEN], [ODD]]
    assert "Helpful · 1" in await voted(discord_there, EVEN)
    assert "Helpful · 1" in await voted(discord_there, ODD)
    assert "Helpful · 2" in await voted(discord_there, ODD, TOM)
    assert sorted(vote["guild_id"] for vote in content(database)["vote"]) == [EVEN, ODD, ODD]


async def test_one_tells_discord_of_the_commands(
    both: tuple[GuideClient, GuideClient], discord_there: StandIn, guide: Guide, database: Path, clock: Clock
) -> None:
    assert discord_there.asked.count("PUT /applications/1/commands") == 1
    async with online(discord_there, guide, database.with_name("other.db"), clock, SECOND):
        pass  # on a database where nobody has told of them yet
    assert discord_there.asked.count("PUT /applications/1/commands") == 1


async def test_nobody_marks_the_servers_of_another(both: tuple[GuideClient, GuideClient], database: Path) -> None:
    first, second = both
    for server in (EVEN, ODD, GONE_EVEN, GONE_ODD):
        await first.store.votes.toggle(server, BOOK, MAYA)
    await purge(first, first.store.retention, first.shards_here)
    assert left(database) == {GONE_EVEN}
    await purge(second, second.store.retention, second.shards_here)
    assert left(database) == {GONE_EVEN, GONE_ODD}


async def test_who_takes_over_a_shard_marks_its_servers(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock
) -> None:
    async with online(discord_there, guide, database, clock, Shards(2, (0, 1))) as client:
        for server in (EVEN, ODD, GONE_EVEN, GONE_ODD):
            await client.store.votes.toggle(server, BOOK, MAYA)
        await purge(client, client.store.retention, client.shards_here)
    assert left(database) == {GONE_EVEN, GONE_ODD}


async def test_the_one_with_shard_0_deletes_what_has_had_its_time(
    both: tuple[GuideClient, GuideClient], database: Path, clock: Clock
) -> None:
    first, second = both
    put(database, suggestion(1, "draft"), server=ODD, now=clock())
    clock.seconds += DAY
    await purge(second, second.store.retention, second.shards_here)
    assert content(database)["suggestion"]
    await purge(first, first.store.retention, first.shards_here)
    assert not content(database)["suggestion"]


async def test_nothing_is_marked_before_all_shards_are_there(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock
) -> None:
    discord_there.silent_to = {1}
    discord_there.guilds = {EVEN}  # it is in the other one too, which nobody has told yet
    async with online(discord_there, guide, database, clock, Shards(2)) as client:
        await client.store.votes.toggle(ODD, BOOK, MAYA)
        async with purging(client, client.store.retention, client.shards_here):
            await asyncio.sleep(0.3)
            assert left(database) == set()
            discord_there.guilds = {EVEN, ODD}
            discord_there.silent_to = set()
            await discord_there.say(9, data=False, shard=1)
            await client.wait_until_ready()
            await asyncio.sleep(0.1)
        assert left(database) == set()


async def test_who_is_forgotten_in_a_direct_message_is_so_everywhere_in_a_minute(
    both: tuple[GuideClient, GuideClient], discord_there: StandIn, database: Path, clock: Clock
) -> None:
    _, second = both
    put(database, suggestion(5, "open"), me=MAYA, server=ODD)
    await second.store.votes.toggle(ODD, "c-5", TOM)
    assert (await second.services.servers.of(ODD)).voice.counts == {"c-5": {"helped": 1}}
    told = await discord_there.answer(await discord_there.press("forget:1", None, MAYA))
    assert "Everything I had stored about you is deleted." in str(told)
    clock.seconds += SECONDS_AMONG_OTHERS
    assert (await second.services.servers.of(ODD)).voice.counts == {}


async def test_an_entry_that_another_took_up_is_known_in_a_minute(
    both: tuple[GuideClient, GuideClient], discord_there: StandIn, database: Path, clock: Clock
) -> None:
    async def shown(name: str = "graph gossip") -> str:
        return str(await discord_there.answer(await discord_there.use("review", ODD, name=name)))

    async def taken_up(number: int, title: str) -> None:
        entry = msgspec.json.encode(entry_numbered(number, title)).decode()
        put(database, suggestion(number, "approved").but(entry=entry), server=ODD)
        clock.seconds += SECONDS_AMONG_OTHERS

    assert "Graph Gossip" not in await shown()
    await taken_up(5, "Graph Gossip")
    assert "Graph Gossip" in await shown()
    await taken_up(6, "Graph Gossip, second season")
    assert "Graph Gossip, second season" in await shown("graph gossip second season")


@pytest.mark.parametrize("shards", [ONE, Shards(2), Shards(2, (0, 1))])
async def test_a_process_alone_reads_a_server_once(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock, shards: Shards
) -> None:
    async with online(discord_there, guide, database, clock, shards) as client:
        await client.services.servers.of(EVEN)
        put(database, row("tally", resource_id=BOOK, choice="helped", votes=3), server=EVEN)
        clock.seconds += 1000 * DAY
        assert (await client.services.servers.of(EVEN)).voice.counts == {}


async def test_a_shard_that_moves_loses_nothing(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock
) -> None:
    async with contextlib.AsyncExitStack() as leaving:
        first = await leaving.enter_async_context(online(discord_there, guide, database, clock, FIRST))
        async with online(discord_there, guide, database, clock, SECOND):
            await voted(discord_there, ODD)
            asked = await discord_there.use("recommend", ODD, TOM, query="beginner math-light")
            await discord_there.answer(asked)
        assert content(database)["asked"]  # what was counted in memory was stored
        async with online(discord_there, guide, database, clock, SECOND) as moved:
            assert "Helpful · 2" in await voted(discord_there, ODD, TOM)
            assert [guild.id for guild in moved.guilds] == [ODD]
        assert [guild.id for guild in first.guilds] == [EVEN]
    assert len(content(database)["vote"]) == 2
    assert left(database) == set()
