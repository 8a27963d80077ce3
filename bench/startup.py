"""Measure the start beside a bare discord.py client: `python bench/startup.py [--rounds N]`.

A local server stands in for Discord. It notes when a process asks for `/users/@me`, which is the first request of a
login, lets it in, and notes when it connects to the gateway, which is when all is read and it begins to answer; then
the process is ended. The two kinds of process take turns; each figure is the median of the rounds after one that does
not count, in which Python keeps the bytecode of both, as it does where they are installed. Times are from starting
the process; memory is the peak of the resident set up to the gateway (VmHWM of /proc, so on Linux only). Beside them
stands how long reading and checking the whole knowledge base takes, and how long all that a guide is made of.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from aiohttp import web

from bench.table import aligned
from bot.catalogue import load_catalogue
from bot.knowledge import Knowledge
from bot.settings import Settings

REPOSITORY = Path(__file__).parent.parent
PATIENCE = 60.0
USER = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "1", "name": "bot", "icon": None, "description": "", "bot_public": True, "bot_require_code_grant": False,
    "verify_key": "", "flags": 0, "team": None, "owner": USER,
}  # fmt: skip
OURS = """
import asyncio, sys

def run(main, *, begin=asyncio.run):  # the first moment at which discord is imported
    http, gateway = sys.modules["discord.http"], sys.modules["discord.gateway"]
    http.Route.BASE = address + "/api/v10"
    gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway.yarl.URL(address + "/gateway")
    return begin(main)

address, asyncio.run, sys.argv[1:] = sys.argv[1], run, ["run"]
from bot.__main__ import main
main()
"""
BARE = """
import asyncio, sys
import discord
from discord import app_commands
discord.http.Route.BASE = sys.argv[1] + "/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = discord.gateway.yarl.URL(sys.argv[1] + "/gateway")

async def main():
    client = discord.Client(intents=discord.Intents(guilds=True))
    tree = app_commands.CommandTree(client)

    @tree.command(description="Answers")
    async def ping(interaction: discord.Interaction):
        await interaction.response.send_message("pong")

    async with client:
        await client.start("no.real.token")

asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Start:
    login: float
    gateway: float
    megabytes: float


class Discord:
    """As much of Discord as a bot needs to start. Knows when it was asked to let one in, and when that one came."""

    def __init__(self) -> None:
        self.login: asyncio.Queue[float] = asyncio.Queue()
        self.gateway: asyncio.Queue[float] = asyncio.Queue()

    async def user(self, request: web.Request) -> web.Response:
        self.login.put_nowait(time.perf_counter())
        return told(USER)

    async def application(self, request: web.Request) -> web.Response:
        return told(APPLICATION)

    async def commands(self, request: web.Request) -> web.Response:
        return told([])

    async def recommended(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        url = f"ws://{request.host}/gateway"
        return told({"url": url, "shards": 1, "session_start_limit": limit})

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        self.gateway.put_nowait(time.perf_counter())
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.receive()
        return socket


def told(value: object) -> web.Response:
    """JSON as discord.py wants it: of a type without an encoding."""
    return web.Response(body=json.dumps(value).encode(), content_type="application/json")


@contextlib.asynccontextmanager
async def serving(discord: Discord) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/api/v10/users/@me", discord.user)
    app.router.add_get("/api/v10/oauth2/applications/@me", discord.application)
    app.router.add_put("/api/v10/applications/1/commands", discord.commands)
    app.router.add_get("/api/v10/gateway/bot", discord.recommended)
    app.router.add_get("/gateway", discord.connect)
    runner = web.AppRunner(app, shutdown_timeout=0.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))


async def start(code: str, address: str, discord: Discord, folder: str) -> Start:
    """Start one process, measure it until it connects to the gateway, and end it."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "DISCORD_TOKEN": "no.real.token"}
    environment["DATABASE_URL"] = f"sqlite:///{folder}/dlguide.db"
    environment["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else only the installed one of both would start from bytecode
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, address, cwd=folder, env=environment, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(PATIENCE):
        login, gateway = await discord.login.get(), await discord.gateway.get()
        found = Start(login - began, gateway - began, peak_megabytes(process.pid))
        process.kill()
        await process.communicate()
    return found


async def measure(rounds: int) -> dict[str, list[Start]]:
    found: dict[str, list[Start]] = {"guide": [], "bare client": []}
    discord = Discord()
    with tempfile.TemporaryDirectory() as folder:
        async with serving(discord) as address:
            for _ in range(rounds + 1):
                for name, code in (("guide", OURS), ("bare client", BARE)):
                    found[name].append(await start(code, address, discord, folder))
    return {name: starts[1:] for name, starts in found.items()}


def report(found: Mapping[str, list[Start]]) -> str:
    ours, bare = (
        [median(figures) for figures in zip(*((one.login, one.gateway, one.megabytes) for one in starts), strict=True)]
        for starts in found.values()
    )
    rows = [
        [name, *map("{:.3f}".format, times), f"{size:.1f}"]
        for name, (*times, size) in zip(found, (ours, bare), strict=True)
    ]
    ratios = ["ratio", *(f"{our / its:.2f}" for our, its in zip(ours, bare, strict=True))]
    return aligned([["", "s to login", "s to gateway", "peak MB"], *rows, ratios])


def reading(rounds: int) -> str:
    file = Settings.from_environment({}).knowledge_file
    catalogues = [timed(lambda: load_catalogue(file)) for _ in range(rounds)]
    guides = [timed(Knowledge(file).guide) for _ in range(rounds)]
    return (
        f"reading and checking {len(load_catalogue(file))} entries: {median(catalogues):.3f} s; "
        f"with the lexicon and everything worked out from both: {median(guides):.3f} s"
    )


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, metavar="N")
    options = parser.parse_args()
    print(report(asyncio.run(measure(options.rounds))))
    print(reading(options.rounds))


if __name__ == "__main__":
    main()
