"""Small changes of the code, one at a time: how many of them the tests notice, and which not.

    python -m trials.mutants --sample 400 --seed 1

mutmut (extra `mutants`) makes the changes and runs, for each, the tests that reach it; `[tool.mutmut]` in
pyproject.toml says of which packages, and with which tests: those that take moments, so that 400 changes take half an
hour on two cores. Of all changes a random sample is tried. What no test notices is printed as a difference: it wants a
test, or the code can go.
"""

import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from trials.report import options

MADE = Path("mutants")
SURVIVED = (0,)
UNREACHED = (5, 33)
"""What mutmut notes of a change that no test reaches."""
FIRST = "bot.community.bursts.*"
"""A few changes to begin with: mutmut makes all of them, and finds out which tests reach what, before it tries any."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit code: 1 where less than `--least` per cent are noticed."""
    parser = options("trials.mutants", __doc__)
    parser.add_argument("--sample", type=int, default=400, help="how many changes to try (default: %(default)s)")
    parser.add_argument("--least", type=float, default=85, help="per cent to notice (default: %(default)s)")
    said = parser.parse_args(arguments)
    tried(said.processes, [FIRST])
    names = sorted(outcomes())
    chosen = random.Random(said.seed).sample(names, min(said.sample, len(names)))
    tried(said.processes, chosen)
    found = outcomes()
    return told({name: found[name] for name in chosen}, len(names), said.least)


def tried(processes: int, names: Sequence[str]) -> None:
    """Try these changes."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(processes), *names]
    subprocess.run(command, check=True)


def outcomes() -> dict[str, int | None]:
    """What mutmut noted of each change: the exit code of its tests, None where it was not tried."""
    found: dict[str, int | None] = {}
    for path in MADE.rglob("*.meta"):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def told(outcome: Mapping[str, int | None], made: int, least: float) -> int:
    """Print what was noticed by package, and each change that was not. Returns the exit code."""
    of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, code in outcome.items():
        kind = "survived" if code in SURVIVED else "unreached" if code in UNREACHED else "noticed"
        of[".".join(name.split(".")[1:3])][kind] += 1
    for name in (name for name, code in outcome.items() if code in SURVIVED):
        subprocess.run([sys.executable, "-m", "mutmut", "show", name], check=True)
    total: Counter[str] = sum(of.values(), Counter())
    for package, counts in (*sorted(of.items()), (f"all, of {made:,}", total)):
        share = 100 * counts["noticed"] / counts.total()
        print(f"{package:32} {counts['noticed']:4} of {counts.total():4} noticed ({share:.0f} %), "
              f"{counts['survived']} not, {counts['unreached']} reached by no test")  # fmt: skip
    return 0 if 100 * total["noticed"] / total.total() >= least else 1


if __name__ == "__main__":
    sys.exit(main())
