"""`dlguide run` beside a stand-in for Discord that lets it in: what the bot does once it is there, and a clean end."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import discord
import pytest
from aiohttp import web
from yarl import URL

from bot.knowledge import Knowledge
from bot.online import _run
from bot.settings import Settings
from bot.store import Store
from tests.catalogue.files import GOOD
from tests.store.schema import ROWS, content, put, suggestion

HERE, GONE = 11, 12
USER = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "1", "name": "bot", "icon": None, "description": "", "bot_public": True, "bot_require_code_grant": False,
    "verify_key": "", "flags": 0, "team": None, "owner": USER,
}  # fmt: skip
READY = {
    "v": 10, "user": USER, "guilds": [{"id": str(HERE), "unavailable": True}], "session_id": "s",
    "resume_gateway_url": "ws://127.0.0.1:1", "application": {"id": "1", "flags": 0},
}  # fmt: skip
HELLO = {"op": 10, "d": {"heartbeat_interval": 40_000}, "s": None, "t": None}


async def connect(request: web.Request) -> web.WebSocketResponse:
    """A gateway that says that the bot is in one server, which cannot be reached just now."""
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    await socket.send_str(json.dumps(HELLO))
    async for message in socket:
        said = json.loads(message.data)
        if said["op"] == 2:
            await socket.send_str(json.dumps({"op": 0, "d": READY, "s": 1, "t": "READY"}))
    return socket


def telling(value: object) -> Callable[[web.Request], Any]:
    async def tell(_: web.Request) -> web.Response:
        return web.Response(body=json.dumps(value).encode(), content_type="application/json")

    return tell


@pytest.fixture
async def discord_there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_get("/api/v10/users/@me", telling(USER))
    app.router.add_get("/api/v10/oauth2/applications/@me", telling(APPLICATION))
    app.router.add_put("/api/v10/applications/1/commands", telling([]))
    app.router.add_get("/gateway/", connect)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    monkeypatch.setattr(discord.http.Route, "BASE", f"{address}/api/v10")
    gateway = URL(f"{address}/gateway/")
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    yield
    await runner.cleanup()


async def test_what_has_had_its_time_goes_once_the_bot_is_there(discord_there: None, tmp_path: Path) -> None:
    database, knowledge = tmp_path / "guide.db", tmp_path / "base.yaml"
    knowledge.write_text(GOOD)
    async with Store.open(database, lambda: 0.0):
        put(database, suggestion(1, "draft"), ROWS["vote", "voter_id"], server=HERE)
        put(database, ROWS["vote", "voter_id"], server=GONE)
    settings = Settings.from_environment({"DISCORD_TOKEN": "no.real.token", "DATABASE_URL": f"sqlite:///{database}"})
    running = asyncio.create_task(_run(Knowledge(knowledge), settings, always_sync=False))
    for _ in range(2000):
        if content(database)["server"] and not content(database)["suggestion"]:
            break
        await asyncio.sleep(0.01)
    running.cancel()
    assert await running == 0
    assert content(database)["suggestion"] == []
    assert [row["guild_id"] for row in content(database)["server"] if row["left_at"]] == [GONE]
    assert len(content(database)["vote"]) == 2
