"""Votes: what a member sees when pressing the button, now, again, elsewhere and after a restart."""

import asyncio
import time
from pathlib import Path

import simcord
from simcord import Env, ResponseMessage

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.store import Store
from tests.support.base import languages
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import buttons, counted, ids, reply, text, told, vote_labels
from tests.support.simulated.server import Member, Server, given

EDITED = 7
"""Discord's number for a response that changes the message that was pressed on."""
CHOLLET = "deep-learning-with-python"


async def asked(member: Member) -> ResponseMessage:
    return reply(await member.recommend("beginner math-light"))


def votes(card: ResponseMessage, resource_id: str = CHOLLET) -> str:
    """What stands on the vote button of one resource."""
    return str(next(button["label"] for button in buttons(card) if button.get("custom_id") == f"vote:1:{resource_id}"))


def assert_further(card: ResponseMessage, more: ResponseMessage) -> None:
    """More picks are others than the first ones, each with a vote button of its own."""
    assert len(ids(more, "vote")) == 3
    assert not set(ids(more, "vote")) & set(ids(card, "vote"))


async def test_presses_count_take_back_and_count_again_by_the_number_on_the_card(maya: Member) -> None:
    card = await asked(maya)

    for shown in ("Helpful · 1", "Helpful", "Helpful · 1"):
        assert shown in counted(await maya.vote(card, CHOLLET))
        assert votes(card) == shown


async def test_a_vote_is_one_request(env: Env, maya: Member) -> None:
    card = await asked(maya)
    for _ in range(2):
        before = len(env.http_requests)
        await maya.vote(card, CHOLLET)

        (request,) = env.http_requests[before:]
        assert request.path.endswith("/callback")
        assert request.json
        assert request.json["type"] == EDITED


async def test_a_refused_vote_is_one_request_with_a_sentence(env: Env, maya: Member, store: Store) -> None:
    card = await asked(maya)
    await store.servers.block(maya.server.guild.id, maya.actor.id, 1)
    env.bot.services.servers.changed(maya.server.guild.id)  # type: ignore[attr-defined]
    before = len(env.http_requests)

    press = await maya.vote(card, CHOLLET)

    assert len(env.http_requests) == before + 1
    assert told(press)
    assert votes(card) == "Helpful"


async def test_a_count_that_others_changed_meanwhile_leaves_nobody_in_doubt(
    maya: Member, tom: Member, store: Store
) -> None:
    """Where the number on the card stays or moves against the press, a sentence says what the press did."""
    old = await asked(maya)
    await tom.vote(await asked(tom), CHOLLET)
    await maya.vote(await asked(maya), CHOLLET)

    assert told(await maya.vote(old, CHOLLET)) == "Your vote is taken back."  # while its number goes up
    assert votes(old) == "Helpful · 1"
    await tom.vote(await asked(tom), CHOLLET)  # takes it back
    assert told(await maya.vote(old, CHOLLET)).startswith("Thank you. Your vote counts")  # while it stays
    assert votes(old) == "Helpful · 1"


async def test_two_members_are_two_votes(maya: Member, tom: Member) -> None:
    card = await asked(maya)

    await maya.vote(card, CHOLLET)
    await tom.vote(card, CHOLLET)

    assert votes(card) == "Helpful · 2"


async def test_the_rest_of_the_message_stays_as_it_was(maya: Member) -> None:
    card = await asked(maya)
    before, text_before = buttons(card), text(card)

    await maya.vote(card, CHOLLET)

    after = buttons(card)
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [button["custom_id"] for button in changed] == [f"vote:1:{CHOLLET}"]
    assert text(card) == text_before


async def test_every_button_of_a_message_works_after_one_was_pressed(maya: Member) -> None:
    card = await asked(maya)

    for resource_id in ids(card, "vote"):
        await maya.vote(card, resource_id)

    assert vote_labels(card) == ["Helpful · 1"] * 3
    assert_further(card, reply(await maya.actor.click(card, label="More")))


async def test_no_message_waits_in_memory(env: Env, maya: Member) -> None:
    card = await asked(maya)
    await maya.vote(card, CHOLLET)
    await maya.actor.click(card, label="More")
    await maya.review("fast.ai")

    assert not env.bot.persistent_views


async def test_servers_do_not_share_votes(env: Env, maya: Member) -> None:
    await maya.vote(await asked(maya), CHOLLET)
    elsewhere = Server.on(env, "Another server")

    card = await asked(elsewhere.member("lena"))

    assert votes(card) == "Helpful"


async def test_a_member_of_two_servers_votes_in_each(env: Env, maya: Member) -> None:
    elsewhere = Server.on(env, "Another server")
    maya_there = Member(elsewhere, elsewhere.guild.add_member(maya.actor.user))
    here, there = await asked(maya), await asked(maya_there)

    await maya.vote(here, CHOLLET)
    await maya_there.vote(there, CHOLLET)

    assert (votes(here), votes(there)) == ("Helpful · 1", "Helpful · 1")


async def test_a_button_from_before_a_restart_works(
    env: Env, maya: Member, tom: Member, guide: Guide, store: Store
) -> None:
    card = await asked(maya)
    await maya.vote(card, CHOLLET)

    await env.restart_bot(GuideClient(given(guide), store, languages()))

    assert "Helpful · 2" in counted(await tom.vote(card, CHOLLET))
    assert votes(card) == "Helpful · 2"
    assert "Helpful · 1" in counted(await maya.vote(card, CHOLLET))
    assert votes(card) == "Helpful · 1"


async def test_more_picks_work_on_a_message_from_before_a_restart(
    env: Env, maya: Member, guide: Guide, store: Store
) -> None:
    card = await asked(maya)

    await env.restart_bot(GuideClient(given(guide), store, languages()))

    assert_further(card, reply(await maya.actor.click(card, label="More")))


async def test_votes_are_kept_when_the_store_is_opened_again(guide: Guide, database: Path) -> None:
    async with (
        Store.open(database, time.time) as store,
        simcord.run(GuideClient(given(guide), store, languages())) as env,
    ):
        maya = Server.on(env, "Deep Learners").member("maya")
        await maya.vote(await asked(maya), CHOLLET)
        server_id = maya.server.guild.id

    async with Store.open(database, time.time) as store:
        client = GuideClient(given(guide), store, languages(), always_sync=True)  # that Discord has forgotten them
        async with simcord.run(client) as env:
            tom = Server.on(env, "Deep Learners", id=server_id).member("tom")

            assert votes(await asked(tom)) == "Helpful · 1"


async def test_two_presses_at_the_same_moment_end_where_they_began(maya: Member, store: Store) -> None:
    server_id = maya.server.guild.id

    ballots = await asyncio.gather(*(store.votes.toggle(server_id, CHOLLET, maya.actor.id) for _ in range(2)))

    assert sorted(ballot is not None and ballot.stands for ballot in ballots) == [False, True]
    assert votes(await asked(maya)) == "Helpful"


async def test_a_vote_on_a_private_reply_counts(maya: Member, tom: Member) -> None:
    card = reply(await maya.recommend("beginner math-light", private=True))

    assert "Helpful · 1" in counted(await maya.vote(card, CHOLLET))

    assert votes(card) == "Helpful · 1"
    assert votes(await asked(tom)) == "Helpful · 1"


async def test_a_vote_on_more_picks_counts(maya: Member) -> None:
    more = reply(await maya.actor.click(await asked(maya), label="More"))
    resource_id = ids(more, "vote")[0]

    assert "Helpful · 1" in counted(await maya.vote(more, resource_id))

    assert votes(more, resource_id) == "Helpful · 1"


async def test_a_vote_button_in_a_direct_message_says_that_votes_need_a_server(env: Env, server: Server) -> None:
    bob = env.create_user("bob")
    await bob.send_dm("hello")
    message = await post_buttons(env, bob.dm_channel, f"vote:1:{CHOLLET}")

    press = await bob.click(message, custom_id=f"vote:1:{CHOLLET}")

    assert told(press).startswith("Votes belong to a server")
