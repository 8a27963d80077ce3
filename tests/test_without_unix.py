"""The commands where there is nothing that only Unix has, as on Windows: it is taken away from Python here."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.base import REPOSITORY
from tests.support.running import Bot, tidy
from tests.support.standin import standing_in

OF_UNIX = """
import asyncio, os, signal
for name in (
    "chown", "chroot", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups", "getloadavg",
    "getpgid", "getpgrp", "getpriority", "getsid", "getuid", "killpg", "lchown", "major", "mkfifo", "nice", "openpty",
    "posix_fadvise", "posix_spawn", "sched_getaffinity", "setgid", "setpgid", "setsid", "setuid", "statvfs", "sync",
    "wait3", "wait4",
):
    if hasattr(os, name):
        delattr(os, name)
for name in [name for name in dir(signal) if name.startswith("SIG") and name[3:].isalnum()]:
    if name not in ("SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM"):
        delattr(signal, name)

def none(*_):
    raise NotImplementedError

loop = asyncio.SelectorEventLoop
loop.add_signal_handler = loop.remove_signal_handler = none
"""
MAIN = "from bot.__main__ import main\nmain()\n"
SECONDS = 60


def environment(folder: Path, base: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"}
    return kept | {
        "PYTHONPATH": str(REPOSITORY), "KNOWLEDGE_FILE": str(base), "DATABASE_URL": f"sqlite:///{folder}/guide.db",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", "free", "book"], 0, "1. "),
        (["review", "fast.ai"], 0, "Rating"),
        (["doctor", "--offline"], 1, "DISCORD_TOKEN is not set"),
        (["knowledge", "check"], 0, "no problems"),
        (["db", "upgrade"], 0, "up to date"),
    ],
)
def test_a_command_needs_nothing_that_only_unix_has(
    tmp_path: Path, few_file: Path, arguments: list[str], code: int, said: str
) -> None:
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", OF_UNIX + MAIN, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=environment(tmp_path, few_file), timeout=SECONDS,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (code, "")
    assert said in done.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.trial)])
async def test_the_bot_ends_well_where_the_loop_hears_no_signals(
    tmp_path: Path, few_file: Path, number: signal.Signals
) -> None:
    async with standing_in() as discord:
        command = [part if "main()" not in part else OF_UNIX + part for part in discord.command("run")]
        around = discord.environment(**environment(tmp_path, few_file))
        process = await asyncio.create_subprocess_exec(*command, env=around, stderr=-1, cwd=tmp_path)
        running = Bot(process, few_file)
        await discord.until(lambda: discord.shards)
        running.signal(number)
        running.signal(number)
        code, said = await running.ended()
        assert tidy((code, said)), said
        assert f"Ending after {number.name}" in said


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.trial)])
def test_the_local_page_ends_well_there_too(tmp_path: Path, few_file: Path, number: signal.Signals) -> None:
    printed = tmp_path / "printed.txt"
    with printed.open("wb") as output:
        command = [sys.executable, "-c", OF_UNIX + MAIN, "try", "--no-browser"]
        process = subprocess.Popen(  # noqa: S603 - ours
            command, cwd=tmp_path, env=environment(tmp_path, few_file), stdout=output, stderr=output
        )
    try:
        until = time.monotonic() + SECONDS
        while "Ctrl-C ends it." not in printed.read_text():
            assert time.monotonic() < until
            assert process.poll() is None, printed.read_text()
            time.sleep(0.05)
        process.send_signal(number)
        assert process.wait(10) == 0, printed.read_text()
    finally:
        process.kill()
        process.wait()
    assert "Traceback" not in printed.read_text()
    assert "Ended." in printed.read_text()
