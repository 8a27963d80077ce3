"""Measure the start beside a bare discord.py client: `python -m bench.startup [--rounds N]`.

A local server stands in for Discord. It notes when a process asks for `/users/@me`, which is the first request of a
login, lets it in, and notes when it connects to the gateway, which is when all is read and it begins to answer; then
the process is ended. The kinds of process take turns; each figure is the median of the rounds after one that does
not count, in which Python keeps the bytecode of all, as it does where they are installed. Times are from starting
the process; memory is the peak of the resident set up to the gateway (VmHWM of /proc, so on Linux only).
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.standin import Discord
from bench.table import HEAD, Row, aligned
from tests.support.standin import IN_A_PROCESS, serving

REPOSITORY = Path(__file__).parent.parent
PATIENCE = 60.0
BARE = """
import asyncio, sys
import discord
from discord import app_commands
discord.http.Route.BASE = sys.argv[1] + "/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = discord.gateway.yarl.URL(sys.argv[1] + "/gateway/")

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


LIBRARIES = "import aiosqlite, dotenv, msgspec, rapidfuzz, yaml, yarl\n"
CODE = """
from bot.run.garbage import uncollected
with uncollected():
    from bot import cli
    from bot.run import online
"""
OURS, PEER = "guide", "bare client"
NEEDED = "the bare client importing rapidfuzz, msgspec, PyYAML and aiosqlite; with these it cannot be less"
KINDS = {OURS: IN_A_PROCESS, PEER: BARE, "libraries": LIBRARIES + BARE, "code": CODE + BARE}
"""What is started: the bot, a bare client, and bare clients that import more, which says where memory goes."""


@dataclass(frozen=True, slots=True)
class Start:
    login: float
    gateway: float
    megabytes: float


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
        sys.executable, "-c", code, address, "run", cwd=folder, env=environment, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(PATIENCE):
        login, gateway = await discord.login.get(), await discord.connected.get()
        found = Start(login - began, gateway - began, peak_megabytes(process.pid))
        process.kill()
        await process.communicate()
    return found


async def measure(rounds: int) -> dict[str, list[Start]]:
    found: dict[str, list[Start]] = {name: [] for name in KINDS}
    with tempfile.TemporaryDirectory() as folder:
        async with serving(Discord()) as discord:
            for _ in range(rounds + 1):
                for name, code in KINDS.items():
                    found[name].append(await start(code, discord.address, discord, folder))
    return {name: starts[1:] for name, starts in found.items()}


def middle(starts: Sequence[Start]) -> Start:
    figures = zip(*((one.login, one.gateway, one.megabytes) for one in starts), strict=True)
    return Start(*map(median, figures))


def rows(*, quick: bool) -> list[Row]:
    """What stands in the table of all measurements."""
    return rows_of(asyncio.run(measure(1 if quick else 15)))


def rows_of(found: dict[str, list[Start]]) -> list[Row]:
    ours, bare, libraries, code = (middle(starts) for starts in found.values())

    def memory(what: str, one: Start, limit: float | None, how: str) -> Row:
        megabytes = f"{one.megabytes:.1f} MB", f"{bare.megabytes:.1f} MB"
        return Row(what, *megabytes, one.megabytes / bare.megabytes, limit, how)

    def seconds(what: str, own: float, its: float, limit: float | None, how: str) -> Row:
        return Row(what, f"{own:.3f} s", f"{its:.3f} s", own / its, limit, how)

    return [
        seconds("start to login", ours.login, bare.login, 1.5, "beside a bare discord.py client, each in a process"),
        seconds("start to gateway", ours.gateway, bare.gateway, None, "with the whole base read; the peer has none"),
        memory("peak memory at the start", ours, 1.4, "VmHWM when it comes to the gateway"),
        memory("of that, the client and its libraries", libraries, None, NEEDED),
        memory("of that, with all code", code, None, "the bare client importing all of the bot, with no data"),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, metavar="N")
    options = parser.parse_args()
    found = rows_of(asyncio.run(measure(options.rounds)))
    print(aligned([HEAD, *(row.cells for row in found)]))


if __name__ == "__main__":
    main()
