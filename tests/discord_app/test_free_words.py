"""Questions in free words, wherever they are asked: /ask, a mention, a direct message, "Answer this"."""

import pytest
from simcord import Env

from bot.advise.unanswered import NOT_ABOUT_LEARNING, OUT_OF_SCOPE
from tests.support.simulated.reading import PICKED, buttons, counted, ids, reply, text
from tests.support.simulated.server import Member

QUESTIONS = [
    ("I know some python, hate maths, which free book?", PICKED),
    ("is fast.ai still worth it?", "Practical Deep Learning for Coders"),
    ("is Neural Networks and Deep Learning any good?", "Which one do you mean?"),
    ("fast.ai or the keras book?", "Take "),
    ("which gpu should I buy", OUT_OF_SCOPE),
    ("how do I cook pasta", NOT_ABOUT_LEARNING),
]


@pytest.mark.parametrize(("question", "shown"), QUESTIONS)
async def test_ask_gives_the_kind_of_answer_that_is_asked_for(maya: Member, question: str, shown: str) -> None:
    card = reply(await maya.actor.slash(maya.server.channel, "ask", question=question))

    assert shown in text(card)


async def test_ask_can_be_private(maya: Member) -> None:
    card = reply(await maya.actor.slash(maya.server.channel, "ask", question="a free book", private=True))

    assert card.ephemeral


@pytest.mark.parametrize(("question", "shown"), QUESTIONS)
async def test_a_mention_is_answered(env: Env, maya: Member, question: str, shown: str) -> None:
    assert env.bot.user is not None
    await maya.actor.send(maya.server.channel, f"<@{env.bot.user.id}> {question}")

    assert shown in components_text(env, maya)


async def test_an_answer_to_a_mention_pings_nobody_and_can_be_voted_on(env: Env, maya: Member) -> None:
    assert env.bot.user is not None
    await maya.actor.send(maya.server.channel, f"a free book please @everyone <@{env.bot.user.id}>")

    last = maya.server.channel.last_message
    assert last is not None
    assert not last.mentions
    click = await maya.actor.click(last, custom_id="vote:1:deep-learning-with-python")
    assert "Helpful · 1" in counted(click)


async def test_a_direct_message_is_answered_without_votes(env: Env, maya: Member) -> None:
    await maya.actor.send_dm("beginner math-light")

    last = maya.actor.user.dm_channel.last_message
    assert last is not None
    assert "Deep Learning with Python" in str([component.to_dict() for component in last.components])
    assert "Helpful" not in str([component.to_dict() for component in last.components])


async def test_other_messages_and_other_bots_are_left_alone(env: Env, maya: Member) -> None:
    robot = maya.server.guild.add_member(env.create_user("robot", bot=True))
    assert env.bot.user is not None
    await maya.actor.send(maya.server.channel, "which book for a beginner?")
    await robot.send(maya.server.channel, f"<@{env.bot.user.id}> which book for a beginner?")

    assert len(maya.server.channel.history()) == 2


async def test_a_mention_where_it_may_not_write_is_no_fault(env: Env, maya: Member) -> None:
    assert env.bot.user is not None
    env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions")
    await maya.actor.send(maya.server.channel, f"<@{env.bot.user.id}> a free book")

    assert len(maya.server.channel.history()) == 1


async def test_a_fault_while_answering_a_message_is_told_with_a_number(
    env: Env, maya: Member, caplog: pytest.LogCaptureFixture
) -> None:
    assert env.bot.user is not None
    env.inject_error("POST", "/channels/*/messages")
    await maya.actor.send(maya.server.channel, f"<@{env.bot.user.id}> a free book")

    last = maya.server.channel.last_message
    assert last is not None
    number = last.content.rsplit(" ", 1)[-1].rstrip(")")
    assert "My answer didn't get through to Discord" in last.content
    assert f"Fault {number}" in caplog.text


async def test_answer_this_is_private_first_and_posted_on_demand(maya: Member, tom: Member) -> None:
    asked = await tom.actor.send(tom.server.channel, "which free book for a beginner who hates maths?")
    shown = await maya.actor.context_menu(maya.server.channel, "Answer this", asked)
    card = reply(shown)
    assert card.ephemeral
    assert "Deep Learning with Python" in text(card)

    posted = reply(await maya.press(card, "post:1"))

    assert not posted.ephemeral
    assert ids(posted, "vote") == ids(card, "vote")
    assert "Post for everyone" not in [button.get("label") for button in buttons(posted)]
    assert "Helpful · 1" in counted(await tom.vote(posted, ids(posted, "vote")[0]))


def components_text(env: Env, member: Member) -> str:
    last = member.server.channel.last_message
    assert last is not None
    return str([component.to_dict() for component in last.components])


async def test_compare_puts_two_side_by_side(maya: Member) -> None:
    card = reply(await maya.actor.slash(maya.server.channel, "compare", first="fats.ai", second="the keras book"))

    assert text(card).startswith("Take Practical Deep Learning for Coders if you want ")
    assert set(ids(card, "vote")) == {"fastai-practical-deep-learning", "deep-learning-with-python"}


async def test_compare_offers_names_for_both(maya: Member) -> None:
    for option in ("first", "second"):
        offered = await maya.choices("compare", option, "goodf")
        assert [choice["value"] for choice in offered] == ["deep-learning-book"]
