"""Measure what handling an interaction costs: `python -m bench.handling [--rounds N] [--profile WORK]`.

The bot runs in this process as it does in earnest, with its store in a file, and with one more command that answers
"pong". Discord is a stand-in on this machine in a process of its own (bench/standin.py), which sends one interaction
after the other over the gateway and answers what the bot asks over HTTP. So a figure is all that the bot spends on an
interaction, the library's part included: taking the event from the gateway, the work, the requests with the answer,
and reading what Discord says to them; only TLS is missing, for all alike. Each figure is CPU time of this process per
interaction (`time.process_time`), the median of several rounds in which all take turns; ratios are medians of the
ratios to "pong" of the same round.

"bare" are what any bot that shows the same pays: `bare card` sends a finished card like the one of /recommend, `bare
press` shows a card anew and says a sentence, as a vote does, but stores nothing.
"""

import argparse
import asyncio
import contextlib
import cProfile
import functools
import gc
import json
import pstats
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from statistics import median

import discord
from discord import app_commands
from msgspec import Struct
from yarl import URL

from bench.standin import GUILD
from bench.table import Row, aligned
from bot.advise import Guide
from bot.community.request_rates import LIMITS, Limit, Rate
from bot.discord_app import GuideClient
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.core.dispatch import handle
from bot.discord_app.questions.buttons import vote_label
from bot.discord_app.questions.replies import Replies
from bot.language import ENGLISH, Languages
from bot.run.knowledge import Knowledge
from bot.run.settings import Settings
from bot.store import Store, address_of
from tests.support.asked import asked
from tests.support.payloads import Json, command, message_with

UNLIMITED = dict.fromkeys(LIMITS, Limit(Rate(1e9, 1e9), Rate(1e9, 1e9)))
"""No refusal shall pass for a fast answer."""
USUAL = "beginner math-light"
LONGER = "free course on computer vision with pytorch, no books"
NAMES = ("fast.ai", "the goodfellow book", "the keras book", "andrw ng", "cs231n", "d2l")
BEGUN = ("be", "beginner ma", "free course on co", "hands-on ")
BEGUN_NAMES = ("fast", "goo", "keras", "deep learning w")
COMMAND, PRESS, TYPING = 2, 3, 4
PONG = "pong"
REST_SECONDS = 0.02
"""What the bot has left to do after the last answer of a round, it has done by then."""
VOTE = re.compile(r"vote:1:[a-z0-9-]+")
SHOWN: Mapping[str, tuple[float | None, str]] = {
    "/recommend": (2.0, "beside a command that only says pong, in the same client; all of the process's CPU"),
    "/recommend, all sorts": (
        None,
        "the same with questions of all kinds, some for plans and verdicts",
    ),
    "bare card": (None, "what is left of /recommend where the card is finished: nothing of ours, only sending"),
    "/review": (None, "beside pong"),
    "autocomplete of a question": (1.3, "beside pong"),
    "autocomplete of a name": (1.3, "beside pong"),
    "bare autocomplete": (None, "one fixed choice: nothing of ours"),
    "a vote": (3.0, "beside pong; it answers with the card anew, after an fsync"),
    "bare press": (None, "the same request from a button that stores nothing: nothing of ours"),
}
"""What the table of all measurements shows, with the limit."""


class Work(Struct, frozen=True):
    """What is asked in turns, and how many requests answer each."""

    asked: Sequence[Json]
    requests: int = 1


async def bare_press(ctx: Context) -> None:
    """Does what a vote shows, and stores nothing."""
    await ctx.edited(ctx.shown())


class Measured(GuideClient):
    """The bot with what it is measured against."""

    async def setup_hook(self) -> None:
        await super().setup_hook()

        @self.tree.command(description="Answers")
        async def pong(interaction: Interaction) -> None:
            await interaction.response.send_message("pong")

        @self.tree.command(description="Completes")
        async def bare(interaction: Interaction, name: str) -> None: ...

        @bare.autocomplete("name")
        async def names(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name="one", value="one")]

        @self.tree.command(description="Sends a finished card")
        async def finished(interaction: Interaction) -> None:
            await Context.of(interaction).send(card, private=False)

        replies = Replies(await self.services.servers.of(GUILD), ENGLISH, self.store, outages=self.services.outages)
        card = await replies.to_words(LONGER)

    async def on_interaction(self, interaction: Interaction) -> None:
        ctx = Context.begin(interaction, self.services)
        if ctx.custom_id.startswith("bare:"):
            await handle(ctx, functools.partial(bare_press, ctx))
        else:
            await super().on_interaction(interaction)


class Asking:
    """Has the stand-in ask the bot."""

    def __init__(self, discord: asyncio.subprocess.Process) -> None:
        self._discord = discord

    async def ask(self, work: Work, times: int) -> Json:
        """Ask so often, each time once what was before is answered. Gives the last answer."""
        assert self._discord.stdin
        order = {"asked": work.asked, "times": times, "requests": work.requests}
        self._discord.stdin.write(json.dumps(order).encode() + b"\n")
        found: Json = json.loads(await self.read())
        return found

    async def read(self) -> str:
        assert self._discord.stdout
        return (await self._discord.stdout.readline()).decode().strip()


@contextlib.asynccontextmanager
async def asking() -> AsyncIterator[Asking]:
    """A bot on a stand-in for Discord, and who asks it."""
    module = (sys.executable, "-m", "bench.standin")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*module, stdin=pipe, stdout=pipe, limit=1 << 24)
    try:
        found = Asking(process)
        address = await found.read()
        discord.http.Route.BASE = f"{address}/api/v10"
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(f"{address}/gateway/")
        async with running():
            assert await found.read() == "ready"
            yield found
    finally:
        process.kill()
        await process.wait()


@contextlib.asynccontextmanager
async def running() -> AsyncIterator[None]:
    knowledge = Knowledge(Settings.from_environment({}).knowledge_file)

    async def first_guide() -> Guide:
        return knowledge.guide()

    with tempfile.TemporaryDirectory() as folder:
        async with (
            Store.open(address_of(f"sqlite:///{folder}/dlguide.db"), time.time) as store,
            Measured(first_guide, store, Languages.shipped(), limits=UNLIMITED) as client,
        ):
            await client.login("no.real.token")
            connected = asyncio.create_task(client.connect())
            try:
                await client.wait_until_ready()
                yield
            finally:
                await client.close()
                await connected


def used(name: str, /, **options: str) -> Json:
    return {"kind": COMMAND, "data": command(name, options), "more": {}}


def typed(name: str, option: str, text: str) -> Json:
    data = command(name, {option: text})
    data["options"][0]["focused"] = True
    return {"kind": TYPING, "data": data, "more": {}}


def pressed(custom_id: str, message: Json) -> Json:
    return {"kind": PRESS, "data": {"custom_id": custom_id, "component_type": 2}, "more": {"message": message}}


def works(card: Json) -> dict[str, Work]:
    """What is measured, by name. `card` is what /recommend answers."""
    shown = message_with("none") | {"components": card["components"], "flags": card["flags"]}
    votes = VOTE.findall(json.dumps(shown))
    bare = json.loads(json.dumps(shown).replace("vote:1:", "bare:1:"))
    none, one = (f'"{vote_label(count, ENGLISH)}"' for count in (0, 1))
    counted = json.loads(json.dumps(shown, ensure_ascii=False).replace(none, one))
    return {
        PONG: Work([used("pong")]),
        "/recommend": Work([used("recommend", query=USUAL)]),
        "/recommend, all sorts": Work([used("recommend", query=question) for question in asked()]),
        "/review": Work([used("review", name=name) for name in NAMES]),
        "bare card": Work([used("finished")]),
        "autocomplete of a question": Work([typed("recommend", "query", text) for text in BEGUN]),
        "autocomplete of a name": Work([typed("review", "name", text) for text in BEGUN_NAMES]),
        "bare autocomplete": Work([typed("bare", "name", text) for text in BEGUN_NAMES]),
        "a vote": Work(
            [pressed(vote, shown_) for shown_ in (shown, counted) for vote in votes]
        ),  # cast, then taken back
        "bare press": Work([pressed(vote.replace("vote:1:", "bare:1:"), bare) for vote in votes]),
    }


async def measure(rounds: int, times: int) -> dict[str, list[float]]:
    """The milliseconds of each round."""
    async with asking() as bot:
        found = works((await bot.ask(Work([used("recommend", query=LONGER)]), 1))["data"])
        costs: dict[str, list[float]] = {name: [] for name in found}
        for number in range(rounds + 1):
            for name, work in found.items():
                cost = await one_round(bot, work, times)
                if number:  # the first round fills the caches
                    costs[name].append(cost)
    return costs


async def one_round(bot: Asking, work: Work, times: int) -> float:
    gc.collect()
    before = time.process_time()
    await bot.ask(work, times)
    await asyncio.sleep(REST_SECONDS)
    return (time.process_time() - before) / times * 1000


async def profile(name: str, times: int) -> None:
    async with asking() as bot:
        work = works((await bot.ask(Work([used("recommend", query=LONGER)]), 1))["data"])[name]
        await bot.ask(work, times)
        with cProfile.Profile(time.thread_time) as profiler:
            await bot.ask(work, times)
    for order in ("tottime", "cumtime"):
        pstats.Stats(profiler).sort_stats(order).print_stats(50)


def ratio(costs: dict[str, list[float]], name: str) -> float:
    return median(ours / pong for ours, pong in zip(costs[name], costs[PONG], strict=True))


def rows(*, quick: bool) -> list[Row]:
    """What stands in the table of all measurements."""
    return rows_of(asyncio.run(measure(1, 5) if quick else measure(15, 60)))


def rows_of(costs: dict[str, list[float]]) -> list[Row]:
    pong = median(costs[PONG])
    return [
        Row(f"handling {name}", f"{median(costs[name]):.2f} ms", f"{pong:.2f} ms", ratio(costs, name), limit, how)
        for name, (limit, how) in SHOWN.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, metavar="N")
    parser.add_argument("--times", type=int, default=60, metavar="N", help="of each in a round")
    parser.add_argument("--profile", metavar="WORK", help="profile one of them instead, such as 'a vote'")
    options = parser.parse_args()
    if options.profile:
        asyncio.run(profile(options.profile, options.times * 5))
        return
    costs = asyncio.run(measure(options.rounds, options.times))
    lines = [[name, f"{median(own):.2f}", f"{ratio(costs, name):.2f}"] for name, own in costs.items()]
    print(aligned([["CPU per interaction", "ms", f"beside {PONG}"], *lines]))


if __name__ == "__main__":
    main()
