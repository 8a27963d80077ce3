"""A question has one answer, in whatever process: none hangs on the order in which Python happens to keep a set."""

import os
import subprocess
import sys
from pathlib import Path

from tests.questions.expectations import load

HERE = Path(__file__).parent
EITHER = "a course on deep learning, not proofs / learn best by doing"
"""Refuses both of two opposites, of which the first in a set once won."""


def test_each_process_gives_the_same_answers() -> None:
    asked = [EITHER, *(item["ask"] for item in load(HERE / "first.yaml"))]
    assert answers(asked, "1") == answers(asked, "2")


def answers(questions: list[str], hash_seed: str) -> list[str]:
    """What `dlguide ask` answers, a line each, where strings hash in this way."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json"],
        input="\n".join(" ".join(question.split()) for question in questions),
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = done.stdout.splitlines()
    assert len(found) == len(questions)
    return found
