"""Measure reading the knowledge base beside its parser alone: `python -m bench.loading [--rounds N]`.

The peer is `yaml.load` with `CSafeLoader` over the same files, which checks nothing, keeps no lines and makes plain
dictionaries. A reload is what a running bot does when the base has changed: read and check it, and work out everything
that questions need. CPU time, medians of rounds in which all take turns.
"""

import argparse
import gc
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import yaml

from bench.table import HEAD, Row, aligned
from bot.advise import Guide
from bot.catalogue import load_catalogue
from bot.run.settings import default_knowledge_file
from bot.understand import Lexicon


def parse(files: list[Path]) -> None:
    for file in files:
        yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def cpu(work: Callable[[], object]) -> float:
    gc.collect()
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def measure(rounds: int) -> dict[str, float]:
    """The median milliseconds of each."""
    base = default_knowledge_file()
    files = sorted(base.parent.glob("*.yaml"))
    works: dict[str, Callable[[], object]] = {
        "load": lambda: load_catalogue(base),
        "reload": lambda: Guide(load_catalogue(base), Lexicon.shipped()),
        "parser": lambda: parse(files),
    }
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(cpu(work))
    return {name: median(own) for name, own in found.items()}


def rows(*, quick: bool) -> list[Row]:
    """What stands in the table of all measurements."""
    found = measure(2 if quick else 15)
    pairs = {
        "loading and checking the knowledge base": (
            "load",
            "parser",
            "beside CSafeLoader over the same files",
        ),
        "reloading it while running": (
            "reload",
            "parser",
            "to a guide that answers, beside it",
        ),
    }
    return [
        Row(what, f"{found[ours]:.0f} ms", f"{found[peer]:.0f} ms", found[ours] / found[peer], None, f"{how}; CPU")
        for what, (ours, peer, how) in pairs.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, metavar="N")
    options = parser.parse_args()
    found = measure(options.rounds)
    print(aligned([["CPU ms", ""], *([name, f"{ms:.1f}"] for name, ms in found.items())]))
    print(aligned([HEAD, *(row.cells for row in rows(quick=options.rounds < 5))]))


if __name__ == "__main__":
    main()
