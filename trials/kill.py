"""kill -9 at random moments under a stream of votes: what was acknowledged is there, and nothing else.

    python -m trials.kill --engine sqlite --rounds 200 --seed 1
    python -m trials.kill --engine postgres --rounds 200 --seed 1

In each round a process opens the store and takes votes of many members, and now and then merges, forgets and decides;
it is killed, and the database compared with what it had acknowledged. The next round goes on with what is left. On
PostgreSQL, in half of the rounds the server is killed too, all of it at once or without tidying up, and started again
while the process goes on. The server syncs to the disk as in earnest.
"""

import contextlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from msgspec import Struct

from tests.support.store.behind import rows
from tests.support.store.server import WHY_NONE
from tests.support.store.tallies import recount, tallies
from trials.engines import PATIENCE, Engine, engine_of
from trials.ledger import Books, noted
from trials.report import Progress, options

ACTORS = 16
LONGEST = 0.5
"""Seconds after the first acknowledgement in which the kill comes."""
VOTES = "SELECT guild_id, resource_id, voter_id, choice, held + left_out FROM vote"


class Round(Struct, frozen=True):
    """What came of a round."""

    struck: str
    acknowledged: int
    refused: int
    open: int
    faults: list[str]


def one_round(engine: Engine, books: Books, folder: Path, number: int, seed: str) -> Round:
    """Let members vote, strike, kill, and compare."""
    chance = Random(f"{seed}/{number}")
    notes = folder / f"notes-{number}"
    command = [sys.executable, "-m", "trials.voting", engine.place, str(ACTORS), str(number), seed, str(notes)]
    with (folder / "log").open("ab") as log, subprocess.Popen(command, stderr=log) as voting:
        try:
            _await_acknowledgements(notes, voting, 1)
            time.sleep(chance.uniform(0, LONGEST))
            struck = engine.strike(chance)
            if struck != "the bot":
                _await_acknowledgements(notes, voting, 1 + _acknowledged(notes))
                time.sleep(chance.uniform(0, LONGEST))
        finally:
            voting.kill()
    return _compared(engine, books, notes, struck)


def _compared(engine: Engine, books: Books, notes: Path, struck: str) -> Round:
    said = noted(notes)
    with engine.after_kill() as address:
        faults = books.settle(said, rows(address, VOTES))
        if recount(address) != tallies(address):
            faults.append("the tallies are not what a recount of the votes gives")
        faults += engine.faults(address)
    done, refused = sum(len(one.done) for one in said), sum(one.refused for one in said)
    return Round(struck, done, refused, sum(one.open is not None for one in said), faults)


def _await_acknowledgements(notes: Path, voting: subprocess.Popen[bytes], count: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while _acknowledged(notes) < count:
        if voting.poll() is not None or time.monotonic() > deadline:
            log = (notes.parent / "log").read_text(errors="replace")
            last = {one.actor: ("open" if one.open else "ended", one.refused) for one in noted(notes)}
            raise RuntimeError(f"the process that votes acknowledges nothing; {last}; its log ends with\n{log[-2000:]}")
        time.sleep(0.005)


def _acknowledged(notes: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return notes.read_text().count(" +\n")
    return 0


def kill(name: str, rounds: int, seed: str) -> int:
    """So many rounds; a fault ends them. Returns the exit code."""
    began, progress, done = time.monotonic(), Progress(f"kill {name}", rounds), []
    print(f"kill {name}: {rounds} rounds, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, engine_of(name, Path(folder)) as engine:
        books = Books(ACTORS)
        for number in range(rounds):
            done.append(one_round(engine, books, Path(folder), number, seed))
            progress.add(1)
            for fault in done[-1].faults:
                print(f"kill {name}: FAULT in round {number}, after {done[-1].struck} was killed: {fault}")
            if done[-1].faults:
                break
    return _conclude(name, done, seed, time.monotonic() - began)


def _conclude(name: str, done: list[Round], seed: str, seconds: float) -> int:
    failed = any(one.faults for one in done)
    struck = {how: sum(one.struck == how for one in done) for how in sorted({one.struck for one in done})}
    steps, refused, left = (sum(getattr(one, field) for one in done) for field in ("acknowledged", "refused", "open"))
    found = "something missing or too much" if failed else "all of the first there and none of the second"
    print(
        f"kill {name}: {'FAILED' if failed else 'passed'}: {len(done)} rounds ({struck}), {steps} steps acknowledged, "
        f"{refused} refused, {left} under way when struck: {found}, seed {seed}, {seconds:.0f} s"
    )
    return 1 if failed else 0


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns the exit code."""
    parser = options("trials.kill", __doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=20)
    said = parser.parse_args(arguments)
    if said.engine == "postgres" and WHY_NONE:
        print(f"kill postgres: skipped: {WHY_NONE}")
        return 0
    return kill(said.engine, said.rounds, said.seed)


if __name__ == "__main__":
    sys.exit(main())
