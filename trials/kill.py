"""Kill -9 at random moments under a stream of votes: python -m trials.kill --engine sqlite --rounds 200

In each round a process votes as fast as it can and is killed; then the database must hold every vote that was
acknowledged and none that was not sent, its tallies must equal a recount, and it must be sound. The next round goes on
with it. On PostgreSQL, in every third round its server is killed too, and started again.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
from msgspec import Struct

from bot.store import Address, address_of
from tests.store.behind import columns, look_away_from_all, rows
from tests.store.server import WHY_NONE, Server
from trials.ledger import Order, Votes, faults, read, replayed
from trials.report import Progress, options

LONGEST = 0.5
"""Seconds that a process may go on after its first acknowledged order."""
STARTING = 0.1
"""The share of rounds in which it is killed while it starts."""
SERVER_TOO = 3


class Database(Struct, frozen=True):
    """Where the votes are. `server` runs it, on PostgreSQL."""

    url: str
    server: Server | None = None

    @property
    def address(self) -> Address:
        """The same as the store takes it."""
        return address_of(self.url)


class Round(Struct, frozen=True):
    """What a process had sent and what was acknowledged before it was killed."""

    sent: tuple[Order, ...]
    done: tuple[int, ...]


@contextlib.contextmanager
def database(engine: str) -> Iterator[Database]:
    """A blank database, whose server makes sure of the disk as in earnest."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield Database(f"sqlite:///{folder}/votes.db")
        return
    with Server.started(fsync=True) as server:
        yield Database(server.create("votes"), server)


def one_round(at: Database, seed: str, first: int, chance: Random, *, server_too: bool) -> Round:
    """Let a process vote, kill it at a random moment, and read what it said."""
    command = [sys.executable, "-m", "trials.killed", at.url, seed, str(first)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.PIPE)
        _wait(process, said.fileno(), chance)
        if at.server and server_too:
            at.server.stop(signal.SIGKILL)
        process.kill()
        _, complaint = process.communicate()
        if process.returncode != -signal.SIGKILL and not server_too:
            raise RuntimeError(f"it ended by itself:\n{complaint.decode()}")
        said.seek(0)
        lines = said.read().split(b"\n")[:-1]
    if at.server and server_too:
        at.server.start()
    words = [line.split(b" ", 1) for line in lines]
    return Round(
        tuple(msgspec.json.decode(rest, type=Order) for word, rest in words if word == b"sent"),
        tuple(int(rest) for word, rest in words if word == b"done"),
    )


def _wait(process: "subprocess.Popen[bytes]", said: int, chance: Random) -> None:
    """Until the moment to kill it: mostly while it votes, sometimes while it starts."""
    if chance.random() < STARTING:
        time.sleep(chance.random() * LONGEST)
        return
    while process.poll() is None and b"done" not in os.pread(said, 4096, 0):
        time.sleep(0.005)
    time.sleep(chance.random() * LONGEST)


def stored(address: Address) -> tuple[Votes, Counter[tuple[int, str, str]]]:
    """The votes and the tallies in the database; nothing where it was killed before there were tables."""
    if "tally" not in {column.table for column in columns(address)}:
        return read(()), Counter()
    tallies = rows(address, "SELECT guild_id, resource_id, choice, votes FROM tally WHERE votes > 0")
    votes = read(rows(address, "SELECT guild_id, resource_id, voter_id, choice FROM vote"))
    return votes, Counter({(server, resource, choice): count for server, resource, choice, count in tallies})


def unsound(address: Address) -> Iterator[str]:
    """What the engine itself finds wrong; PostgreSQL says it where it reads."""
    if isinstance(address, Path) and address.exists():
        yield from (str(line) for (line,) in rows(address, "PRAGMA integrity_check") if line != "ok")


def run(engine: str, rounds: int, seed: str) -> int:
    """All rounds. Returns how many orders were acknowledged; raises `SystemExit` at the first fault."""
    chance, acknowledged, number = Random(seed), 0, 0
    progress = Progress(f"kill {engine}", rounds)
    with database(engine) as at:
        must = read(())
        for round_ in range(rounds):
            done = one_round(at, f"{seed} {round_}", number, chance, server_too=round_ % SERVER_TOO == SERVER_TOO - 1)
            number = max((order.number + 1 for order in done.sent), default=number)
            must, still_open = replayed(must, done.sent, done.done)
            look_away_from_all()
            found, tallies = stored(at.address)
            if told := [*faults(found, tallies, must, still_open), *unsound(at.address)]:
                print(*told, f"round {round_} on {engine}, --seed {seed}", sep="\n")
                raise SystemExit(1)
            must, acknowledged = found, acknowledged + len(done.done)
            progress.add(1, f"({acknowledged} acknowledged)")
        look_away_from_all()
    return acknowledged


def main() -> int:
    """Run it for the engines that are asked for. Returns the exit code."""
    parser = options("trials.kill", __doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--rounds", type=int, default=200)
    chosen = parser.parse_args()
    print(f"--engine {chosen.engine} --rounds {chosen.rounds} --seed {chosen.seed}", flush=True)
    for engine in ("sqlite", "postgres") if chosen.engine == "both" else (chosen.engine,):
        if engine == "postgres" and WHY_NONE:
            print(f"postgres left out: {WHY_NONE}")
            continue
        began = time.monotonic()
        acknowledged = run(engine, chosen.rounds, chosen.seed)
        print(
            f"kill -9 on {engine}: {chosen.rounds} rounds, {acknowledged} orders acknowledged, none missing, none "
            f"that nobody sent, tallies right, database sound ({time.monotonic() - began:.0f} s)",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
