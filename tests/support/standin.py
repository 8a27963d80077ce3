"""A stand-in for Discord on loopback, REST and gateway, which a test steers: real discord.py talks to it as it would to
the real one.

Use `standing_in()` for a stand-in, `.patch(monkeypatch)` for clients in this process, and `.command("run")` with
`.environment(...)` for a bot in a process of its own. A bot is in the servers of `guilds`, each told to its shard;
`send` lets Discord tell something, `said` is what bots said at the gateway, `answers` what they answered to
interactions, `asked` every request of REST as `GET /path`.
"""

import asyncio
import contextlib
import itertools
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import discord
import pytest
from aiohttp import WSMsgType, web
from yarl import URL

from tests.support import payloads
from tests.support.payloads import Json

REPOSITORY = Path(__file__).parents[2]
IN_A_PROCESS = """
import asyncio, sys

def run(main, *, begin=asyncio.run):  # the first moment at which discord is imported
    http, gateway = sys.modules["discord.http"], sys.modules["discord.gateway"]
    http.Route.BASE = address + "/api/v10"
    gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway.yarl.URL(address + "/gateway/")
    return begin(main)

address, asyncio.run = sys.argv.pop(1), run
from bot.__main__ import main
main()
"""
PATIENCE = 20.0
Kind = TypeVar("Kind", bound="StandIn")
DISCORD_EPOCH = 1_420_070_400_000


class Shard:
    """One connection of a bot to the gateway."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.id = 0
        self.count = 1
        self.session = ""


class StandIn:
    """As much of Discord as a bot needs. Its public fields may be changed at any time."""

    def __init__(self) -> None:
        self.address = ""
        self.guilds: set[int] = set()
        self.recommended = 1
        self.heartbeat_interval = 40_000
        self.acknowledges = True
        self.lets_go = True
        """Whether a connection that the bot closes is closed from here too."""
        self.refuses_resume = False
        self.closes_with: int | None = None
        """The code with which the next identification is answered."""
        self.silent_to: set[int] = set()
        """Shards that are told nothing when they identify themselves."""
        self.status = 200
        """What every request to REST is answered with."""
        self.hold: Callable[[str], Awaitable[object]] | None = None
        """Awaited with each request to REST, such as `GET /users/@me`, before it is answered."""
        self.code = 0
        """Discord's number for the fault, where that status is one."""
        self.shards: dict[int, Shard] = {}
        self.said: list[Json] = []
        self.answers: list[tuple[str, Json]] = []
        self.followups: list[Json] = []
        """What was sent after an answer, such as one that was put off."""
        self.asked: list[str] = []
        self.accepts = True
        """Whether there is a gateway: else it answers 502, as a proxy does whose server is away."""
        self.turned_away = 0
        self.told = 0
        """The number of the last event."""
        self._ids = itertools.count(1)
        self._happened = asyncio.Event()

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have all clients of this process talk to this one."""
        monkeypatch.setattr(discord.http.Route, "BASE", f"{self.address}/api/v10")
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", URL(f"{self.address}/gateway/"))

    def command(self, *arguments: str) -> tuple[str, ...]:
        """What starts a bot that talks to this one: `dlguide` with these arguments, under `-X dev`."""
        development = ("-X", "dev", "-W", "ignore:'audioop' is deprecated:DeprecationWarning")  # discord.py imports it
        return (sys.executable, *development, "-c", IN_A_PROCESS, self.address, *arguments)

    @staticmethod
    def environment(**settings: str) -> dict[str, str]:
        """The environment of such a bot."""
        return os.environ | {"PYTHONPATH": str(REPOSITORY), "DISCORD_TOKEN": "no.real.token"} | settings

    async def until(self, is_so: Callable[[], Any]) -> None:
        """Wait until something is so that a request or a message of a bot makes so."""
        async with asyncio.timeout(PATIENCE):
            while not is_so():
                self._happened.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._happened.wait(), 0.02)

    def ops(self, op: int) -> list[Any]:
        """What bots said with this code at the gateway: 1 heartbeat, 2 identify, 6 resume."""
        return [said["d"] for said in self.said if said["op"] == op]

    async def send(self, event: str, data: Json, shard: int = 0) -> None:
        """Tell the bot of something."""
        self.told += 1
        payload = {"op": 0, "d": data, "s": self.told, "t": event}
        await self.shards[shard].socket.send_str(json.dumps(payload))

    async def say(self, op: int, data: object = None, shard: int = 0) -> None:
        """Say something at the gateway that is no event, such as 7 reconnect or 9 invalid session."""
        await self.shards[shard].socket.send_str(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def drop(self, shard: int = 0, code: int = 1006) -> None:
        """End a connection: with a code, or as if a cable were cut."""
        socket = self.shards.pop(shard).socket
        if code != 1006:
            await socket.close(code=code)
        elif socket._req and socket._req.transport:
            socket._req.transport.abort()

    async def use(self, name: str, guild: int | None, member: int = 7, /, **options: str) -> str:
        """Let a member use a slash command, such as `my forget`. Returns the id of the interaction."""
        return await self.interact(2, payloads.command(name, options), guild, member)

    async def press(self, custom_id: str, guild: int | None, member: int = 7, roles: Sequence[int] = ()) -> str:
        """Let a member press a button, on a message with that button alone. Returns the id of the interaction."""
        data = {"custom_id": custom_id, "component_type": 2}
        more = {"member": payloads.member_of(member, roles)} if roles else {}
        return await self.interact(3, data, guild, member, message=payloads.message_with(custom_id), **more)

    async def interact(self, kind: int, data: Json, guild: int | None, member: int, /, **more: Json) -> str:
        """Let a member use the bot in any way. Returns the id of the interaction."""
        id_ = str((int(time.time() * 1000 - DISCORD_EPOCH) << 22) + next(self._ids))
        shown = payloads.interaction(id_, kind, data, guild, member) | more
        await self.send("INTERACTION_CREATE", shown, self.shard_of(guild))
        return id_

    async def answer(self, id_: str) -> Json:
        """What the bot answers to an interaction, once it does."""
        await self.until(lambda: any(of == id_ for of, _ in self.answers))
        return next(answer for of, answer in self.answers if of == id_)

    def session(self, shard: int) -> str:
        """The session that a shard is in."""
        return self.shards[shard].session

    def shard_of(self, guild: int | None) -> int:
        """The shard to which a server belongs, or which has direct messages."""
        count = next((shard.count for shard in self.shards.values()), 1)
        return (guild >> 22) % count if guild else 0

    async def rest(self, request: web.Request) -> web.Response:
        asked = f"{request.method} {request.path.removeprefix('/api/v10')}"
        self.asked.append(asked)
        self._happened.set()
        if self.hold:
            await self.hold(asked)
        if self.status != 200:
            return told({"message": "no", "code": self.code}, self.status)
        match request.path.removeprefix("/api/v10").split("/")[1:]:
            case ["users", "@me"]:
                return told(payloads.USER)
            case ["oauth2", "applications", "@me"]:
                return told(payloads.APPLICATION)
            case ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
                url = f"{self.address}/gateway/"
                return told({"url": url, "shards": self.recommended, "session_start_limit": limit})
            case ["applications", _, "commands"]:
                return told([])
            case ["interactions", id_, _, "callback"]:
                return await self._answered(id_, request)
            case ["webhooks", _, _]:
                self.followups.append(await _content(request))
                self._happened.set()
        return told({"id": "61", "channel_id": "50", "content": "", "author": payloads.USER, "type": 0})

    async def _answered(self, id_: str, request: web.Request) -> web.Response:
        self.answers.append((id_, await _content(request)))
        self._happened.set()
        return told({"interaction": {"id": id_, "type": 2, "response_message_id": "61"}})

    async def gateway(self, request: web.Request) -> web.StreamResponse:
        if not self.accepts:
            self.turned_away += 1
            return web.Response(status=502)
        socket = web.WebSocketResponse(autoclose=self.lets_go)
        await socket.prepare(request)
        shard = Shard(socket)
        await socket.send_str(json.dumps({"op": 10, "d": {"heartbeat_interval": self.heartbeat_interval}}))
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(shard, json.loads(message.data))
        if not self.lets_go:
            await asyncio.sleep(PATIENCE)
        return socket

    async def _hear(self, shard: Shard, said: Json) -> None:
        self.said.append(said)
        match said["op"]:
            case 1 if self.acknowledges:
                await shard.socket.send_str(json.dumps({"op": 11}))
            case 2:
                shard.id, shard.count = said["d"]["shard"]
                await self._identified(shard)
            case 6:
                await self._resumed(shard, said["d"])
        self._happened.set()

    async def _identified(self, shard: Shard) -> None:
        if self.closes_with:
            code, self.closes_with = self.closes_with, None
            await shard.socket.close(code=code)
            return
        self.shards[shard.id] = shard
        guilds = [id_ for id_ in self.guilds if (id_ >> 22) % shard.count == shard.id]
        shard.session, resume_at = (
            f"session-{shard.id}-{next(self._ids)}",
            f"{self.address.replace('http', 'ws')}/gateway/",
        )
        ready = payloads.ready(shard.id, shard.count, guilds, shard.session, resume_at)
        if shard.id not in self.silent_to:
            await self.send("READY", ready, shard.id)

    async def _resumed(self, shard: Shard, resume: Json) -> None:
        shard.session = resume["session_id"]
        shard.id = int(shard.session.split("-")[1])
        self.shards[shard.id] = shard
        if self.refuses_resume:
            await self.say(9, data=False, shard=shard.id)
        else:
            await self.send("RESUMED", {}, shard.id)


def told(value: object, status: int = 200) -> web.Response:
    """JSON as discord.py wants it: of a type without an encoding."""
    return web.Response(body=json.dumps(value).encode(), content_type="application/json", status=status)


async def _content(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {"form": (await request.read()).decode(errors="replace")}


@contextlib.asynccontextmanager
async def standing_in(port: int = 0) -> AsyncIterator[StandIn]:
    """A stand-in that answers within this."""
    async with serving(StandIn(), port) as found:
        yield found


@contextlib.asynccontextmanager
async def serving(found: Kind, port: int = 0) -> AsyncIterator[Kind]:
    """Let this one answer within this."""
    app = web.Application()
    app.router.add_get("/gateway/", found.gateway)
    app.router.add_route("*", "/api/v10/{path:.*}", found.rest)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        found.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield found
    finally:
        await runner.cleanup()
