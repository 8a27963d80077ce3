"""A PostgreSQL server of our own, for tests, trials and benches: in a folder of its own, on loopback, gone afterwards.

with Server.started() as server:
    server.create("guide")
    async with Store.open(address_of(server.dsn("guide")), time.time) as store: ...
"""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg

NOBODY = 65534
"""Who runs the server where we are root, which PostgreSQL refuses to run as."""
FAST = ("fsync=off", "full_page_writes=off", "autovacuum=off")
"""What a server need not do whose data nobody misses after a loss of power."""
SMALL = ("max_connections=120", "shared_buffers=32MB", "wal_level=minimal", "max_wal_senders=0", "jit=off")
GUARDED = "password_encryption=scram-sha-256"
"""How passwords are kept, which versions before 14 do otherwise unless told."""
TRUSTED = "host all guarded 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
"""Everybody is let in, but the role `guarded`, once it is made, is asked for its password."""
START_SECONDS = 30


def binaries() -> Path | None:
    """The folder with PostgreSQL's own programs: the one in POSTGRES_BIN, else the newest; None where there is none."""
    if chosen := os.environ.get("POSTGRES_BIN"):
        return Path(chosen)
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda file: int(file.parent.parent.name), default=None)
    on_path = shutil.which("initdb")
    found = newest or (Path(on_path) if on_path else None)
    return found.resolve().parent if found else None


def client(program: str) -> str:
    """One of PostgreSQL's clients, of the server's version where it comes with one."""
    with_server = (binaries() or Path()) / program
    return str(with_server if with_server.exists() else shutil.which(program))


WHY_NONE = None if binaries() else "no PostgreSQL server here: install Debian's postgresql, or put its initdb on PATH"
"""Why tests on PostgreSQL are skipped; None where they can run."""


class Server:
    """A cluster in `folder`, with `settings` as `postgres -c` takes them. Begins stopped."""

    def __init__(self, folder: Path, settings: Sequence[str] = ()) -> None:
        self.folder = folder
        self.port = free_port()
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    @contextlib.contextmanager
    def started(cls, *, fsync: bool = False, settings: Sequence[str] = ()) -> Iterator["Server"]:
        """A fresh cluster that runs until the block ends. With `fsync` it survives a loss of power, as in earnest."""
        folder = Path(tempfile.mkdtemp(prefix="dlguide-postgres-"))
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        server = cls(folder, [*SMALL, GUARDED, *(() if fsync else FAST), *settings])
        try:
            server.make()
            server.start()
            yield server
        finally:
            server.stop(signal.SIGQUIT)
            shutil.rmtree(folder)

    def make(self) -> None:
        """Make the cluster."""
        options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
        subprocess.run([*self._as_nobody("initdb"), *options, self._data], check=True, capture_output=True, cwd="/")  # noqa: S603
        (Path(self._data) / "pg_hba.conf").write_text(TRUSTED)

    def start(self) -> None:
        """Start, and wait until it lets clients in."""
        chosen = ["listen_addresses=127.0.0.1", f"port={self.port}", "unix_socket_directories=", *self._settings]
        options = [part for setting in chosen for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            command = [*self._as_nobody("postgres"), "-D", self._data, *options]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")  # noqa: S603
        deadline = time.monotonic() + START_SECONDS
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{self.log()[-2000:]}")
            time.sleep(0.01)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop: SIGINT ends all connections, SIGQUIT does not even tidy up, SIGKILL is a crash of the server."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def crash(self) -> None:
        """Kill every process of the server at once, so that none can tidy up after another, and wait for their end."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)  # so that it makes no more of them meanwhile
            pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
            ours = [pid for pid in pids if self._is_child(pid)]
            for pid in [self._process.pid, *ours]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
            while any(map(_is_alive, ours)):  # the next server refuses to share its memory with them
                time.sleep(0.005)

    @property
    def postmaster(self) -> int:
        """The process that lets clients in."""
        if self._process is None:
            raise RuntimeError("the server is stopped")
        return self._process.pid

    def _is_child(self, pid: int) -> bool:
        return _status(pid)[1:2] == [str(self.postmaster)]

    def log(self) -> str:
        """What the server wrote."""
        return (self.folder / "log").read_text(errors="replace")

    def dsn(self, database: str, user: str = "postgres", password: str | None = None) -> str:
        """The address of a database here, as DATABASE_URL takes it."""
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, like: str = "template0") -> str:
        """Make a database, if wanted with all that another has. Returns its address."""
        query(self.dsn("postgres"), f"CREATE DATABASE {database} TEMPLATE {like}")
        return self.dsn(database)

    def drop(self, database: str) -> None:
        """Delete a database, whoever is connected."""
        query(self.dsn("postgres"), f"DROP DATABASE {database} WITH (FORCE)")

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _ready(self) -> bool:
        """Whether the server says so, in the last line of its own file."""
        with contextlib.suppress(FileNotFoundError):
            lines = (self.folder / "data" / "postmaster.pid").read_text().splitlines()
            return len(lines) > 7 and lines[7].strip() == "ready" and lines[0] == str(self._pid())
        return False

    def _pid(self) -> int | None:
        return self._process.pid if self._process else None

    @staticmethod
    def _as_nobody(program: str) -> list[str]:
        """A program of PostgreSQL, run by nobody where we are root, and ended where we are killed."""
        setpriv = shutil.which("setpriv")
        rights = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
        return [*([setpriv, *rights, "--pdeathsig=INT"] if setpriv else []), str((binaries() or Path()) / program)]


def query(dsn: str, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What another program gets from a database, on a connection of its own, also where an event loop is running."""

    async def fetch() -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(dsn)
        try:
            return [tuple(row) for row in await connection.fetch(sql, *values)]
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(asyncio.run, fetch()).result()


def _status(pid: int) -> list[str]:
    """What Linux says of a process, its state and its parent first; nothing of one that is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def _is_alive(pid: int) -> bool:
    return _status(pid)[:1] not in ([], ["Z"], ["X"])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
