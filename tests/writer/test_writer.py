"""One question to a model: late, queued, over its budget or broken, and our own reply stands."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.advise import Guide
from bot.advise.answers import Answer
from bot.advise.ranking.voice import SILENCE
from bot.discord_app.core.observer import Unobserved
from bot.writer.entries import Asked
from bot.writer.model import Model
from bot.writer.server import ModelServer
from bot.writer.writer import FAULT_PAUSES, Writer
from tests.support.clock import Clock
from tests.support.model_server import Behaviour, model_server, refusing

QUESTION = "Which book for a beginner with little maths?"
REPLY = json.dumps({"answer": "Start with working models, and take the theory when you miss it."})


class Ends(Unobserved):
    """Notes how questions ended, and the tokens."""

    def __init__(self) -> None:
        self.ended: list[str] = []
        self.tokens = 0

    def wrote(self, ended: str, seconds: float) -> None:
        self.ended.append(ended)

    def spent(self, server: int | None, tokens: int) -> None:
        self.tokens += tokens


Asking = Callable[[str], Any]


@asynccontextmanager
async def asking(
    guide: Guide, ends: Ends, clock: Clock, *behaviours: Behaviour, **limits: Any
) -> AsyncIterator[Callable[[str], Any]]:
    """Asks a writer on a server that behaves so."""
    async with model_server(*behaviours) as server, ClientSession() as session:
        model = Model(server.url, "m", **{"seconds": 5.0, "daily_tokens": 0, **limits})
        writer = Writer(ModelServer(model, session=session), model, clock, ends)

        async def ask(text: str) -> Answer | None:
            query = guide.parse(text)
            return await writer.answer(guide, Asked(text, query, guide.answer(query)), SILENCE, "en", 7)

        yield ask


async def test_a_server_that_hangs_is_given_up_in_time(guide: Guide, clock: Clock) -> None:
    ends, began = Ends(), time.monotonic()
    async with asking(guide, ends, clock, "hangs", seconds=1.0) as ask:
        assert await ask(QUESTION) is None
    assert ends.ended == ["late"]
    assert ends.tokens > 1_000, "what it read counts towards the day's budget"
    assert time.monotonic() - began < 5.0


async def test_who_waits_for_others_is_late_and_that_is_no_fault_of_the_server(guide: Guide, clock: Clock) -> None:
    ends = Ends()
    async with asking(guide, ends, clock, "hangs", "hangs", lambda _: REPLY, seconds=1.0, at_once=1) as ask:
        await asyncio.gather(*(ask(f"{QUESTION} I have {hours} hours a week") for hours in range(1, 9)))
        assert ends.ended == ["late"] * 8
        clock.seconds += FAULT_PAUSES[0]
        await ask(QUESTION)
    assert ends.ended[-1] != "paused"


async def test_after_three_faults_the_server_is_left_alone_for_a_while(guide: Guide, clock: Clock) -> None:
    ends = Ends()
    async with asking(guide, ends, clock, "fails", "fails", "fails", lambda _: REPLY) as ask:
        for _ in range(4):
            await ask(QUESTION)
        clock.seconds += FAULT_PAUSES[0]
        assert await ask(QUESTION) is not None
    assert ends.ended == ["fault", "fault", "fault", "paused", "at_once"]


async def test_pauses_double_up_to_ten_minutes(guide: Guide) -> None:
    assert FAULT_PAUSES == (30.0, 60.0, 120.0, 240.0, 480.0, 600.0)


async def test_a_day_that_is_spent_asks_nothing_more(guide: Guide, clock: Clock) -> None:
    ends = Ends()
    async with asking(guide, ends, clock, lambda _: REPLY, daily_tokens=100) as ask:
        await ask(QUESTION)
        await ask(f"{QUESTION} free")
        clock.seconds += 86_400
        await ask(f"{QUESTION} free")
    assert ends.ended == ["at_once", "spent", "at_once"]


async def test_a_request_that_is_too_long_is_told_with_what_to_do_and_others_are_asked_on(
    guide: Guide, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    ends, too_long = Ends(), refusing(["model"], lambda _: REPLY, 400, "maximum context length is 4096 tokens")
    async with asking(guide, ends, clock, too_long, lambda _: REPLY) as ask:
        assert await ask(QUESTION) is None
        assert await ask(f"{QUESTION} free") is not None
    assert ends.ended == ["fault", "at_once"]
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "A request is longer than the model's server takes: give it a context of 16,000 tokens or more"
    ]


@pytest.mark.parametrize("behaviour", ["cut", "empty"])
async def test_what_is_cut_or_empty_has_its_price_too(guide: Guide, clock: Clock, behaviour: str) -> None:
    ends = Ends()
    async with asking(guide, ends, clock, behaviour) as ask:
        assert await ask(QUESTION) is None
    assert ends.tokens == 120
