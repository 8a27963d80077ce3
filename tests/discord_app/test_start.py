"""What the bot tells Discord at its start, and what it says of itself."""

from typing import Any

import discord
import pytest
import simcord
from simcord import Env

from bot.advise import Guide
from bot.catalogue import Catalogue
from bot.discord_app import GuideClient
from bot.store import Store
from bot.understand import Lexicon
from tests.support.base import languages
from tests.support.simulated.reading import ids, reply, syncs, text
from tests.support.simulated.server import Member, Server, given

COMMANDS = {"about", "ask", "browse", "compare", "help", "next", "path", "recommend", "review", "suggest", "top"}
GROUPS = {"my": {"my progress", "my export", "my forget"}}


async def test_the_first_start_tells_discord_of_the_commands(env: Env, maya: Member) -> None:
    assert syncs(env) == 1
    assert set(maya.actor.available_commands(maya.server.channel)) == COMMANDS | GROUPS["my"]


async def test_a_start_with_unchanged_commands_does_not_tell_again(
    env: Env, maya: Member, guide: Guide, store: Store
) -> None:
    await env.restart_bot(GuideClient(given(guide), store, languages()))

    assert syncs(env) == 1
    assert ids(reply(await maya.recommend("beginner math-light")), "vote")


async def test_always_sync_tells_at_every_start(env: Env, guide: Guide, store: Store) -> None:
    await env.restart_bot(GuideClient(given(guide), store, languages(), always_sync=True))

    assert syncs(env) == 2


async def test_another_application_on_the_same_store_is_told_too(env: Env, guide: Guide, store: Store) -> None:
    other = 42
    assert env.bot.application_id != other
    assert await store.synced_commands(other) is None


async def test_changed_commands_are_told(env: Env, guide: Guide, store: Store) -> None:
    await store.note_synced_commands(env.bot.application_id or 0, "what an older version told")

    await env.restart_bot(GuideClient(given(guide), store, languages()))

    assert syncs(env) == 2


async def test_two_bots_in_one_process_answer_each_from_their_own_list(
    catalogue: Catalogue, guide: Guide, store: Store
) -> None:
    small = Guide(Catalogue(catalogue.resources[:1]), Lexicon.shipped())
    first = GuideClient(given(small), store, languages())
    second = GuideClient(given(guide), store, languages(), always_sync=True)

    async with simcord.run(first) as env:
        maya = Server.on(env, "First").member("maya")
        assert len(ids(reply(await maya.recommend("deep learning")), "vote")) == 1
    async with simcord.run(second) as env:
        maya = Server.on(env, "Second").member("maya")
        assert len(ids(reply(await maya.recommend("deep learning")), "vote")) == 3


async def test_commands_work_everywhere(env: Env, maya: Member) -> None:
    registered = await env.bot.http.get_global_commands(env.bot.application_id or 0)

    assert {command["name"] for command in registered} == COMMANDS | {*GROUPS, "Answer this", "server"}
    for command in registered:
        if command["name"] == "server":
            assert command["contexts"] == [0]
            assert command["integration_types"] == [0]
            assert int(command["default_member_permissions"] or 0) == discord.Permissions(manage_guild=True).value
            continue
        assert command["contexts"] == [0, 1, 2]
        assert command["integration_types"] == [0, 1]
    assert set(maya.actor.user.available_commands()) == COMMANDS | GROUPS["my"]


async def test_the_free_text_is_the_first_and_only_required_option(env: Env, maya: Member) -> None:
    registered: list[Any] = list(await env.bot.http.get_global_commands(env.bot.application_id or 0))

    options = {command["name"]: command["options"] for command in registered if command.get("options")}
    for name, first in (("recommend", "query"), ("review", "name"), ("path", "goal")):
        required = [option["name"] for option in options[name] if option.get("required")]
        assert options[name][0]["name"] == first
        assert required == [first]


async def test_the_bot_asks_for_no_privileged_intent(env: Env, maya: Member) -> None:
    assert env.bot.intents == discord.Intents(guilds=True, guild_messages=True, dm_messages=True)

    await maya.actor.send(maya.server.channel, "which book for a beginner? this is not for the bot")

    assert "CENSORED MESSAGE_CREATE" in env.transcript()
    assert len(maya.server.channel.history()) == 1


@pytest.mark.parametrize("command", ["help", "about"])
async def test_help_and_about_work_in_a_direct_message(maya: Member, command: str) -> None:
    assert text(reply(await maya.actor.user.slash(command)))
