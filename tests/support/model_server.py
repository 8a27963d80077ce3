"""A stand-in for a server of language models on loopback, which answers one request after another as a test says.

async with ModelStandIn(["busy", late(0.5, writes), writes]) as server:
    ...  # server.url, server.requests
"""

import asyncio
import contextlib
import inspect
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator
from types import TracebackType
from typing import Any

from aiohttp import web

Json = dict[str, Any]
Said = str | Json | web.Response
"""What a model writes, or the whole answer of its server."""
Writes = Callable[[Json], Said | Awaitable[Said]]
"""What is said to a request."""
Behaviour = str | Writes
"""A name of `FAULTS`, or what is said."""
HANGS = 30.0
"""Seconds; no test waits for so long."""
RETRY_AFTER = 7


def completed(text: Any, reason: str = "stop", usage: Json | None = None, **more: Any) -> Json:
    """The answer to a request, as OpenAI's API has it. `more` stands beside the text."""
    counted = {"prompt_tokens": 100, "completion_tokens": 20} if usage is None else usage
    message = {"role": "assistant", "content": text, **more}
    return {"choices": [{"message": message, "finish_reason": reason}], "usage": counted}


STATUSES = {"refused": 401, "forbidden": 403, "gone": 404, "fails": 500, "gateway": 502}
HEADERS: dict[str, tuple[int, dict[str, str]]] = {
    "busy": (429, {"Retry-After": str(RETRY_AFTER)}),
    "overloaded": (503, {}),
    "redirect": (307, {"Location": "/v1/chat/completions"}),
}
BODIES: dict[str, bytes] = {
    "empty": json.dumps(completed("")).encode(),
    "blank": json.dumps(completed(" \n ")).encode(),
    "null": json.dumps(completed(None)).encode(),
    "refusal": json.dumps(completed(None, refusal="I cannot help with that.")).encode(),
    "filtered": json.dumps(completed('{"answer": "Yes"}', "content_filter")).encode(),
    "cut": json.dumps(completed('{"answer": "Ye', "length")).encode(),
    "cut while thinking": json.dumps(completed(None, "length")).encode(),
    "no reply": json.dumps(completed("I would take a course.")).encode(),
    "no json": b"<html>It works!</html>",
    "half json": b'{"choices": [{"mess',
    "wrong shape": b'{"choices": []}',
    "wrong content": json.dumps(completed(7)).encode(),
    "half a letter": json.dumps(completed('{"answer": "\ud83d"}')).encode(),
    "number": b"7",
    "deep": b"[" * 100_000,
    "nothing": b"",
}
RAW: dict[str, bytes] = {
    "no http": b"It works!\r\n\r\n",
    "bad chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n",
    "bad length": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
    "long head": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n{}",
    "no gzip": b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
    "closes at once": b"",
}
"""What is written to the connection, which is closed then."""
FAULTS = (*STATUSES, *HEADERS, *BODIES, *RAW, "hangs", "endless", "closes")


def late(seconds: float, writes: Writes) -> Writes:
    """The same, so many seconds later."""

    async def answer(asked: Json) -> Said:
        await asyncio.sleep(seconds)
        said = writes(asked)
        return await said if inspect.isawaitable(said) else said

    return answer


def uncounted(writes: Callable[[Json], str]) -> Writes:
    """The same, from a server that counts no tokens."""
    return lambda asked: completed(writes(asked), usage={})


def in_parts(writes: Callable[[Json], str]) -> Writes:
    """The same, as a list of two parts."""

    def answer(asked: Json) -> Json:
        text = writes(asked)
        half = len(text) // 2
        return completed([{"type": "text", "text": text[:half]}, {"type": "text", "text": text[half:]}])

    return answer


def refusing(fields: Iterable[str], writes: Writes, status: int = 400, message: str = "unknown field") -> Writes:
    """The same where the request has none of these fields, or of these forms ("json_schema"); else this status."""
    refused = set(fields)

    def answer(asked: Json) -> Said | Awaitable[Said]:
        form = asked.get("response_format", {}).get("type")
        if refused & {*asked, form}:
            return web.json_response({"error": {"message": message}}, status=status)
        return writes(asked)

    return answer


class ModelStandIn:
    """Answers requests by its `behaviours`, one each, the last for all further ones; keeps the `requests`.

    Within its block it is at `url`; after that its port is closed. `models` are those that it lists, `details` what it
    says of each.
    """

    def __init__(self, behaviours: Iterable[Behaviour]) -> None:
        self._behaviours: Iterator[Behaviour] = iter(behaviours)
        self._last: Behaviour = "fails"
        self._runner: web.AppRunner | None = None
        self.models: list[str] = []
        self.details: Json = {}
        self.requests: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.keys: list[str | None] = []
        self.url = ""

    async def __aenter__(self) -> "ModelStandIn":
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self.answer)
        app.router.add_get("/v1/models", self.listed)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1/chat/completions"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def listed(self, request: web.Request) -> web.Response:
        """The models that it has."""
        return web.json_response({"object": "list", "data": [{"id": name, **self.details} for name in self.models]})

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The answer to one request."""
        asked = await request.json()
        self.requests.append(asked)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        self.keys.append(request.headers.get("Authorization"))
        self._last = behaviour = next(self._behaviours, self._last)
        if isinstance(behaviour, str):
            return await self._fault(behaviour, request)
        said = behaviour(asked)
        if inspect.isawaitable(said):
            said = await said
        if isinstance(said, web.Response):
            return said
        return web.json_response(completed(said) if isinstance(said, str) else said)

    async def _fault(self, name: str, request: web.Request) -> web.StreamResponse:
        if name in BODIES:
            return web.Response(body=BODIES[name], content_type="application/json")
        if name in HEADERS:
            status, headers = HEADERS[name]
            return web.Response(status=status, headers=headers)
        if name in RAW:
            return self._raw(RAW[name], request)
        if name == "hangs":
            await asyncio.sleep(HANGS)
        if name in ("endless", "closes"):
            return await self._streamed(request, endless=name == "endless")
        return web.Response(status=STATUSES[name], text="no")

    def _raw(self, written: bytes, request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.write(written)
        request.transport.close()
        return web.Response()  # which nobody gets

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


def model_server(*behaviours: Behaviour) -> ModelStandIn:
    """The same with its behaviours one by one."""
    return ModelStandIn(behaviours)
