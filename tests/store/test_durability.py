"""What was acknowledged to a member survives kill -9."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.conftest import vote
from tests.support.store.behind import rows

VOTER = Path(__file__).parents[1] / "support" / "store" / "voter.py"


def acknowledged_until_killed(path: Path, members: int, seconds: float) -> set[tuple[object, ...]]:
    """Let members vote, kill the process at some moment after the first vote, and return what it had confirmed."""
    command = [sys.executable, str(VOTER), str(path), str(members)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as voter:  # noqa: S603 - our own script
        assert voter.stdout
        first = voter.stdout.readline()
        time.sleep(seconds)
        voter.kill()
        lines = first + voter.stdout.read()
    complete = lines[: lines.rfind("\n")].splitlines()
    return {(book, int(user_id)) for book, user_id in map(str.split, complete)}


KILLS = [(1, 0.0), (3, 0.02), (24, 0.1)]
MORE_KILLS = [(members, moment / 100) for members in (1, 2, 8, 24) for moment in range(0, 30, 2)]


@pytest.mark.parametrize(
    ("members", "seconds"), [*KILLS, *(pytest.param(*kill, marks=pytest.mark.trial) for kill in MORE_KILLS)]
)
def test_every_acknowledged_vote_survives_kill_9(path: Path, members: int, seconds: float) -> None:
    acknowledged = acknowledged_until_killed(path, members, seconds)
    assert acknowledged
    assert acknowledged - set(rows(path, "SELECT resource_id, voter_id FROM vote WHERE choice = 'helped'")) == set()
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


async def test_a_killed_store_opens_again_and_again(path: Path) -> None:
    for killed in range(1, 4):
        acknowledged_until_killed(path, 2, 0.01)
        await vote(path, "afterwards", user_id=killed)
    assert rows(path, "SELECT count(*) FROM vote WHERE resource_id = 'afterwards'") == [(3,)]
