"""`dlguide knowledge coverage`: what there is for each topic and level."""

import json
from pathlib import Path

import pytest

from bot.catalogue.allowed_values import LEVELS, TOPICS
from bot.cli import main
from tests.support.advice_files import advised, worded
from tests.support.knowledge_files import GOOD, TWO, changed

Output = pytest.CaptureFixture[str]
PAID = changed(TWO, cost="cost: paid", level="level: [advanced, advanced]", topics="topics: [nlp, foundations]")
RETIRED = changed(TWO.replace("two", "three"), status="status: retired") + "    status_reason: Gone.\n"


@pytest.fixture
def base(home: Path) -> None:
    (home / "base.yaml").write_text(GOOD + PAID + RETIRED)


@pytest.mark.usefixtures("base")
def test_entries_count_for_each_of_their_topics_and_levels(capsys: Output) -> None:
    assert main(["knowledge", "coverage", "--json"]) == 0
    rows = {row.pop("topic"): row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    nothing = {"entries": 0, "free": 0}
    one = {"entries": 1, "free": 1}
    assert list(rows) == list(TOPICS)
    assert rows["foundations"] == {"beginner": one, "intermediate": one, "advanced": {"entries": 2, "free": 1}}
    assert rows["nlp"] == {"beginner": nothing, "intermediate": nothing, "advanced": {"entries": 1, "free": 0}}
    assert rows["ethics"] == dict.fromkeys(LEVELS, nothing)


@pytest.mark.usefixtures("base")
def test_the_table_shows_holes_as_dashes(capsys: Output) -> None:
    assert main(["knowledge", "coverage"]) == 0
    lines = capsys.readouterr().out.splitlines()
    cells = {row[0]: row[1:] for row in ([cell.strip() for cell in line.strip("│").split("│")] for line in lines)}
    assert cells["foundations"] == ["1, 1 free", "1, 1 free", "2, 1 free"]
    assert cells["nlp"] == ["-", "-", "1, none free"]
    assert [topic for topic in TOPICS if topic not in cells] == []


@pytest.fixture
def noted(home: Path) -> None:
    """A base with two notes, one of them with more wordings, by more hands."""
    (home / "base.yaml").unlink()
    advised(home).rename(home / "base.yaml")
    first = "asks: {where-to-start: [how, whence, where], what-next: [after that]}\n"
    worded(home, ann=first, tom="asks: {where-to-start: [from where], graphs: [on graphs]}\n")


NOTED = {"theme": "begin", "notes": 2, "variants": 2, "wordings": 1, "median_wordings": 4, "hands": 1}


@pytest.mark.usefixtures("noted")
def test_notes_count_by_theme(capsys: Output) -> None:
    assert main(["knowledge", "coverage", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[len(TOPICS) :] == [NOTED]


@pytest.mark.usefixtures("noted")
def test_the_table_of_notes_follows(capsys: Output) -> None:
    assert main(["knowledge", "coverage"]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if "begin " in line and "or more" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "begin",
        "2",
        "2",
        "1 or more, median 4",
        "1 or more",
    ]


@pytest.mark.usefixtures("base")
def test_without_notes_there_is_no_such_table(capsys: Output) -> None:
    assert main(["knowledge", "coverage"]) == 0
    assert "theme" not in capsys.readouterr().out
