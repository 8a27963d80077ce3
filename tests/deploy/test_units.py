"""The units for systemd, as `systemd-analyze` reads them, and the settings that the files in deploy/ name."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).parent.parent.parent
DEPLOY = REPOSITORY / "deploy"
INSTALLED = "/opt/dlguide/bin/dlguide"
UNITS = {"dlguide.service": "dlguide.service", "dlguide@.service": "dlguide@0-3.service"}
"""The units, and the names under which systemd starts them."""
OF_THE_DATABASE = {"POSTGRES_PASSWORD"}
"""What compose.yaml asks for beside our own settings."""

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on this machine")


def placed(unit: str, folder: Path) -> Path:
    """The unit under its name, with a program in it that exists here."""
    text = (DEPLOY / unit).read_text()
    assert INSTALLED in text
    (folder / unit).write_text(text.replace(INSTALLED, sys.executable))
    started = folder / UNITS[unit]
    started.write_text((folder / unit).read_text())
    return started


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603, S607 - fixed


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_nothing_wrong_with_a_unit(unit: str, tmp_path: Path) -> None:
    found = analyze("verify", "--man=no", placed(unit, tmp_path))

    assert (found.returncode, found.stderr) == (0, "")


@needs_systemd
def test_systemd_would_find_a_word_that_it_does_not_know(tmp_path: Path) -> None:
    unit = placed("dlguide.service", tmp_path)
    unit.write_text(unit.read_text().replace("RestartSec=", "RestartSeconds="))

    assert "RestartSeconds" in analyze("verify", "--man=no", unit).stderr


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_gives_the_bot_no_more_than_it_needs(unit: str, tmp_path: Path) -> None:
    """The limit is systemd's own line between what it calls OK and what it calls MEDIUM."""
    found = analyze("security", "--offline=true", "--threshold=20", placed(unit, tmp_path))

    assert found.returncode == 0, found.stdout


def test_the_two_units_differ_only_in_what_is_each_ones_own() -> None:
    one, many = ((DEPLOY / unit).read_text().splitlines() for unit in UNITS)

    assert [line for line in one if line not in many and not line.startswith(("#", "Description"))] == [
        "StateDirectory=dlguide",
        "WorkingDirectory=/var/lib/dlguide",
        "RestartSec=90",
    ]
    assert [line for line in many if line not in one and not line.startswith(("#", "Description"))] == [
        "Environment=SHARD_IDS=%i",
        "StateDirectory=dlguide-%i",
        "WorkingDirectory=/var/lib/dlguide-%i",
        "RestartSec=360",
    ]


def test_compose_sets_only_what_the_bot_reads() -> None:
    ours = set(re.findall(r"^([A-Z_]+)=", (REPOSITORY / ".env.example").read_text(), re.MULTILINE))
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    bots = [service for name, service in services.items() if name != "database"]
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))

    assert len(bots) == 3
    assert all(set(bot["environment"]) <= ours for bot in bots)
    assert asked - ours == OF_THE_DATABASE


def test_the_container_has_all_that_it_copies_and_installs() -> None:
    file = (DEPLOY / "Containerfile").read_text()
    kept = [line[1:] for line in (REPOSITORY / ".containerignore").read_text().splitlines() if line.startswith("!")]
    extras = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    installed = re.search(r"/source\[([\w,]+)\]", file)
    copied = {name for line in re.findall("^COPY (.*) .*$", file, re.MULTILINE) for name in line.split()}

    assert all((REPOSITORY / name).exists() for name in kept)
    assert copied == set(kept)  # each by its name: not every builder reads .containerignore
    assert installed
    assert set(installed[1].split(",")) <= set(extras)
