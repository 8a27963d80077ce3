"""The operator's language model writes replies where it may; whatever goes wrong, everybody gets one reply of ours."""

import json
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from simcord import Env

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.core.observer import Unobserved
from bot.store import Store
from bot.writer.model import Model
from bot.writer.server import ModelServer
from bot.writer.writer import Writer
from tests.discord_app.test_conversation import say, shown, tell
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.model_server import FAULTS, ModelStandIn, model_server
from tests.support.simulated.moderators import moderator, run
from tests.support.simulated.reading import ids, reply, text
from tests.support.simulated.server import Member, Server, given

QUESTION = "Which book for a beginner with little maths?"
WROTE = "Start with working models, and take the theory when you miss it."
QUICK_FAULTS = [fault for fault in FAULTS if fault != "hangs"]
"""Those that need no waiting: simcord ends a test whose bot waits."""
MARK = "Written by a language model from my notes."


def writes(asked: dict[str, Any]) -> str:
    """A reply with the first entry that may be picked."""
    form = asked["response_format"]["json_schema"]["schema"]["properties"]["picks"]["items"]["properties"]["id"]
    picks = [{"id": form["enum"][0], "why": "It fits where you stand."}]
    return json.dumps({"answer": WROTE, "because": "", "picks": picks, "next": "Begin today.", "unsure": ""})


def links(asked: dict[str, Any]) -> str:
    """A reply that has to be turned down."""
    return json.dumps({"answer": "Go to https://example.org now."})


class Noted(Unobserved):
    """Notes how questions to the model ended."""

    def __init__(self) -> None:
        self.ended: list[str] = []
        self.reasons: list[str] = []
        self.tokens: list[tuple[int | None, int]] = []

    def wrote(self, ended: str, seconds: float) -> None:
        self.ended.append(ended)

    def turned_down(self, reason: str) -> None:
        self.reasons.append(reason)

    def spent(self, server: int | None, tokens: int) -> None:
        self.tokens.append((server, tokens))


@pytest.fixture
def noted() -> Noted:
    return Noted()


@pytest_asyncio.fixture
async def stand_in() -> AsyncIterator[ModelStandIn]:
    async with model_server(writes) as server:
        yield server


@pytest_asyncio.fixture
async def writer(stand_in: ModelStandIn, clock: Clock, noted: Noted) -> AsyncIterator[Writer]:
    async with ClientSession() as session:
        model = Model(stand_in.url, "small-model", seconds=2.0, daily_tokens=0)
        yield Writer(ModelServer(model, session=session), model, clock, noted)


@pytest.fixture
def simcord_bot(guide: Guide, store: Store, writer: Writer) -> GuideClient:
    return GuideClient(given(guide), store, languages(), writer=writer)


async def turned_on(store: Store, server: Server, language: str = "asker") -> None:
    await store.servers.set(server.guild.id, "model", language)


async def asked(member: Member, question: str = QUESTION) -> str:
    return text(reply(await member.actor.slash(member.server.channel, "ask", question=question)))


async def test_it_writes_only_where_moderators_turned_it_on(
    maya: Member, server: Server, store: Store, stand_in: ModelStandIn, noted: Noted, simcord_bot: GuideClient
) -> None:
    own = await asked(maya)
    assert WROTE not in own
    assert "Understood:" in own
    assert stand_in.requests == []

    await turned_on(store, server)
    simcord_bot.services.servers.changed(server.guild.id)
    answer = await asked(maya)
    assert WROTE in answer
    assert MARK in answer
    assert "Understood:" not in answer, "the model read the message by itself"
    assert noted.ended == ["at_once"]
    assert noted.tokens == [(server.guild.id, 120)]


async def test_a_moderator_turns_it_on_and_about_tells_of_it(server: Server, maya: Member) -> None:
    ada = moderator(server)
    card = reply(await run(ada, "settings"))
    assert "I write my replies myself" in text(card)
    await ada.press(card, "setting:1:model")
    await ada.actor.select(card, ["asker"], custom_id="set:1:model")
    assert WROTE in await asked(maya)
    about = text(reply(await maya.run("about")))
    assert "small-model, on the bot's own machine" in about
    assert "In this server it is on." in about


async def test_direct_messages_stay_here_unless_the_operator_allows_it(maya: Member, stand_in: ModelStandIn) -> None:
    assert WROTE not in await tell(maya, QUESTION)
    assert stand_in.requests == []


async def test_the_same_question_is_answered_from_memory(
    maya: Member, tom: Member, server: Server, store: Store, stand_in: ModelStandIn, clock: Clock, noted: Noted
) -> None:
    await turned_on(store, server)
    assert await asked(maya) == await asked(tom)
    assert len(stand_in.requests) == 1
    clock.seconds += 3601
    await asked(maya)
    assert noted.ended == ["at_once", "remembered", "at_once"]


async def test_nobody_is_named_and_no_answer_of_before_is_missing(
    env: Env, maya: Member, server: Server, store: Store, stand_in: ModelStandIn
) -> None:
    await turned_on(store, server)
    assert env.bot.user is not None
    first = await say(maya, f"<@{env.bot.user.id}> {QUESTION} ask <@{maya.actor.id}> too")
    assert WROTE in shown(first)
    await say(maya, "something shorter", first)
    sent = json.dumps(stand_in.requests)
    assert str(maya.actor.id) not in sent
    assert "maya" not in sent
    assert WROTE in stand_in.requests[-1]["messages"][1]["content"]


async def test_what_somebody_forwards_is_not_sent(
    maya: Member, tom: Member, server: Server, store: Store, stand_in: ModelStandIn
) -> None:
    await turned_on(store, server)
    forwarded = await maya.actor.forward(await tom.actor.send(server.channel, QUESTION), server.channel)
    shown_first = reply(await maya.actor.context_menu(server.channel, "Answer this", forwarded))
    assert ids(shown_first, "vote")
    assert stand_in.requests == []


async def test_thanks_cost_nothing(
    env: Env, maya: Member, server: Server, store: Store, stand_in: ModelStandIn
) -> None:
    await turned_on(store, server)
    assert env.bot.user is not None
    for light in ("thanks", "hi", "what's the best pizza in town?"):
        await say(maya, f"<@{env.bot.user.id}> {light}")
    assert stand_in.requests == []


class TestFaults:
    """Each fault of a server, and replies that are not let through."""

    @pytest.fixture
    def behaviours(self, request: pytest.FixtureRequest) -> list[Any]:
        return list(request.param)

    @pytest_asyncio.fixture
    async def stand_in(self, behaviours: list[Any]) -> AsyncIterator[ModelStandIn]:
        async with model_server(*behaviours) as server:
            yield server

    @pytest.mark.parametrize("behaviours", [[fault] for fault in QUICK_FAULTS], indirect=True, ids=QUICK_FAULTS)
    async def test_our_own_reply_stands(self, maya: Member, server: Server, store: Store, noted: Noted) -> None:
        await turned_on(store, server)
        answer = await asked(maya)
        assert answer
        assert MARK not in answer
        assert noted.ended[0] in ("fault", "late", "refused")

    @pytest.mark.parametrize("behaviours", [[links, writes]], indirect=True)
    async def test_a_reply_that_is_turned_down_may_be_mended_once(
        self, maya: Member, server: Server, store: Store, noted: Noted, stand_in: ModelStandIn
    ) -> None:
        await turned_on(store, server)
        assert WROTE in await asked(maya)
        assert noted.ended == ["repaired"]
        assert "markup" in noted.reasons
        assert "https://example.org" in stand_in.requests[1]["messages"][-2]["content"]

    @pytest.mark.parametrize("behaviours", [[links]], indirect=True)
    async def test_ten_replies_in_a_row_that_are_turned_down_end_it_for_a_while(
        self, maya: Member, server: Server, store: Store, noted: Noted, clock: Clock
    ) -> None:
        await turned_on(store, server)
        for number in range(11):
            clock.seconds += 60
            assert "example" not in await asked(maya, f"{QUESTION} I have {number + 1} hours a week")
        assert noted.ended == ["refused"] * 10 + ["paused"]

    @pytest.mark.parametrize("behaviours", [["hangs"]], indirect=True)
    async def test_who_leaves_does_not_wait_for_it(
        self, maya: Member, server: Server, store: Store, noted: Noted, writer: Writer
    ) -> None:
        await turned_on(store, server)
        writer.stop()
        assert MARK not in await asked(maya)
        assert noted.ended == ["stopping"]


def mixed(seed: int, rounds: int) -> list[Any]:
    """Replies that pass, replies that do not, and faults, in no order."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [chance.choice([writes, writes, links, *QUICK_FAULTS]) for _ in range(3 * rounds)]


@pytest.mark.trial
class TestMixed:
    """A thousand rounds of everything that can go wrong."""

    ROUNDS = 1000

    @pytest_asyncio.fixture
    async def stand_in(self) -> AsyncIterator[ModelStandIn]:
        async with model_server(*mixed(15, self.ROUNDS)) as server:
            yield server

    async def test_everybody_gets_one_answer(
        self, maya: Member, server: Server, store: Store, noted: Noted, clock: Clock
    ) -> None:
        await turned_on(store, server)
        for number in range(self.ROUNDS):
            clock.seconds += 3601
            result = await maya.actor.slash(server.channel, "ask", question=f"{QUESTION} I have {number + 1} hours")
            assert text(reply(result))
            assert len(result.followups) == 0
        assert len(noted.ended) == self.ROUNDS
        assert {"at_once", "repaired", "refused", "fault"} <= set(noted.ended)
