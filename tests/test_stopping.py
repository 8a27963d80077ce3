"""`dlguide run` as a process of its own, with real signals: what is in work is finished; the end is clean and soon."""

import asyncio
import contextlib
import itertools
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.store import Store
from tests.support import payloads
from tests.support.base import KNOWLEDGE
from tests.support.knowledge_files import GOOD
from tests.support.model_server import model_server
from tests.support.running import SECONDS, UNTIDY, bot, tidy
from tests.support.standin import StandIn, standing_in
from tests.support.store.schema import content

SERVER = 5 << 22
VOTE = "vote:1:one"
UPDATED = 7
"""The kind of an answer that shows the new count."""
CALLBACK = re.compile(r"POST /interactions/\d+/t\d+/callback")
COMPLAINT = re.compile(r'"level": "(WARNING|ERROR)", "logger": "(?!asyncio)')
"""A line of the log that says what went wrong; asyncio's own say that this machine is slow."""
HANGING = """
import asyncio, threading, time
from bot.run.stopping import ended_by_signals

async def main():
    threading.Thread(target=time.sleep, args=(60,)).start()
    with ended_by_signals(asyncio.current_task().cancel, 0.3):
        print("here", flush=True)
        await asyncio.to_thread(time.sleep, 60)

asyncio.run(main())
"""


@pytest.fixture
async def discord_there() -> AsyncIterator[StandIn]:
    async with standing_in() as found:
        found.guilds = {SERVER}
        yield found


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "guide.db"


def holding(discord: StandIn, what: Callable[[str], object]) -> asyncio.Event:
    """Hold the first request of this kind until the event is set."""
    held, let_go = [0], asyncio.Event()

    async def hold(request: str) -> None:
        if what(request) and not held[0]:
            held[0] = 1
            await let_go.wait()

    discord.hold = hold
    return let_go


async def test_what_is_in_work_is_finished(discord_there: StandIn, tmp_path: Path, database: Path) -> None:
    async with bot(discord_there, tmp_path) as running:
        await discord_there.until(lambda: discord_there.shards)
        await discord_there.answer(await discord_there.use("recommend", SERVER, query="a book"))
        let_go = holding(discord_there, CALLBACK.fullmatch)
        voted = await discord_there.press(VOTE, SERVER)
        await discord_there.until(lambda: content(database)["vote"])
        running.signal(signal.SIGTERM)
        await running.says("Ending after SIGTERM")
        later = await discord_there.press(VOTE, SERVER, member=8)
        assert "I'm just restarting." in str(await discord_there.answer(later))
        running.signal(signal.SIGTERM)
        await asyncio.sleep(0.1)
        let_go.set()
        assert "Helpful · 1" in str(await discord_there.answer(voted))
        assert tidy(await running.ended())
    assert [vote["voter_id"] for vote in content(database)["vote"]] == [7]
    assert content(database)["asked"]


def server_of(member: int) -> int:
    """Members of many servers, so that they look like no brigade."""
    return (member % 20 + 5) << 22


async def press_on(discord: StandIn) -> None:
    """Let members press and ask, more and more of them, whatever is answered, until the bot has left."""
    with contextlib.suppress(ConnectionError, KeyError):
        for member in itertools.count(1000):
            await discord.press(VOTE, server_of(member), member)
            await discord.use("recommend", server_of(member), member, query="a book")
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_slow_discord_with_members_who_press_on(
    discord_there: StandIn, tmp_path: Path, database: Path, how: signal.Signals
) -> None:
    async def slowly(request: str) -> None:
        if CALLBACK.fullmatch(request):
            await asyncio.sleep(0.5)

    discord_there.guilds = {server_of(member) for member in range(20)}
    async with bot(discord_there, tmp_path) as running:
        await discord_there.until(lambda: discord_there.shards)
        discord_there.hold = slowly
        before = [await discord_there.press(VOTE, server_of(member), member) for member in range(100, 140)]
        await discord_there.until(lambda: len(content(database)["vote"]) == len(before))
        pressing = asyncio.create_task(press_on(discord_there))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        running.signal(how)
        code, said = await running.ended()
        took = time.monotonic() - began
    pressing.cancel()
    answers = dict(discord_there.answers)
    assert len(answers) == len(discord_there.answers)  # nobody is answered twice
    shown = {id_ for id_, answer in answers.items() if answer["type"] == UPDATED}
    assert shown >= set(before)
    assert len(shown) == len(content(database)["vote"])  # whose vote is stored was told so
    assert "I'm just restarting." in str(answers)
    assert tidy((code, said)), said
    assert not COMPLAINT.search(said), said
    assert took < 8


async def test_a_model_that_still_writes_is_not_waited_for(discord_there: StandIn, tmp_path: Path) -> None:
    async with model_server("hangs") as model:
        settings = {"MODEL_URL": model.url, "MODEL_NAME": "m", "MODEL_DIRECT": "yes"}
        async with bot(discord_there, tmp_path, **settings) as running:
            await discord_there.until(lambda: discord_there.shards)
            asked = payloads.message_with("none") | {"author": payloads.user(7), "content": "which book is best?"}
            await discord_there.send("MESSAGE_CREATE", asked)
            await discord_there.until(lambda: model.requests)
            began = time.monotonic()
            running.signal(signal.SIGTERM)
            assert tidy(await running.ended())
            assert time.monotonic() - began < 3
    assert f"POST /channels/{payloads.CHANNEL}/messages" in discord_there.asked


@pytest.mark.trial
async def test_it_can_be_ended_while_the_base_is_read_again(discord_there: StandIn, tmp_path: Path) -> None:
    shutil.copytree(KNOWLEDGE.parent, tmp_path / "knowledge")
    async with bot(discord_there, tmp_path, KNOWLEDGE.name) as running:
        await discord_there.until(lambda: discord_there.shards)
        await running.says("Ready")
        running.signal(signal.SIGHUP)
        await asyncio.sleep(0.3)
        asked = await discord_there.use("recommend", SERVER, query="a book")
        await asyncio.sleep(0.05)
        running.signal(signal.SIGTERM)
        assert tidy(await running.ended())
    assert "Helpful" in str(dict(discord_there.answers)[asked])


async def test_a_hangup_ends_nothing_and_a_broken_base_is_refused(discord_there: StandIn, tmp_path: Path) -> None:
    let_go = holding(discord_there, "GET /users/@me".__eq__)
    async with bot(discord_there, tmp_path) as running:
        await discord_there.until(lambda: discord_there.asked)
        running.signal(signal.SIGHUP)
        let_go.set()
        await discord_there.until(lambda: discord_there.shards)
        running.knowledge.write_text(GOOD.replace("math: light", "math: lite"))
        running.signal(signal.SIGHUP)
        await running.says("the one before still answers")
        await running.says("base.yaml:7: math: ")
        assert "One" in str(await discord_there.answer(await discord_there.use("review", SERVER, name="one")))
        running.knowledge.write_text(GOOD.replace("title: One", "title: Uno"))
        running.signal(signal.SIGHUP)
        await running.says("The knowledge base is read again")
        assert "Uno" in str(await discord_there.answer(await discord_there.use("review", SERVER, name="one")))
        running.signal(signal.SIGTERM)
        assert tidy(await running.ended())


def test_whatever_hangs_is_left_behind_in_time() -> None:
    with subprocess.Popen([sys.executable, "-c", HANGING], stdout=-1, stderr=-1) as process:  # noqa: S603 - ours
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"here\n"
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
        assert 0.3 <= time.monotonic() - began < 3
        assert process.stderr.read() == b"Left after 0.3 seconds without waiting for what still hangs\n"


@pytest.mark.trial
@pytest.mark.parametrize("request_", ["GET /users/@me", "PUT /applications/1/commands", "GET /gateway/bot"])
async def test_the_start_can_be_ended_at_any_request(discord_there: StandIn, tmp_path: Path, request_: str) -> None:
    holding(discord_there, request_.__eq__)
    async with bot(discord_there, tmp_path) as running:
        await discord_there.until(lambda: request_ in discord_there.asked)
        running.signal(signal.SIGTERM)
        assert tidy(await running.ended())


@pytest.mark.trial
async def test_the_start_can_be_ended_while_the_base_is_read(discord_there: StandIn, tmp_path: Path) -> None:
    shutil.copytree(KNOWLEDGE.parent, tmp_path / "knowledge")
    async with bot(discord_there, tmp_path, KNOWLEDGE.name) as running:
        await discord_there.until(lambda: discord_there.asked)
        await asyncio.sleep(0.3)
        running.signal(signal.SIGTERM)
        assert tidy(await running.ended())
        assert not discord_there.shards


@pytest.mark.trial
async def test_the_start_can_be_ended_while_the_database_is_locked(
    discord_there: StandIn, tmp_path: Path, database: Path
) -> None:
    with contextlib.closing(sqlite3.connect(database)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN EXCLUSIVE")
        async with bot(discord_there, tmp_path) as running:
            await asyncio.sleep(1)  # it is importing, or waits for the lock
            running.signal(signal.SIGTERM)
            code, said = await running.ended()
    assert code in (0, -signal.SIGTERM)
    assert not UNTIDY.search(said)


@pytest.mark.trial
async def test_a_locked_database_holds_up_no_end(discord_there: StandIn, tmp_path: Path, database: Path) -> None:
    async with Store.open(database, time.time):
        pass
    async with bot(discord_there, tmp_path) as running:
        await discord_there.until(lambda: discord_there.shards)
        await discord_there.answer(await discord_there.use("recommend", SERVER, query="a book"))
        with contextlib.closing(sqlite3.connect(database)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await discord_there.press(VOTE, SERVER)
            running.signal(signal.SIGTERM)
            await discord_there.until(  # at once, or after the answer was put off
                lambda: "nothing was changed" in str([*discord_there.answers, *discord_there.followups])
            )
            code, _ = await running.ended()
            assert code == 0


@pytest.mark.trial
async def test_a_discord_that_does_not_let_go_is_left(discord_there: StandIn, tmp_path: Path) -> None:
    discord_there.lets_go = False
    async with bot(discord_there, tmp_path) as running:
        await discord_there.until(lambda: discord_there.shards)
        running.signal(signal.SIGTERM)
        assert tidy(await running.ended())


@pytest.mark.trial
async def test_who_never_gets_an_answer_holds_up_no_end(discord_there: StandIn, tmp_path: Path, database: Path) -> None:
    holding(discord_there, CALLBACK.fullmatch)
    async with bot(discord_there, tmp_path) as running:
        await discord_there.until(lambda: discord_there.shards)
        await discord_there.press(VOTE, SERVER)
        await discord_there.until(lambda: content(database)["vote"])
        running.signal(signal.SIGTERM)
        code, said = await running.ended()
        assert tidy((code, said))
        assert "Left with 1 unanswered" in said
