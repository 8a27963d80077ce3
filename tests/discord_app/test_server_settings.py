"""/server settings: everything seen and changed on one card, by moderators only."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import Env, ResponseMessage

from bot.advise import Guide
from bot.community.who_may_vote import Gates
from bot.discord_app import GuideClient
from bot.discord_app.moderation.settings_words import OF_MODEL, SETTINGS
from bot.store import ServerSettings, Store
from tests.support.base import languages
from tests.support.simulated.limits import assert_fits
from tests.support.simulated.moderators import (
    NO_MODERATOR,
    choose_forged,
    demote,
    menus,
    moderator,
    run,
    settings_of,
    show_to,
)
from tests.support.simulated.posting import post_buttons, post_menu
from tests.support.simulated.reading import buttons, reply, text, told
from tests.support.simulated.server import Member, Server, given
from tests.support.simulated.suggesting import words

SHOWN = [name for name in SETTINGS if name != OF_MODEL]
"""The settings where the operator has no language model."""


@pytest.fixture
def ada(server: Server) -> Member:
    return moderator(server)


async def opened(member: Member) -> ResponseMessage:
    """All settings, as they are shown to a moderator."""
    return reply(await run(member, "settings"))


async def changing(member: Member, name: str) -> ResponseMessage:
    """One setting with its menu, in place of all."""
    card = await opened(member)
    await member.press(card, f"setting:1:{name}")
    return card


async def test_each_setting_tells_what_holds_now_and_has_a_button(ada: Member) -> None:
    card = await opened(ada)

    assert card.ephemeral
    days, gates = "days", Gates()
    assert text(card).splitlines() == [
        "## Server settings",
        "**Who decides and votes**",
        "Suggestions and reports wait in /server queue. Choose a channel, and I'll post them there too.",
        "Only members with Manage Server decide on suggestions and reports.",
        "No role is needed to vote, suggest or review.",
        f"Accounts must be at least {gates.account_days} {days} old to take part.",
        f"New members can take part after {gates.member_days} day in this server.",
        "**How I answer**",
        "Public replies are in this server's language.",
        "Everyone sees my replies.",
        "Suggestions wait for you; nobody else sees them until you approve them.",
        "Members can suggest anything, from books to events.",
    ]
    assert [button["custom_id"] for button in buttons(card)] == [
        *(f"setting:1:{name}" for name in SHOWN), "settings:1:3",
    ]  # fmt: skip


async def test_all_of_it_fits(ada: Member) -> None:
    card = await opened(ada)
    assert_fits(card.components)

    for name in SHOWN:
        card = await changing(ada, name)
        assert_fits([part for part in card.components if part["type"] not in (5, 6, 7, 8)])
        assert set(menus(card)) == {f"set:1:{name}"}
        assert [button["custom_id"] for button in buttons(card)] == ["settings:1:1"]


async def test_a_change_takes_two_presses_and_back_one(ada: Member) -> None:
    card = await changing(ada, "suggestions")
    assert "Suggestions wait for you" in text(card)

    await ada.press(card, "settings:1:1")
    assert text(card).startswith("## Server settings")

    await ada.press(card, "setting:1:suggestions")
    await ada.actor.select(card, ["off"], custom_id="set:1:suggestions")
    assert text(card).startswith("## Server settings")
    assert "Nobody can suggest anything." in text(card)


@pytest.mark.parametrize("page", ["1", "2"])
async def test_buttons_and_menus_from_when_there_were_pages_go_on_working(env: Env, ada: Member, page: str) -> None:
    old = await post_buttons(env, ada.server.channel, f"settings:1:{page}")
    menu = await post_menu(env, ada.server.channel, "set:1:private", "0", "1")

    await ada.actor.click(old, custom_id=f"settings:1:{page}")
    await ada.actor.select(menu, ["1"], custom_id="set:1:private")

    first, second = ada.server.channel.history()
    assert "## Server settings" in words(first)
    assert "Only the member who asks sees my replies." in words(second)


@pytest.mark.parametrize(
    ("name", "values", "kept", "shown"),
    [
        ("account_days", ["30"], 30, "at least 30 days old to take part."),
        ("account_days", ["1"], 1, "at least 1 day old to take part."),
        ("account_days", ["0"], 0, "Accounts of any age can take part."),
        ("member_days", ["0"], 0, "New members can take part at once."),
        ("member_days", ["7"], 7, "New members can take part after 7 days in this server."),
        ("language", ["de"], "de", "Public replies are in this language: German."),
        ("language", ["own"], None, "Public replies are in this server's language."),
        ("private", ["1"], True, "Only the member who asks sees my replies."),
        ("private", ["0"], False, "Everyone sees my replies."),
        ("suggestions", ["off"], "off", "Nobody can suggest anything."),
        ("suggestions", ["public"], "public", "Suggestions are public at once, and open for votes until you decide."),
        ("formats", ["course", "book"], "book,course", "Members can suggest: book and course."),
    ],
)
async def test_a_choice_is_kept_shown_and_can_be_taken_back(
    env: Env, ada: Member, name: str, values: list[str], kept: object, shown: str
) -> None:
    card = await changing(ada, name)

    await ada.actor.select(card, values, custom_id=f"set:1:{name}")

    assert getattr(await settings_of(env, ada.server), name) == kept
    assert shown in text(card)
    card = await changing(ada, name)
    assert shown in text(card)
    chosen = [option["value"] for option in menus(card)[f"set:1:{name}"]["options"] if option.get("default")]
    assert sorted(chosen) == (sorted(values) if kept is not None else [])

    await ada.actor.select(card, [], custom_id=f"set:1:{name}")

    assert await settings_of(env, ada.server) == ServerSettings()
    assert text(card) == text(await opened(ada))


async def test_all_formats_are_as_good_as_none(env: Env, ada: Member) -> None:
    card = await changing(ada, "formats")
    everything = [option["value"] for option in menus(card)["set:1:formats"]["options"]]

    await ada.actor.select(card, everything, custom_id="set:1:formats")

    assert (await settings_of(env, ada.server)).formats is None


async def test_a_channel_and_roles_are_chosen_and_cleared(env: Env, ada: Member) -> None:
    guild = ada.server.guild
    room, role = guild.create_text_channel("mods"), guild.create_role("helpers")
    for name, value in (("queue_channel", room), ("moderator_role", role), ("voter_role", role)):
        await ada.actor.select(await changing(ada, name), [value], custom_id=f"set:1:{name}")

    kept = await settings_of(env, ada.server)
    assert (kept.queue_channel, kept.moderator_role, kept.voter_role) == (room.id, role.id, role.id)
    shown = text(await opened(ada))
    assert f"Suggestions and reports are posted in {room.mention}.\n" in shown
    assert f"To vote, suggest or review, members need {role.mention}.\n" in shown
    assert f"Members with {role.mention} decide on suggestions and reports too. If they don't see" in shown
    assert "allow it for that role: Server Settings, Integrations, DL Guide, /server." in shown
    card = await changing(ada, "voter_role")
    assert menus(card)["set:1:voter_role"]["default_values"] == [{"id": role.id, "type": "role"}]
    for name in ("queue_channel", "moderator_role", "voter_role"):
        await ada.actor.select(await changing(ada, name), [], custom_id=f"set:1:{name}")
    assert await settings_of(env, ada.server) == ServerSettings()


async def test_a_role_with_the_id_of_the_chosen_channel_is_not_taken_for_it(ada: Member, store: Store) -> None:
    server = ada.server.guild.id  # which @everyone has, and the first channel of an old server
    await store.servers.set(server, "queue_channel", server)

    assert "The channel you chose is gone" in text(await opened(ada))


async def test_a_channel_where_i_cannot_post_is_said_to_be_one(ada: Member) -> None:
    guild = ada.server.guild
    closed = guild.create_text_channel(
        "closed", overwrites={guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    card = await changing(ada, "queue_channel")

    await ada.actor.select(card, [closed], custom_id="set:1:queue_channel")

    assert f"{closed.mention}. I can't post there: please let me view the channel" in text(card)


async def test_a_role_that_is_gone_is_said_to_be(env: Env, ada: Member) -> None:
    guild = ada.server.guild
    role = guild.create_role("helpers")
    for name in ("voter_role", "moderator_role"):
        await ada.actor.select(await changing(ada, name), [role], custom_id=f"set:1:{name}")
    env.backend.delete_role(guild.id, role.id)

    shown = text(await opened(ada))
    assert "The role needed to take part was deleted, so nobody can vote, suggest or review." in shown
    assert "The role that could decide was deleted: only members with Manage Server decide." in shown
    card = await changing(ada, "voter_role")
    assert "default_values" not in menus(card)["set:1:voter_role"]


async def test_two_moderators_at_once_keep_both_choices_and_the_later_of_one(env: Env, ada: Member) -> None:
    bob = moderator(ada.server, "bob")
    hers, his = await changing(ada, "account_days"), await changing(bob, "member_days")

    await ada.actor.select(hers, ["30"], custom_id="set:1:account_days")
    await bob.actor.select(his, ["0"], custom_id="set:1:member_days")
    await bob.press(his, "setting:1:account_days")
    await bob.actor.select(his, ["1"], custom_id="set:1:account_days")

    kept = await settings_of(env, ada.server)
    assert (kept.account_days, kept.member_days) == (1, 0)
    assert "at least 1 day old to take part.\nNew members can take part at once." in text(his)


async def test_choices_stored_at_the_same_moment_lose_nothing(ada: Member, store: Store) -> None:
    guild = ada.server.guild.id

    await asyncio.gather(*(store.servers.set(guild, name, 1) for name in ("account_days", "member_days", "private")))

    kept = await store.servers.settings(guild)
    assert (kept.account_days, kept.member_days, kept.private) == (1, 1, True)


async def test_members_neither_see_nor_may_use_it(env: Env, ada: Member, maya: Member) -> None:
    visible = maya.actor.available_commands(maya.server.channel)
    assert not [name for name in visible if name.startswith("server")]
    assert "server settings" in ada.actor.available_commands(ada.server.channel)
    show_to(maya)

    commands: dict[str, dict[str, Any]] = {name: {} for name in ("settings", "queue", "stats", "export")}
    commands |= {"pin": {"name": "fast.ai"}, "hide": {"name": "fast.ai"}, "block": {"member": ada.actor}}
    for command, options in commands.items():
        assert NO_MODERATOR in told(await run(maya, command, **options))
    assert await settings_of(env, ada.server) == ServerSettings()


async def test_permissions_withdrawn_between_showing_and_pressing_count(env: Env, ada: Member) -> None:
    card, other, every = await changing(ada, "account_days"), await changing(ada, "private"), await opened(ada)
    demote(ada)

    for message, name, value in ((card, "account_days", "0"), (other, "private", "1")):
        before = text(message)
        assert NO_MODERATOR in told(await ada.actor.select(message, [value], custom_id=f"set:1:{name}"))
        assert text(message) == before
    assert NO_MODERATOR in told(await ada.press(every, "settings:1:3"))
    assert NO_MODERATOR in told(await ada.press(every, "setting:1:private"))
    assert await settings_of(env, ada.server) == ServerSettings()


async def test_who_has_the_moderators_role_moderates_but_names_no_others(env: Env, ada: Member) -> None:
    guild = ada.server.guild
    role, further = guild.create_role("helpers"), guild.create_role("friends")
    helper = Member(ada.server, guild.add_member(env.create_user("hugo"), roles=[role]))
    show_to(helper)
    assert NO_MODERATOR in told(await run(helper, "settings"))
    await ada.actor.select(await changing(ada, "moderator_role"), [role], custom_id="set:1:moderator_role")

    await helper.actor.select(await changing(helper, "account_days"), ["0"], custom_id="set:1:account_days")
    card = await changing(helper, "moderator_role")
    refused = await helper.actor.select(card, [further], custom_id="set:1:moderator_role")

    assert "Only members with Manage Server can choose" in told(refused)
    kept = await settings_of(env, ada.server)
    assert (kept.account_days, kept.moderator_role) == (0, role.id)


@pytest.mark.parametrize("name", ["moderator_role", "voter_role"])
async def test_everybody_s_role_is_refused(env: Env, ada: Member, name: str) -> None:
    card = await changing(ada, name)

    refused = await ada.actor.select(card, [ada.server.guild.default_role], custom_id=f"set:1:{name}")

    assert "Everyone has that role" in told(refused)
    assert await settings_of(env, ada.server) == ServerSettings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("account_days", "2"), ("account_days", "-1"), ("member_days", "x"), ("language", "../de"), ("private", "2"),
        ("suggestions", "open"), ("formats", "sculpture"), ("queue_channel", "0"), ("queue_channel", "'"),
        ("voter_role", "1"),
    ],
)  # fmt: skip
async def test_forged_values_change_nothing(env: Env, ada: Member, name: str, value: str) -> None:
    card = await changing(ada, name)

    refused = await choose_forged(ada.actor, card, f"set:1:{name}", [value])

    assert "You can't choose that" in told(refused)
    assert await settings_of(env, ada.server) == ServerSettings()


async def test_channels_and_roles_of_another_server_are_refused(env: Env, ada: Member) -> None:
    elsewhere = Server.on(env, "Another server")
    role = elsewhere.guild.create_role("theirs")

    for name, value in (
        ("queue_channel", elsewhere.channel.id), ("moderator_role", role.id), ("voter_role", role.id),
    ):  # fmt: skip
        card = await changing(ada, name)
        assert "You can't choose that" in told(await choose_forged(ada.actor, card, f"set:1:{name}", [str(value)]))
    assert await settings_of(env, ada.server) == ServerSettings()


@pytest.mark.parametrize(
    "custom_id",
    ["set:1:guild_id", "set:1:left_at", "set:2:private", "settings:1:4", "setting:1:left_at", "lift:1:x"],
)
async def test_forged_ids_are_those_of_old_buttons(ada: Member, custom_id: str) -> None:
    message = await post_buttons(ada.server.env, ada.server.channel, custom_id)

    assert "another version of me" in told(await ada.actor.click(message, custom_id=custom_id))


async def test_in_a_direct_message_a_press_is_told_where_it_belongs(env: Env, ada: Member) -> None:
    await ada.actor.send_dm("hello")
    message = await post_buttons(env, ada.actor.user.dm_channel, "settings:1:2")

    press = await ada.actor.user.click(message, custom_id="settings:1:2")

    assert "This is for a server's moderators" in told(press)
    assert not [name for name in ada.actor.user.available_commands() if name.startswith("server")]


async def test_menus_work_after_a_restart(env: Env, ada: Member, guide: Guide, store: Store) -> None:
    card = await changing(ada, "suggestions")
    await env.restart_bot(GuideClient(given(guide), store, languages()))

    await ada.actor.select(card, ["off"], custom_id="set:1:suggestions")

    assert "Nobody can suggest anything." in text(card)
    assert (await settings_of(env, ada.server)).suggestions == "off"
    assert not env.bot.persistent_views


async def test_replies_are_private_where_moderators_chose_so(ada: Member, maya: Member) -> None:
    assert not reply(await maya.recommend("beginner math-light")).ephemeral
    await ada.actor.select(await changing(ada, "private"), ["1"], custom_id="set:1:private")

    assert reply(await maya.recommend("beginner math-light")).ephemeral
    assert not reply(await maya.recommend("beginner math-light", private=False)).ephemeral
    elsewhere = Server.on(ada.server.env, "Another server").member("lena")
    assert not reply(await elsewhere.recommend("beginner math-light")).ephemeral


async def test_what_all_see_is_in_the_language_that_moderators_chose(env: Env, ada: Member, maya: Member) -> None:
    before = reply(await maya.recommend("beginner math-light"))
    await ada.actor.select(await changing(ada, "language"), ["de"], custom_id="set:1:language")

    card = reply(await maya.recommend("beginner math-light"))

    assert "Understood: beginner" in text(before)
    assert "Verstanden: Einsteiger" in text(card)
    await maya.vote(card, "deep-learning-with-python")
    assert "Hilfreich · 1" in str(card.components)
    assert "Understood: beginner" in text(reply(await maya.recommend("beginner math-light", private=True)))
    assert env.bot.user is not None
    await maya.actor.send(maya.server.channel, f"<@{env.bot.user.id}> beginner math-light")
    assert "Verstanden: Einsteiger" in str(env.http_requests[-1].json)
