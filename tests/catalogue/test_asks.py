"""The wordings: what is wrong in them, and what a curator should look at again."""

import datetime as dt
from pathlib import Path

import pytest

from bot.catalogue import read_base
from bot.catalogue.advice.asks import Asks, check_asks, read_asks
from bot.catalogue.advice.asks_warnings import SHOWN
from bot.catalogue.checks.warnings import warnings_of
from tests.support.advice_files import advised, worded
from tests.support.base import KNOWLEDGE

KNOWN = ["where-to-start", "what-next", "graphs"]
TODAY = dt.date(2026, 6, 1)
GOOD = """\
asks:
  where-to-start:
    - where do I start
    - "first steps, please"
  graphs: [a course on graphs]
"""
WRONG = {  # what stands in the file, what stands there instead, in which line, and what is said
    "an unknown id": ("graphs:", "graph:", 5, "no note or subject 'graph' (did you mean 'graphs'?)"),
    "an id like nothing": ("graphs:", "zzzz:", 5, "no note or subject 'zzzz'"),
    "an empty text": ("- where do I start", '- ""', 3, "a text without a word"),
    "no word": ("where do I start", "'?! ...'", 3, "a text without a word"),
    "a long text": ("where do I start", "why " * 251, 3, "1,003 characters; 1,000 is the most"),
    "a number": ("where do I start", "2026", 3, "expected a text, found 2026; put it in quotes"),
    "nothing": ("where do I start", "", 3, "expected a text, found None; put it in quotes"),
    "a mapping": ("where do I start", "help: me", 3, "expected a text, found {'help': 'me'}; put it in quotes"),
    "no list": ("[a course on graphs]", "a course", 5, "expected a list of texts for 'graphs'"),
    "an empty list": ("[a course on graphs]", "[]", 5, "expected a list of texts for 'graphs'"),
}
SAME = ["Where do I start?", "where do  i start", "WHERE, do I start...", "'where' do I start!"]
SHAPES = ["asks: {}\n", "asks:\n", "- one\n", "one\n", "notes: []\n", f"{GOOD}more: 1\n", "asks: [one]\n"]
OTHER = ["where do we start", "where do I begin", "do I start where", "where do I start in C"]


def checked(folder: Path, **hands: str) -> Asks:
    """The wordings of these hands, checked."""
    worded(folder, **hands)
    asks = read_asks(folder)
    check_asks(asks, KNOWN)
    return asks


def said(folder: Path, **hands: str) -> list[tuple[str, int, str]]:
    """Hand, line and message of each problem of these files."""
    return [(Path(item.file).stem, item.line, item.message) for item in checked(folder, **hands).problems]


def warned(folder: Path, **hands: str) -> list[tuple[str, int, str]]:
    """File, line and message of each warning about wordings of the small base."""
    worded(folder, **hands)
    found = warnings_of(read_base(advised(folder)), TODAY, read_asks(folder))
    return [(Path(item.file).name, item.line, item.message) for item in found if item.message.startswith("asks: ")]


def asks(**texts: list[str]) -> str:
    """A file with these texts for each id, one a line."""
    lines = [f"  {id_.replace('_', '-')}:\n" + "".join(f"    - '{text}'\n" for text in texts[id_]) for id_ in texts]
    return "asks:\n" + "".join(lines)


def test_a_wording_has_its_id_and_its_hand(tmp_path: Path) -> None:
    found = checked(tmp_path, ann=GOOD, tom="asks: {graphs: [what are graphs]}\n")
    assert found.problems == []
    assert [(wording.id, wording.hand, wording.text) for wording in found.wordings] == [
        ("where-to-start", "ann", "where do I start"),
        ("where-to-start", "ann", "first steps, please"),
        ("graphs", "ann", "a course on graphs"),
        ("graphs", "tom", "what are graphs"),
    ]
    assert found.hands() == {"where-to-start": ["ann", "ann"], "graphs": ["ann", "tom"]}


def test_without_the_folder_there_are_none(tmp_path: Path) -> None:
    assert read_asks(tmp_path) == Asks([], [])


@pytest.mark.parametrize(("old", "new", "line", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_wording_is_the_only_problem(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert said(tmp_path, ann=GOOD.replace(old, new)) == [("ann", line, f"asks: {words}")]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_of_another_shape_is_the_only_problem(tmp_path: Path, shape: str) -> None:
    words = "the file must hold the field 'asks' with ids and the texts of each, and nothing else"
    assert said(tmp_path, ann=shape) == [("ann", 1, words)]


def test_an_unreadable_file_is_the_only_problem(tmp_path: Path) -> None:
    ((hand, line, message),) = said(tmp_path, ann=GOOD, tom="asks: [\n")
    assert (hand, line, message.partition(":")[0]) == ("tom", 2, "not valid YAML")


@pytest.mark.parametrize("text", SAME)
def test_a_wording_of_two_ids_is_a_problem(tmp_path: Path, text: str) -> None:
    found = said(tmp_path, ann=GOOD, tom=f'asks:\n  what-next: ["{text}"]\n')
    where = f"in {tmp_path}/asks/ann.yaml:3"
    assert found == [("tom", 2, f"asks: {text!r} stands under 'where-to-start' already, {where}")]


def test_a_wording_may_come_by_two_hands(tmp_path: Path) -> None:
    assert said(tmp_path, ann=GOOD, tom=asks(graphs=["A course on graphs!"])) == []


@pytest.mark.parametrize("text", OTHER)
def test_other_words_are_another_wording(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, ann=GOOD, tom=asks(graphs=[text])) == []


def test_languages_that_differ_by_a_sign_are_told_apart(tmp_path: Path) -> None:
    assert said(tmp_path, ann=asks(graphs=["learn C++"], what_next=["learn C#"], where_to_start=["learn C"])) == []


@pytest.mark.parametrize(
    ("count", "hands", "warns"), [(20, 3, False), (19, 3, True), (20, 2, True), (0, 0, True), (25, 4, False)]
)
def test_notes_with_few_wordings_or_hands_are_told(tmp_path: Path, count: int, hands: int, warns: bool) -> None:
    texts = [f"{number} {'x' * number}" for number in range(count)]
    files = {f"hand{hand}": asks(where_to_start=texts[hand::hands]) for hand in range(hands)}
    found = [message for _, line, message in warned(tmp_path, **files) if line == 2]
    assert found == [f"asks: {count} of at least 20 wordings, {hands} of at least 3 hands"] * warns


def test_subjects_may_have_as_few_as_they_like(tmp_path: Path) -> None:
    assert {(file, line) for file, line, _ in warned(tmp_path, ann=GOOD)} == {("begin.yaml", 2), ("begin.yaml", 20)}


def nearly(count: int) -> dict[str, str]:
    """So many pairs of two ids that differ by a letter."""
    texts = [f"{chr(97 + number) * 9} how do I begin with the mathematics of this" for number in range(count)]
    return {"ann": asks(where_to_start=texts), "tom": asks(graphs=[f"{text}s" for text in texts])}


def test_nearly_equal_wordings_of_two_ids_are_told(tmp_path: Path) -> None:
    found = [item for item in warned(tmp_path, **nearly(2)) if item[0] == "tom.yaml"]
    text = "aaaaaaaaa how do I begin with the mathematics of thiss"
    where = f"in {tmp_path}/asks/ann.yaml:3"
    assert found[0] == ("tom.yaml", 3, f"asks: {text!r} is nearly one of 'where-to-start', {where}")
    assert [line for _, line, _ in found] == [3, 4]


def test_of_many_only_the_first_ten_are_told(tmp_path: Path) -> None:
    found = [item for item in warned(tmp_path, **nearly(15)) if item[0] == "tom.yaml"]
    assert [line for _, line, _ in found] == list(range(3, 3 + SHOWN + 1))
    assert found[-1][2] == "asks: here and further on 5 more are nearly those of another id"


@pytest.mark.parametrize(
    "texts",
    [
        {"where_to_start": ["how do I begin with maths", "how do I begin with math"]},
        {"where_to_start": ["how do I begin with maths"], "graphs": ["How do I begin, with maths?"]},
        {"where_to_start": ["how do I begin with maths"], "graphs": ["how do I begin with graphs"]},
        {"where_to_start": ["how do I begin"], "graphs": ["how do I begin with this"]},
    ],
    ids=["of one id", "the same", "another word", "longer"],
)
def test_what_is_no_near_duplicate_is_not_told(tmp_path: Path, texts: dict[str, list[str]]) -> None:
    assert [item for item in warned(tmp_path, ann=asks(**texts)) if item[0] == "ann.yaml"] == []


def test_the_shipped_wordings_are_without_a_flaw() -> None:
    base = read_base(KNOWLEDGE)
    found = read_asks(KNOWLEDGE.parent)
    check_asks(found, [*base.advice.ids("notes"), *base.advice.ids("subjects")])
    warnings = warnings_of(base, base.advice.notes[0].item.verified.date, found)
    assert len(found.wordings) > 6000
    assert [str(problem) for problem in found.problems] == []
    assert [str(warning) for warning in warnings if "of at least" in warning.message] == []
