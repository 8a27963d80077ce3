"""Measure the start up to login beside a bare discord.py client: `python bench/startup.py [--rounds N]`.

A local server stands in for Discord: it notes when a process asks for `/users/@me`, which is the first request of
a login, and refuses the token, which ends the process. The two kinds of process take turns; each figure is the
median of the rounds after one that does not count. Time is from starting the process to the request; memory is the
peak of the resident set up to then (VmHWM of /proc, so on Linux only).
"""

import argparse
import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from aiohttp import web

from bench.table import aligned

REPOSITORY = Path(__file__).parent.parent
PATIENCE = 60.0
OURS = """
import sys
import discord
discord.http.Route.BASE = sys.argv[1]
from bot.cli import main
main(["run"])
"""
BARE = """
import asyncio, sys
import discord
from discord import app_commands
discord.http.Route.BASE = sys.argv[1]

async def main():
    client = discord.Client(intents=discord.Intents(guilds=True))
    tree = app_commands.CommandTree(client)

    @tree.command(description="Answers")
    async def ping(interaction: discord.Interaction):
        await interaction.response.send_message("pong")

    async with client:
        try:
            await client.start("no.real.token")
        except discord.LoginFailure:
            pass

asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Start:
    seconds: float
    megabytes: float


class Login:
    """The address that a process asks for to log in. Knows when it was asked, and how large the asker was."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[float] = asyncio.Queue()
        self.may_answer = asyncio.Event()

    async def refuse(self, request: web.Request) -> web.Response:
        self.asked.put_nowait(time.perf_counter())
        await self.may_answer.wait()
        return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)


@contextlib.asynccontextmanager
async def serving(login: Login) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/api/v10/users/@me", login.refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/v10"
    finally:
        await runner.cleanup()


def peak_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))


async def start(code: str, address: str, login: Login, folder: str) -> Start:
    """Start one process, measure it while it waits for the answer, and see it end."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "DISCORD_TOKEN": "no.real.token"}
    environment["DATABASE_URL"] = f"sqlite:///{folder}/dlguide.db"
    login.may_answer.clear()
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, address, cwd=folder, env=environment, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(PATIENCE):
        asked = await login.asked.get()
        found = Start(asked - began, peak_megabytes(process.pid))
        login.may_answer.set()
        await process.communicate()
    return found


async def measure(rounds: int) -> dict[str, list[Start]]:
    found: dict[str, list[Start]] = {"guide": [], "bare client": []}
    login = Login()
    with tempfile.TemporaryDirectory() as folder:
        async with serving(login) as address:
            for _ in range(rounds + 1):
                for name, code in (("guide", OURS), ("bare client", BARE)):
                    found[name].append(await start(code, address, login, folder))
    return {name: starts[1:] for name, starts in found.items()}


def report(found: Mapping[str, list[Start]]) -> str:
    seconds = {name: median(start.seconds for start in starts) for name, starts in found.items()}
    memory = {name: median(start.megabytes for start in starts) for name, starts in found.items()}
    (our_time, bare_time), (our_size, bare_size) = seconds.values(), memory.values()
    rows = [[name, f"{seconds[name]:.3f}", f"{memory[name]:.1f}"] for name in found]
    ratio = ["ratio", f"{our_time / bare_time:.2f}", f"{our_size / bare_size:.2f}"]
    return aligned([["until login", "seconds", "peak MB"], *rows, ratio])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, metavar="N")
    options = parser.parse_args()
    print(report(asyncio.run(measure(options.rounds))))


if __name__ == "__main__":
    main()
