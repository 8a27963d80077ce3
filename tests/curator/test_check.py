"""`dlguide knowledge check`: problems first, then warnings, and what the exit code says of them."""

from pathlib import Path

import pytest

from bot.cli import main
from tests.curator.conftest import CARED
from tests.support.advice_files import advised, worded
from tests.support.knowledge_files import GOOD, TWO, changed

Output = pytest.CaptureFixture[str]
SECOND = f"{TWO}    gripe: Dry.\n    not_for: [children]\n"
FRESH = ("--date", "2026-06-01")
GRIPE = "base.yaml:2: warning: gripe: every entry needs one, and this has none"
STALE = "base.yaml:14: warning: verified: last looked up on 2026-01-01; look again"


def check(output: Output, *arguments: str) -> tuple[int, list[str]]:
    """Exit code and lines of the command."""
    code = main(["knowledge", "check", *arguments])
    return code, output.readouterr().out.splitlines()


def test_a_base_without_a_flaw(capsys: Output) -> None:
    assert check(capsys, *FRESH) == (0, ["base.yaml: 1 entry, no problems"])


@pytest.mark.parametrize(("strict", "code"), [([], 0), (["--strict"], 1)])
def test_warnings_fail_only_when_asked_to(capsys: Output, home: Path, strict: list[str], code: int) -> None:
    (home / "base.yaml").write_text(f"{GOOD}    not_for: [children]\n")
    found = check(capsys, *FRESH, *strict)
    assert found == (code, [GRIPE] if strict else [GRIPE, "base.yaml: 1 entry, no problems, 1 warning"])


def test_the_given_date_decides_what_is_old(capsys: Output) -> None:
    assert check(capsys, "--strict", "--date", "2027-01-01") == (1, [STALE])


def test_without_a_date_it_is_today(capsys: Output, home: Path) -> None:
    (home / "base.yaml").write_text(changed(CARED, date="date: 1999-01-01"))
    assert check(capsys, "--strict") == (1, [STALE.replace("2026", "1999")])


def test_problems_come_before_warnings(capsys: Output, home: Path) -> None:
    (home / "base.yaml").write_text(f"{GOOD}    not_for: [children]\n{changed(TWO, math='math: much')}")
    code, lines = check(capsys, *FRESH)
    assert (code, [line.split(": ")[0] for line in lines]) == (1, ["base.yaml:24", "base.yaml:2"])


def test_a_draft_is_held_to_the_skills_of_the_base(capsys: Output, home: Path) -> None:
    (home / "drafts").mkdir()
    (home / "drafts" / "new.yaml").write_text(f"{CARED}    teaches: [arts]\n")
    assert check(capsys, *FRESH, "drafts/new.yaml")[0] == 0
    (home / "skills.yaml").write_text("skills: [{id: art, name: art}]\n")
    assert check(capsys, *FRESH, "drafts/new.yaml") == (
        1,
        ["drafts/new.yaml:20: teaches: no skill 'arts' (did you mean 'art'?)"],
    )


def test_a_wrong_date_is_refused(capsys: Output) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["knowledge", "check", "--date", "yesterday"])
    assert "'yesterday' is not a date: use YYYY-MM-DD" in capsys.readouterr().err


def test_the_wordings_are_checked_too(capsys: Output, home: Path) -> None:
    advised(home, base=CARED + SECOND).rename(home / "base.yaml")
    worded(home, ann="asks: {what-next: [and then], graph: [on graphs]}\n")
    code, lines = check(capsys, *FRESH)
    assert (code, lines) == (
        1,
        [
            "asks/ann.yaml:1: asks: no note or subject 'graph' (did you mean 'graphs'?)",
            "notes/begin.yaml:2: warning: asks: 0 of at least 20 wordings, 0 of at least 3 hands",
            "notes/begin.yaml:20: warning: asks: 1 of at least 20 wordings, 1 of at least 3 hands",
        ],
    )


def test_an_unreadable_file_of_notes_is_no_problem_of_the_wordings(capsys: Output, home: Path) -> None:
    advised(home, base=CARED + SECOND, notes="notes: [\n").rename(home / "base.yaml")
    worded(home, ann="asks: {what-next: [and then]}\n")
    code, lines = check(capsys, *FRESH)
    assert (code, [line.partition(": ")[0] for line in lines]) == (1, ["notes/begin.yaml:2"])


def test_a_part_or_draft_beside_the_base_is_not_held_to_its_advice(capsys: Output, home: Path) -> None:
    advised(home, base=CARED + SECOND).rename(home / "base.yaml")
    worded(home, ann="asks: {nothing: [and then]}\n")
    (home / "draft.yaml").write_text(CARED.replace("one", "three"))
    assert check(capsys, *FRESH, "draft.yaml") == (0, ["draft.yaml: 1 entry, no problems"])
    assert check(capsys, *FRESH, "./base.yaml")[0] == 1
