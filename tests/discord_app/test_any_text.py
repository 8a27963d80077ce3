"""Random text in every command, mention and direct message, and a press on all that comes back: nothing fails."""

from random import Random
from typing import Any

import discord
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from simcord import Env, ResponseMessage

from bot.advise import Comparison, Guide, Notice, Plan, Recommendation, Verdict, WhichOne
from bot.catalogue import Catalogue
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS
from bot.community.top import PERIODS
from bot.discord_app import GuideClient
from bot.understand import Lexicon
from bot.understand.models.reader import Reader
from tests.support.asked import asked
from tests.support.clock import HurryingClock
from tests.support.effort import examples
from tests.support.simulated.server import Member
from tests.support.simulated.typed import anything, by_kind, joined, markup, names
from tests.support.simulated.watch import Watch

KINDS = {
    Recommendation: "recommend", Verdict: "review", Comparison: "compare", Plan: "path", WhichOne: "which",
}  # fmt: skip
PLACES = ("ask", "recommend", "mention", "direct message", "Answer this")
CHANCES = st.randoms(use_true_random=True)
"""What chooses from the menus: how many there are depends on what was marked before."""
MOST = 1900
"""Characters of a message that leave room for a mention."""
OPTIONS = {
    "level": st.sampled_from(LEVELS), "math": st.sampled_from(MATHS), "format": st.sampled_from(FORMATS),
    "cost": st.sampled_from(COSTS), "topic": st.sampled_from(TOPICS), "private": st.booleans(),
}  # fmt: skip
TIME = {"hours": st.floats(0.5, 80), "weeks": st.floats(1, 260)}
path_options = {name: values for name, values in OPTIONS.items() if name not in ("format", "topic")}
typed_name = names | anything
real = st.sampled_from(asked())
"""Questions as people put them."""
CALLS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "ask": st.fixed_dictionaries({"question": anything}, optional={"private": st.booleans()}),
    "recommend": st.fixed_dictionaries({"query": anything}, optional=OPTIONS),
    "review": st.fixed_dictionaries({"name": typed_name}),
    "compare": st.fixed_dictionaries({"first": typed_name, "second": typed_name}),
    "path": st.fixed_dictionaries({"goal": anything}, optional={**path_options, **TIME}),
    "browse": st.fixed_dictionaries({}, optional=OPTIONS),
    "top": st.fixed_dictionaries(
        {}, optional={"period": st.sampled_from(PERIODS), "topic": OPTIONS["topic"], "private": st.booleans()}
    ),
    "next": st.just({}),
    "my progress": st.just({}),
    "my export": st.just({}),
    "my forget": st.just({}),
    "help": st.just({}),
    "about": st.just({}),
}


def kind_of(guide: Guide, typed: str) -> str:
    """The kind of answer that a text leads to."""
    answer = guide.answer(guide.parse(typed))
    return answer.query.intent if isinstance(answer, Notice) else KINDS[type(answer)]


@pytest.fixture
def clock() -> HurryingClock:
    return HurryingClock()


@pytest.fixture
def place() -> str:
    """Where a test asks, unless it says so itself."""
    return "ask"


@pytest.fixture
def watch(env: Env, maya: Member, caplog: pytest.LogCaptureFixture, place: str) -> Watch:
    return Watch(env, maya.actor.user if place == "direct message" else maya.actor, caplog)


async def answer_in(place: str, member: Member, watch: Watch, typed: str) -> ResponseMessage | discord.Message:
    """The answer to a text in one of the places where one may ask."""
    actor, channel = member.actor, member.server.channel
    if place == "direct message":
        await actor.send_dm(typed)
        return answered(actor.user.dm_channel.last_message, watch)
    if place == "mention":
        assert watch.env.bot.user is not None
        await actor.send(channel, f"{typed} <@{watch.env.bot.user.id}>")
        return answered(channel.last_message, watch)
    if place == "Answer this":
        message = await actor.send(channel, typed)
        return watch.checked(await actor.context_menu(channel, place, message))[0]
    option = {"ask": "question", "recommend": "query"}[place]
    return watch.checked(await actor.slash(channel, place, **{option: typed}))[0]


def answered(last: discord.Message | None, watch: Watch) -> discord.Message:
    """The message that came last, which must be an answer of the bot."""
    assert last is not None
    assert last.author == watch.env.bot.user
    assert not last.mentions
    assert not last.mention_everyone
    watch.check()
    return last


async def press_on(watch: Watch, message: ResponseMessage | discord.Message, chance: Random) -> None:
    """Press everything on a message, and then everything on one of the replies to that."""
    further = await watch.press_everything(message, chance.choice)
    if further:
        await watch.press_everything(chance.choice(further), chance.choice)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", by_kind)
@examples(2, shrink=False)
@given(data=st.data(), chance=CHANCES)
async def test_each_kind_of_answer_can_be_had_and_pressed_everywhere(
    maya: Member, watch: Watch, guide: Guide, place: str, kind: str, data: st.DataObject, chance: Random
) -> None:
    typed = data.draw(by_kind[kind].filter(lambda typed: kind_of(guide, typed) == kind))  # or else it is an error

    await press_on(watch, await answer_in(place, maya, watch, typed), chance)


@pytest.mark.parametrize("place", PLACES)
@examples(5, shrink=False)
@given(typed=anything.map(lambda text: text[:MOST]).filter(str.strip), chance=CHANCES)
async def test_any_text_is_answered_everywhere(
    maya: Member, watch: Watch, guide: Guide, place: str, typed: str, chance: Random
) -> None:
    event(kind_of(guide, typed))
    await press_on(watch, await answer_in(place, maya, watch, typed), chance)


@pytest.fixture(scope="module")
def trained(shipped: Catalogue) -> Guide:
    """A guide to the whole knowledge base that reads with the trained models, as the bot that ships."""
    return Guide(shipped, Lexicon.shipped(), Reader.shipped())


@pytest.mark.parametrize("place", PLACES)
@examples(5, shrink=False)
@given(typed=real | joined(real, markup) | anything.map(lambda text: text[:MOST]).filter(str.strip), chance=CHANCES)
async def test_any_question_is_answered_everywhere_from_all_that_ships(
    env: Env, maya: Member, watch: Watch, trained: Guide, place: str, typed: str, chance: Random
) -> None:
    assert isinstance(env.bot, GuideClient)
    await env.bot.take_up(trained)
    event(type(trained.answer(trained.parse(typed))).__name__)
    await press_on(watch, await answer_in(place, maya, watch, typed), chance)


@pytest.mark.parametrize("command", CALLS)
@examples(5, shrink=False)
@given(data=st.data(), chance=CHANCES)
async def test_every_command_takes_any_options(
    maya: Member, watch: Watch, command: str, data: st.DataObject, chance: Random
) -> None:
    result = await maya.actor.slash(maya.server.channel, command, **data.draw(CALLS[command]))

    await press_on(watch, watch.checked(result)[0], chance)
