"""All trials, one after the other.

    python -m trials --seed ci        as CI runs them, in some four minutes on two cores
    python -m trials --full           all that a release has to show, in two hours or so

A seed makes what is tried; what the kills meet also hangs on the moment. Each trial by itself has more options.
"""

import subprocess
import sys
import time

from trials.report import options

SIZES = {
    "usual": (
        ("fuzz", "--texts", "2000", "--cards", "400"),
        ("soak", "--interactions", "1200"),
        ("kill", "--engine", "sqlite", "--rounds", "12"),
        ("kill", "--engine", "postgres", "--rounds", "12"),
        ("whole", "--engine", "sqlite", "--rounds", "4"),
        ("whole", "--engine", "postgres", "--rounds", "4"),
        ("bursts", "--sizes", "10", "100"),
    ),
    "full": (
        ("fuzz", "--texts", "1000000", "--cards", "100000"),
        ("soak", "--interactions", "100000"),
        ("kill", "--engine", "sqlite", "--rounds", "200"),
        ("kill", "--engine", "postgres", "--rounds", "200"),
        ("whole", "--engine", "sqlite", "--rounds", "100"),
        ("whole", "--engine", "postgres", "--rounds", "100"),
        ("bursts",),
    ),
}


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns the exit code: 1 where any trial failed."""
    parser = options("trials", __doc__)
    parser.add_argument("--full", action="store_true", help="as much as a release has to show")
    said = parser.parse_args(arguments)
    began, failed = time.monotonic(), []
    for name, *size in SIZES["full" if said.full else "usual"]:
        command = [
            sys.executable,
            "-m",
            f"trials.{name}",
            *size,
            "--seed",
            said.seed,
            "--processes",
            str(said.processes),
        ]
        if subprocess.run(command, check=False).returncode:
            failed.append(" ".join(command[2:]))
    for command_line in failed:
        print(f"trials: FAILED: python -m {command_line}")
    print(f"trials: {'FAILED' if failed else 'passed'}, seed {said.seed}, {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
