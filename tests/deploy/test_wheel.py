"""The wheel, built and installed as an operator would, far from the repository."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
KNOWLEDGE = REPOSITORY / "knowledge"
PIP = ("-m", "pip", "--disable-pip-version-check", "-q")

pytestmark = pytest.mark.trial


def run(*command: str | Path, folder: Path, fails: bool = False) -> str:
    """What a command prints, run in a folder with none of this process's settings."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME") or name.startswith("PIP_")}
    done = subprocess.run(  # noqa: S603 - fixed
        command, cwd=folder, env=kept, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 2 if fails else done.returncode == 0, done.stdout + done.stderr
    return done.stderr if fails else done.stdout


@pytest.fixture(scope="module")
def dlguide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program out of a wheel, in an environment that has nothing else of ours."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, *PIP, "wheel", "--no-deps", "-w", folder, REPOSITORY, folder=folder)
    (wheel,) = folder.glob("dlguide-*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    run(python, *PIP, "install", "-c", REPOSITORY / "constraints.txt", wheel, folder=folder)
    return folder / "env" / "bin" / "dlguide"


def test_the_wheel_answers_from_the_whole_knowledge_base(dlguide: Path, tmp_path: Path) -> None:
    entries = run(dlguide, "knowledge", "list", "--json", folder=tmp_path).splitlines()
    answer = json.loads(run(dlguide, "ask", "--json", "free book, no maths", folder=tmp_path))

    assert len(entries) > 300
    assert answer["results"]


def test_the_wheel_answers_from_a_note_that_its_reader_chose(dlguide: Path, tmp_path: Path) -> None:
    answer = json.loads(run(dlguide, "ask", "--json", "how do I read papers?", folder=tmp_path))

    assert answer["note"] == "read-papers"
    assert answer["answer"]


def test_the_wheel_has_the_whole_folder_of_knowledge(dlguide: Path, tmp_path: Path) -> None:
    carried = next(dlguide.parent.parent.glob("lib/python*/site-packages/bot/knowledge"))
    named = {path.relative_to(KNOWLEDGE) for path in KNOWLEDGE.rglob("*") if path.is_file()}

    assert {path.relative_to(carried) for path in carried.rglob("*") if path.is_file()} == named
    assert {Path("subjects.yaml"), Path("routes.yaml"), Path("notes/begin.yaml")} <= named


def test_the_wheel_has_every_file_that_the_code_reads(dlguide: Path, tmp_path: Path) -> None:
    package = REPOSITORY / "bot"
    (carried,) = dlguide.parent.parent.glob("lib/python*/site-packages/bot")
    data = {path.relative_to(package) for path in package.rglob("*.*") if path.suffix not in (".py", ".pyc")}

    assert {Path("community/hosts.yaml"), Path("understand/lexicon.yaml"), Path("language/translations/de.po")} <= data
    assert [path for path in sorted(data) if not (carried / path).is_file()] == []


def test_the_wheel_makes_and_copies_a_database(dlguide: Path, tmp_path: Path) -> None:
    run(dlguide, "db", "upgrade", folder=tmp_path)
    run(dlguide, "db", "backup", "copy.db", folder=tmp_path)

    assert (tmp_path / "data" / "dlguide.db").exists()
    assert (tmp_path / "copy.db").exists()


def test_what_the_wheel_lacks_is_said_in_a_sentence(dlguide: Path, tmp_path: Path) -> None:
    assert "pip install 'dlguide[try]'" in run(dlguide, "try", "--no-browser", folder=tmp_path, fails=True)
    assert "DISCORD_TOKEN is not set" in run(dlguide, "run", folder=tmp_path, fails=True)
