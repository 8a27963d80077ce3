"""The databases that are struck in `trials.kill`: a file, and one on a server of our own."""

import contextlib
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Protocol

from bot.store import Address, PostgresAddress, address_of
from tests.support.store.behind import look_away, rows
from tests.support.store.server import Server, binaries, query
from tests.support.store.striking import BACKENDS

PATIENCE = 30.0
"""Seconds after which something hangs."""


class Engine(Protocol):
    """A database that can be struck, and looked at."""

    place: str
    """Where it is, for the process that votes."""

    def strike(self, chance: Random) -> str:
        """Perhaps do something to the server itself, and have it run again. Gives what was done."""

    def after_kill(self) -> contextlib.AbstractContextManager[Address]:
        """The database as the kill left it, once nobody works on it."""

    def faults(self, address: Address) -> list[str]:
        """What is wrong with the files of the database."""


class Sqlite:
    """A file. What the kill left is looked at in a copy, so that the next process recovers the file itself."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "kill.db"
        self._copies = folder / "copy"
        self.place = str(self._file)

    def strike(self, chance: Random) -> str:
        """There is no server."""
        return "the bot"

    @contextlib.contextmanager
    def after_kill(self) -> Iterator[Address]:
        """A copy of the file and its log."""
        shutil.rmtree(self._copies, ignore_errors=True)
        self._copies.mkdir()
        for name in (self._file.name, f"{self._file.name}-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(self._file.with_name(name), self._copies / name)
        yield self._copies / self._file.name

    def faults(self, address: Address) -> list[str]:
        """What SQLite finds."""
        return [str(found) for (found,) in rows(address, "PRAGMA integrity_check") if found != "ok"]


class Postgres:
    """A database on a server of our own."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.place = server.create("kill")

    def strike(self, chance: Random) -> str:
        """Leave the server alone, or kill it and start it again."""
        how = chance.choice(("the bot", "the bot", "all of the server", "the server at once"))
        if how == "all of the server":
            self._server.crash()
        elif how == "the server at once":
            self._server.stop(signal.SIGQUIT)
        if how != "the bot":
            self._server.start()
        return how

    @contextlib.contextmanager
    def after_kill(self) -> Iterator[Address]:
        """The database, once the server noticed that the bot is gone: until then it may still do what was sent."""
        address = address_of(self.place)
        assert isinstance(address, PostgresAddress)
        deadline = time.monotonic() + PATIENCE
        while query(address.url, BACKENDS):
            assert time.monotonic() < deadline, "the server still works for the bot that was killed"
            time.sleep(0.01)
        yield address
        look_away(address.url)

    def faults(self, address: Address) -> list[str]:
        """What pg_amcheck finds in tables and indexes, where it is installed."""
        program = (binaries() or Path()) / "pg_amcheck"
        if not program.exists():
            return []
        command = [
            str(program),
            "--install-missing",
            "--heapallindexed",
            "--host=127.0.0.1",
            f"--port={self._server.port}",
        ]
        done = subprocess.run([*command, "--username=postgres", "kill"], capture_output=True, text=True, check=False)
        return [f"pg_amcheck: {done.stdout}{done.stderr}"] if done.returncode else []


@contextlib.contextmanager
def engine_of(name: str, folder: Path) -> Iterator[Engine]:
    """A new database."""
    if name == "sqlite":
        yield Sqlite(folder)
        return
    with Server.started(fsync=True) as server:
        yield Postgres(server)
