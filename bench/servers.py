"""Measure what many servers and shards cost: `python -m bench.servers [--servers N]`.

Memory is what the resident set of a process grows by when Discord tells it of its servers, of two sizes and with 20
emojis each, as the client keeps them: no members, no messages. What a shard costs is taken from a process with 100 of
them on a stand-in for Discord, beside one with a single shard. Each figure is of a process of its own. Statements are
those that one interaction sends to an SQLite database, counted at its connections, BEGIN included.
"""

import argparse
import asyncio
import contextlib
import gc
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import aiosqlite
import discord
import psutil
from yarl import URL

from bench.table import aligned
from bot.discord_app import GuideClient
from bot.run.knowledge import Knowledge
from bot.run.settings import default_knowledge_file
from tests.support.online import online
from tests.support.payloads import Json
from tests.support.standin import StandIn, standing_in

SERVER = 5 << 22
SIZES = ((20, 10), (60, 40))
"""Channels and roles of a smaller and of a larger server."""
SHARDS = 100
VOTE = "vote:1:deep-learning-with-python"
AT_ONCE = "import discord\nasync def at_once(*_, **__): pass\ndiscord.Client.before_identify_hook = at_once\n"
"""Else discord.py waits five seconds between two shards."""


def server(number: int, channels: int, roles: int) -> Json:
    """A server as GUILD_CREATE tells of it, without what the client does not keep."""
    id_ = (1_000_000 + number) << 22
    everyone = {"id": str(id_), "type": 0, "allow": "0", "deny": "1024"}
    lists = ("members", "stickers", "voice_states", "presences", "threads", "stage_instances")
    return {name: [] for name in lists} | {
        "id": str(id_), "name": f"Server number {number}", "icon": f"{number:032}", "owner_id": str(id_ + 1),
        "afk_timeout": 300, "verification_level": 1, "default_message_notifications": 1, "explicit_content_filter": 2,
        "mfa_level": 0, "system_channel_flags": 0, "premium_tier": 0, "preferred_locale": "en-US", "nsfw_level": 0,
        "features": ["COMMUNITY", "NEWS"], "large": True, "unavailable": False, "member_count": 500,
        "emojis": [emoji(id_ + 5000 + each) for each in range(20)],
        "roles": [role(id_ + each, each) for each in range(roles)],
        "channels": [channel(id_ + 1000 + each, each, everyone) for each in range(channels)],
    }  # fmt: skip


def emoji(id_: int) -> Json:
    return {"id": str(id_), "name": f"emoji{id_ % 100}", "roles": [], "require_colons": True, "managed": False}


def role(id_: int, place: int) -> Json:
    return {
        "id": str(id_), "name": f"role {place}", "permissions": str(104324673 + place), "position": place, "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    }  # fmt: skip


def channel(id_: int, place: int, overwrite: Json) -> Json:
    return {
        "id": str(id_), "type": 0, "name": f"channel-{place}", "position": place, "topic": "What this channel is for",
        "permission_overwrites": [overwrite],
    }  # fmt: skip


@contextlib.asynccontextmanager
async def client() -> AsyncIterator[tuple[StandIn, GuideClient]]:
    """The bot with the whole base on a stand-in, with a clock on which nobody is too fast."""
    seconds = [time.time()]

    def clock() -> float:
        seconds[0] += 10
        return seconds[0]

    async with standing_in() as there:
        discord.http.Route.BASE = f"{there.address}/api/v10"
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(f"{there.address}/gateway/")
        there.guilds = {SERVER}
        guide = Knowledge(default_knowledge_file()).guide()
        async with online(there, guide, Path(tempfile.mkdtemp()) / "a.db", clock) as found:
            yield there, found


async def grown(servers: int, channels: int, roles: int) -> float:
    """The megabytes that this process grows by for each 1,000 servers."""
    async with client() as (_, bot):
        state: Any = bot._connection  # noqa: SLF001 - where Discord's servers arrive
        gc.collect()
        before = psutil.Process().memory_info().rss
        for number in range(servers):
            state.parse_guild_create(server(number, channels, roles))
        await asyncio.sleep(0)
        gc.collect()
        return (psutil.Process().memory_info().rss - before) / 2**20 / servers * 1000


async def with_shards(count: int) -> float:
    """The megabytes of `dlguide run` with this many shards and no servers."""
    async with standing_in() as there:
        folder = tempfile.mkdtemp()
        settings = there.environment(DATABASE_URL=f"sqlite:///{folder}/a.db", SHARD_COUNT=str(count))
        code, address, *rest = there.command("run")[-3:]
        code = code.replace("    return begin(main)", f"    exec({AT_ONCE!r})\n    return begin(main)")
        command = (there.command()[0], "-c", code, address, *rest)
        process = await asyncio.create_subprocess_exec(*command, env=settings, stderr=subprocess.DEVNULL, cwd=folder)
        await there.until(lambda: len(there.shards) == count)
        await asyncio.sleep(4)  # until it is ready
        found: int = psutil.Process(process.pid).memory_info().rss
        process.terminate()
        await process.wait()
        return found / 2**20


async def statements() -> list[tuple[str, int]]:
    """How many statements each of these interactions takes."""
    counted: list[str] = []

    def counting(method: str) -> None:
        send: Any = getattr(aiosqlite.Connection, method)

        def counts(self: aiosqlite.Connection, sql: str, *values: Any) -> Any:
            counted.append(sql)
            return send(self, sql, *values)

        setattr(aiosqlite.Connection, method, counts)

    counting("execute")
    counting("execute_fetchall")
    async with client() as (there, _):
        typed = {"name": "review", "type": 1, "options": [{"name": "name", "type": 3, "value": "f", "focused": True}]}
        used: dict[str, Callable[[], Awaitable[str]]] = {
            "/recommend, the first in a server": lambda: there.use("recommend", SERVER, query="a book"),
            "/recommend": lambda: there.use("recommend", SERVER, query="a book"),
            "completion": lambda: there.interact(4, {"id": "9", **typed}, SERVER, 7),
            "/review": lambda: there.use("review", SERVER, name="fast.ai"),
            "/path": lambda: there.use("path", SERVER, goal="computer vision"),
            "/top": lambda: there.use("top", SERVER),
            "vote, its first ever": lambda: there.press(VOTE, SERVER),
            "vote": lambda: there.press(VOTE, SERVER, 8),
            "/recommend, after a vote": lambda: there.use("recommend", SERVER, query="a book"),
        }
        found = []
        for name, use in used.items():
            counted.clear()
            await there.answer(await use())
            await asyncio.sleep(0.1)  # what is done once the member has an answer
            found.append((name, len(counted)))
        return found


def run(measure: Callable[..., Any], values: tuple[object, ...]) -> Any:
    return asyncio.run(measure(*values))


def alone(measure: Callable[..., Any], *values: object) -> Any:
    """What is measured, in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(run, measure, values).result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--servers", type=int, default=2000, metavar="N")
    options = parser.parse_args()
    one, many = alone(with_shards, 1), alone(with_shards, SHARDS)
    sizes = [
        [f"1,000 servers of {size[0]} channels, {size[1]} roles", f"{alone(grown, options.servers, *size):.1f}"]
        for size in SIZES
    ]
    shard = [f"each further shard, of {SHARDS}", f"{(many - one) / (SHARDS - 1):.2f}"]
    print(aligned([["", "MB"], ["a process with one shard", f"{one:.1f}"], shard, *sizes]))
    print(aligned([["", "statements"], *([name, str(count)] for name, count in alone(statements))]))


if __name__ == "__main__":
    main()
