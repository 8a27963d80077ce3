"""Everything that members and moderators do, at random and for long: nothing fails, and nothing grows.

    python -m trials.soak --interactions 100000 --seed 1

Real discord.py and the whole bot on a simulated Discord (simcord), in processes of their own, each with its share of
the interactions and a seed of its own. The knowledge base changes now and then; in the first third the bot is also
started anew on the same store. After each round simcord forgets what it has seen, and what the process holds is
counted: what is held in the last quarter of the rounds is compared with the second quarter.
"""

import asyncio
import gc
import json
import logging
import os
import sqlite3
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

from bot.discord_app.core.faults import WENT_WRONG
from bot.discord_app.servers.retention import purge
from tests.support.simulated.watch import message_in
from tests.support.store.tallies import recount, tallies
from trials.doings import Doings
from trials.growth import Faults, Figures, commonest, figures, grown, open_files
from trials.report import Progress, options
from trials.sendable import assert_sendable
from trials.sources import shipped_words
from trials.texts import Texts
from trials.town import Town, town

ROUNDS = 20
SERVERS, MEMBERS = 12, 40
PRUNE_EVERY = 25
"""Doings after which simcord forgets, also within a round: it is slower the more it keeps."""
RELOAD_EVERY = 700
"""Interactions between two changes of the knowledge base."""
RESTARTS = 3
"""Of the bot, after the first rounds."""


class Soaked(Struct, frozen=True):
    """What came of a soak: how many of each kind, the figures after each round, and what went wrong."""

    seed: str
    counts: dict[str, int]
    rounds: list[dict[str, float]]
    faults: list[str]


class Watching(logging.Handler):
    """Looks at all that was sent and logged since the last look, and counts it."""

    def __init__(self, town: Town, faults: Faults) -> None:
        super().__init__(logging.ERROR)
        self._town, self._faults = town, faults
        self._requests = self._interactions = 0
        self.counts: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line of the log at ERROR or above for a fault."""
        self._faults.found.append(f"logged: {record.name}: {self.format(record)}")

    def look(self) -> None:
        """Raise AssertionError where something went wrong since the last look."""
        backend = self._town.env.backend
        for interaction in list(backend.interactions.values())[self._interactions :]:
            assert interaction.responded, f"not acknowledged: {interaction}"
            self.counts[f"{interaction.command_name or KINDS.get(interaction.type, interaction.type)}"] += 1
        for request in backend.http_requests[self._requests :]:
            self._check(request.json)
        self._interactions, self._requests = len(backend.interactions), len(backend.http_requests)
        assert not self._town.env.errors, f"raised: {self._town.env.errors}"
        assert not self._faults.found, self._faults.found

    def _check(self, sent: Any) -> None:
        message = message_in(sent)
        if message is None or (not message.get("components") and not message.get("content")):
            return
        assert message.get("allowed_mentions", {}).get("parse") == [], "may ping"
        content = message.get("content") or ""
        assert_sendable(message.get("components") or [], content)
        assert WENT_WRONG[:20] not in f"{content}{message.get('components')}", "something went wrong, says the bot"

    def prune(self) -> None:
        """Have simcord forget what was looked at."""
        self._town.prune()
        self._requests = self._interactions = 0

    @property
    def interactions(self) -> int:
        """How many interactions there were."""
        return self.counts.total()


KINDS = {3: "press or choice", 4: "completion", 5: "form"}


async def soak(folder: Path, interactions: int, seed: str) -> Soaked:
    """So many interactions, in rounds. Faults end it, and are told with the number of what was done last."""
    chance, faults = Random(seed), Faults()
    end = faults.watch(asyncio.get_running_loop())
    rounds: list[Figures] = []
    async with town(folder, chance, SERVERS, MEMBERS) as place:
        watching = Watching(place, faults)
        logging.getLogger().addHandler(watching)
        doings = Doings(place, Texts(shipped_words(place.bot.guide), chance), chance)
        progress = Progress(f"soak {seed}", interactions)
        try:
            for number in range(ROUNDS):
                await _round(place, doings, watching, interactions * (number + 1) // ROUNDS, progress)
                if number < RESTARTS:
                    await place.restart()
                await purge(place.bot, place.bot.store.retention, place.bot.shards_here)
                await place.reload()  # what a guide has remembered of names is as much as was asked: begin anew
                await place.env.settle()
                watching.look()
                rounds.append(figures(place.bot))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
            faults.found.append(f"after {watching.interactions} interactions: {type(error).__name__}: {error}"[:3000])
        counts = {**watching.counts, "messages": doings.messages}
        logging.getLogger().removeHandler(watching)
    end()
    held = grown(rounds) if not faults.found else []
    if held:
        held += [f"{owner}: {commonest(owner)}" for owner in ("bot", "discord")]
    return Soaked(seed, counts, [dict(one) for one in rounds], [*faults.found, *held])


async def _round(town: Town, doings: Doings, watching: Watching, until: int, progress: Progress) -> None:
    """Doings until there were so many interactions in all."""
    while (before := watching.interactions) < until:
        for _ in range(PRUNE_EVERY):
            await doings.do()
            watching.look()
        watching.prune()
        if before // RELOAD_EVERY < watching.interactions // RELOAD_EVERY:
            await town.reload()
            watching.look()
        progress.add(watching.interactions - before)


def run(interactions: int, seed: str) -> Soaked:
    """A soak in this process, in a folder of its own, and what is left behind by it."""
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    with tempfile.TemporaryDirectory() as name:
        folder, files = Path(name), open_files()
        soaked = asyncio.run(soak(folder, interactions, seed), debug=False)
        gc.collect()
        left = [] if open_files() <= files else [f"{open_files() - files} files are left open"]
        return Soaked(seed, soaked.counts, soaked.rounds, [*soaked.faults, *left, *_stored_badly(folder / "soak.db")])


def _stored_badly(path: Path) -> list[str]:
    """What is wrong with the database."""
    with sqlite3.connect(path) as database:
        (found,) = database.execute("PRAGMA integrity_check").fetchone()
    database.close()
    drifted = [] if recount(path) == tallies(path) else ["the tallies are not what a recount of the votes gives"]
    return drifted + ([f"integrity_check: {found}"] if found != "ok" else [])


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit code."""
    parser = options("trials.soak", __doc__)
    parser.add_argument("--interactions", type=int, default=10_000, help="in all")
    parser.add_argument("--figures", type=Path, help="a file for the figures after each round, as JSON")
    said = parser.parse_args(arguments)
    print(f"soak: {said.interactions} interactions in {said.processes} processes, seed {said.seed}", flush=True)
    began = time.monotonic()
    with ProcessPoolExecutor(said.processes, mp_context=get_context("spawn")) as pool:
        seeds = [f"{said.seed}-{number}" for number in range(said.processes)]
        found = list(pool.map(run, [said.interactions // said.processes] * said.processes, seeds))
    if said.figures:
        said.figures.write_text(json.dumps([{"seed": one.seed, "rounds": one.rounds} for one in found], indent=1))
    return _conclude(found, said.seed, time.monotonic() - began)


def _conclude(found: Sequence[Soaked], seed: str, seconds: float) -> int:
    for one in found:
        _tell(one)
    counts = sum((Counter(one.counts) for one in found), Counter[str]())
    messages = counts.pop("messages", 0)
    faults = sum(len(one.faults) for one in found)
    print("soak: " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))
    print(
        f"soak: {'FAILED' if faults else 'passed'}: {counts.total()} interactions acknowledged, {messages} messages "
        f"answered, {faults} faults, seed {seed}, {seconds:.0f} s, {counts.total() / seconds:.0f} a second"
    )
    return 1 if faults else 0


def _tell(one: Soaked) -> None:
    quarter = max(len(one.rounds) // 4, 1)
    for name in one.rounds[-1] if one.rounds else ():
        middle, last = one.rounds[min(quarter, len(one.rounds) - 1)][name], one.rounds[-1][name]
        print(f"soak {one.seed}: {name}: {middle:g} after round {quarter + 1}, {last:g} after round {len(one.rounds)}")
    for fault in one.faults:
        print(f"soak {one.seed}: FAULT {fault}")


if __name__ == "__main__":
    if not sys.flags.dev_mode:  # unclosed files and tasks that nobody awaited are told
        os.execv(sys.executable, [sys.executable, "-X", "dev", "-m", "trials.soak", *sys.argv[1:]])  # noqa: S606 - ours
    sys.exit(main())
