"""`dlguide run` as a process of its own, on a stand-in for Discord."""

import asyncio
import contextlib
import re
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

from tests.support.knowledge_files import GOOD
from tests.support.standin import StandIn

SECONDS = 10
UNTIDY = re.compile(r"Warning|[Uu]nclosed|Traceback|never |destroyed|exception", re.ASCII)


class Bot:
    """A running process of the bot."""

    def __init__(self, process: Process, knowledge: Path) -> None:
        self.process = process
        self.knowledge = knowledge
        self.said = ""

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def says(self, words: str) -> None:
        """Wait until the log says something."""
        assert self.process.stderr
        async with asyncio.timeout(SECONDS):
            while words not in self.said:
                self.said += (await self.process.stderr.readline()).decode()

    async def ended(self) -> tuple[int | None, str]:
        """The exit code and all that was said, after ten seconds at most."""
        async with asyncio.timeout(SECONDS):
            _, rest = await self.process.communicate()
        return self.process.returncode, self.said + rest.decode()


@contextlib.asynccontextmanager
async def bot(discord: StandIn, folder: Path, base: str = "base.yaml", **settings: str) -> AsyncIterator[Bot]:
    knowledge = folder / "knowledge" / base
    if not knowledge.exists():
        knowledge.parent.mkdir()
        knowledge.write_text(GOOD)
    place = {"DATABASE_URL": f"sqlite:///{folder}/guide.db", "KNOWLEDGE_FILE": str(knowledge)}
    environment = discord.environment(**place | settings)
    process = await asyncio.create_subprocess_exec(*discord.command("run"), env=environment, stderr=PIPE, cwd=folder)
    try:
        yield Bot(process, knowledge)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def tidy(ended: tuple[int | None, str]) -> bool:
    """Whether a process ended well: with code 0, and nothing left unclosed or unhandled."""
    code, said = ended
    return code == 0 and not UNTIDY.search(said)
