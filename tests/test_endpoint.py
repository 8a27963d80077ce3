"""The port for operators: what /healthz and /metrics say of a bot that is on a stand-in for Discord."""

import asyncio
import contextlib
import functools
import json
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

import discord
import pytest
import yaml
from aiohttp import ClientSession
from discord.backoff import ExponentialBackoff
from prometheus_client.parser import text_string_to_metric_families

from bot import __version__
from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.discord_app.core.observer import Outcome
from bot.discord_app.servers.gateway import Shard
from bot.monitor.collecting import metrics_for
from bot.monitor.endpoint import MOST_CONNECTIONS, serving
from bot.monitor.health import answers
from bot.monitor.metrics import Metrics, fresh
from bot.run.knowledge import Knowledge
from bot.run.reload import Follower
from bot.run.settings import Settings
from bot.run.written import InvalidSettings
from bot.store import Store, StoreUnavailable
from bot.understand import Lexicon
from bot.understand.models.reader import Reader
from tests.support.base import REPOSITORY, languages
from tests.support.clock import Clock
from tests.support.online import online
from tests.support.standin import StandIn, standing_in

SERVER, MEMBER = 5 << 22, 7
BOOK = "deep-learning-with-python"
DOC = (REPOSITORY / "docs" / "metrics.md").read_text(encoding="utf-8")
OF_PROCESS = "process_"
Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def get(port: int, path: str) -> tuple[int, str]:
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def health(port: int) -> tuple[int, set[str]]:
    """The status, and the parts that are not well."""
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/healthz") as answer:
        said: dict[str, str] = await answer.json()
    assert said.pop("status") == ("ok" if answer.status == 200 else "not ok")
    assert said.pop("reader") in ("ok", "rules alone")
    assert said.keys() == {"gateway", "database", "knowledge"}
    return answer.status, {name for name, state in said.items() if state != "ok"}


async def collected(port: int) -> Samples:
    status, text = await get(port, "/metrics")
    assert status == 200
    return samples(text)


def samples(text: str) -> Samples:
    found = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, frozenset(sample.labels.items())): sample.value for sample in found}


def value(found: Samples, name: str, /, **labels: str) -> float:
    return found.get((f"dlguide_{name}", frozenset(labels.items())), 0.0)


def asked(found: Samples, kind: str, name: str, outcome: str) -> float:
    return value(found, "interactions_total", kind=kind, name=name, outcome=outcome)


@pytest.fixture
async def discord_there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StandIn]:
    """Discord, and a discord.py that tries again sooner than it would."""

    async def at_once(self: discord.Client, shard_id: int | None, *, initial: bool = False) -> None:
        pass

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
    monkeypatch.setattr(discord.shard, "ExponentialBackoff", functools.partial(ExponentialBackoff, 0.01))  # type: ignore[arg-type]
    async with standing_in() as found:
        found.patch(monkeypatch)
        found.guilds = {SERVER}
        yield found


@pytest.fixture
def metrics() -> Metrics:
    return fresh()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
async def client(
    discord_there: StandIn, guide: Guide, tmp_path: Path, clock: Clock, metrics: Metrics, port: int
) -> AsyncIterator[GuideClient]:
    """A bot that is on Discord, with its port."""
    async with (
        online(discord_there, guide, tmp_path / "votes.db", clock, observer=metrics) as found,
        serving(found, metrics, "127.0.0.1", port),
    ):
        yield found


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize("half", [b"", b"G", b"GET /healthz HTTP/1.1\r\nHost: x\r\n", b"GET /healthz HTTP/1.1\r\n\r\n"])
async def test_requests_that_nobody_finishes_keep_nobody_out(port: int, half: bytes) -> None:
    loop = asyncio.get_running_loop()
    with contextlib.ExitStack() as asking:
        sockets = [asking.enter_context(socket.socket()) for _ in range(3 * MOST_CONNECTIONS)]
        for one in sockets:
            one.setblocking(False)
            await loop.sock_connect(one, ("127.0.0.1", port))
            await loop.sock_sendall(one, half)
        assert await health(port) == (200, set())
        await asyncio.sleep(0.1)
        assert sum(not _has_ended(one) for one in sockets) <= MOST_CONNECTIONS + 1


def _has_ended(connection: socket.socket) -> bool:
    with contextlib.suppress(BlockingIOError):
        while connection.recv(4096):
            pass
        return True
    return False


async def test_a_bot_is_well_only_once_all_of_it_is(
    discord_there: StandIn, guide: Guide, tmp_path: Path, clock: Clock, metrics: Metrics, port: int
) -> None:
    async def first_guide() -> Guide:
        return guide

    async with Store.open(tmp_path / "votes.db", clock) as store:
        client = GuideClient(first_guide, store, languages(), observer=metrics)
        async with client, serving(client, metrics, "127.0.0.1", port):
            assert await health(port) == (503, {"gateway", "knowledge"})
            await client.login("no.real.token")
            assert await health(port) == (503, {"gateway"})
            running = asyncio.create_task(client.connect())
            await discord_there.until(lambda: discord_there.shards)
            assert await health(port) == (200, set())
            await client.close()
            await running


async def test_a_lost_connection_is_told_until_it_is_back(
    discord_there: StandIn, client: GuideClient, port: int
) -> None:
    assert value(await collected(port), "gateway_connected", shard="0") == 1
    discord_there.accepts = False
    await discord_there.drop()
    await discord_there.until(lambda: discord_there.turned_away)
    assert await health(port) == (503, {"gateway"})
    assert value(await collected(port), "gateway_connected", shard="0") == 0
    discord_there.accepts = True
    await discord_there.until(lambda: discord_there.shards)
    assert await health(port) == (200, set())


async def test_a_guide_that_answers_by_rules_alone_is_told_and_still_well(client: GuideClient, port: int) -> None:
    client.services.servers.take_up(Guide(client.guide.catalogue, Lexicon.shipped()))
    status, said = await get(port, "/healthz")
    assert (status, json.loads(said)["reader"]) == (200, "rules alone")
    client.services.servers.take_up(Guide(client.guide.catalogue, Lexicon.shipped(), Reader.shipped()))
    status, said = await get(port, "/healthz")
    assert (status, json.loads(said)["reader"]) == (200, "ok")


async def test_a_database_that_fails_is_told(client: GuideClient, tmp_path: Path, port: int) -> None:
    with sqlite3.connect(tmp_path / "votes.db") as other:
        other.execute("DROP TABLE command_sync")
    other.close()
    assert await health(port) == (503, {"database"})


async def test_a_database_that_takes_too_long_is_told() -> None:
    async def fails() -> None:
        raise StoreUnavailable("gone")

    assert await answers(lambda: asyncio.sleep(0))
    assert not await answers(lambda: asyncio.sleep(5), 0.01)
    assert not await answers(fails)


async def test_what_is_asked_is_counted(discord_there: StandIn, client: GuideClient, port: int) -> None:
    for made in (
        discord_there.use("recommend", SERVER, query="beginner math-light"),
        discord_there.use("compare", SERVER, first="fast.ai", second="the keras book"),
        discord_there.press(f"vote:1:{BOOK}", SERVER),
        discord_there.press(f"vote:1:{BOOK}", SERVER),
        discord_there.press("vote:1:no-such-entry", SERVER),
        discord_there.press("nothing:1:of-ours", SERVER),
        discord_there.interact(5, {"custom_id": "forged:1", "components": []}, SERVER, MEMBER),
    ):
        await discord_there.answer(await made)
    found = await settled(port, 7)
    assert [asked(found, *what) for what in (
        ("command", "recommend", "ok"), ("command", "compare", "ok"), ("press", "vote", "ok"), ("press", "other", "ok"),
        ("form", "other", "ok"),
    )] == [1, 1, 3, 1, 1]  # fmt: skip
    outcomes = {outcome: value(found, "votes_total", outcome=outcome) for outcome in ("cast", "taken_back", "gone")}
    assert outcomes == {"cast": 1, "taken_back": 1, "gone": 1}
    assert value(found, "questions_total", found="yes") == 1
    assert value(found, "handling_seconds_count", kind="command", name="recommend") == 1
    assert 0 < value(found, "handling_seconds_sum", kind="command", name="recommend") < 10
    assert value(found, "servers") == 1
    assert value(found, "knowledge_entries") == len(client.guide.catalogue)


async def test_who_goes_on_too_fast_is_counted_as_refused(
    discord_there: StandIn, client: GuideClient, port: int
) -> None:
    for _ in range(35):
        await discord_there.answer(await discord_there.use("help", SERVER))
    found = await settled(port, 35)
    assert asked(found, "command", "help", "ok") + asked(found, "command", "help", "refused") == 35
    assert asked(found, "command", "help", "refused") > 0


async def test_a_vote_that_cannot_be_saved_is_counted_so(
    discord_there: StandIn, client: GuideClient, tmp_path: Path, port: int
) -> None:
    with sqlite3.connect(tmp_path / "votes.db") as other:
        other.execute("DROP TABLE vote")
    other.close()
    await discord_there.answer(await discord_there.press(f"vote:1:{BOOK}", SERVER))
    found = await settled(port, 1)
    assert asked(found, "press", "vote", "not_stored") == 1


async def test_an_answer_that_comes_too_late_is_counted_so(
    discord_there: StandIn, client: GuideClient, port: int
) -> None:
    discord_there.status, discord_there.code = 404, 10062
    await discord_there.use("help", SERVER)
    assert asked(await settled(port, 1), "command", "help", "too_slow") == 1


async def settled(port: int, count: int) -> Samples:
    """The figures once so much was counted: Discord has the answer a moment before the bot is done."""
    async with asyncio.timeout(10):
        while True:
            found = await collected(port)
            if sum(n for (name, _), n in found.items() if name == "dlguide_interactions_total") >= count:
                return found
            await asyncio.sleep(0.01)


async def test_a_knowledge_base_that_is_refused_is_counted(tmp_path: Path, metrics: Metrics) -> None:
    async def take_up(guide: Guide) -> None:
        metrics.took_up(len(guide.catalogue))

    file = tmp_path / "base.yaml"
    file.write_text("nothing: good\n")
    await Follower(Knowledge(file), take_up, metrics.refused).read()
    found = samples(metrics.collected().decode())
    assert value(found, "knowledge_loads_total", outcome="refused") == 1
    assert value(found, "knowledge_loads_total", outcome="taken_up") == 0


def test_every_metric_is_in_the_documentation_and_none_besides(metrics: Metrics) -> None:
    metrics.handled("command", "ask", "ok", 0.1, 0.2)
    metrics.voted("cast")
    metrics.asked(found=True)
    metrics.stored("votes.toggle", 0.001, True)
    metrics.took_up(3)
    metrics.watch(lambda: {0: Shard(connected=True, latency=0.1)}, lambda: 1)
    families = list(text_string_to_metric_families(metrics.collected().decode()))
    told = {f"{family.name}_total" if family.type == "counter" else family.name for family in families}
    written = set(re.findall(r"^\| `(\w+)` \|", DOC, re.MULTILINE))
    assert written == told
    assert len(written) > 15


def test_the_alerts_name_metrics_and_outcomes_that_there_are() -> None:
    (rules,) = [
        yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL) if "alert:" in block
    ]
    expressions = " ".join(rule["expr"] for group in rules["groups"] for rule in group["rules"])
    written = set(re.findall(r"^\| `(\w+)` \|", DOC, re.MULTILINE))
    named = {name.removesuffix("_bucket") for name in re.findall(r"dlguide_\w+", expressions)}
    assert named <= written
    assert len(named) == 3
    (outcomes,) = re.findall(r'outcome=~"([^"]*)"', expressions)
    assert set(outcomes.split("|")) <= set(get_args(Outcome))


async def test_a_port_that_is_taken_is_told(metrics: Metrics, client: GuideClient, port: int) -> None:
    with pytest.raises(InvalidSettings, match=f"METRICS_PORT {port} cannot be opened on 127.0.0.1"):
        async with serving(client, fresh(), "127.0.0.1", port):
            pass


WITHOUT = """
import sys
sys.modules["prometheus_client"] = None
from bot.cli import main
sys.exit(main(["run"]))
"""


def test_without_the_extra_a_sentence_says_what_to_install(tmp_path: Path) -> None:
    environment = StandIn.environment(METRICS_PORT="9464", DATABASE_URL=f"sqlite:///{tmp_path}/votes.db")
    found = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", WITHOUT], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 2
    assert "METRICS_PORT needs the extra 'metrics'" in found.stderr
    assert "pip install 'dlguide[metrics]'" in found.stderr
    assert "Traceback" not in found.stderr


NOT_IMPORTED = """
import sys
import bot.run.online, bot.cli
unneeded = (
    "prometheus_client", "aiohttp.web", "bot.monitor.metrics", "bot.monitor.endpoint", "bot.doctor", "pythonjsonlogger",
    "numpy",
)
print([name for name in unneeded if name in sys.modules])
"""


def test_nothing_of_it_is_imported_without_a_port(tmp_path: Path) -> None:
    found = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", NOT_IMPORTED], env=StandIn.environment(), capture_output=True, text=True, check=True
    )
    assert found.stdout == "[]\n"
    assert metrics_for(Settings.from_environment({}, tmp_path / ".env")) is None


async def test_the_whole_process_has_its_port(discord_there: StandIn, tmp_path: Path, port: int) -> None:
    settings: dict[str, Any] = {"METRICS_PORT": str(port), "DATABASE_URL": f"sqlite:///{tmp_path}/votes.db"}
    process = await asyncio.create_subprocess_exec(
        *discord_there.command("run"), env=discord_there.environment(**settings), cwd=tmp_path,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        await discord_there.answer(await _first(discord_there))
        found = await settled(port, 1)
        assert await health(port) == (200, set())
        info = frozenset({("version", __version__), ("python", sys.version.split()[0])})
        assert found["dlguide_build_info", info] == 1
    finally:
        process.terminate()
        _, said = await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode == 0, said.decode()


async def _first(discord: StandIn) -> str:
    await discord.until(lambda: discord.shards)
    return await discord.use("help", SERVER)
