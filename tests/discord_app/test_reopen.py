"""What was approved can be decided on again: it leaves the list and waits, with its votes, for another decision."""

import discord
import pytest
from simcord import Env

from bot.store import Store
from tests.support.simulated.closer import look_at
from tests.support.simulated.moderators import NO_MODERATOR, run
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import ids, reply, told, vote_labels
from tests.support.simulated.server import Member, Server
from tests.support.simulated.suggesting import QUESTION, Place, approve, place_of, suggest, suggestion_id
from tests.support.simulated.watch import usable

NOT_AN_ENTRY = "no longer in this server"


@pytest.fixture
async def place(server: Server, store: Store) -> Place:
    return await place_of(server, store)


@pytest.fixture
def nora(place: Place) -> Member:
    return place.moderator("nora")


@pytest.fixture
async def entry(place: Place, nora: Member, maya: Member) -> str:
    """The id of an entry of the server's own."""
    await suggest(maya)
    number = suggestion_id(place.posted)
    await approve(nora, place.posted)
    return f"c-{number}"


async def test_an_entry_goes_back_and_comes_again_with_its_votes(
    nora: Member, tom: Member, maya: Member, place: Place, entry: str
) -> None:
    await tom.vote(reply(await tom.review(entry)), entry)

    again = await nora.press(await look_at(nora, reply(await nora.review(entry))), f"reopen:1:{entry}")

    assert "back in /server queue" in told(again)
    assert entry not in ids(reply(await tom.recommend(QUESTION)), "vote")
    (waiting,) = (await run(nora, "queue")).followups
    await approve(nora, waiting.message)
    assert entry in ids(reply(await tom.recommend(QUESTION)), "vote")
    assert vote_labels(reply(await maya.review(entry))) == ["Helpful · 1"]


async def test_only_moderators_may(nora: Member, tom: Member, place: Place, entry: str) -> None:
    card = await look_at(nora, reply(await nora.review(entry)))

    theirs = await look_at(tom, reply(await tom.review(entry)))
    assert f"reopen:1:{entry}" not in usable(theirs)
    old = await post_buttons(place.server.env, place.server.channel, f"reopen:1:{entry}")  # which everybody saw once
    assert NO_MODERATOR in told(await tom.actor.click(old, custom_id=f"reopen:1:{entry}"))
    place.demote(nora)
    assert NO_MODERATOR in told(await nora.press(card, f"reopen:1:{entry}"))
    assert entry in ids(reply(await tom.recommend(QUESTION)), "vote")


async def test_what_is_no_entry_here_is_left_alone(env: Env, nora: Member, tom: Member, entry: str) -> None:
    elsewhere = Server.on(env, "Another server")
    role = elsewhere.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True))
    other = Member(elsewhere, elsewhere.guild.add_member(env.create_user("olga"), roles=[role]))
    forged = [f"reopen:1:{entry}", "reopen:1:c-0", f"reopen:1:c-{'9' * 20}"]
    message = await post_buttons(env, elsewhere.channel, *forged)

    for custom_id in forged:
        assert NOT_AN_ENTRY in told(await other.actor.click(message, custom_id=custom_id))

    assert entry in ids(reply(await tom.recommend(QUESTION)), "vote")


async def test_of_two_moderators_one_takes_it_back(nora: Member, place: Place, entry: str) -> None:
    omar = place.moderator("omar")
    card, theirs = [await look_at(member, reply(await member.review(entry))) for member in (nora, omar)]
    await nora.press(card, f"reopen:1:{entry}")

    assert NOT_AN_ENTRY in told(await omar.press(theirs, f"reopen:1:{entry}"))
