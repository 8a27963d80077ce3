"""Measure what a million votes of others cost a server: `python -m bench.voice [--engine ENGINE] [--votes N]`.

Three stores take turns under the same bot on the simulated Discord, each in a database of its own: `none` has no votes,
in `own` the server that asks has 100, and `all` has these and those of all other servers. Every round restarts the
bot on each store and runs each command there a few times; ratios are medians over the rounds of the medians within
one. "quiet" is a second server that has no votes on any of the stores: for it, `all` beside `none` is what the
others' votes cost; for the first it is `all` beside `own`, since with votes there is more to show. "cold" has the
server read anew before each command, as after every vote; else what was read is kept. "inside" is our part of
/recommend without simcord's: the view, the answer, its card. Wall time, and CPU time of the process. Below that: what
votes and forgetting cost on the full store and on the one with 100 votes, and the daily purge of the full one.
"""

import argparse
import asyncio
import functools
import random
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import simcord
from msgspec import Struct
from simcord import ChannelHandle, Env, MemberActor

from bench.store import Cost, cost, middle
from bench.table import Row, aligned
from bot.advise import Filters, Guide
from bot.community.cooldowns import LIMITS, Limit, Rate
from bot.discord_app import GuideClient
from bot.discord_app.questions.replies import Replies
from bot.language import ENGLISH, Languages
from bot.run.knowledge import Knowledge
from bot.run.settings import Settings
from bot.store import Address, Store, address_of, copy
from bot.store.database import UNHURRIED
from tests.store.server import WHY_NONE, Server, query

LIMIT = 1.2
MEMBERS = 200_000
QUESTION = "free course on computer vision with pytorch, no books"
UNLIMITED = dict.fromkeys(LIMITS, Limit(Rate(1e9, 1e9), Rate(1e9, 1e9)))
"""No refusal shall pass for a fast answer."""
COMMANDS: Mapping[str, Mapping[str, str]] = {"recommend": {"query": QUESTION}, "top": {}}
"""What is asked of each store, where the bot has such a command."""
CASES = NONE, OWN, ALL = "none", "own", "all"
FILL = "INSERT INTO vote (guild_id, resource_id, voter_id, choice, changed_at) VALUES (?, ?, ?, ?, ?)"
HALF_A_DAY = 43_200
ENGINES = "sqlite", (POSTGRES := "postgres")
INSIDE = "inside"
QUIET = "quiet"

Vote = tuple[int, str, int, str, int]
Work = Callable[[], Awaitable[object]]
Costs = dict[str, dict[str, list[Cost]]]


def votes_of(server: int, entries: Sequence[str], count: int, now: int) -> Iterator[Vote]:
    """A server's votes over the last weeks: most helped, some entries were too hard, a few votes are taken back."""
    for number in range(count):
        choice = "too-hard" if number % 10 == 9 else "withdrawn" if number % 25 == 3 else "helped"
        voter = (server * 37 + number) % MEMBERS + 1
        yield server, entries[(server + number * number) % len(entries)], voter, choice, now - number * HALF_A_DAY


async def fill(address: Address, servers: Sequence[int], entries: Sequence[str], votes: int) -> str:
    """Put so many votes of each server into the database: into a file past the store, and from there onto a server."""
    if isinstance(address, Path):
        return fill_file(address, servers, entries, votes)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "votes.db"
        async with Store.open(file, time.time):
            filled = fill_file(file, servers, entries, votes)
        began = time.perf_counter()
        await copy(file, address, UNHURRIED, random.random)
        query(address.url, "VACUUM ANALYZE")
        return f"{filled}; copied to PostgreSQL in {time.perf_counter() - began:.0f} s"


def fill_file(path: Path, servers: Sequence[int], entries: Sequence[str], votes: int) -> str:
    """The same for a file; the schema's triggers count the votes."""
    began, now = time.perf_counter(), int(time.time())
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA synchronous = OFF")
        with database:
            for server in servers:
                database.executemany(FILL, votes_of(server, entries, votes, now))
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    seconds, size = time.perf_counter() - began, path.stat().st_size / 1e6
    return f"{len(servers) * votes:,} votes in {len(servers):,} servers: {seconds:.1f} s to put there, {size:.0f} MB"


@contextmanager
def places(engine: str, folder: Path) -> Iterator[dict[str, Address]]:
    """Where the three stores are: files, or on a server that makes sure of the disk as in earnest."""
    if engine == "sqlite":
        yield {name: folder / f"{name}.db" for name in CASES}
        return
    with Server.started(fsync=True) as server:
        yield {name: address_of(server.create(f"votes_{name}")) for name in CASES}


@asynccontextmanager
async def stores(at: Mapping[str, Address]) -> AsyncIterator[dict[str, Store]]:
    async with AsyncExitStack() as opened:
        yield {name: await opened.enter_async_context(Store.open(at[name], time.time)) for name in CASES}


def client_on(store: Store, guide: Guide) -> GuideClient:
    async def first_guide() -> Guide:
        return guide

    return GuideClient(first_guide, store, Languages.shipped(), limits=UNLIMITED)


@dataclass(frozen=True)
class Asking:
    """A member in a channel of a server, who asks the bot."""

    env: Env
    channel: ChannelHandle
    member: MemberActor
    server: int
    name: str

    @classmethod
    def on(cls, env: Env, name: str = "") -> "Asking":
        guild = env.create_guild("Deep Learners")
        member = guild.add_member(env.create_user("maya"))
        return cls(env, guild.create_text_channel("learning"), member, guild.id, name)

    def works(self, client: GuideClient) -> dict[str, Work]:
        """What is measured, by name."""
        asked = {
            f"/{name}{self.name}": functools.partial(self.slash, name, options)
            for name, options in COMMANDS.items()
            if client.tree.get_command(name)
        }
        return {**asked, f"/recommend{self.name} {INSIDE}": functools.partial(self.inside, client)}

    async def slash(self, name: str, options: Mapping[str, str]) -> None:
        result = await self.member.slash(self.channel, name, **options)
        assert result.response

    async def inside(self, client: GuideClient) -> None:
        replies = Replies(await client.services.servers.of(self.server), ENGLISH, client.store)
        await replies.recommend(replies.guide.parse(QUESTION), Filters())


async def commands(
    servers: Sequence[Asking], guide: Guide, opened: Mapping[str, Store], rounds: int, times: int
) -> Costs:
    """The medians of each round, by what was done and on which store."""
    found: Costs = defaultdict(lambda: defaultdict(list))
    for number in range(rounds + 1):
        for case in (*CASES[number % 3 :], *CASES[: number % 3]):
            client = client_on(opened[case], guide)
            await servers[0].env.restart_bot(client)
            for asking in servers:
                for name, work in asking.works(client).items():
                    warm, cold = await one_round(
                        work, functools.partial(client.services.servers.changed, asking.server), times
                    )
                    if number:  # the first round is for whatever is read for the first time
                        found[name][case].append(warm)
                        found[f"{name}, cold"][case].append(cold)
    return found


async def one_round(work: Work, chill: Callable[[], None], times: int) -> tuple[Cost, Cost]:
    """The cost with what is kept in memory, and without."""
    await work()
    warm, cold = [await cost(work()) for _ in range(times)], []
    for _ in range(times):
        chill()
        cold.append(await cost(work()))
    return middle(warm), middle(cold)


async def changes(opened: Mapping[str, Store], server: int, entries: Sequence[str], times: int) -> Costs:
    """What a vote and being forgotten cost, and what is asked before and after."""
    found: Costs = defaultdict(lambda: defaultdict(list))
    for number in range(times):
        for case in (OWN, ALL) if number % 2 else (ALL, OWN):
            store, member = opened[case], MEMBERS + 1 + number
            entry = entries[number % len(entries)]
            works = {
                "a vote": store.votes.toggle(server, entry, member),
                "may they vote": store.members.may_vote_from(server, member),
                "forgetting one vote": store.members.forget(member),
                "all about a member": store.members.all_about(member),
            }
            for name, work in works.items():
                found[name][case].append(await cost(work))
    return {name: {case: [middle(costs)] for case, costs in cases.items()} for name, cases in found.items()}


def beside(name: str) -> tuple[str, str]:
    """The stores between which nothing differs for the server that asks, but the votes of others."""
    return (ALL, NONE) if QUIET in name else (ALL, OWN)


def report(found: Costs, pairs: Sequence[tuple[str, str]]) -> str:
    """The costs on the full store, and the ratios of each pair of stores."""
    head = [f"{one}/{two}" for one, two in pairs]
    rows = [["full store", "wall ms", *head, "CPU ms", *head]]
    for name, costs in found.items():
        rows.append([name, *figures("wall", costs, pairs), *figures("cpu", costs, pairs)])
    return aligned(rows)


def figures(kind: str, costs: Mapping[str, list[Cost]], pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    measured = {case: [getattr(one, kind) / 1000 for one in found] for case, found in costs.items()}
    yield f"{median(measured[ALL]):.2f}"
    for one, two in pairs:
        yield f"{median(a / b for a, b in zip(measured[one], measured[two], strict=True)):.2f}"


async def purges(store: Store, path: Path, servers: Sequence[int]) -> AsyncIterator[str]:
    """What the daily round costs, with votes cast all the time, and how long such a vote waits."""
    noting = await cost(store.retention.note_servers(servers))
    yield f"finding which of {len(servers):,} servers are gone: {noting.wall / 1000:.0f} ms"
    following = await cost(store.follow_redirects({"an-old-id": "a-new-id"}))
    yield f"following one renamed id: {following.wall / 1000:.1f} ms"
    yield f"purging votes taken back for 30 days: {await purge_beside_votes(store, servers[0])}"
    yield f"purging where nothing is due: {await purge_beside_votes(store, servers[0])}"
    gone = servers[1 :: max(len(servers) // 100, 1)]
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany("INSERT INTO server (guild_id, left_at) VALUES (?, 1)", [(server,) for server in gone])
    yield f"purging {len(gone)} servers: {await purge_beside_votes(store, servers[0])}"


async def purge_beside_votes(store: Store, server: int) -> str:
    waits, began = [0.0], time.perf_counter()
    purging = asyncio.create_task(store.retention.purge())
    while not purging.done():
        waits.append((await cost(store.votes.toggle(server, "an-entry", MEMBERS * 2))).wall / 1000)
    seconds = time.perf_counter() - began
    longest = f"{median(waits):.1f} ms, {max(waits):.0f} at most"
    return f"{await purging:,} rows in {seconds:.2f} s; {len(waits) - 1} votes meanwhile took {longest}"


class Scale(Struct, frozen=True):
    """How much is measured."""

    rounds: int = 9
    times: int = 15
    votes: int = 1_000_000
    servers: int = 10_000


async def measure(
    at: Mapping[str, Address], opened: Mapping[str, Store], scale: Scale
) -> tuple[Costs, Costs, Sequence[int]]:
    """What commands cost, what votes and forgetting cost, and the servers that have votes."""
    guide = Knowledge(Settings.from_environment({}).knowledge_file).guide()
    entries = [resource.id for resource in guide.catalogue]
    async with simcord.run(client_on(opened[NONE], guide)) as env:
        asking, quiet = Asking.on(env), Asking.on(env, f", {QUIET}")
        servers = [asking.server, *range(1, scale.servers)]
        print(await fill(at[OWN], servers[:1], entries, scale.votes // scale.servers))
        print(await fill(at[ALL], servers, entries, scale.votes // scale.servers), flush=True)
        found = await commands((asking, quiet), guide, opened, scale.rounds, scale.times)
    return found, await changes(opened, servers[0], entries, scale.times * scale.rounds), servers


async def run(at: Mapping[str, Address], scale: Scale) -> None:
    async with stores(at) as opened:
        found, changed, servers = await measure(at, opened, scale)
        print(report(found, [(OWN, NONE), (ALL, OWN), (ALL, NONE)]))
        print(f"what the votes of others cost, CPU time: {highest(found)[1]:.2f} times at most; the limit is {LIMIT}")
        print(report(changed, [(ALL, OWN)]))
        if isinstance(full := at[ALL], Path):
            async for line in purges(opened[ALL], full, servers):
                print(line)


def highest(found: Costs) -> tuple[str, float]:
    """What the votes of others slow down most, and how many times."""
    ratios = {name: float([*figures("cpu", costs, [beside(name)])][1]) for name, costs in found.items()}
    return max(ratios.items(), key=lambda item: item[1])


def rows(*, quick: bool) -> list[Row]:
    """What stands in the table of all measurements."""

    scale = Scale(1, 2, 1_000, 10) if quick else Scale(rounds=5)
    return [row for engine in ENGINES for row in _rows_on(engine, scale)]


def _rows_on(engine: str, scale: Scale) -> Iterator[Row]:
    async def measured(at: Mapping[str, Address]) -> tuple[Costs, Costs, Sequence[int]]:
        async with stores(at) as opened:
            return await measure(at, opened, scale)

    if engine == POSTGRES and WHY_NONE:
        print(f"the votes on PostgreSQL are left out: {WHY_NONE}")
        return
    with tempfile.TemporaryDirectory() as folder, places(engine, Path(folder)) as at:
        found, changed, _ = asyncio.run(measured(at))
    names = {"sqlite": "SQLite", POSTGRES: "PostgreSQL"}
    for name, costs in found.items():
        if "cold" not in name:
            yield _row(f"{names[engine]}: {name}", costs, scale, LIMIT)
    for name, costs in changed.items():
        yield _row(f"{names[engine]}: {name}", costs, scale, None)


def _row(name: str, costs: dict[str, list[Cost]], scale: Scale, limit: float | None) -> Row:
    without = beside(name)[1]
    ours, its = (median(one.cpu for one in costs[case]) / 1000 for case in (ALL, without))
    ratio = median(full.cpu / few.cpu for full, few in zip(costs[ALL], costs[without], strict=True))
    how = "beside a store without the votes of others; CPU, of commands with simcord's part"
    return Row(f"{name}, {scale.votes:,} votes", f"{ours:.2f} ms", f"{its:.2f} ms", ratio, limit, how)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, metavar="N")
    parser.add_argument("--times", type=int, default=15, metavar="N", help="of each command in a round")
    parser.add_argument("--votes", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--servers", type=int, default=10_000, metavar="N")
    parser.add_argument(
        "--folder", type=Path, help="on the disk to measure (default: the system's for temporary files)"
    )
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder, places(options.engine, Path(folder)) as at:
        asyncio.run(run(at, Scale(options.rounds, options.times, options.votes, options.servers)))


if __name__ == "__main__":
    main()
