"""`dlguide knowledge coverage`: what there is for each topic and level."""

import json
from pathlib import Path

import pytest

from bot.catalogue.vocabulary import LEVELS, TOPICS
from bot.cli import main
from tests.catalogue.files import GOOD, TWO, changed

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
