"""Direct messages beside an answer: nobody waits for one that Discord does not take now."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator

import discord
import pytest
from aiohttp import web

from bot.discord_app.members import letters
from bot.discord_app.members.letters import was_told
from tests.support.standin import StandIn, standing_in

PLACES = ("POST /users/@me/channels", "POST /channels/61/messages")
MINUTES = {"message": "You are being rate limited.", "retry_after": 600.0, "global": False}


@pytest.fixture
async def discord_there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StandIn]:
    async with standing_in() as found:
        found.patch(monkeypatch)
        yield found


async def written_to(discord_there: StandIn) -> bool:
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login("no.real.token")
        return await was_told(client, 7, "Good news", "Maya")


async def test_a_letter_arrives(discord_there: StandIn) -> None:
    assert await written_to(discord_there)
    assert [place for place in discord_there.asked if place in PLACES] == [*PLACES]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("answers", [True, False], ids=["wait for minutes", "no answer"])
async def test_a_letter_that_discord_does_not_take_now_is_given_up(
    discord_there: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: str, answers: bool
) -> None:
    caplog.set_level(logging.INFO, "bot")
    monkeypatch.setattr(letters, "SECONDS", 0.1)

    async def hold(asked: str) -> None:
        if asked == place and answers:
            via, body = {"Via": "1.1 google"}, json.dumps(MINUTES).encode()  # no Via: discord.py takes it for a ban
            raise web.HTTPTooManyRequests(body=body, content_type="application/json", headers=via)
        if asked == place:
            await asyncio.sleep(20)

    discord_there.hold = hold
    async with asyncio.timeout(5):
        assert not await written_to(discord_there)
    assert [record.getMessage() for record in caplog.records if record.name.startswith("bot")] == [
        "Maya could not be told: Discord has the bot wait"
    ]
