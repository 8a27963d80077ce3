"""Gates before votes: who is too new, who lacks the role, who is blocked, and what each of them may still do."""

from simcord import Env

from bot.community.who_may_vote import DAY
from bot.discord_app import GuideClient
from bot.store import Store
from tests.discord_app.test_opinions import choose
from tests.discord_app.test_votes import CHOLLET, asked
from tests.support.clock import Clock
from tests.support.simulated.reading import COUNTED, reply, said_of_vote
from tests.support.simulated.server import Member, Server
from tests.support.store.tallies import helped


async def pressed(member: Member) -> str:
    return said_of_vote(await member.vote(await asked(member), CHOLLET))


async def set_(server: Server, **settings: int) -> None:
    client = server.env.bot
    assert isinstance(client, GuideClient)
    for name, value in settings.items():
        await client.store.servers.set(server.guild.id, name, value)  # type: ignore[arg-type]
    client.services.servers.changed(server.guild.id)


async def test_a_new_account_is_told_from_when_on_and_may_then(young: Clock, maya: Member, store: Store) -> None:
    until = young.seconds + 7 * DAY

    sentence = await pressed(maya)

    assert sentence.endswith("your account is still new.")
    assert f"<t:{int(until)}:f>" in sentence
    assert await helped(store, maya.server.guild.id) == {}
    young.seconds = until - 1
    assert (await pressed(maya)).endswith("your account is still new.")
    young.seconds = until + 1
    assert await pressed(maya) == COUNTED


async def test_an_old_account_that_has_just_joined_waits_a_day(env: Env, young: Clock, server: Server) -> None:
    user = env.create_user("ada")
    await env.advance_time(30 * DAY)
    young.seconds += 30 * DAY
    ada = Member(server, server.guild.add_member(user))

    assert (await pressed(ada)).endswith("you only joined recently.")
    young.seconds += DAY + 1
    assert await pressed(ada) == COUNTED


async def test_a_server_may_ask_for_nothing_or_for_more(young: Clock, maya: Member) -> None:
    await set_(maya.server, account_days=0, member_days=0)
    assert await pressed(maya) == COUNTED

    await set_(maya.server, account_days=365)
    card = await asked(maya)
    assert (await choose(maya, card, "too-hard")).endswith("your account is still new.")


async def test_a_role_may_be_needed(server: Server, maya: Member) -> None:
    role = server.guild.create_role("Learners")
    await set_(server, voter_role=role.id)
    ada = Member(server, server.guild.add_member(server.env.create_user("ada"), roles=[role]))

    assert f"<@&{role.id}>" in await pressed(maya)
    assert await pressed(ada) == COUNTED


async def test_a_reason_needs_what_a_vote_needs(young: Clock, maya: Member, store: Store) -> None:
    sentence = await choose(maya, await asked(maya), "too-hard")

    assert sentence.endswith("your account is still new.")
    assert await store.votes.counts(maya.server.guild.id) == {}


async def test_a_vote_may_always_be_taken_back_but_not_cast_again(maya: Member, store: Store) -> None:
    card = await asked(maya)
    await maya.vote(card, CHOLLET)
    await store.servers.block(maya.server.guild.id, maya.actor.id, 1)
    maya.server.env.bot.services.servers.changed(maya.server.guild.id)  # type: ignore[attr-defined]

    assert (await choose(maya, card, "too-hard")).startswith("This server's moderators have blocked you")
    assert said_of_vote(await maya.vote(card, CHOLLET)) == COUNTED
    assert said_of_vote(await maya.vote(card, CHOLLET)).startswith("This server's moderators have blocked you")
    assert await store.votes.counts(maya.server.guild.id) == {}


async def test_who_is_refused_sees_the_message_as_it_was(young: Clock, maya: Member) -> None:
    card = await asked(maya)
    before = card.components

    await maya.vote(card, CHOLLET)

    assert card.components == before


async def test_what_one_server_asks_for_holds_there_alone(env: Env, young: Clock, maya: Member) -> None:
    await set_(maya.server, account_days=0, member_days=0)
    elsewhere = Server.on(env, "Another server")
    there = Member(elsewhere, elsewhere.guild.add_member(maya.actor.user))

    assert await pressed(maya) == COUNTED
    assert (await pressed(there)).endswith("your account is still new.")
    assert reply(await there.review("fast.ai"))
