"""An installation whose trained weights are gone: everything answers, by rules alone, and says so once."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.run.knowledge import Knowledge
from bot.understand.models.reader import WEIGHTS
from tests.support.base import REPOSITORY
from tests.support.knowledge_files import GOOD

TOLD = "Messages are read by rules alone, and answered less well: the weights of the reader cannot be read"
READ_TWICE = """
from pathlib import Path
from bot.run.knowledge import Knowledge

file = Path("base.yaml")
knowledge = Knowledge(file)
first = knowledge.guide().understanding.has_reader
file.write_text(file.read_text() + "# changed")
print([first, knowledge.guide().understanding.has_reader])
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program without its weights."""
    folder = tmp_path_factory.mktemp("installed")
    shutil.copytree(REPOSITORY / "bot", folder / "bot", ignore=shutil.ignore_patterns(WEIGHTS, "__pycache__"))
    (folder / "base.yaml").write_text(GOOD)
    return folder


def python(installed: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """What this copy prints."""
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, *arguments],
        cwd=installed,
        env={"KNOWLEDGE_FILE": "base.yaml"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done


def test_a_question_is_answered_and_one_line_says_what_is_missing(installed: Path) -> None:
    done = python(installed, "-m", "bot", "ask", "--json", "free books for beginners")
    assert json.loads(done.stdout)["results"]
    assert done.stderr.startswith(TOLD)
    assert done.stderr.count("\n") == 1


def test_the_doctor_says_what_to_do(installed: Path) -> None:
    done = python(installed, "-m", "bot", "doctor", "--offline", "--json", code=1)
    (found,) = [finding for line in done.stdout.splitlines() if (finding := json.loads(line))["about"] == "reader"]
    assert found["state"] == "problem"
    assert "python -m training" in found["what_to_do"]


def test_a_question_is_explained(installed: Path) -> None:
    done = python(installed, "-m", "bot", "explain", "free books for beginners")
    assert "there is no trained reader: rules alone" in done.stdout


def test_reading_the_knowledge_base_again_says_it_no_second_time(installed: Path) -> None:
    done = python(installed, "-c", READ_TWICE)
    assert done.stdout == "[False, False]\n"
    assert done.stderr.count(TOLD) == 1


def test_the_weights_are_read_once_however_often_the_knowledge_base_is(tmp_path: Path) -> None:
    file = tmp_path / "base.yaml"
    file.write_text(GOOD)
    first = Knowledge(file).guide()
    assert Knowledge(file).guide() is first
    file.write_text(f"{GOOD}# changed\n")
    second = Knowledge(file).guide()
    assert second is not first
    assert first.understanding._reader is second.understanding._reader is not None
