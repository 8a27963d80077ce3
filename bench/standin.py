"""As much of Discord as a bot needs, on this machine: login, the gateway, interactions and the replies to them.

`python -m bench.standin` runs it as a process of its own, so that none of its work counts as the bot's. It prints the
address that it serves; then each line that it reads is a JSON object: the interactions to send one after another
(`payloads`), how often (`times`), and how many requests answer each of them (`requests`). Once all are answered, it
prints the body of the last answer. Nothing here checks anything: simcord does, in the tests.
"""

import asyncio
import contextlib
import itertools
import json
import sys
import time
import zlib
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

USER = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "1", "name": "bot", "icon": None, "description": "", "bot_public": True, "bot_require_code_grant": False,
    "verify_key": "", "flags": 0, "team": None, "owner": USER,
}  # fmt: skip
GUILD, CHANNEL, EPOCH = "100", "101", "2024-01-01T00:00:00+00:00"
ROLE = {
    "id": GUILD, "name": "@everyone", "permissions": "2222085186637376", "position": 0, "color": 0, "hoist": False,
    "managed": False, "mentionable": False, "flags": 0, "icon": None, "unicode_emoji": None,
    "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
}  # fmt: skip
TEXT_CHANNEL = {
    "id": CHANNEL, "type": 0, "name": "learning", "position": 0, "permission_overwrites": [], "parent_id": None,
    "topic": None, "rate_limit_per_user": 0, "last_message_id": None, "nsfw": False, "guild_id": GUILD,
}  # fmt: skip
ME = {"user": USER, "roles": [], "nick": None, "joined_at": EPOCH, "deaf": False, "mute": False, "flags": 0}
SERVER = {
    "id": GUILD, "name": "Deep Learners", "icon": None, "owner_id": "2", "roles": [ROLE], "emojis": [], "stickers": [],
    "features": [], "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
    "mfa_level": 0, "premium_tier": 0, "nsfw_level": 0, "system_channel_flags": 0, "preferred_locale": "en-US",
    "afk_timeout": 300, "member_count": 2, "large": False, "unavailable": False, "channels": [TEXT_CHANNEL],
    "members": [ME], "threads": [], "voice_states": [], "presences": [], "stage_instances": [],
    "guild_scheduled_events": [], "soundboard_sounds": [],
}  # fmt: skip
STARTED = {
    "v": 10, "user": USER, "guilds": [{"id": GUILD, "unavailable": True}], "session_id": "a",
    "application": {"id": "1", "flags": 0},
}  # fmt: skip
HELLO, IDENTIFY, HEARTBEAT, ACKNOWLEDGED = 10, 2, 1, 11
MESSAGE_ANSWERS = {4: 4, 7: 7}
"""The types of callbacks that come with a message, and the type of the resource that Discord answers with."""


def message(body: dict[str, Any], number: int) -> dict[str, Any]:
    """The message that a reply makes, as Discord sends it back."""
    return {
        "id": str(number), "channel_id": CHANNEL, "type": 0, "content": body.get("content") or "", "author": USER,
        "attachments": [], "embeds": [], "mentions": [], "mention_roles": [], "pinned": False, "tts": False,
        "mention_everyone": False, "timestamp": EPOCH, "edited_timestamp": None, "flags": body.get("flags") or 0,
        "components": body.get("components") or [],
    }  # fmt: skip


class Discord:
    """Knows when it was asked to let a bot in, when that one came, and what it answered."""

    def __init__(self) -> None:
        self.login: asyncio.Queue[float] = asyncio.Queue()
        self.gateway: asyncio.Queue[float] = asyncio.Queue()
        self.ready = asyncio.Event()
        self.answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._numbers = itertools.count(1 << 60)
        self._socket: web.WebSocketResponse | None = None
        self._deflate = zlib.compressobj()

    async def user(self, request: web.Request) -> web.Response:
        self.login.put_nowait(time.perf_counter())
        return told(USER)

    async def application(self, request: web.Request) -> web.Response:
        return told(APPLICATION)

    async def commands(self, request: web.Request) -> web.Response:
        return told([])

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        self.gateway.put_nowait(time.perf_counter())
        self._socket, self._deflate = web.WebSocketResponse(), zlib.compressobj()
        await self._socket.prepare(request)
        await self._send({"op": HELLO, "d": {"heartbeat_interval": 3_600_000}})
        async for received in self._socket:
            if received.json()["op"] == IDENTIFY:
                await self.tell("READY", {**STARTED, "resume_gateway_url": f"ws://{request.host}/gateway"})
                await self.tell("GUILD_CREATE", SERVER)
                self.ready.set()
            elif received.json()["op"] == HEARTBEAT:
                await self._send({"op": ACKNOWLEDGED})
        return self._socket

    async def callback(self, request: web.Request) -> web.Response:
        """The first answer to an interaction."""
        body = await body_of(request)
        self.answers.put_nowait(body)
        answered: dict[str, Any] = {"interaction": {"id": request.match_info["id"], "type": 2}}
        if kind := MESSAGE_ANSWERS.get(body["type"]):
            answered["resource"] = {"type": kind, "message": message(body.get("data") or {}, next(self._numbers))}
        return told(answered)

    async def followup(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        self.answers.put_nowait(body)
        return told(message(body, next(self._numbers)))

    async def interact(self, payload: dict[str, Any], requests: int) -> dict[str, Any]:
        """Send an interaction and wait for so many requests that answer it. Gives the body of the first."""
        number = str(next(self._numbers))
        await self.tell("INTERACTION_CREATE", {**payload, "id": number, "token": f"token-{number}"})
        return [await self.answers.get() for _ in range(requests)][0]

    async def tell(self, event: str, data: object) -> None:
        await self._send({"op": 0, "t": event, "s": 1, "d": data})

    async def _send(self, value: object) -> None:
        """Compressed as the real gateway does it: one stream, flushed after each message."""
        assert self._socket is not None
        text = json.dumps(value).encode()
        await self._socket.send_bytes(self._deflate.compress(text) + self._deflate.flush(zlib.Z_SYNC_FLUSH))


async def body_of(request: web.Request) -> Any:
    """What a request says, also where it brings a picture along."""
    if request.content_type == "application/json":
        return await request.json()
    return json.loads(str((await request.post())["payload_json"]))


def told(value: object) -> web.Response:
    """JSON as discord.py wants it: of a type without an encoding."""
    return web.Response(body=json.dumps(value).encode(), content_type="application/json")


@contextlib.asynccontextmanager
async def serving(discord: Discord) -> AsyncIterator[str]:
    """Serve it within this, at the address that is given."""
    app = web.Application()
    app.router.add_get("/api/v10/users/@me", discord.user)
    app.router.add_get("/api/v10/oauth2/applications/@me", discord.application)
    app.router.add_put("/api/v10/applications/1/commands", discord.commands)
    app.router.add_post("/api/v10/interactions/{id}/{token}/callback", discord.callback)
    app.router.add_post("/api/v10/webhooks/{id}/{token}", discord.followup)
    app.router.add_get("/gateway", discord.connect)
    runner = web.AppRunner(app, shutdown_timeout=0.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def main() -> None:
    discord = Discord()
    async with serving(discord) as address:
        print(address, flush=True)
        await discord.ready.wait()
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            for payload in itertools.islice(itertools.cycle(asked["payloads"]), asked["times"]):
                answer = await discord.interact(payload, asked["requests"])
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
