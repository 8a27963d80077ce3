"""What a curator is told to look at again, and when."""

import datetime as dt
from pathlib import Path

import pytest

from bot.catalogue import read_base
from bot.catalogue.checks.warnings import warnings_of
from tests.support.advice_files import NOTES, advised
from tests.support.knowledge_files import GOOD, ONE, TWO, changed, write

TODAY = dt.date(2026, 6, 1)
CARE = "    gripe: Dry.\n    not_for: [children]\n"
CARED = GOOD + CARE  # lines 1 to 19
SECOND = TWO + CARE  # the second entry: lines 20 to 37


def warned(folder: Path, content: str, today: dt.date = TODAY) -> list[tuple[int, str]]:
    """Line and message of each warning about such a file."""
    found = warnings_of(read_base(write(folder, content)), today)
    assert all(": warning: " in str(problem) for problem in found)
    return [(problem.line, problem.message) for problem in found]


def test_a_file_with_all_that_is_asked_for_has_no_warning(tmp_path: Path) -> None:
    assert warned(tmp_path, CARED + SECOND) == []


def test_a_warning_prints_as_one(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD + "    gripe: Dry.\n")
    (warning,) = warnings_of(read_base(path), TODAY)
    assert str(warning) == f"{path}:2: warning: not_for: it is for everyone? Say for whom it is not"


def test_an_entry_without_a_gripe_is_told(tmp_path: Path) -> None:
    assert warned(tmp_path, GOOD + "    not_for: [children]\n") == [
        (2, "gripe: every entry needs one, and this has none")
    ]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2025-12-30", ["verified: 2026-01-01 is in the future"]),
        ("2025-12-31", []),  # it is 2026 already where the curator is, east of us
        ("2026-01-01", []),
        ("2026-12-31", []),
        ("2027-01-01", ["verified: last looked up on 2026-01-01; look again"]),
        ("2036-01-01", ["verified: last looked up on 2026-01-01; look again"]),
    ],
)
def test_what_was_looked_up_a_year_ago_is_stale(tmp_path: Path, today: str, words: list[str]) -> None:
    assert warned(tmp_path, CARED, dt.date.fromisoformat(today)) == [(14, message) for message in words]


def test_a_leap_day_is_a_year_ago_in_march(tmp_path: Path) -> None:
    content = changed(CARED, date="date: 2024-02-29")
    assert warned(tmp_path, content, dt.date(2025, 2, 28)) == []
    assert len(warned(tmp_path, content, dt.date(2025, 3, 1))) == 1


def test_evidence_that_only_says_what_is_missing_is_told(tmp_path: Path) -> None:
    unconfirmed = changed(CARED, shows="shows: 'Not confirmed: its price.'")
    assert warned(tmp_path, unconfirmed) == [(15, "verified: none of it is confirmed")]
    both = unconfirmed.replace(CARE, f"        - shows: It exists.\n          source: Its page\n{CARE}")
    assert warned(tmp_path, both) == []


def test_a_successor_may_be_an_entry(tmp_path: Path) -> None:
    successor = "    successor: {title: Two, url: 'https://example.org/two', id: two}\n"
    assert warned(tmp_path, CARED + successor + SECOND) == []


def test_a_skill_that_nothing_teaches_is_told_once(tmp_path: Path) -> None:
    requires = "    requires: [art, sums]\n"
    content = CARED + requires + SECOND + requires + "    teaches: [sums]\n"
    assert warned(tmp_path, content) == [(20, "requires: nothing in the list teaches 'art' (and 1 more ask for it)")]


def test_what_only_a_retired_entry_teaches_is_not_taught(tmp_path: Path) -> None:
    retired = changed(ONE, status="status: retired") + CARE + "    status_reason: Gone.\n    teaches: [sums]\n"
    content = f"resources:\n{retired}{SECOND}    requires: [sums]\n"
    assert [message for _, message in warned(tmp_path, content)] == ["requires: nothing in the list teaches 'sums'"]


def test_a_flawed_entry_may_be_the_one_that_teaches(tmp_path: Path) -> None:
    flawed = changed(CARED, math="math: much") + "    teaches: [sums]\n"
    assert warned(tmp_path, f"{flawed}{SECOND}    requires: [sums]\n") == []


def test_warnings_come_file_by_file_in_the_order_of_lines(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"resources:\n{TWO}")
    found = warnings_of(read_base(write(tmp_path, f"{GOOD}include: [a.yaml]\n")), dt.date(2030, 1, 1))
    assert [(Path(problem.file).name, problem.line) for problem in found] == [
        (name, line) for name in ("knowledge.yaml", "a.yaml") for line in (2, 2, 14)
    ]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2025-12-30", "verified: 2026-01-01 is in the future"),
        ("2025-12-31", None),
        ("2026-12-31", None),
        ("2027-01-01", "verified: last looked up on 2026-01-01; look again"),
    ],
)
def test_notes_subjects_and_routes_grow_old_too(tmp_path: Path, today: str, words: str | None) -> None:
    found = warnings_of(read_base(advised(tmp_path)), dt.date.fromisoformat(today))
    told = [
        (Path(item.file).name, item.line, item.message) for item in found if Path(item.file).name != "knowledge.yaml"
    ]
    places = [
        ("begin.yaml", 19), ("begin.yaml", 28), ("subjects.yaml", 12), ("subjects.yaml", 22), ("routes.yaml", 16),
    ]  # fmt: skip
    assert told == [(*place, words) for place in places if words]


def test_a_note_and_a_subject_of_one_id_are_told(tmp_path: Path) -> None:
    path = advised(tmp_path, notes=NOTES.replace("where-to-start", "trees"))
    told = [(Path(item.file).name, item.line, item.message) for item in warnings_of(read_base(path), TODAY)]
    words = f"id: the note in {tmp_path}/notes/begin.yaml:2 has this id too, and gets its wordings"
    assert ("subjects.yaml", 13, words) in told
