"""What a member is given, what is deleted, who may vote again when, and what a server leaves behind."""

import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import Env, InteractionResult
from simcord.backend.serializers import guild_create_payload

from bot.advise import Guide
from bot.advise.forms.question_ids import digest
from bot.discord_app import GuideClient
from bot.discord_app.servers.retention import purge, purging
from bot.run.shards import Shards
from bot.store import Store
from bot.store.tables.retention import DAY, MONTH, Retention
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import BUTTON, COUNTED, reply, said_of_vote, text, told, vote_labels, walk
from tests.support.simulated.server import ClosableStore, Member, Server, given
from tests.support.store.schema import BLOCK, ROWS, content, places_of, put, suggestion

BOOK = "deep-learning-with-python"
MARKER = "xylophone"
SELECT = 3
QUESTIONS = (
    f"beginner math-light {MARKER}", f"fast.ai or the keras book? {MARKER}", f"{MARKER} roadmap for computer vision",
    f"is fast.ai good? {MARKER}", MARKER, f"I finished fast.ai {MARKER}, what next?",
)  # fmt: skip


async def voted(member: Member, resource_id: str = BOOK) -> InteractionResult:
    card = reply(await member.recommend("beginner math-light"))
    return await member.vote(card, resource_id)


async def forgotten(member: Member) -> str:
    asked = reply(await member.run("my forget"))
    return told(await member.press(asked, "forget:1"))


async def exported(member: Member) -> dict[str, Any]:
    (file,) = reply(await member.run("my export")).attachments
    stored: dict[str, Any] = json.loads(await file.read())
    return stored


def in_another(env: Env, member: Member) -> Member:
    """The same person in another server."""
    elsewhere = Server.on(env, "Another server")
    return Member(elsewhere, elsewhere.guild.add_member(member.actor.user))


async def test_the_file_has_everything(maya: Member, tom: Member, store: Store, database: Path) -> None:
    put(database, *ROWS.values(), me=maya.actor.id, other=tom.actor.id, server=maya.server.guild.id, now=store.now())
    stored = await exported(maya)
    assert stored.pop("user") == str(maya.actor.id)
    assert [name for name, found in stored.items() if len(found) != 1] == []
    assert len(stored) == len(ROWS)
    assert stored["reviews"][0]["text"] == "a text"
    assert stored["blocks_against_you"][0]["server"] == str(maya.server.guild.id)
    assert str(tom.actor.id) not in json.dumps(stored)


async def test_somebody_unknown_gets_an_empty_file(tom: Member) -> None:
    stored = await exported(tom)
    assert stored.pop("user") == str(tom.actor.id)
    assert not any(stored.values())


async def test_before_deleting_it_says_what_goes_and_what_stays(maya: Member) -> None:
    asked = text(reply(await maya.run("my forget")))
    assert "This deletes for good, in all servers" in asked
    assert f"you can't vote again in those servers for {MONTH // DAY} days" in asked
    assert "blocks against you" in asked


async def test_who_is_forgotten_is_told_what_stays(
    env: Env, maya: Member, tom: Member, store: Store, database: Path
) -> None:
    await voted(maya)
    await voted(in_another(env, maya))
    put(database, suggestion(5, "approved").but(entry=ENTRY), me=maya.actor.id)
    put(database, BLOCK, me=maya.actor.id)
    until = int(store.now()) + MONTH
    assert (await forgotten(maya)).splitlines() == [
        "Everything I had stored about you is deleted.",
        "Your votes still count, without your name: 2 votes in 2 servers. You can vote there again from "
        f"<t:{until}:f>, so that nobody votes twice.",
        "Your suggestions that moderators approved stay, without your name: 1 resource.",
        "Moderators have blocked you in 1 server; those blocks stay.",
    ]
    assert set(places_of(database, maya.actor.id)) == {("block", "user_id")}
    assert vote_labels(reply(await tom.recommend("beginner math-light")))[0] == "Helpful · 1"


async def test_who_never_did_anything_is_told_so_shortly(tom: Member) -> None:
    assert await forgotten(tom) == "Everything I had stored about you is deleted."


async def test_nobody_votes_twice_by_being_forgotten(
    env: Env, maya: Member, tom: Member, clock: Clock, database: Path
) -> None:
    await voted(maya)
    until = int(clock()) + MONTH
    await forgotten(maya)
    refused = told(await voted(maya))
    assert f"You can vote in this server again from <t:{until}:f>" in refused
    assert said_of_vote(await voted(tom)) == COUNTED
    assert said_of_vote(await voted(in_another(env, maya))) == COUNTED
    assert len(content(database)["vote"]) == 3
    clock.seconds += MONTH
    assert said_of_vote(await voted(maya)) == COUNTED
    assert vote_labels(reply(await tom.recommend("beginner math-light")))[0] == "Helpful · 3"


async def test_being_forgotten_outlasts_a_restart(env: Env, maya: Member, guide: Guide, store: Store) -> None:
    await voted(maya)
    await forgotten(maya)
    await env.restart_bot(GuideClient(given(guide), store, languages()))
    assert "You can vote in this server again from" in told(await voted(maya))


async def test_what_was_suggested_is_gone_from_what_is_kept_in_memory(
    maya: Member, tom: Member, store: Store, database: Path
) -> None:
    server = maya.server.guild.id
    put(database, suggestion(5, "open"), me=maya.actor.id, server=server)
    await store.votes.toggle(server, "c-5", tom.actor.id)
    await tom.recommend("beginner math-light")
    views = maya.server.env.bot.services.servers  # type: ignore[attr-defined]
    assert (await views.of(server)).voice.counts == {"c-5": {"helped": 1}}
    await forgotten(maya)
    assert (await views.of(server)).voice.counts == {}


async def test_a_store_that_fails_deletes_nothing_and_says_so(maya: Member, opened: ClosableStore) -> None:
    await opened.closing.aclose()
    assert "nothing was changed" in await forgotten(maya)


async def test_a_server_that_removes_the_bot_is_noted(env: Env, maya: Member, clock: Clock, database: Path) -> None:
    await voted(maya)
    await leave(env, maya.server)
    assert left(database) == {maya.server.guild.id: int(clock())}


async def test_a_server_that_takes_the_bot_back_keeps_its_votes(
    env: Env, maya: Member, clock: Clock, database: Path
) -> None:
    await voted(maya)
    id_ = maya.server.guild.id
    as_new = {**guild_create_payload(env.backend, env.backend.guilds[id_])}
    as_new.pop("unavailable")  # Discord tells of a new server without it
    await leave(env, maya.server)
    clock.seconds += DAY
    env.backend.emit("GUILD_CREATE", as_new)
    await env.settle()
    assert left(database) == {id_: None}
    clock.seconds += MONTH
    await purge(*purged(env))
    assert len(content(database)["vote"]) == 1


async def test_nothing_is_left_of_a_server_after_a_month(env: Env, maya: Member, clock: Clock, database: Path) -> None:
    elsewhere = in_another(env, maya)
    await voted(maya)
    await voted(elsewhere)
    await leave(env, maya.server)
    clock.seconds += MONTH
    await purge(*purged(env))
    assert set(places_of(database, maya.server.guild.id)) == set()
    assert len(content(database)["vote"]) == 1


async def test_a_server_that_left_while_the_bot_was_away_is_noted(
    env: Env, maya: Member, clock: Clock, store: Store, database: Path
) -> None:
    gone, here = 77_000_000_000_001, maya.server.guild.id  # long, so that no digest has it by chance
    for server in (gone, here):
        await store.votes.toggle(server, BOOK, 1)
    async with purging(*purged(env)):
        await until_so(lambda: left(database) == {gone: int(clock())})
    clock.seconds += MONTH
    async with purging(*purged(env)):
        await until_so(lambda: not list(places_of(database, gone)))
    assert [vote["guild_id"] for vote in content(database)["vote"]] == [here]


async def test_a_server_out_of_reach_is_not_gone(env: Env, maya: Member, database: Path) -> None:
    await voted(maya)
    env.backend.emit("GUILD_DELETE", {"id": str(maya.server.guild.id), "unavailable": True})
    await env.settle()
    await purge(*purged(env))
    assert left(database) == {}


async def test_it_is_done_again_and_again_and_a_fault_stops_nothing(
    env: Env, maya: Member, opened: ClosableStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    draft = suggestion(1, "draft")
    async with purging(*purged(env), seconds=0.01):
        put(opened.path, draft, now=clock())
        clock.seconds += DAY
        await until_so(lambda: not content(opened.path)["suggestion"])
        put(opened.path, draft, now=clock())
        clock.seconds += DAY
        await until_so(lambda: not content(opened.path)["suggestion"])
        await opened.closing.aclose()
        await until_so(lambda: len([one for one in caplog.records if one.levelno >= logging.ERROR]) > 1)
    assert len(asyncio.all_tasks()) == len([task for task in asyncio.all_tasks() if "purge" not in str(task)])


async def test_nothing_of_direct_messages_is_kept_but_what_was_marked(
    env: Env, server: Server, database: Path, clock: Clock
) -> None:
    """All commands with all options, words, buttons and menus, by somebody who shares no server with the bot."""
    bob = env.create_user("bob")
    before = content(database)
    for question in QUESTIONS:
        await bob.send_dm(question)
    for name in bob.available_commands():
        for options in options_of(env, name):
            clock.seconds += 120  # so that no answer is left out for being asked too quickly
            shown = await bob.slash(name, **options)
            assert shown.acknowledged
            assert shown.modal is None  # a form sends texts to a server, and here is none
            await press_all(bob, shown)
    vote = f"vote:1:{BOOK}"
    await bob.click(await post_buttons(env, bob.dm_channel, vote), custom_id=vote)
    assert content(database) == before

    clock.seconds += 120
    mark = f"mine:1:done:{digest(BOOK)}"
    await bob.click(await post_buttons(env, bob.dm_channel, mark), custom_id=mark)
    after = content(database)
    (marked,) = after.pop("progress")
    assert (marked["user_id"], marked["resource_id"]) == (bob.id, BOOK)
    assert {**after, "progress": []} == before
    assert MARKER not in json.dumps(after)


ENTRY = """{"id": "c-5", "title": "A title", "format": "book"}"""


def client_of(env: Env) -> GuideClient:
    assert isinstance(env.bot, GuideClient)
    return env.bot


def purged(env: Env) -> tuple[GuideClient, Retention, Shards]:
    """What is purged: the data of the servers that this client has no more."""
    client = client_of(env)
    return client, client.store.retention, client.shards_here


def left(database: Path) -> dict[int, int | None]:
    return {row["guild_id"]: row["left_at"] for row in content(database)["server"]}


async def leave(env: Env, server: Server) -> None:
    guild = env.bot.get_guild(server.guild.id)
    assert guild
    await guild.leave()
    await env.settle()


async def until_so(is_so: Any) -> None:
    for _ in range(6000):
        if is_so():
            return
        await asyncio.sleep(0.005)
    pytest.fail("it took too long")


def options_of(env: Env, name: str) -> Iterator[dict[str, Any]]:
    """What to fill into a command: what it must have, and then all of it, with a word that nothing else has."""
    first, *further = name.split()
    command: Any = client_of(env).tree.get_command(first)
    for part in further:
        command = command.get_command(part)
    values = {
        option.name: option.choices[0].value if option.choices else
        f"fast.ai {MARKER}" if option.type is discord.AppCommandOptionType.string else
        True if option.type is discord.AppCommandOptionType.boolean else 5
        for option in command.parameters
    }  # fmt: skip
    yield {option.name: values[option.name] for option in command.parameters if option.required}
    yield values


async def press_all(bob: Any, shown: InteractionResult) -> None:
    """Press and choose everything on a reply as long as it is there, but what marks and what deletes."""
    if not shown.response:
        return
    for custom_id in [part["custom_id"] for part in walk(shown.response.components) if part.get("custom_id")]:
        for part in [part for part in walk(shown.response.components) if part.get("custom_id") == custom_id]:
            if part["type"] == BUTTON and not part.get("disabled") and not custom_id.startswith(("forget:", "mine:")):
                await bob.click(shown.response, custom_id=custom_id)
            elif part["type"] == SELECT and not custom_id.startswith("mark:"):
                await bob.select(shown.response, [part["options"][0]["value"]], custom_id=custom_id)
