"""What a message says, wherever Discord keeps it, and however it speaks to the bot."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from simcord import Env
from simcord.backend.models.message import Poll, PollAnswer

from bot.discord_app.conversation.messages import TO_MY_ROLE
from bot.discord_app.questions.commands import NO_TEXT
from tests.discord_app.test_conversation import shown
from tests.support.simulated.reading import PICKED, reply, text, told
from tests.support.simulated.server import Member
from tests.support.simulated.suggesting import words

ASKED = "which free book for a beginner who hates maths?"


@pytest.fixture
def me(env: Env) -> str:
    assert env.bot.user is not None
    return f"<@{env.bot.user.id}>"


async def posted(member: Member, **kept: Any) -> discord.Message:
    """A message with its words anywhere but in its content."""
    channel = member.server.channel
    member.server.env.backend.create_message(channel.id, member.actor.id, "", **kept)
    await member.server.env.settle()
    message = channel.last_message
    assert message is not None
    assert not message.content
    return message


async def forwarded(member: Member) -> discord.Message:
    written = await member.actor.send(member.server.channel, ASKED)
    return await member.actor.forward(written, member.server.channel)


async def forwarded_embed(member: Member) -> discord.Message:
    return await member.actor.forward(await embedded(member), member.server.channel)


async def embedded(member: Member) -> discord.Message:
    return await posted(member, embeds=[{"type": "rich", "title": "From the forum", "description": ASKED}])


Writing = Callable[[Member], Awaitable[discord.Message]]


@pytest.mark.parametrize("write", [forwarded, embedded, forwarded_embed])
async def test_answer_this_finds_the_words_of_a_message(maya: Member, tom: Member, write: Writing) -> None:
    card = reply(await maya.actor.context_menu(maya.server.channel, "Answer this", await write(tom)))
    assert PICKED in text(card)
    assert "Deep Learning with Python" in text(card)


async def test_a_poll_asks_with_its_answers(maya: Member, tom: Member) -> None:
    answers = [PollAnswer(1, "fast.ai"), PollAnswer(2, "the keras book"), PollAnswer(3, emoji="🤷")]
    poll = await posted(tom, poll=Poll("What should I take?", answers, expiry="2030-01-01T00:00:00+00:00"))
    card = reply(await maya.actor.context_menu(maya.server.channel, "Answer this", poll))
    assert text(card).startswith("Take Practical Deep Learning for Coders if you want ")


async def test_a_message_without_words_is_told_so(maya: Member, tom: Member) -> None:
    picture = await tom.actor.send(tom.server.channel, attachments=[("reading-list.png", b"png")])
    assert told(await maya.actor.context_menu(maya.server.channel, "Answer this", picture)) == NO_TEXT


async def test_what_is_forwarded_to_the_bot_is_answered(maya: Member, tom: Member) -> None:
    written = await tom.actor.send(tom.server.channel, ASKED)
    await maya.actor.send_dm("hi")
    await maya.actor.forward(written, maya.actor.user.dm_channel)
    assert "Deep Learning with Python" in shown(maya.actor.user.dm_channel.last_message)


def role_of(env: Env, bot_id: int | None) -> str:
    """The mention of the role that the bot has, made for the bot with this id, or by hand."""
    role = env.bot.guilds[0].me.roles[-1]
    role.tags = discord.role.RoleTags({"bot_id": str(bot_id)} if bot_id else {})
    return role.mention


async def test_a_mention_of_the_bots_role_is_told_what_to_do(env: Env, maya: Member) -> None:
    """The list that Discord offers while one types has both under one name; what is written to a role it hides."""
    assert env.bot.user is not None
    await maya.actor.send(maya.server.channel, f"{role_of(env, env.bot.user.id)} a free book")
    assert shown(maya.server.channel.last_message) == TO_MY_ROLE


async def test_where_discord_shows_it_a_message_to_the_role_is_answered(env: Env, maya: Member, me: str) -> None:
    assert env.bot.user is not None
    role = role_of(env, env.bot.user.id)
    await maya.actor.send(maya.server.channel, f"{role} {me} a free book for a beginner")
    last = maya.server.channel.last_message
    assert last is not None
    assert "Deep Learning with Python" in words(last)


@pytest.mark.parametrize("owner", [None, 5])
async def test_any_other_role_is_not_the_bot(env: Env, maya: Member, owner: int | None) -> None:
    sent = await maya.actor.send(maya.server.channel, f"{role_of(env, owner)} a free book")
    last = maya.server.channel.last_message
    assert last is not None
    assert last.id == sent.id
