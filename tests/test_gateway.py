"""Faults of the connection to Discord's gateway: the bot comes back by itself, and misses nothing it could have had."""

import asyncio
import functools
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from discord.backoff import ExponentialBackoff

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.store.tables.servers import SettingName
from tests.support import payloads
from tests.support.clock import Clock
from tests.support.online import online
from tests.support.standin import StandIn, standing_in

SERVER = 5 << 22
BOOK = "deep-learning-with-python"


@pytest.fixture
async def discord_there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StandIn]:
    """Discord, and a discord.py that waits for it less long than the seconds that are written into it."""

    async def at_once(self: discord.Client, shard_id: int | None, *, initial: bool = False) -> None:
        pass

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
    monkeypatch.setattr(discord.shard, "ExponentialBackoff", functools.partial(ExponentialBackoff, 0.01))  # type: ignore[arg-type]
    async with standing_in() as found:
        found.patch(monkeypatch)
        found.guilds = {SERVER}
        yield found


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "votes.db"


async def answers(discord: StandIn, server: int = SERVER) -> bool:
    """Whether a vote is taken."""
    said = await discord.answer(await discord.press(f"vote:1:{BOOK}", server))
    return "Helpful" in str(said)


async def test_a_dropped_connection_is_resumed_where_it_was(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock
) -> None:
    async with online(discord_there, guide, database, clock):
        await discord_there.send("TYPING_START", {"channel_id": "1", "user_id": "7", "timestamp": 0})
        assert await answers(discord_there)
        told, session = discord_there.told, discord_there.session(0)
        await discord_there.drop()
        await discord_there.until(lambda: discord_there.ops(6))
        assert [(at["session_id"], at["seq"]) for at in discord_there.ops(6)] == [(session, told)]
        assert len(discord_there.ops(2)) == 1
        assert await answers(discord_there)


@pytest.mark.parametrize("way", ["reconnect", "invalid but resumable", "closed with 4000", "closed with 1001"])
async def test_what_can_be_resumed_is_resumed(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock, way: str
) -> None:
    async with online(discord_there, guide, database, clock):
        if way == "reconnect":
            await discord_there.say(7)
        elif way == "invalid but resumable":
            await discord_there.say(9, data=True)
        else:
            await discord_there.drop(code=int(way.split()[-1]))
        await discord_there.until(lambda: discord_there.ops(6))
        assert await answers(discord_there)
        assert len(discord_there.ops(2)) == 1


@pytest.mark.parametrize("when", ["at any time", "at resuming"])
async def test_an_invalid_session_is_begun_anew(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock, when: str
) -> None:
    async with online(discord_there, guide, database, clock):
        if when == "at any time":
            await discord_there.say(9, data=False)
        else:
            discord_there.refuses_resume = True
            await discord_there.drop()
        await discord_there.until(lambda: len(discord_there.ops(2)) == 2)
        assert await answers(discord_there)


async def test_a_gateway_that_falls_silent_is_left_for_a_new_connection(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    discord_there.heartbeat_interval = 50
    async with online(discord_there, guide, database, clock) as client:
        client._connection.heartbeat_timeout = 0.6
        await discord_there.drop()  # what comes now has the short patience
        await discord_there.until(lambda: len(discord_there.ops(6)) == 1)
        beats = len(discord_there.ops(1))
        await discord_there.until(lambda: len(discord_there.ops(1)) > beats + 15)
        assert len(discord_there.ops(6)) == 1  # as long as it answers, nothing happens
        discord_there.acknowledges = False
        await discord_there.until(lambda: len(discord_there.ops(6)) > 1)
        discord_there.acknowledges = True
        assert await answers(discord_there)


async def test_a_discord_that_is_away_for_a_while_is_tried_until_it_is_back(
    guide: Guide, database: Path, clock: Clock, discord_there: StandIn
) -> None:
    async with online(discord_there, guide, database, clock) as client:
        discord_there.accepts = False
        await discord_there.drop()
        await discord_there.until(lambda: discord_there.turned_away > 3)
        assert not client.is_closed()
        discord_there.accepts = True
        await discord_there.until(lambda: discord_there.shards)
        assert await answers(discord_there)


async def test_a_server_that_left_while_nobody_could_tell_is_noted(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock
) -> None:
    other = 6 << 22
    discord_there.guilds = {SERVER, other}
    async with online(discord_there, guide, database, clock) as client:
        assert await answers(discord_there, other)
        discord_there.guilds = {SERVER}
        await discord_there.say(9, data=False)
        await discord_there.until(lambda: [guild.id for guild in client.guilds] == [SERVER])
        await asyncio.sleep(0.05)
        assert [
            row[0] for row in await client.store._database.rows("SELECT guild_id FROM server WHERE left_at > 0")
        ] == [other]
        assert await answers(discord_there)


async def test_the_start_is_told_with_the_invite(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with online(discord_there, guide, database, clock):
        assert f"with {len(guide.catalogue)} entries" in caplog.text
        assert "client_id=1&scope=bot+applications.commands&permissions=0" in caplog.text


ROLE, OTHER_ROLE = 77, 78
SUGGESTED = {"why": "Talks about graphs.", "audience": "commuters"}
CHOSEN = (("queue_channel", "<#77>"), ("moderator_role", "<@&77>"), ("voter_role", "<@&77>"))


async def shown_to(discord: StandIn, custom_id: str, member: int, *roles: int) -> str:
    """What a member with these roles is shown who presses a button."""
    return str(await discord.answer(await discord.press(custom_id, SERVER, member, roles)))


async def notes(client: GuideClient) -> list[str]:
    """What the bot has noted that it told once."""
    return [row[0] for row in await client.store._database.rows("SELECT about FROM posted")]


async def test_until_discord_tells_of_a_server_the_roles_count_that_come_with_a_press(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock
) -> None:
    async with online(discord_there, guide, database, clock) as client:
        await client.store.servers.set(SERVER, "voter_role", ROLE)
        assert "Helpful · 1" in await shown_to(discord_there, f"vote:1:{BOOK}", 7, OTHER_ROLE, ROLE)
        assert f"you need the role <@&{ROLE}>" in await shown_to(discord_there, f"vote:1:{BOOK}", 8, OTHER_ROLE)
        assert await notes(client) == []

        await discord_there.send("GUILD_CREATE", payloads.server(SERVER))
        assert "a role that this server has deleted" in await shown_to(discord_there, f"vote:1:{BOOK}", 8, OTHER_ROLE)
        await discord_there.until(lambda: "POST /channels/61/messages" in discord_there.asked)
        assert await notes(client) == [f"role:{ROLE}"]


@pytest.mark.parametrize(
    ("name", "id_"), [("queue_channel", "<#77>"), ("moderator_role", "<@&77>"), ("voter_role", "<@&77>")]
)
async def test_until_then_nothing_that_was_chosen_is_said_to_be_gone(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock, name: SettingName, id_: str
) -> None:
    async with online(discord_there, guide, database, clock) as client:
        await client.store.servers.set(SERVER, "moderator_role", OTHER_ROLE if name != "moderator_role" else ROLE)
        await client.store.servers.set(SERVER, name, ROLE)
        moderator = (7, OTHER_ROLE, ROLE)
        told = await shown_to(discord_there, "settings:1:1", *moderator)
        assert id_ in told
        assert "gone" not in told
        assert "deleted" not in told

        await discord_there.send("GUILD_CREATE", payloads.server(SERVER))
        told = await shown_to(discord_there, "settings:1:1", *moderator)
        assert id_ not in told
        assert "gone" in told or "deleted" in told


async def suggest(discord: StandIn, title: str) -> None:
    """Let a member send in a suggestion."""
    typed = {**SUGGESTED, "title": title, "url": f"https://{title.lower()}.example/"}
    fields = [{"type": 18, "component": {"type": 4, "custom_id": id_, "value": text}} for id_, text in typed.items()]
    menu = {"type": 18, "component": {"type": 3, "custom_id": "format", "values": ["podcast"]}}
    sent = await discord.interact(5, {"custom_id": "suggest:1", "components": [*fields, menu]}, SERVER, 7)
    assert "Your suggestion is now with" in str(await discord.answer(sent))


async def test_an_owner_who_is_not_known_yet_is_told_the_next_time(
    discord_there: StandIn, guide: Guide, database: Path, clock: Clock
) -> None:
    async with online(discord_there, guide, database, clock) as client:
        await suggest(discord_there, "Gossip")
        await discord_there.send("GUILD_CREATE", payloads.server(SERVER))
        await suggest(discord_there, "Vertices")
        await discord_there.until(lambda: "POST /channels/61/messages" in discord_there.asked)
        assert await notes(client) == ["no channel"]
