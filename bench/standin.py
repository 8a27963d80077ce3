"""The tests' stand-in for Discord, with what measurements need: moments, full messages back, a process of its own.

`python -m bench.standin` runs it as a process, so that none of its work counts as the bot's. It prints its address,
and "ready" once a bot is there; then each line that it reads is a JSON object: the interactions to send one after
another (`asked`), how often in all (`times`), and how many requests answer each of them (`requests`). Once all are
answered, it prints the answer to the last.
"""

import asyncio
import itertools
import json
import sys
import time
import zlib
from typing import Any

from aiohttp import web

from tests.support import payloads
from tests.support.payloads import Json
from tests.support.standin import Shard, StandIn, serving, told

GUILD = 100
MEMBER = 7
WITH_MESSAGES = (4, 7)
"""The types of answers that Discord answers with the message that came of it."""


class Discord(StandIn):
    """Knows when it let a bot in and when that one came to the gateway, and says as much as Discord does."""

    def __init__(self) -> None:
        super().__init__()
        self.guilds = {GUILD}
        self.login: asyncio.Queue[float] = asyncio.Queue()
        self.connected: asyncio.Queue[float] = asyncio.Queue()
        self.replies: asyncio.Queue[Json] = asyncio.Queue()
        self._stream = zlib.compressobj()
        self._messages = itertools.count(1 << 60)

    async def rest(self, request: web.Request) -> web.Response:
        match request.path.removeprefix("/api/v10").split("/")[1:]:
            case ["users", "@me"]:
                self.login.put_nowait(time.perf_counter())
            case ["interactions", id_, _, "callback"]:
                return await self._first_answer(id_, request)
            case ["webhooks", _, _]:
                body = await body_of(request)
                self.replies.put_nowait(body)
                return told(self._message(body))
        return await super().rest(request)

    async def gateway(self, request: web.Request) -> web.StreamResponse:
        self.connected.put_nowait(time.perf_counter())
        self._stream = zlib.compressobj()
        return await super().gateway(request)

    async def send(self, event: str, data: Json, shard: int = 0) -> None:
        """Compressed as Discord does it: one stream, flushed after each event."""
        self.told += 1
        text = json.dumps({"op": 0, "d": data, "s": self.told, "t": event}).encode()
        await self.shards[shard].socket.send_bytes(self._stream.compress(text) + self._stream.flush(zlib.Z_SYNC_FLUSH))

    async def _hear(self, shard: Shard, said: Json) -> None:
        if said["op"] == 2:
            said["d"].setdefault("shard", [0, 1])  # a client without shards does not say which it is
        await super()._hear(shard, said)

    async def _first_answer(self, id_: str, request: web.Request) -> web.Response:
        body = await body_of(request)
        answered: Json = {"interaction": {"id": id_, "type": 2}}
        if body["type"] in WITH_MESSAGES:
            answered["resource"] = {"type": body["type"], "message": self._message(body["data"])}
        self.replies.put_nowait(body)
        return told(answered)

    def _message(self, body: Json) -> Json:
        """The message that a reply makes."""
        made = {key: body[key] for key in ("content", "flags", "components") if body.get(key)}
        return payloads.message_with("none") | {"components": []} | made | {"id": str(next(self._messages))}


async def body_of(request: web.Request) -> Any:
    """What a request says, also where it brings a picture along."""
    if request.content_type == "application/json":
        return await request.json()
    return json.loads(str((await request.post())["payload_json"]))


async def obey(discord: Discord, order: Json) -> Json:
    """Send what is ordered, each once what was before it is answered. Gives the first answer to the last."""
    answers: list[Json] = []
    for asked in itertools.islice(itertools.cycle(order["asked"]), order["times"]):
        await discord.interact(asked["kind"], asked["data"], GUILD, MEMBER, **asked["more"])
        answers = [await discord.replies.get() for _ in range(order["requests"])]
    return answers[0]


async def serve() -> None:
    async with serving(Discord()) as discord:
        print(discord.address, flush=True)
        await discord.until(lambda: discord.shards)
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(await obey(discord, json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
