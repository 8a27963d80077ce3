"""A decision shows on every message about it that the bot can reach, wherever it was made."""

import logging

import discord
import pytest
from simcord import Env

from bot.store import Store
from tests.discord_app.test_bursts import flood
from tests.discord_app.test_member_reviews import GOOD, report, write
from tests.support.simulated.moderators import run
from tests.support.simulated.reading import told
from tests.support.simulated.server import Member, Server
from tests.support.simulated.suggesting import (
    Place,
    approve,
    custom_ids,
    decline,
    merge,
    place_of,
    suggest,
    words,
)  # fmt: skip


@pytest.fixture
async def place(server: Server, store: Store) -> Place:
    return await place_of(server, store, "public")


@pytest.fixture
def nora(place: Place) -> Member:
    return place.moderator("nora")


async def queued(moderator: Member) -> discord.Message:
    """The last card that /server queue shows to a moderator."""
    shown = (await run(moderator, "queue")).followups[-1].message
    assert shown is not None
    return shown


async def test_a_suggestion_decided_in_the_queue_is_settled_in_the_channels(
    maya: Member, place: Place, nora: Member
) -> None:
    await suggest(maya)

    await decline(nora, await queued(nora), "Too short")

    assert custom_ids(place.posted) == []
    assert words(place.posted).endswith(f"Declined by <@{nora.actor.id}>: Too short.")
    (public,) = place.server.channel.history()
    assert custom_ids(public) == []
    assert "Not taken into this server's list." in words(public)
    assert "Too short" not in words(public)
    assert "nora" not in words(public)
    assert (await run(nora, "queue")).followups == []


async def test_the_public_card_of_an_approved_one_has_its_votes_on(maya: Member, place: Place, nora: Member) -> None:
    await suggest(maya)

    await approve(nora, place.posted)

    assert custom_ids(place.posted) == []
    (public,) = place.server.channel.history()
    (vote,) = custom_ids(public)
    assert "Now in this server's list: its moderators approved it." in words(public)
    assert "Moderators haven't looked" not in words(public)
    await maya.actor.click(public, custom_id=vote)


async def test_what_was_merged_says_with_what(maya: Member, place: Place, nora: Member) -> None:
    await suggest(maya)

    await merge(nora, await queued(nora), "the keras book")

    (public,) = place.server.channel.history()
    assert custom_ids(public) == custom_ids(place.posted) == []
    assert "In the list already, as Deep Learning with Python; votes for it count there." in words(public)


async def test_a_burst_decided_in_the_queue_is_settled_in_the_channel(place: Place, nora: Member) -> None:
    await flood(place.server, 10)
    assert len(custom_ids(place.posted)) == 4
    card = await queued(nora)

    await nora.actor.click(card, custom_id=custom_ids(card)[0])

    assert custom_ids(place.posted) == []
    assert f"by <@{nora.actor.id}>" in words(place.posted)


async def test_a_review_decided_in_the_queue_is_settled_in_the_channel(
    maya: Member, place: Place, nora: Member
) -> None:
    await write(maya)
    for number in range(3):
        await report(place.server.member(f"reporter {number}"))
    assert [len(custom_ids(message)) for message in place.staff.history()] == [2, 2]
    card = await queued(nora)

    await nora.actor.click(card, custom_id=next(id_ for id_ in custom_ids(card) if ":remove:" in id_))

    for message in place.staff.history():
        assert custom_ids(message) == []
        assert GOOD in words(message)
        assert words(message).endswith(f"<@{nora.actor.id}> removed it.")


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(("status", "code"), [(404, 10008), (403, 50001), (500, 0)])
async def test_a_message_that_is_gone_or_closed_stops_nothing(
    env: Env, maya: Member, place: Place, nora: Member, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    await suggest(maya)
    card, posted = await queued(nora), place.posted
    for _ in range(6):  # what fails on the side of Discord is tried again
        env.inject_error("PATCH", f"/channels/{place.staff.id}/messages/{posted.id}", status=status, code=code)

    with caplog.at_level(logging.INFO):
        done = await decline(nora, card, "Too short")

    assert "Declined by" in told(done)
    assert [record.levelname for record in caplog.records if "could not be settled" in record.message] == ["INFO"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING and "bot." in record.name]
    (public,) = place.server.channel.history()
    assert custom_ids(public) == []


async def test_without_a_channel_the_owner_is_told_once(server: Server, maya: Member, tom: Member) -> None:
    for number, member in enumerate((maya, tom)):
        await suggest(member, title=f"Show {number}", url=f"https://show-{number}.example/")

    (letter,) = server.guild.owner.dm_channel.history()
    assert letter.content.startswith("From Deep Learners: something is waiting for its moderators")


async def test_an_owner_who_takes_no_messages_is_left_alone(
    env: Env, server: Server, maya: Member, caplog: pytest.LogCaptureFixture
) -> None:
    env.inject_error("POST", "/users/@me/channels", status=403, code=50007)

    with caplog.at_level(logging.INFO):
        sent = await suggest(maya)

    assert "is now with" in told(sent)
    assert [record.levelname for record in caplog.records if "could not be told" in record.message] == ["INFO"]


async def test_a_role_that_was_deleted_is_said_to_be_gone(
    env: Env, maya: Member, tom: Member, place: Place, store: Store
) -> None:
    await store.servers.set(place.id, "voter_role", 4711)
    env.bot.services.servers.changed(place.id)  # type: ignore[attr-defined]

    for member in (maya, tom):
        assert "a role that this server has deleted" in told(await member.run("suggest"))

    (posted,) = place.staff.history()
    assert posted.content.startswith("In Deep Learners nobody can vote, suggest or review any more")
