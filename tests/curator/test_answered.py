"""`dlguide knowledge answered`: what the notes of each theme answer, and what nothing does."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.curator.answered import answered, questions_in
from bot.run.knowledge import Knowledge
from tests.support.advice_files import advised

Output = pytest.CaptureFixture[str]
QUESTIONS = "what is a graph\n\nwhat is a node?\nis it going to rain\n"


@pytest.fixture
def base(home: Path) -> Path:
    """A base with two notes of one theme, subjects and terms, and questions beside it."""
    (home / "base.yaml").unlink()
    (home / "questions.txt").write_text(QUESTIONS)
    return advised(home).rename(home / "base.yaml")


def test_a_question_stands_on_each_line_bare_or_in_an_object() -> None:
    lines = ["how?", "", '{"q": "where?", "i": 1}', '{"text": "who?"}', '{"i": 1}', "[1]", '{"q": 2}']
    assert questions_in("\n".join(lines)) == ["how?", "where?", "who?", '{"i": 1}', "[1]", '{"q": 2}']


def test_half_a_letter_is_told_as_a_sign() -> None:
    assert questions_in('{"q": "free \\ud83d book \\ud83d\\ude00"}') == ["free \ufffd book \U0001f600"]
    assert questions_in("[" * 100_000) == ["[" * 100_000]


def test_what_answers_is_counted_and_what_nothing_answers_is_told(base: Path) -> None:
    guide = Knowledge(base).guide()
    found = answered(guide, questions_in(QUESTIONS))
    assert found.by_note == {"where-to-start": 0, "what-next": 0}
    assert found.by_kind == {"subject": 1, "term": 1, "notice": 1}
    assert found.unanswered == ["is it going to rain"]


@pytest.mark.usefixtures("base")
def test_each_theme_has_a_line(capsys: Output) -> None:
    assert main(["knowledge", "answered", "questions.txt", "--json"]) == 0
    theme, rest = map(json.loads, capsys.readouterr().out.splitlines())
    assert theme == {"theme": "begin", "questions": 0, "answer_none": ["where-to-start", "what-next"]}
    assert rest["unanswered"] == ["is it going to rain"]
    assert main(["knowledge", "answered", "questions.txt"]) == 0
    shown = capsys.readouterr().out
    assert "What answers 3 questions" in shown
    assert "term: 1" in shown
    assert "Unanswered: is it going to rain" in shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_another_system_is_read(base: Path, capsys: Output, encoding: str) -> None:
    (base.parent / "questions.txt").write_text("is it going to rain, René\nwhat is a node?\n", encoding)
    assert main(["knowledge", "answered", "questions.txt", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["unanswered"] == ["is it going to rain, René"]


@pytest.mark.parametrize("held", [b"\xe9t\xe9\n", b"\xff\xfef", b"\x80"])
def test_a_file_of_no_text_is_told(base: Path, capsys: Output, held: bytes) -> None:
    (base.parent / "questions.txt").write_bytes(held)
    assert main(["knowledge", "answered", "questions.txt"]) == 2
    assert capsys.readouterr().err == "questions.txt cannot be read: it is not UTF-8 text; save it as such\n"


@pytest.mark.usefixtures("base")
def test_a_file_that_is_not_there_is_told(capsys: Output) -> None:
    assert main(["knowledge", "answered", "gone.txt"]) == 2
    assert "gone.txt cannot be read" in capsys.readouterr().err
