"""Measure everything, each beside its peer or limit in the same run: `python -m bench [--quick] [--only PART...]`.

Prints one table of ratios, and writes it to bench/RESULTS.md with what each figure is and on what machine it was
measured. Each part runs in a fresh process of its own, so that none is slower for what another has in memory.
`--quick` only tries that all of it works: its figures mean nothing, and are not written.
"""

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.machine import described
from bench.parts import PARTS, rows_of
from bench.table import HEAD, Row, aligned, markdown

RESULTS = Path(__file__).parent / "RESULTS.md"


def measure(parts: Sequence[str], *, quick: bool) -> dict[str, list[Row]]:
    """The rows of each part, printed as soon as they are there."""
    found = {}
    for part in parts:
        began = time.monotonic()
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            found[part] = process.submit(rows_of, part, quick).result()
        print(f"\n{PARTS[part]} ({time.monotonic() - began:.0f} s)\n", flush=True)
        print(aligned([HEAD, *(row.cells for row in found[part])]), flush=True)
    return found


def document(found: dict[str, list[Row]], seconds: float) -> str:
    """The page with all results."""
    sections = [f"## {PARTS[part]}\n\n{_table(rows)}" for part, rows in found.items()]
    return "\n\n".join([_head(seconds), *sections]) + "\n"


def _head(seconds: float) -> str:
    return f"""# Results of `python -m bench`

Written by that command in {seconds / 60:.0f} minutes; ratios are ours to the peer's in the same run, so that less is
better, and hold on other machines where times do not. Medians of several runs.

{described()}"""


def _table(rows: Sequence[Row]) -> str:
    return markdown([[*HEAD, "how"], *([*row.cells, row.how] for row in rows)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="only try that it works")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}; not written")
    options = parser.parse_args()
    began = time.monotonic()
    found = measure(options.only or list(PARTS), quick=options.quick)
    if not (options.quick or options.only):
        RESULTS.write_text(document(found, time.monotonic() - began), encoding="utf-8")
        print(f"\nwritten to {RESULTS.relative_to(Path.cwd()) if RESULTS.is_relative_to(Path.cwd()) else RESULTS.name}")


if __name__ == "__main__":
    main()
