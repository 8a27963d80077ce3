"""As much of Discord's REST API as the doctor asks, with answers that a test changes."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

import pytest
from aiohttp import web

from bot.discord_app.command_names import command_names

BOT, APPLICATION, SERVER, CHANNEL, ROLE = 11, 12, 5, 50, 51
VIEW, SEND, ATTACH = 1 << 10, 1 << 11, 1 << 15
TOKEN = "MTA5NzYyMTM0NTY3ODkwMTIzNA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - made up


@dataclass
class Discord:
    """`answers` has what is found at each path; anything else is not there."""

    address: str = ""
    seconds_ahead: float = 0.0
    answers: dict[str, Any] = field(default_factory=lambda: {
        "/users/@me": {"id": str(BOT)},
        "/applications/@me": {"id": str(APPLICATION), "flags": 0, "bot_public": True, "bot_require_code_grant": False},
        f"/applications/{APPLICATION}/commands": [{"name": name} for name in command_names()],
        "/gateway/bot": {
            "shards": 1,
            "session_start_limit": {"total": 1000, "remaining": 999, "reset_after": 7_200_000, "max_concurrency": 1},
        },
        f"/channels/{CHANNEL}": {"id": str(CHANNEL), "permission_overwrites": []},
        f"/guilds/{SERVER}/roles": [{"id": str(SERVER), "permissions": str(VIEW | SEND | ATTACH)}],
        f"/guilds/{SERVER}/members/{BOT}": {"roles": []},
    })  # fmt: skip
    statuses: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            return web.json_response({"message": "401: Unauthorized"}, status=401)
        self.asked.append(f"{request.method} {request.path}")
        status = self.statuses.get(request.path, 200 if request.path in self.answers else 404)
        date = formatdate(time.time() + self.seconds_ahead, usegmt=True)
        return web.json_response(self.answers.get(request.path, {}), status=status, headers={"Date": date})


@pytest.fixture
async def there() -> AsyncIterator[Discord]:
    found = Discord()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", found.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield found
    await runner.cleanup()
