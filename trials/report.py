"""What all trials share: their options, a line now and then on how far they are, and the seed that repeats them."""

import argparse
import os
import secrets
import time

EVERY = 20.0
"""Seconds between two lines of progress."""


def options(name: str, about: str | None) -> argparse.ArgumentParser:
    """A parser with the options of every trial."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {name}", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", default=secrets.token_hex(4), help="repeats a trial; a new one at each run")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser


class Progress:
    """Says now and then how much of a trial is done, and how much of it in a second."""

    def __init__(self, name: str, total: int) -> None:
        self._name, self._total = name, total
        self._done = 0
        self._began = self._said = time.monotonic()

    def add(self, count: int, more: str = "") -> None:
        """So much more is done; `more` is said with it."""
        self._done += count
        now = time.monotonic()
        if now - self._said < EVERY:
            return
        self._said = now
        rate = self._done / (now - self._began)
        print(f"{self._name}: {self._done}/{self._total}, {rate:.0f} a second {more}".rstrip(), flush=True)
