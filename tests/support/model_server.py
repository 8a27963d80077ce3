"""A stand-in for a server of language models on loopback, which answers one request after another as a test says."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any

from aiohttp import web

Json = dict[str, Any]
Behaviour = str | Callable[[Json], str]
"""A name of `FAULTS`, or what the model writes to a request."""
HANGS = 30.0


def completed(text: Any, reason: str = "stop", usage: Json | None = None) -> Json:
    """The answer to a request, as OpenAI's API has it."""
    counted = {"prompt_tokens": 100, "completion_tokens": 20} if usage is None else usage
    return {"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": reason}], "usage": counted}


STATUSES = {"refused": 401, "gone": 404, "fails": 500, "gateway": 502}
BODIES: dict[str, bytes] = {
    "empty": json.dumps(completed("")).encode(),
    "null": json.dumps(completed(None)).encode(),
    "cut": json.dumps(completed('{"answer": "Ye', "length")).encode(),
    "no reply": json.dumps(completed("I would take a course.")).encode(),
    "no json": b"<html>It works!</html>",
    "half json": b'{"choices": [{"mess',
    "wrong shape": b'{"choices": []}',
    "number": b"7",
    "nothing": b"",
}
FAULTS = (*STATUSES, *BODIES, "busy", "hangs", "endless", "closes", "redirect")


class ModelStandIn:
    """Answers requests by its `behaviours`, one each, the last for all further ones; keeps the `requests`."""

    def __init__(self, behaviours: Iterable[Behaviour]) -> None:
        self._behaviours: Iterator[Behaviour] = iter(behaviours)
        self._last: Behaviour = "fails"
        self.requests: list[Json] = []
        self.keys: list[str | None] = []
        self.url = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The answer to one request."""
        asked = await request.json()
        self.requests.append(asked)
        self.keys.append(request.headers.get("Authorization"))
        self._last = behaviour = next(self._behaviours, self._last)
        if not isinstance(behaviour, str):
            return web.json_response(completed(behaviour(asked)))
        if behaviour in BODIES:
            return web.Response(body=BODIES[behaviour], content_type="application/json")
        if behaviour == "busy":
            return web.Response(status=429, headers={"Retry-After": "7"})
        if behaviour == "redirect":
            return web.Response(status=307, headers={"Location": self.url})
        if behaviour == "hangs":
            await asyncio.sleep(HANGS)
        if behaviour in ("endless", "closes"):
            return await self._streamed(request, endless=behaviour == "endless")
        return web.Response(status=STATUSES.get(behaviour, 500), text="no")

    async def _streamed(self, request: web.Request, *, endless: bool) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "application/json"})
        answer.content_length = None if endless else 5_000
        await answer.prepare(request)
        with contextlib.suppress(ConnectionError):
            await answer.write(b'{"choices": [')
            while endless:
                await answer.write(b" " * 65_536)
        if request.transport:
            request.transport.close()
        return answer


@contextlib.asynccontextmanager
async def model_server(*behaviours: Behaviour) -> AsyncIterator[ModelStandIn]:
    """A server on a free port of this machine, within this block."""
    stand_in = ModelStandIn(behaviours)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", stand_in.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stand_in.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1/chat/completions"
    try:
        yield stand_in
    finally:
        await runner.cleanup()
