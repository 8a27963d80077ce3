"""Going on from an answer: a reply to the bot, the next direct message, a mention that answers it."""

from typing import Any

import discord
import pytest
from simcord import Env

from bot.advise.wording.follow_up_words import FORGOTTEN, LIGHT_WORDS, NOT_SURE
from bot.discord_app.conversation.memory import MOST, SECONDS, Conversations
from bot.discord_app.conversation.messages import HIDDEN, UNREADABLE
from bot.understand.follow_up import Move
from tests.support.clock import Clock
from tests.support.simulated.reading import walk
from tests.support.simulated.server import Member

PLAIN = "beginner math-light"


def shown(message: discord.Message | None) -> str:
    """All text of a message."""
    assert message is not None
    components: list[Any] = [component.to_dict() for component in message.components]
    parts = walk(components)
    return "\n".join(str(part["content"]) for part in parts if part.get("content"))


async def say(member: Member, words: str, to: discord.Message | None = None) -> discord.Message:
    """The bot's message after a member said something in the channel."""
    channel = member.server.channel
    sent = await member.actor.send(channel, words, reply_to=to)
    last = channel.last_message
    assert last is not None
    assert last.id != sent.id, "the bot said nothing"
    return last


async def tell(member: Member, words: str) -> str:
    """What the bot says to a direct message."""
    await member.actor.send_dm(words)
    return shown(member.actor.user.dm_channel.last_message)


@pytest.fixture
def me(env: Env) -> str:
    assert env.bot.user is not None
    return f"<@{env.bot.user.id}>"


async def test_a_reply_to_an_answer_goes_on_from_it(maya: Member, me: str) -> None:
    first = await say(maya, f"{me} {PLAIN}")
    assert "Deep Learning with Python" in shown(first)
    second = await say(maya, "a course instead", first)
    assert "Same question, but a course:" in shown(second)
    assert "Practical Deep Learning for Coders" in shown(second)
    third = await say(maya, "I already did the first", second)
    assert "Without Practical Deep Learning for Coders:" in shown(third)


async def test_the_answer_to_a_command_is_gone_on_from_where_the_bot_is_mentioned(maya: Member, me: str) -> None:
    await maya.recommend(PLAIN)
    answered = maya.server.channel.last_message
    assert answered is not None
    assert "Python" in shown(await say(maya, f"{me} why the first?", answered))
    assert shown(await say(maya, "why the first?", answered)) == UNREADABLE


async def test_somebody_else_may_go_on(maya: Member, tom: Member, me: str) -> None:
    first = await say(maya, f"{me} {PLAIN}")
    assert "Same question, but a course:" in shown(await say(tom, "a course instead", first))


async def test_the_next_direct_message_goes_on(maya: Member) -> None:
    assert "Deep Learning with Python" in await tell(maya, PLAIN)
    assert "Same question, but a course:" in await tell(maya, "a course instead")
    assert "Practical Deep Learning for Coders" in await tell(maya, "tell me more about the first")
    assert await tell(maya, "thanks") == LIGHT_WORDS["thanks"]
    assert "free" in await tell(maya, "cheaper")


async def test_after_half_an_hour_a_direct_message_begins_anew(maya: Member, clock: Clock) -> None:
    await tell(maya, PLAIN)
    clock.seconds += SECONDS + 1
    assert "Same question" not in await tell(maya, "a course instead")


async def test_a_reply_to_an_answer_long_ago_is_told_so(maya: Member, me: str, clock: Clock) -> None:
    first = await say(maya, f"{me} {PLAIN}")
    clock.seconds += SECONDS + 1
    assert shown(await say(maya, "why the second?", first)) == FORGOTTEN


async def test_a_question_of_its_own_is_answered_anew(maya: Member, me: str) -> None:
    first = await say(maya, f"{me} {PLAIN}")
    assert "Your plan" in shown(await say(maya, "roadmap for computer vision in 10 weeks", first))


@pytest.mark.parametrize(("greeting", "move"), [("hi", "hello"), ("thanks!", "thanks"), ("help", "help")])
async def test_light_words_get_a_light_line(maya: Member, greeting: str, move: Move) -> None:
    assert await tell(maya, greeting) == LIGHT_WORDS[move]


async def test_a_bare_mention_in_reply_to_a_message_that_discord_hides_is_told_what_to_do(
    maya: Member, tom: Member, me: str
) -> None:
    asked = await tom.actor.send(tom.server.channel, "a free book for a beginner?")
    assert HIDDEN in shown(await say(maya, me, asked))


async def test_a_bare_mention_in_reply_to_a_question_to_the_bot_answers_that(
    maya: Member, tom: Member, me: str
) -> None:
    asked = await tom.actor.send(tom.server.channel, f"a free book for a beginner? {me}")
    assert "Deep Learning with Python" in shown(await say(maya, me, asked))


async def test_a_bare_mention_gets_a_greeting(maya: Member, me: str) -> None:
    assert shown(await say(maya, me)) == LIGHT_WORDS["hello"]


async def test_a_reply_to_somebody_else_is_not_for_the_bot(maya: Member, tom: Member) -> None:
    other = await tom.actor.send(tom.server.channel, "look at this")
    sent = await maya.actor.send(maya.server.channel, "cheaper", reply_to=other)
    last = maya.server.channel.last_message
    assert last is not None
    assert last.id == sent.id


async def test_what_is_not_understood_is_asked_back(maya: Member) -> None:
    await tell(maya, PLAIN)
    assert await tell(maya, "purple elephants maybe") == NOT_SURE


def test_only_so_many_answers_are_kept_and_the_oldest_go_first() -> None:
    clock = Clock()
    kept = Conversations(clock, most=2)
    for place in (1, 2, 3):
        kept.keep(object(), place)  # type: ignore[arg-type]
    assert [place for place in (1, 2, 3) if kept.at(place)] == [2, 3]
    clock.seconds += SECONDS
    assert kept.at(3) is None
    kept.keep(object(), 4)  # type: ignore[arg-type]
    assert len(kept) == 1
    assert MOST >= 1000


@pytest.mark.parametrize("kind", [kind for kind in discord.MessageType if kind.value not in (0, 19)])
async def test_a_notice_of_discord_is_not_for_the_bot(
    env: Env, maya: Member, me: str, kind: discord.MessageType
) -> None:
    for channel, words in ((maya.server.channel, f"{me} {PLAIN}"), (maya.actor.user.dm_channel, PLAIN)):
        notice: Any = kind.value
        env.backend.create_message(channel.id, maya.actor.id, words, message_type=notice)
        await env.settle()
        assert len(channel.history()) == 1
