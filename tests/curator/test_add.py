"""`dlguide knowledge add`: what is asked, what is written where, and when nothing is."""

import datetime as dt
import io
import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Resource, load_catalogue
from bot.catalogue.entry_text import entry_text
from bot.cli import main
from tests.curator.conftest import CARED
from tests.store.conftest import as_nobody
from tests.support.effort import examples
from tests.support.knowledge_files import TWO, changed

Output = pytest.CaptureFixture[str]
ANSWERS = {
    "title": "Speech: a Book",
    "url": "https://example.org/speech",
    "id": "",
    "summary": "A free hands-on book about speech recognition for beginners, with no maths.",
    "format": "",
    "level": "",
    "math": "",
    "style": "",
    "cost": "",
    "topics": "",
    "status": "",
    "authors": "Ann Lee, Bo Li",
    "year": "2021",
    "aliases": "-",
    "requires": "",
    "teaches": "-",
    "good_for": "people who listen; people who: talk",
    "not_for": "the hurried",
    "gripe": "It has # no exercises.",
    "fact": "It exists.",
    "source": "GitHub ann/speech, README.md",
    "done": "",
}


def add(monkeypatch: pytest.MonkeyPatch, *arguments: str, **answers: str) -> int:
    """Exit code of the command when these answers are typed, several for one question by line breaks."""
    typed = "".join(f"{answer}\n" for answer in (ANSWERS | answers).values())
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return main(["knowledge", "add", *arguments])


def added(home: Path) -> Resource:
    """The last entry of the base."""
    return load_catalogue(home / "base.yaml").resources[-1]


def test_an_entry_is_written_below_what_is_there(home: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "base.yaml").write_text(f"# Ours.\n{CARED}  # the end\n")
    before = dt.datetime.now(dt.UTC).date()
    assert add(monkeypatch) == 0
    assert "base.yaml: speech-a-book is at the end." in capsys.readouterr().out
    assert (home / "base.yaml").read_text().startswith(f"# Ours.\n{CARED}  # the end\n\n  - id: speech-a-book\n")
    assert before <= added(home).verified.date <= dt.datetime.now(dt.UTC).date()
    assert main(["knowledge", "check"]) == 0


def test_what_is_not_said_is_as_the_summary_suggests(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert add(monkeypatch) == 0
    entry = added(home)
    assert (entry.format, entry.level, entry.math) == ("book", ("beginner", "intermediate"), "none")
    assert (entry.style, entry.cost, entry.topics) == ("hands-on", "free", ("speech-audio",))
    assert (entry.status, entry.requires, entry.teaches, entry.aliases) == ("current", (), (), ())


def test_what_is_said_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"format": "course", "level": "advanced", "math": "heavy", "style": "theory", "cost": "paid"}
    more = {"topics": "nlp, llm", "status": "dated\nIts code is old.", "teaches": "nlp", "requires": "calculus python"}
    assert add(monkeypatch, **said, **more) == 0
    entry = added(home)
    assert (entry.format, entry.level, entry.math) == ("course", ("advanced", "advanced"), "heavy")
    assert (entry.style, entry.cost, entry.topics) == ("theory", "paid", ("nlp", "llm"))
    assert (entry.status, entry.status_reason) == ("dated", "Its code is old.")
    assert (entry.requires, entry.teaches, entry.year) == (("calculus", "python"), ("nlp",), 2021)
    assert entry.authors == ("Ann Lee", "Bo Li")
    assert entry.good_for == ("people who listen", "people who: talk")
    assert (entry.not_for, entry.gripe) == (("the hurried",), "It has # no exercises.")
    assert [(item.shows, item.source) for item in entry.verified.by] == [("It exists.", "GitHub ann/speech, README.md")]


@pytest.mark.parametrize(
    ("question", "refused", "said"),
    [
        ("title", "", "this is needed"),
        ("title", "x" * 161, "title: expected 'str' of length <= 160"),
        ("url", "example.org", "url: 'example.org' does not have the form"),
        ("url", "https://bit.ly/3x", "bit.ly shortens addresses"),
        ("url", "http://www.example.org/one/", "'one' has this address already"),
        ("id", "one", "'one' is taken"),
        ("id", "older", "'older' is taken"),
        ("id", "Speech", "id: 'Speech' does not have the form"),
        ("format", "bok", "(did you mean 'book'?)"),
        ("level", "expert", "level: 'expert' is not one of"),
        ("level", "beginner intermediate advanced", "level: expected 'array' of length 2"),
        ("topics", "speech", "(did you mean 'speech-audio'?)"),
        ("year", "soon", "year: expected a whole number, found 'soon'"),
        ("title", "Deep\u202eLearning", "U+202E stands in it, which nobody sees; take it out"),
        ("gripe", "\u200b", "nothing in it can be seen"),
        ("good_for", "readers; wri\u00adters", "U+00AD stands in it"),
        ("year", "20211", "year: expected 'int' <= 2100"),
        ("requires", "algbra", "no skill 'algbra' (did you mean 'algebra'?)"),
        ("gripe", "", "this is needed"),
        ("fact", "", "this says nothing"),
        ("fact", "yes" * 200, "shows: expected 'str' of length <= 400"),
        ("source", "n/a", "this says nothing"),
    ],
)
def test_an_answer_that_does_not_hold_is_asked_for_again(
    home: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, question: str, refused: str, said: str
) -> None:
    (home / "base.yaml").write_text(f"redirects: {{older: one}}\n{CARED}")
    (home / "skills.yaml").write_text("skills: [{id: algebra, name: algebra}]\n")
    assert add(monkeypatch, **{question: f"{refused}\n{ANSWERS[question]}"}) == 0
    assert said in capsys.readouterr().out
    assert added(home).id == "speech-a-book"


def test_skills_of_the_subject_are_offered(home: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "skills.yaml").write_text("skills: [{id: speech-audio, name: speech}, {id: calculus, name: calculus}]\n")
    assert add(monkeypatch, teaches="") == 0
    assert "Skills it teaches [speech-audio]: " in capsys.readouterr().out
    assert added(home).teaches == ("speech-audio",)


@pytest.mark.parametrize(
    ("summary", "url", "form"),
    [
        ("About speech.", "https://www.youtube.com/watch?v=1", "video"),
        ("About speech.", "https://web.mit.edu/1", "course"),
        ("A podcast about speech.", "https://youtu.be/1", "podcast"),
    ],
)
def test_the_address_suggests_a_format_where_no_word_does(
    home: Path, monkeypatch: pytest.MonkeyPatch, summary: str, url: str, form: str
) -> None:
    assert add(monkeypatch, title="Speech", summary=summary, url=url) == 0
    assert added(home).format == form


@pytest.mark.parametrize(
    "content",
    [
        CARED.rstrip("\n"),
        CARED.replace("\n", "\r\n"),
        CARED.replace("\n  ", "\n"),
        "\ufeff" + CARED,
        f"{CARED}\n\n\n# the end",
    ],
    ids=["no line break at the end", "from Windows", "dashes at the margin", "byte order mark", "a comment"],
)
def test_what_stands_there_keeps_its_bytes(home: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    (home / "base.yaml").write_bytes(content.encode())
    assert add(monkeypatch) == 0
    written = (home / "base.yaml").read_bytes()
    assert written.startswith(content.encode())
    assert (b"\r\n" in content.encode()) == (written.count(b"\r\n") == written.count(b"\n"))
    assert added(home).title == "Speech: a Book"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"{CARED}redirects:\n  older: one\n", "base.yaml:"),
        (f"resources: [{{{', '.join(['id: one'])}}}]\n", None),
        (f"{CARED}    aliases: [Speech  book]\n", "aliases: 'one' has the alias 'speech book' already, in line 20"),
    ],
)
def test_what_would_not_load_is_not_written(
    home: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, content: str, said: str | None
) -> None:
    (home / "base.yaml").write_text(content)
    code = add(monkeypatch, aliases="speech book")
    shown = capsys.readouterr()
    assert (home / "base.yaml").read_text() == content
    assert code == (1 if said else 2)
    assert (said or "The knowledge base has problems") in (shown.out if said else shown.err)
    assert ("Nothing was written. This is the entry" in shown.out and "- id: speech-a-book" in shown.out) == bool(said)


def test_answers_that_end_write_nothing(home: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Speech\n"))
    assert main(["knowledge", "add"]) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert (home / "base.yaml").read_text() == CARED


@pytest.fixture
def parts(home: Path) -> Path:
    """A base of two files: one of foundations, one of speech."""
    (home / "base.yaml").write_text("include: [speech.yaml, other.yaml]\n")
    (home / "speech.yaml").write_text(f"resources:\n{changed(TWO, topics='topics: [speech-audio]')}")
    (home / "other.yaml").write_text(f"resources:\n{TWO.replace('two', 'three')}")
    return home


@pytest.mark.parametrize(
    ("arguments", "topics", "file"),
    [([], "", "speech.yaml"), ([], "nlp", "other.yaml"), (["other.yaml"], "", "other.yaml")],
)
def test_it_goes_into_the_file_of_its_subject_or_the_one_given(
    parts: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], topics: str, file: str
) -> None:
    assert add(monkeypatch, *arguments, topics=topics) == 0
    assert [path.name for path in parts.glob("*.yaml") if "speech-a-book" in path.read_text()] == [file]


@pytest.mark.parametrize("file", ["base.yaml", "gone.yaml", "../speech.yaml"])
def test_a_file_that_is_none_of_the_base_is_refused(
    parts: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    assert add(monkeypatch, file) == 2
    assert capsys.readouterr().err == f"{file} is not a file of base.yaml with entries\n"


@pytest.fixture
def anybodys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder that every user can reach, with a base."""
    with tempfile.TemporaryDirectory(prefix="dlguide-") as folder:
        Path(folder).chmod(0o755)
        Path(folder, "base.yaml").write_text(CARED)
        monkeypatch.chdir(folder)
        yield Path(folder)
        monkeypatch.undo()


def test_a_file_that_must_not_be_written_is_told_before_anything_is_asked(
    anybodys: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert add(monkeypatch) == 0  # which reads the modules that nobody may
    capsys.readouterr()
    (anybodys / "base.yaml").chmod(0o444)
    with as_nobody():
        assert add(monkeypatch) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("You may not write base.yaml.")
    assert not shown.out


@pytest.mark.parametrize("room", [0, 40])
def test_what_was_typed_is_shown_where_the_disk_is_full(
    home: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(CARED) + room, hard))
    try:
        assert add(monkeypatch) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    shown = capsys.readouterr().out
    assert "base.yaml:1: the file cannot be written: File too large" in shown
    assert "Nothing was written. This is the entry" in shown
    assert "- id: speech-a-book" in shown
    assert (home / "base.yaml").read_text() == CARED


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Étude de Łódź", "etude-de-lodz"), ("Smørrebrød & Co", "smorrebrod-co"), ("O'Reilly's Book", "oreilly-book"),
        ("深度学习 2", "2"),
    ],
)  # fmt: skip
def test_the_id_that_is_offered_has_the_letters_of_the_title(
    home: Path, monkeypatch: pytest.MonkeyPatch, title: str, id_: str
) -> None:
    assert add(monkeypatch, title=title) == 0
    assert added(home).id == id_


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@examples(300)
@given(
    st.fixed_dictionaries({"title": texts, "summary": texts, "good_for": st.lists(texts), "topics": st.lists(texts)})
)
def test_whatever_is_typed_is_read_back_as_it_was(entry: dict[str, Any]) -> None:
    assert yaml.safe_load(f"resources:\n{entry_text(entry)}") == {"resources": [entry]}


@examples(200)
@given(st.lists(st.text("ab:#'\"-?>|&*!%@`{}[],.\\", min_size=1, max_size=12), min_size=8, max_size=40).map(" ".join))
def test_long_texts_are_folded_and_read_back(text: str) -> None:
    written = entry_text({"summary": text})
    assert yaml.safe_load(written) == [{"summary": text}]
    assert written.split("\n")[0].endswith("summary: >-") == (len(text) > 90)
