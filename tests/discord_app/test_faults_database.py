"""The database fails and comes back: nothing is acknowledged that is not stored, and no restart is needed."""

import contextlib
import logging
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from simcord import Env

from bot.discord_app.servers.views import ServerViews
from tests.discord_app.test_faults import faults_logged, number_in
from tests.support.simulated.posting import post_buttons
from tests.support.simulated.reading import PICKED, counted, reply, said_of_vote, text, told
from tests.support.simulated.server import ClosableStore, Member
from tests.support.simulated.suggesting import TYPED

pytestmark = pytest.mark.simcord(check_errors=False)

FASTAI, CHOLLET = "fastai-practical-deep-learning", "deep-learning-with-python"
NOT_STORED = "I couldn't save that, so nothing was changed."
ANSWERED: dict[str, dict[str, Any]] = {
    "recommend": {"query": "beginner math-light"},
    "ask": {"question": "I finished fast.ai, what next?"},
    "review": {"name": "fast.ai"},
    "compare": {"first": "fast.ai", "second": "the keras book"},
    "path": {"goal": "computer vision"},
    "browse": {},
    "help": {},
    "about": {},
    "my forget": {},
}
"""What is answered without the database, privately or for all."""
REFUSED: dict[str, dict[str, Any]] = {"next": {}, "my progress": {}, "my export": {}, "top": {}}
"""What only tells of what is stored."""


@contextlib.contextmanager
def disk_full(database: Path) -> Iterator[None]:
    """Let no file of this process grow beyond what the database's log has now, as a full disk would not."""
    log = database.with_name(f"{database.name}-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def vote(member: Member) -> str:
    """What a press told the member in words, else what stands on the button that they pressed."""
    message = await post_buttons(member.server.env, member.server.channel, f"vote:1:{CHOLLET}")
    pressed = await member.actor.click(message, custom_id=f"vote:1:{CHOLLET}")
    return said_of_vote(pressed) or counted(pressed)[0]


async def test_a_full_disk_is_told_and_votes_go_on_once_there_is_room(
    maya: Member, tom: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    assert await vote(maya) == "Helpful · 1"

    with disk_full(opened.path):
        said = await vote(tom)
        assert PICKED in text(reply(await tom.recommend("beginner math-light")))

    assert said.startswith(NOT_STORED)
    assert faults_logged(caplog) == [number_in(said)]
    assert await opened.store.votes.count(maya.server.guild.id, CHOLLET) == 1
    assert await vote(tom) == "Helpful · 2"
    with sqlite3.connect(opened.path) as other:
        assert other.execute("SELECT count(*) FROM vote").fetchone() == (2,)
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    other.close()


async def test_a_suggestion_that_finds_no_room_is_given_back_and_can_be_sent_again(
    maya: Member, opened: ClosableStore
) -> None:
    form = await maya.run("suggest")
    with disk_full(opened.path):
        said = told(await maya.actor.submit_modal(form, TYPED))
    assert NOT_STORED in said
    assert TYPED["why"] in said

    again = await maya.run("suggest")
    assert told(await maya.actor.submit_modal(again, TYPED)).startswith("Thank you.")


async def test_tables_that_come_back_are_used_again(
    maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite3.connect(opened.path) as other:
        other.execute("ALTER TABLE vote RENAME TO gone")
        assert (await vote(maya)).startswith(NOT_STORED)
        other.execute("ALTER TABLE gone RENAME TO vote")
    other.close()

    assert await vote(maya) == "Helpful · 1"
    assert len(faults_logged(caplog)) == 1


@pytest.mark.parametrize("private", [True, False])
async def test_what_needs_no_database_is_answered_without_and_the_log_is_not_flooded(
    maya: Member, opened: ClosableStore, private: bool, caplog: pytest.LogCaptureFixture
) -> None:
    await opened.closing.aclose()

    for command, options in ANSWERED.items():
        may_choose = {} if command in ("help", "about", "my forget") else {"private": private}
        answer = reply(await maya.actor.slash(maya.server.channel, command, **options, **may_choose))
        assert len(text(answer)) > 50
        assert not text(answer).startswith(NOT_STORED)

    assert not faults_logged(caplog)
    told_of = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(told_of) == len({line.partition(" until ")[0] for line in told_of})
    assert all(line.startswith("Answers go without ") for line in told_of)


@pytest.mark.parametrize("seconds", [0, 3600])
async def test_answers_stay_private_where_it_cannot_be_read_who_may_see_them(
    env: Env, maya: Member, opened: ClosableStore, seconds: int
) -> None:
    """Neither at a start without the database nor once what was read of a server is too old."""
    bot: Any = env.bot
    server = maya.server.guild.id
    now, late = opened.store.now, [0]
    guide, outages = bot.guide, bot.services.outages
    bot.services.servers = ServerViews(opened.store, lambda: now() + late[0], outages, keep=60.0)
    bot.services.servers.take_up(guide)
    await opened.store.servers.set(server, "private", True)
    if seconds:
        assert reply(await maya.recommend("beginner math-light")).ephemeral
    await opened.closing.aclose()
    late[0] = seconds

    assert reply(await maya.recommend("beginner math-light")).ephemeral


async def test_what_only_tells_of_what_is_stored_says_that_it_cannot(
    maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    await opened.closing.aclose()
    for command, options in REFUSED.items():
        sentence = told(await maya.actor.slash(maya.server.channel, command, **options))
        assert faults_logged(caplog) == [number_in(sentence)]
        caplog.clear()


async def test_an_outage_is_told_once_and_so_is_its_end(
    env: Env, maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite3.connect(opened.path) as other:
        other.execute("ALTER TABLE tally RENAME TO gone")
        for _ in range(5):
            await maya.recommend("beginner math-light")
        other.execute("ALTER TABLE gone RENAME TO tally")
    other.close()
    for _ in range(5):
        await maya.recommend("beginner math-light")

    lines = [record.getMessage() for record in caplog.records if record.name == "bot.discord_app.core.outages"]
    assert lines == [
        "Answers go without what servers have stored until it can be read again: no such table: tally",
        "Answers come with what servers have stored again",
    ]


async def test_a_fault_of_the_database_says_which_on_its_line(
    maya: Member, opened: ClosableStore, caplog: pytest.LogCaptureFixture
) -> None:
    other = sqlite3.connect(opened.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await vote(maya)
    other.close()
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.getMessage().endswith(": database is locked")


@pytest.fixture
def read_only(opened: ClosableStore) -> Iterator[Callable[[str], None]]:
    """Makes the files of the database read-only with `+`, and writable again with `-`, also for root."""
    files = [opened.path, opened.path.with_name(f"{opened.path.name}-wal")]

    def change(sign: str) -> None:
        done = subprocess.run(["chattr", f"{sign}i", *files], capture_output=True, check=False)  # noqa: S603, S607
        if done.returncode:
            pytest.skip(f"chattr cannot make a file read-only here: {done.stderr.decode().strip()}")

    if not shutil.which("chattr"):
        pytest.skip("there is no chattr here to make a file read-only")
    yield change
    subprocess.run(["chattr", "-i", *files], capture_output=True, check=False)  # noqa: S603, S607


async def test_a_read_only_file_is_told_and_votes_go_on_once_it_can_be_written(
    maya: Member, opened: ClosableStore, read_only: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    read_only("+")
    said = await vote(maya)
    assert said.startswith(NOT_STORED)
    assert faults_logged(caplog) == [number_in(said)]

    read_only("-")
    assert await vote(maya) == "Helpful · 1"
    assert await opened.store.votes.count(maya.server.guild.id, CHOLLET) == 1
