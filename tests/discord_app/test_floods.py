"""Members who flood the bot with commands, presses, messages and typing: they wait, and nobody else notices."""

import re
from collections.abc import Awaitable, Callable

import pytest
from msgspec import structs
from simcord import Env, InteractionResult

from bot.advise import Guide
from bot.community.request_rates import LIMITS, Rate
from bot.discord_app import GuideClient
from bot.store import Store
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import PICKED, counted, given_back, ids, reply, text, told, vote_labels
from tests.support.simulated.server import ClosableStore, Member, Server, given
from tests.support.simulated.suggesting import TYPED, suggest

CHOLLET = "deep-learning-with-python"
WAIT = re.compile(r"That was quick\. You can go on in (\d+) seconds?\.")
BUSY = "This server is very busy right now. Please try again in"
FLOOD = 120
QUESTIONS, PRESSES, VOTES, FORMS, COMPLETIONS = 30, 40, 20, 10, 60


async def flood(request: Callable[[], Awaitable[InteractionResult]], times: int = FLOOD) -> list[InteractionResult]:
    """The results of so many requests of one member while the clock stands still."""
    return [await request() for _ in range(times)]


def refused(results: list[InteractionResult]) -> list[InteractionResult]:
    """Those that were answered with nothing but the sentence."""
    return [
        result
        for result in results
        if not result.followups and result.response and WAIT.fullmatch(text(result.response))
    ]


async def test_a_flood_of_commands_is_answered_up_to_the_burst(env: Env, maya: Member, tom: Member) -> None:
    results = await flood(lambda: maya.recommend("beginner math-light"))

    assert refused(results) == results[QUESTIONS:]
    assert all(reply(result).ephemeral for result in results[QUESTIONS:])
    assert all(PICKED in text(reply(result)) for result in results[:QUESTIONS])
    assert PICKED in text(reply(await tom.recommend("beginner math-light")))
    assert not env.errors


async def test_whoever_waits_is_answered_again(maya: Member, clock: Clock) -> None:
    results = await flood(lambda: maya.recommend("a book"), QUESTIONS + 1)
    seconds = WAIT.fullmatch(told(results[-1]))
    assert seconds is not None

    clock.seconds += int(seconds[1]) - 1
    assert refused([await maya.recommend("a book")])
    clock.seconds += 1
    assert PICKED in text(reply(await maya.recommend("a book")))
    assert refused([await maya.recommend("a book")])


async def test_all_commands_share_what_a_member_may_ask(maya: Member) -> None:
    await flood(lambda: maya.recommend("a book"))

    assert refused([await maya.review("fast.ai"), await maya.run("help"), await maya.run("my progress")])
    message = await maya.actor.send(maya.server.channel, "which book?")
    assert refused([await maya.actor.context_menu(maya.server.channel, "Answer this", message)])


async def test_a_member_who_floods_one_server_waits_in_another(env: Env, maya: Member) -> None:
    await flood(lambda: maya.recommend("a book"))
    elsewhere = Server.on(env, "Another server")
    maya_there = Member(elsewhere, elsewhere.guild.add_member(maya.actor.user))

    assert refused([await maya_there.recommend("a book")])
    assert PICKED in text(reply(await elsewhere.member("lena").recommend("a book")))


async def test_plans_cost_more(maya: Member) -> None:
    results = await flood(lambda: maya.actor.slash(maya.server.channel, "path", goal="computer vision"), 15)

    assert refused(results) == results[QUESTIONS // 3 :]


async def test_a_flood_of_votes_counts_up_to_the_burst(maya: Member, tom: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))

    results = await flood(lambda: maya.vote(card, CHOLLET), VOTES - 1)
    results += await flood(lambda: maya.vote(card, CHOLLET))

    assert refused(results) == results[VOTES:]
    assert vote_labels(card)[0] == "Helpful"
    assert "Helpful · 1" in counted(await tom.vote(card, CHOLLET))
    assert PICKED in text(reply(await maya.recommend("a book")))


async def test_a_flood_of_presses_is_answered_up_to_the_burst(maya: Member, tom: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))

    results = await flood(lambda: maya.actor.click(card, label="More"))

    assert refused(results) == results[PRESSES:]
    further = ids(reply(await tom.actor.click(card, label="More")), "vote")
    assert further
    assert not set(further) & set(ids(card, "vote"))


async def test_presses_on_buttons_of_long_ago_are_no_way_around(env: Env, server: Server, maya: Member) -> None:
    message = await post_buttons(env, server.channel, "helped:0:nothing-of-now")

    results = await flood(lambda: maya.actor.click(message, custom_id="helped:0:nothing-of-now"), PRESSES + 10)

    assert refused(results) == results[PRESSES:]


async def test_a_flood_of_forms_is_taken_up_to_the_burst(maya: Member, tom: Member) -> None:
    results = [reply(result) for result in await flood(lambda: suggest(maya), FORMS + 10)]

    assert [bool(WAIT.search(text(result))) for result in results] == [False] * FORMS + [True] * 10
    assert given_back(results[-1]) == [TYPED[field] for field in ("title", "url", "why", "audience")]
    assert not refused([await suggest(tom)])


async def test_a_flood_of_typing_gets_no_suggestions_and_no_message(maya: Member, tom: Member) -> None:
    offered = [await maya.choices("review", "name", "goodf") for _ in range(COMPLETIONS + 20)]

    assert [len(choices) for choices in offered] == [1] * COMPLETIONS + [0] * 20
    assert len(await tom.choices("review", "name", "goodf")) == 1
    assert PICKED in text(reply(await maya.recommend("a book")))
    assert len(maya.server.channel.history()) == 1


@pytest.mark.parametrize("place", ["mention", "direct message"])
async def test_a_flood_of_messages_gets_one_sentence_and_then_silence(
    env: Env, maya: Member, tom: Member, clock: Clock, place: str
) -> None:
    channel = maya.server.channel if place == "mention" else maya.actor.user.dm_channel

    async def ask(member: Member, times: int = 1) -> list[str]:
        """What the bot answers to so many messages."""
        assert env.bot.user is not None
        before = len(channel.history())
        for _ in range(times):
            if place == "mention":
                await member.actor.send(channel, f"<@{env.bot.user.id}> a free book")
            else:
                await member.actor.send_dm("a free book")
        said = [message for message in channel.history()[before:] if message.author == env.bot.user]
        return [message.content or str(message.components) for message in said]

    *answers, sentence = await ask(maya, FLOOD)
    assert len(answers) == QUESTIONS
    assert all(PICKED in answer for answer in answers)
    assert WAIT.fullmatch(sentence)
    if place == "mention":
        assert PICKED in (await ask(tom))[0]
    clock.seconds += 3
    (answer,) = await ask(maya, 10)
    assert PICKED in answer
    clock.seconds += 60
    assert WAIT.fullmatch((await ask(maya, 30))[-1])


async def test_a_refusal_reads_no_database(env: Env, maya: Member, opened: ClosableStore) -> None:
    await flood(lambda: maya.recommend("a book"), QUESTIONS)
    await opened.closing.aclose()

    assert refused([await maya.run("next")])  # which reads the list of the member
    assert not env.errors


async def test_a_refusal_that_does_not_arrive_is_no_fault(
    env: Env, maya: Member, tom: Member, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot")
    await flood(lambda: maya.recommend("a book"), QUESTIONS)
    env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, message="Unknown interaction")

    await maya.recommend("a book")

    assert "A member could not be told to wait" in caplog.text
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    assert PICKED in text(reply(await tom.recommend("a book")))


async def test_in_a_busy_server_those_who_asked_little_come_first(
    env: Env, server: Server, maya: Member, tom: Member, guide: Guide, store: Store
) -> None:
    small = {**LIMITS, "question": structs.replace(LIMITS["question"], server=Rate(40, 60))}
    await env.restart_bot(GuideClient(given(guide), store, languages(), limits=small))

    results = await flood(lambda: maya.recommend("a book"), QUESTIONS)

    answered = [result for result in results if PICKED in text(reply(result))]
    assert len(answered) == 25
    assert text(reply(results[-1])).startswith(BUSY)
    assert PICKED in text(reply(await tom.recommend("a book")))
