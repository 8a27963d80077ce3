"""The hello to a server that adds the bot: said once, where the bot may write, and never in the way of anything."""

import asyncio
import logging
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, Env
from simcord.backend.serializers import guild_create_payload

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.servers.hello import hello_card
from bot.discord_app.servers.retention import purge
from bot.run.shards import ONE
from bot.store import Store
from bot.store.tables.retention import DAY, MONTH
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.limits import assert_fits, sent
from tests.support.simulated.moderators import moderator
from tests.support.simulated.reading import text, told, walk
from tests.support.simulated.server import ClosableStore, Server, given
from tests.support.store.schema import content

HELLO = "Hello, I'm DL Guide"


def said_in(channel: ChannelHandle) -> list[dict[str, Any]]:
    """The components of what the bot wrote in a channel, message by message."""
    return [{"components": [part.to_dict() for part in message.components]} for message in channel.history()]


def words(message: dict[str, Any]) -> str:
    return "\n".join(part.get("content") or "" for part in walk(message["components"]))


def hellos(server: Server) -> dict[str, list[str]]:
    """The hellos in the server's channel and to its owner."""
    places = {"channel": server.channel, "owner": server.guild.owner.dm_channel}
    return {
        name: [words(message) for message in said_in(channel) if HELLO in words(message)]
        for name, channel in places.items()
    }


async def adds(env: Env, server: Server, **changes: Any) -> None:
    """Discord tells the bot that this server has added it, as it does: without saying whether it can be reached."""
    told_of = {**guild_create_payload(env.backend, env.backend.guilds[server.guild.id]), **changes}
    told_of.pop("unavailable")
    env.backend.emit("GUILD_CREATE", told_of)
    await env.settle()


async def removes(env: Env, server: Server) -> None:
    """Discord tells the bot that this server has removed it; it is still there for whoever adds the bot again."""
    env.backend.emit("GUILD_DELETE", {"id": str(server.guild.id)})
    await env.settle()
    assert env.bot.get_guild(server.guild.id) is None


def greets_in_channel(server: Server) -> None:
    """Make the server's channel the one where Discord tells of new members."""
    server.env.backend.edit_guild(server.guild.id, {"system_channel_id": server.channel.id})


async def closes(server: Server, **denied: bool) -> None:
    """Take permissions in the server's channel away from the bot."""
    channel = server.env.bot.get_channel(server.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.set_permissions(channel.guild.me, overwrite=discord.PermissionOverwrite(**denied))
    await server.env.settle()


@pytest.fixture
def here(server: Server) -> Server:
    """A server with a system channel."""
    greets_in_channel(server)
    return server


async def test_a_server_is_told_in_its_system_channel_what_there_is_to_set(env: Env, here: Server) -> None:
    await adds(env, here)

    found = hellos(here)
    assert (len(found["channel"]), found["owner"]) == (1, [])
    for thing in ("the moderators' channel", "who may take part", "who sees my replies", "/server settings"):
        assert thing in found["channel"][0]
    assert len(found["channel"][0].split()) <= 110


async def test_where_there_is_no_system_channel_the_owner_is_told(env: Env, server: Server) -> None:
    await adds(env, server)

    found = hellos(server)
    assert (found["channel"], len(found["owner"])) == ([], 1)
    assert f"{HELLO}, now in Deep Learners" in found["owner"][0]
    (message,) = said_in(server.guild.owner.dm_channel)
    assert not [part for part in walk(message["components"]) if part.get("custom_id") == "help:1:settings"]


@pytest.mark.parametrize("denied", ["view_channel", "send_messages"])
async def test_where_the_bot_may_not_write_in_it_the_owner_is_told(env: Env, here: Server, denied: str) -> None:
    await closes(here, **{denied: False})
    before = len(env.http_requests)
    await adds(env, here)

    assert [len(found) for found in hellos(here).values()] == [0, 1]
    refused = [
        request for request in env.http_requests[before:] if request.path == f"/channels/{here.channel.id}/messages"
    ]
    assert refused == []


async def test_a_refusal_that_could_not_be_foreseen_leads_to_the_owner(env: Env, here: Server) -> None:
    env.inject_error("POST", f"/channels/{here.channel.id}/messages", status=403, code=50013)
    await adds(env, here)

    assert [len(found) for found in hellos(here).values()] == [0, 1]


@pytest.mark.parametrize("path", ["/users/@me/channels", "/channels/*/messages"])
async def test_an_owner_who_takes_no_messages_gets_none(
    env: Env, server: Server, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    env.inject_error("POST", path, status=403, code=50007, times=None)
    await adds(env, server)

    assert hellos(server) == {"channel": [], "owner": []}
    noted = [record for record in caplog.records if record.getMessage().startswith("No hello in server")]
    assert [record.levelno for record in noted] == [logging.INFO]
    assert [
        record for record in caplog.records if record.levelno > logging.INFO and record.name.startswith("bot")
    ] == []


@pytest.mark.simcord(check_errors=False)
async def test_a_hello_that_may_have_arrived_is_not_sent_elsewhere(
    env: Env, here: Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(seconds: float) -> None:
        pass

    caplog.set_level(logging.INFO)
    env.inject_error("POST", f"/channels/{here.channel.id}/messages", status=500, times=None)
    with monkeypatch.context() as patched:
        patched.setattr("discord.http.asyncio.sleep", at_once)
        await adds(env, here)

    assert hellos(here) == {"channel": [], "owner": []}
    assert [record.levelname for record in caplog.records if "No hello in server" in record.getMessage()] == ["INFO"]


async def test_a_server_is_told_once_whatever_it_does(env: Env, here: Server, clock: Clock) -> None:
    await adds(env, here)
    await adds(env, here)
    for _ in range(2):
        await removes(env, here)
        clock.seconds += 20 * DAY
        await adds(env, here)

    assert [len(found) for found in hellos(here).values()] == [1, 0]


async def test_a_restart_says_nothing_anew(env: Env, here: Server, guide: Guide, store: Store) -> None:
    await adds(env, here)
    await env.restart_bot(GuideClient(given(guide), store, languages()))
    await env.settle()
    await adds(env, here)

    assert [len(found) for found in hellos(here).values()] == [1, 0]


async def test_servers_that_the_bot_was_in_before_are_told_nothing_at_a_start(
    env: Env, here: Server, guide: Guide, store: Store, database: Path
) -> None:
    await env.restart_bot(GuideClient(given(guide), store, languages()))
    await env.settle()

    assert hellos(here) == {"channel": [], "owner": []}
    assert content(database)["server"] == []


async def test_once_everything_of_a_server_is_deleted_it_is_new_again(
    env: Env, here: Server, clock: Clock, store: Store, database: Path
) -> None:
    await adds(env, here)
    await removes(env, here)
    clock.seconds += MONTH
    await purge(env.bot, store.retention, ONE)
    assert content(database)["server"] == []
    await adds(env, here)

    assert [len(found) for found in hellos(here).values()] == [2, 0]


async def test_of_several_processes_one_says_it(database: Path, clock: Clock) -> None:
    async with AsyncExitStack() as processes:
        stores = [await processes.enter_async_context(Store.open(database, clock)) for _ in range(6)]
        first = await asyncio.gather(*(store.servers.greet(1) for store in stores for _ in range(3)))

    assert sorted(first) == [False] * 17 + [True]


@pytest.mark.simcord(check_errors=False)
async def test_without_the_store_nothing_is_said(
    env: Env, here: Server, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    await opened.closing.aclose()
    await adds(env, here)

    assert hellos(here) == {"channel": [], "owner": []}


async def test_what_moderators_have_chosen_stays(env: Env, here: Server, store: Store) -> None:
    await store.servers.set(here.guild.id, "language", "de")
    await adds(env, here)
    await store.servers.set(here.guild.id, "account_days", 1)
    await adds(env, here)

    settings = await store.servers.settings(here.guild.id)
    assert (settings.language, settings.account_days) == ("de", 1)
    assert [len(found) for found in hellos(here).values()] == [1, 0]


async def test_its_buttons_answer_the_member_who_presses_alone(env: Env, here: Server) -> None:
    maya, ada = here.member("maya"), moderator(here)
    await adds(env, here)
    message = here.channel.last_message
    assert message

    tried = await maya.actor.click(message, custom_id="help:1:ask")
    assert tried.response is not None
    assert tried.response.ephemeral
    assert text(tried.response)
    assert "Only moderators can do that" in told(await maya.actor.click(message, custom_id="help:1:settings"))
    assert "## Server settings" in told(await ada.actor.click(message, custom_id="help:1:settings"))
    assert here.channel.last_message == message


async def test_the_owner_can_try_a_question_where_they_are_told(env: Env, server: Server) -> None:
    await adds(env, server)
    owner = server.guild.owner
    message = owner.dm_channel.last_message
    assert message

    tried = await owner.click(message, custom_id="help:1:ask")
    assert tried.response is not None
    assert len(told(tried)) > 100


async def test_a_server_is_told_in_its_language(env: Env, here: Server) -> None:
    await adds(env, here, preferred_locale="de")

    (hello,) = [words(message) for message in said_in(here.channel)]
    assert "Hallo, ich bin DL Guide" in hello
    assert "/server einstellungen" in hello


async def test_a_name_of_a_server_is_only_a_name(env: Env) -> None:
    server = Server.on(env, "@everyone [x](https://evil.example) **b**")
    await adds(env, server)

    (hello,) = hellos(server)["owner"]
    assert r"now in \@everyone \[x\](https:\//evil.example) \*\*b\*\*" in hello


@pytest.mark.parametrize("code", languages().codes)
async def test_it_fits(server: Server, code: str) -> None:
    for name in ("", "W" * 100):
        assert_fits(await sent(server, hello_card(languages().of(code), server=name)))
