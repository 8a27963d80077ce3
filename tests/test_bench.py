"""The command that measures everything runs to its end: what it measures is for bench/RESULTS.md to say."""

import subprocess
import sys

import pytest

from bench.__main__ import document
from bench.parts import PARTS
from bench.table import Row
from tests.support.base import REPOSITORY


@pytest.mark.trial
def test_all_that_is_measured_can_be_measured() -> None:
    quick = subprocess.run(
        [sys.executable, "-m", "bench", "--quick"], cwd=REPOSITORY, capture_output=True, text=True, timeout=300
    )
    assert quick.returncode == 0, quick.stderr
    assert all(f"\n{what} (" in quick.stdout for what in PARTS.values())


def test_the_page_of_results_says_what_is_missed_and_on_what_it_was_measured() -> None:
    page = document({"startup": [Row("start", "3 s", "1 s", 3.0, 1.5, "why"), Row("end", "1 s", "1 s", 1.0)]}, 60.0)
    assert "| start | 3 s | 1 s | 3.00 | 1.50 missed | why |" in page
    assert "| end | 1 s | 1 s | 1.00 |  |  |" in page
    assert "Python 3." in page
