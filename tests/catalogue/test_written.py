"""Where YAML reads something else than its curator wrote, or nobody could see it: the line, and what to write."""

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import read_base
from bot.catalogue.reading.scalars import in_quotes
from tests.support.effort import examples
from tests.support.knowledge_files import GOOD, changed, problems, write

LINE = 18  # that behind the small file
TEXTS = {  # what is written as a text: as what it is read
    "no": "yes or no", "Yes": "yes or no", "ON": "yes or no", "off": "yes or no", "true": "yes or no",
    "1984": "a number", "0": "a number", "-5": "a number", "3.10": "a number", "-0.5": "a number",
    "2026-11-20": "a date", "2026-11-20 10:00:00": "a date",
}  # fmt: skip
NOTHING = ["", "~", "null", "Null", "#1 of all", "# 1"]
NUMBERS = {  # how a number is written, as what it is read, what to write
    "010": (8, 10), "020": (16, 20), "-010": (-8, -10), "00": (0, 0), "0x10": (16, 16), "0b11": (3, 3),
    "1:30": (90, 90), "1_000": (1000, 1000), "+5": (5, 5), ".5": (0.5, 0.5), "4.": (4.0, 4.0), "01.50": (1.5, 1.5),
    "1.0e+3": (1000.0, 1000.0), "1:30.5": (90.5, 90.5),
}  # fmt: skip
VALUES = [
    ("hours: 10", "hours: expected a list; write [10, 10]"),
    ("hours: 3-5", "hours: expected a list; write [3, 5]"),
    ('hours: ["3", 5]', "hours: expected a whole number; write 3, without quotes or words"),
    ("hours: [08, 9]", "hours: expected a whole number; write 8, without quotes or words"),
    ("hours: [3.0, 5]", "hours: expected a whole number; write 3, without quotes or words"),
    ("hours: [2.5, 5]", "hours: expected a whole number, found '2.5'"),
    ("hours: [3, 20 h]", "hours: expected a whole number; write 20, without quotes or words"),
    ("hours: [~, 3]", "hours: expected a whole number"),
    ("year: .inf", "year: .inf is no number that can be used; leave the field out"),
    (
        "publisher: .NaN",
        'publisher: .NaN is no number that can be used; leave the field out, or write ".NaN" for a text',
    ),
    (f"hours: ['{'9' * 5000}', 3]", f"hours: expected a whole number, found '{'9' * 59}"),
    ("year: no", "year: expected a whole number, found 'no'"),
    ("year: 2022-01-01", "year: expected a whole number, found '2022-01-01'"),
    ("reviews: [{reviewer: A, written: b, opinion: c, rating: four}]", "rating: expected a number, found 'four'"),
    ("certificate: y", "certificate: expected true or false, found 'y'"),
    ("certificate: 1", "certificate: expected true or false, found '1'"),
    ("authors: A, B", "authors: expected a list; write [A, B]"),
    ("authors:", "authors: expected a list, such as [one, two]"),
    ("authors: {a: b}", "authors: expected a list, such as [one, two]"),
    ("authors: [A, ~]", "authors: nothing stands here"),
    ("publisher: [Draft]", "publisher: expected a text, found a list; put a text with [ or {"),
    ("publisher: {Draft: x}", "publisher: expected a text, found fields; put a text with [ or {"),
]
DATES = {
    "20-11-2026": "write the day as 2026-11-20", "20.11.2026": "write the day as 2026-11-20",
    "2026/11/20": "write the day as 2026-11-20", "20261120": "write the day as 2026-11-20",
    "2026-1-5": "write the day as 2026-01-05", "2026-11-20 10:00": "write the day as 2026-11-20",
    "2026-11-20T10:00:00Z": "write the day as 2026-11-20", "11/20/2026": "expected a day, written as 2026-11-20",
    "2026-11": "expected a day, written as 2026-11-20, found '2026-11'", "today": "expected a day",
    "no": "expected a day", "31-02-2026": "expected a day, written as 2026-11-20", "": "expected a day, written",
}  # fmt: skip
UNSEEN = {
    '" "': "nothing in it can be seen", '"\\t"': "nothing in it can be seen", '"\\u200b"': "nothing in it can be seen",
    '"\\u200d\\u200c"': "nothing in it can be seen", '"\\u3164"': "nothing in it can be seen",
    '"\\xa0\\u2003"': "nothing in it can be seen", '"One\\nTwo"': "a line break stands in it",
    '"One\\rTwo"': "a line break stands in it", '"One\\u2028Two"': "a line break stands in it",
    '"One\\x85Two"': "a line break stands in it", '"One\\n"': "a line break stands in it",
    '"One\\tTwo"': "a tab stands in it", '"One\\u202eTwo"': "U+202E stands in it",
    '"\\u2066One"': "U+2066 stands in it",
    '"One\\u200bTwo"': "U+200B stands in it", '"One\\u00adTwo"': "U+00AD stands in it",
    '"\\ufeffOne"': "U+FEFF stands in it", '"One\\0"': "U+0000 stands in it", '"One\\e"': "U+001B stands in it",
    '""': "the text is empty",
}  # fmt: skip
SEEN = [
    "ن\u200cو",
    "👩\u200d💻",
    "❤\ufe0f",
    "नमस्ते",
    "Café\u00a0au lait",
    "深度学习",
    "C#",
    "C++",
    "#1",
    "a#b",
    "R",
    "  One",
]
SYNTAX = [
    ("a:\n\tb: 1\n", 2, "a tab stands here; indent with spaces"),
    ("a: x\n\tb: 2\n", 2, "a tab stands here; indent with spaces"),
    ("- a\n\t- b\n", 2, "a tab stands here; indent with spaces"),
    ("a: 1\nb: Deep: A primer\n", 2, "put a text that has ': ' in it in quotes"),
    ("a: @one\n", 1, "put a text that begins with this sign in quotes"),
    ("a: `one`\n", 1, "put a text that begins with this sign in quotes"),
    ("a: %one\n", 1, "put a text that begins with this sign in quotes"),
    ("a: - one\n", 1, "put a text that begins with - in quotes"),
    ("a: *one\n", 1, "put a text that begins with & or * in quotes"),
    ("a: !one two\n", 1, "put a text that begins with ! in quotes"),
    ("a: 1\nb: 'open\nc: 2\n", 2, "a quote that begins here has no end"),
    ('a: 1\nb: "open\nc: 2\n', 2, "a quote that begins here has no end"),
    ("a: [Draft] Book\n", 1, "or put the text before it in quotes"),
    ('a: "Deep" learning\n', 1, "or put the text before it in quotes"),
    ("a: [x, y\nb: 1\n", 2, "close the list with ]"),
    ('a: "C:\\path"\n', 1, "write \\\\ for a \\ in double quotes"),
    ("a: 1\nb\nc: 2\n", 3, "give the name before it a ':'"),
]


def only(folder: Path, content: str, line: int, said: str) -> None:
    """Check that this is the only problem of a file."""
    found = problems(folder, content)
    assert [at for at, _ in found] == [line], found
    assert said in found[0][1]


@pytest.mark.parametrize(("written", "read_as"), TEXTS.items())
@pytest.mark.parametrize("field", ["publisher", "aliases", "language"])
def test_a_text_that_is_read_as_something_else_is_to_be_quoted(
    tmp_path: Path, field: str, written: str, read_as: str
) -> None:
    value = f"[One, {written}]" if field == "aliases" else written
    said = f'{field}: {written} is read as {read_as}; write "{written}" for a text'
    only(tmp_path, f"{GOOD}    {field}: {value}\n", LINE, said)
    if field != "language":
        quoted = value.replace(written, in_quotes(written))
        assert problems(tmp_path, f"{GOOD}    {field}: {quoted}\n") == []


@pytest.mark.parametrize("written", NOTHING)
def test_a_text_that_is_missing_is_told(tmp_path: Path, written: str) -> None:
    only(tmp_path, changed(GOOD, title=f"title: {written}"), 3, "title: nothing stands here; write a text (in quotes")
    only(tmp_path, changed(GOOD, math=f"math: {written}"), 7, "math: nothing stands here; write one of none, light")


@pytest.mark.parametrize(("written", "meant"), NUMBERS.items())
def test_a_number_that_is_read_as_another_is_told_with_the_one_to_write(
    tmp_path: Path, written: str, meant: tuple[float, float]
) -> None:
    said = f'hours: {written} is read as {meant[0]}; write {meant[1]} for a number, or "{written}" for a text'
    for content in (f"hours: [1, {written}]", f"hours:\n      - {written}\n      - 9"):
        found = problems(tmp_path, f"{GOOD}    {content}\n")
        assert (LINE + content.count("\n") // 2, said) in found


def test_the_numbers_of_old_are_told_each(tmp_path: Path) -> None:
    found = problems(tmp_path, f"{GOOD}    hours: [010, 020]\n")
    assert [message[:24] for _, message in found] == ["hours: 010 is read as 8;", "hours: 020 is read as 16"]


@pytest.mark.parametrize(("addition", "said"), VALUES)
def test_a_value_of_another_kind_is_told_with_what_is_due(tmp_path: Path, addition: str, said: str) -> None:
    only(tmp_path, f"{GOOD}    {addition}\n", LINE, said)


@pytest.mark.parametrize(("written", "said"), DATES.items())
def test_a_date_of_another_form_is_told_with_ours(tmp_path: Path, written: str, said: str) -> None:
    only(tmp_path, changed(GOOD, date=f"date: {written}"), 14, f"date: {said}")


@given(
    st.dates(min_value=dt.date(2000, 1, 1)), st.sampled_from(["%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"])
)
def test_any_day_is_told_as_we_write_it(tmp_path_factory: pytest.TempPathFactory, day: dt.date, form: str) -> None:
    found = problems(tmp_path_factory.getbasetemp(), changed(GOOD, date=f"date: {day.strftime(form)}"))
    assert found == [(14, f"date: write the day as {day}")]


@pytest.mark.parametrize(("written", "said"), UNSEEN.items())
def test_what_nobody_sees_is_told(tmp_path: Path, written: str, said: str) -> None:
    only(tmp_path, changed(GOOD, title=f"title: {written}"), 3, f"title: {said}")
    only(tmp_path, f"{GOOD}    good_for:\n      - Readers\n      - {written}\n", 20, f"good_for: {said}")


@pytest.mark.parametrize("text", SEEN)
def test_what_shapes_letters_is_kept(tmp_path: Path, text: str) -> None:
    base = read_base(write(tmp_path, changed(GOOD, title=f"title: '{text}'")))
    assert base.problems == []
    assert base.found[0].resource.title == text


@examples(200)
@given(st.text(min_size=1, max_size=20))
def test_no_text_passes_in_which_a_control_or_a_turn_of_direction_stands(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    dumped = yaml.safe_dump({"title": text}).removesuffix("\n").replace("\n", " ")
    found = [message for _, message in problems(tmp_path_factory.getbasetemp(), changed(GOOD, title=dumped))]
    hidden = {"Cc", "Cf", "Zl", "Zp", "Cs"} & {
        unicodedata.category(sign) for sign in text if sign not in "\u200c\u200d"
    }
    if hidden or not text.strip("\u200c\u200d\u3000 \xa0"):
        assert found
    else:
        assert not [message for message in found if "stands in it" in message]


@pytest.mark.parametrize("written", ["Book # 1", "Book #1", "Book\t# 1", "C #", "Book # 'quoted'"])
def test_what_a_comment_cuts_off_is_told(tmp_path: Path, written: str) -> None:
    only(tmp_path, changed(GOOD, title=f"title: {written}"), 3, "title: what follows # is a comment and is not read")
    content = f"{GOOD}    good_for:\n      - Readers\n      - {written}\n"
    only(tmp_path, content, 20, "good_for: what follows # is a comment and is not read")


@pytest.mark.parametrize(
    "line",
    ["year: 2022 # the second", "hours: [3, 5]  # a guess", "publisher: 'A # B' # C", "# a: b # c", "good_for: # none"],
)
def test_a_comment_that_cuts_nothing_off_stays_one(tmp_path: Path, line: str) -> None:
    content = GOOD + f"    {line}\n" + ("      - Readers\n" if line.startswith("good_for") else "")
    assert problems(tmp_path, content) == []


@pytest.mark.parametrize(("content", "line", "said"), SYNTAX)
def test_what_is_no_yaml_is_told_with_what_to_do(tmp_path: Path, content: str, line: int, said: str) -> None:
    found = problems(tmp_path, content)
    assert [at for at, message in found if said in message] == [line], found


@pytest.mark.parametrize("mark", [">", ">-", "|", "|-", ">+"])
def test_a_text_in_lines_of_its_own_ends_with_its_last_letter(tmp_path: Path, mark: str) -> None:
    base = read_base(write(tmp_path, changed(GOOD, summary=f"summary: {mark}\n      A book.\n")))
    assert base.problems == []
    assert base.found[0].resource.summary == "A book."


def test_lines_that_are_kept_apart_are_told(tmp_path: Path) -> None:
    only(tmp_path, changed(GOOD, summary="summary: |\n      A\n      book."), 11, "summary: a line break stands in it")
    assert problems(tmp_path, changed(GOOD, summary="summary: >\n      A\n      book.")) == []
