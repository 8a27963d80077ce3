"""Breaking the way between the bot and Discord: refusals of Discord's, and faults of the network."""

import fnmatch
from typing import Any

import aiohttp
import pytest
from simcord import Env
from simcord.http.client import FakeHTTPClient, FakeWebhookAdapter, _path_of

CALLBACK, FOLLOW_UP = "/interactions/*/callback", "/webhooks/*"
CHANNEL = "/channels/*/messages"
Fault = int | type[Exception]
FAULTS: tuple[Fault, ...] = (429, 500, 503, aiohttp.ClientConnectionError, TimeoutError, ConnectionResetError)
"""Statuses that Discord answers with once discord.py has tried often enough, and what the network raises."""
SOME: tuple[Fault, ...] = (500, TimeoutError)


class Way:
    """The way from one bot to Discord."""

    def __init__(self, env: Env, monkeypatch: pytest.MonkeyPatch) -> None:
        self._env = env
        self._monkeypatch = monkeypatch

    def breaks(self, path: str, fault: Fault, times: int | None = 1, method: str = "POST", code: int = 0) -> None:
        """Have the next requests to this path fail, so many times or for good."""
        if isinstance(fault, int):
            self._env.inject_error(method, path, status=fault, times=times, code=code)
            return
        left = [times]
        for kind in (FakeHTTPClient, FakeWebhookAdapter):
            self._monkeypatch.setattr(kind, "request", _breaking(kind.request, path, fault, left))

    def is_mended(self) -> None:
        """Let everything through again."""
        self._env.backend.faults.clear()
        self._monkeypatch.undo()


def _breaking(request: Any, path: str, fault: type[Exception], left: list[int | None]) -> Any:
    async def breaking(self: Any, route: Any, *values: Any, **named: Any) -> Any:
        if fnmatch.fnmatch(_path_of(route.url), path) and left[0] != 0:
            left[0] = None if left[0] is None else left[0] - 1
            raise fault("the network is gone")
        return await request(self, route, *values, **named)

    return breaking
