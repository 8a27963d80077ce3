"""Whatever a curator gets wrong is told with its line and in words that help."""

import time
from pathlib import Path

import pytest

from bot.catalogue import InvalidCatalogue, Problem, load_catalogue, read_catalogue
from tests.support.knowledge_files import BOTH, GOOD, ONE, TWO, changed, problems, write

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True)
)
EXTRA = {  # lines after the good entry: they stand in line 18
    "hours order": ("hours: [9, 3]", "hours: the lower number comes first"),
    "hours type": ("hours: ten", "hours: expected"),
    "one hour only": ("hours: [9]", "hours: expected"),
    "no hours at all": ("hours: [0, 3]", "hours: expected 'int' >= 1"),
    "year far off": ("year: 20222", "year: expected 'int' <= 2100"),
    "year beyond numbers": ("year: 99999999999999999999999999", "year: expected 'int' <= 2100"),
    "year as text": ('year: "2022"', "year: expected a whole number; write 2022, without quotes"),
    "authors not a list": ("authors: Nielsen", "authors: expected"),
    "others among the authors": ("authors: [Nielsen, and others]", "'and others': only people and makers stand here"),
    "others behind an author": ("authors: [Nielsen et al.]", "'Nielsen et al.': only people and makers stand here"),
    "an author that is a number": ("authors: [Nielsen, 7]", 'authors: 7 is read as a number; write "7" for a text'),
    "language": ("language: English", "'English' does not have the form"),
    "certificate": ("certificate: maybe", "certificate: expected true or false, found 'maybe'"),
    "unknown field": ("gripes: Dry.", "gripes: no such field (did you mean 'gripe'?)"),
    "field of nothing": ("zzzz: 1", "zzzz: no such field"),
    "dead part_of": ("part_of: onee", "part_of: no entry 'onee' (did you mean 'one'?)"),
    "part of itself": ("part_of: one", "part_of: an entry cannot be part of itself"),
    "rating too high": (
        "reviews: [{reviewer: A, written: b, opinion: c, rating: 5.5}]",
        "rating: expected 'float' <= 5",
    ),
    "rating below zero": (
        "reviews: [{reviewer: A, written: b, opinion: c, rating: -1}]",
        "rating: expected 'float' >= 0",
    ),
    "rating no number": (
        "reviews: [{reviewer: A, written: b, opinion: c, rating: .nan}]",
        "rating: .nan is no number that can",
    ),
    "review incomplete": ("reviews: [{reviewer: A, opinion: c}]", "written: this field is required"),
    "review no fields": ("reviews: [good]", "reviews: expected fields, found 'good'"),
    "dead successor": (
        "successor: {title: New, url: 'https://a.org', id: onne}",
        "successor: no entry 'onne' (did you mean 'one'?)",
    ),
    "tracker in a link": ("links: [{role: shop, url: 'https://a.org/?utm_source=x'}]", "links: the address carries"),
    "tracker in an edition": (
        "editions: [{name: 2nd, year: 2020, url: 'https://a.org/?fbclid=x'}]",
        "editions: the addr",
    ),
    "tracker in the successor": ("successor: {title: N, url: 'https://a.org/?gclid=x'}", "successor: the address"),
    "a shortener": (
        "links: [{role: shop, url: 'https://bit.ly/3x'}]",
        "links: bit.ly shortens addresses; give the one",
    ),
    "an affiliate": (
        "links: [{role: shop, url: 'https://www.amzn.to/3x'}]",
        "links: the address goes through amzn.to and credits",
    ),
    "a shop's reference": (
        "links: [{role: shop, url: 'https://www.amazon.co.uk/dp/1/ref=sr_1_1'}]",
        "links: the address goes through amazon.co.uk",
    ),
    "framework in capitals": ("frameworks: [{name: PyTorch}]", "'PyTorch' does not have the form"),
    "the same field again": ("title: One more", "title: the same field appears twice"),
    "tag": ("gripe: !!python/name:os.system x", "the tag tag:yaml.org,2002:python/name:os.system is not used here"),
    "no such day": ("gripe: 2026-13-45", "'2026-13-45' is not a valid value"),
}
REPLACED = {  # a line of the good entry, what stands there instead, in which line, and what is said
    "facet": ("math", "math: ligth", 7, "'ligth' is not one of none, light, moderate, heavy (did you mean 'light'?)"),
    "format": ("format", "format: bok", 4, "(did you mean 'book'?)"),
    "cost": ("cost", "cost: freemum", 9, "(did you mean 'freemium'?)"),
    "style": ("style", "style: hands on", 8, "(did you mean 'hands-on'?)"),
    "status": ("status", "status: dead", 12, "'dead' is not one of current, dated, retired"),
    "topic": ("topics", "topics: [foundations, computer vision]", 10, "(did you mean 'computer-vision'?)"),
    "no topic": ("topics", "topics: []", 10, "topics: expected 'array' of length >= 1"),
    "topic twice": ("topics", "topics: [nlp, nlp]", 10, "topics: a topic is listed twice"),
    "level word": ("level", "level: [begginer, advanced]", 6, "'begginer' is not one of"),
    "level order": ("level", "level: [advanced, beginner]", 6, "level: the lower level comes first"),
    "one level": ("level", "level: [beginner]", 6, "level: expected 'array' of length 2, got 1"),
    "title a number": ("title", "title: 2017", 3, 'title: 2017 is read as a number; write "2017" for a text'),
    "title nothing": ("title", "title:", 3, "title: nothing stands here; write a text"),
    "title empty": ("title", 'title: ""', 3, "title: the text is empty; write one"),
    "title too long": ("title", f"title: {'x' * 161}", 3, "title: expected 'str' of length <= 160"),
    "id form": ("id", "id: One_Book", 2, "id: 'One_Book' does not have the form"),
    "id too long": ("id", f"id: {'x' * 61}", 2, "id: expected 'str' of length <= 60"),
    "url form": ("url", "url: example.org", 5, "url: 'example.org' does not have the form"),
    "url of a script": ("url", 'url: "javascript:alert(1)"', 5, "url: 'javascript:alert(1)' does not have the form"),
    "url with a bracket": ("url", "url: https://a.org/](x)", 5, "url: 'https://a.org/](x)' does not have the form"),
    "tracker": ("url", "url: https://example.org/?q=1&a_aid=7", 5, "tracking or affiliate parameter 'a_aid'; strip it"),
    "no reason": ("status", "status: dated", 2, "status_reason: a dated entry must say why"),
    "retired without reason": ("status", "status: retired", 2, "status_reason: a retired entry must say why"),
    "date": ("date", "date: yesterday", 14, "date: "),
    "evidence of nothing": ("shows", 'shows: " ... "', 16, "verified: shows says nothing"),
    "evidence to come": ("source", "source: TODO", 17, "verified: source says nothing"),
    "evidence not to be had": ("source", "source: n/a", 17, "verified: source says nothing"),
    "unknown evidence": ("source", "sorce: Its page", 17, "sorce: no such field (did you mean 'source'?)"),
    "missing field": ("summary", "", 2, "summary: this field is required"),
}
UNREADABLE: dict[str, tuple[str | bytes, int, str]] = {
    "empty": ("", 1, "the file is empty"),
    "comments only": ("# nothing\n\n", 1, "the file is empty"),
    "not YAML": ("resources: [\n  - }", 2, "not valid YAML: "),
    "tab": ("resources:\n\t- id: one\n", 2, "not valid YAML: found character that cannot start any token"),
    "control character": ("resources: \x01", 1, "not valid YAML: "),
    "not UTF-8": (b"resources: \xff\xfe", 1, "the file is not UTF-8 text"),
    "UTF-16": (GOOD.encode("utf-16"), 1, "the file is not UTF-8 text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", 1, "the file is not UTF-8 text"),
    "top level a list": ("- one\n- two\n", 1, "the file must hold the field 'resources' with a list of entries"),
    "top level a word": ("one\n", 1, "the file must hold the field 'resources' with a list of entries"),
    "no resources": ("redirects: {}\n", 1, "resources: expected a list of entries"),
    "no entries": ("\nresources: []\n", 2, "resources: expected a list of entries"),
    "resources null": ("resources:\n", 1, "resources: expected a list of entries"),
    "resources a mapping": ("resources: {id: one}\n", 1, "resources: expected a list of entries"),
    "an entry that is a word": ("resources:\n  - one\n", 2, "resources: expected fields, found 'one'"),
    "unknown top field": (GOOD + "redirect: {}\n", 18, "redirect: no such field (did you mean 'redirects'?)"),
    "anchor": (changed(GOOD, title="title: &t One"), 3, "anchors and aliases are not used here"),
    "alias": (changed(GOOD, title="title: *t"), 3, "anchors and aliases are not used here"),
    "nested": (GOOD + f"    gripe: {'[' * 20}{']' * 20}\n", 18, "nested too deeply"),
    "too large": ("#" * 8_000_001, 1, "the file is larger than 8,000,000 bytes"),
}
REDIRECTS = {
    "to nowhere": ("redirects:\n  old: onne\n", 2, "'old' must lead from an id that is gone to one that is here"),
    "from an id in use": ("redirects:\n  one: one\n", 2, "'one' must lead from an id that is gone"),
    "list": ("redirects: [old, one]\n", 1, "redirects: expected old ids, each with the id that took its place"),
    "nothing": ("redirects:\n", 1, "redirects: expected old ids"),
    "to a number": ("redirects: {old: 1}\n", 1, "redirects: expected old ids"),
}


def assert_said(found: list[tuple[int, str]], line: int, words: str) -> None:
    assert any(at == line and words in message for at, message in found), found


def test_the_small_file_is_good(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == problems(tmp_path, BOTH) == []


def test_an_id_of_a_servers_own_entries_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace("id: one", "id: c-12"))
    assert_said(found, 2, "are for entries that a server's members bring in")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n")])
def test_files_from_windows_are_good(tmp_path: Path, content: str | bytes) -> None:
    assert problems(tmp_path, content) == []


@pytest.mark.parametrize(("addition", "words"), EXTRA.values(), ids=EXTRA)
def test_a_wrong_addition_is_the_only_problem(tmp_path: Path, addition: str, words: str) -> None:
    found = problems(tmp_path, f"{GOOD}    {addition}\n")
    assert len(found) == 1
    assert_said(found, 18, words)


@pytest.mark.parametrize(("field", "instead", "line", "words"), REPLACED.values(), ids=REPLACED)
def test_a_wrong_field_is_found(tmp_path: Path, field: str, instead: str, line: int, words: str) -> None:
    assert_said(problems(tmp_path, changed(GOOD, **{field: instead})), line, words)


@pytest.mark.parametrize(("content", "line", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_wrong_file_is_found(tmp_path: Path, content: str | bytes, line: int, words: str) -> None:
    assert_said(problems(tmp_path, content), line, words)


@pytest.mark.parametrize(("redirects", "line", "words"), REDIRECTS.values(), ids=REDIRECTS)
def test_a_wrong_redirect_is_the_only_problem(tmp_path: Path, redirects: str, line: int, words: str) -> None:
    found = problems(tmp_path, redirects + GOOD)
    assert len(found) == 1
    assert_said(found, line, words)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gone.yaml"
    assert read_catalogue(path) == (None, [Problem(str(path), 1, "there is no such file")])


def test_a_folder_is_no_knowledge_file(tmp_path: Path) -> None:
    _, found = read_catalogue(tmp_path)
    assert [str(problem) for problem in found] == [
        f"{tmp_path}:1: this is a folder; name a file in it, such as resources.yaml"
    ]


def test_equal_ids_name_the_first_line(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD + ONE) == [(18, "id: 'one' is already in line 2")]


def test_a_reference_to_an_entry_further_down_is_good(tmp_path: Path) -> None:
    assert problems(tmp_path, f"{GOOD}    part_of: two\n{TWO}") == []


def test_all_problems_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    first = changed(GOOD, title="title: 5", math="math: hevy", summary="sumary: A book.")
    second = changed(TWO, url="url: nowhere", level="level: [advanced, expert]")
    found = problems(tmp_path, f"{first}{second}    hours: many\nextra: 1\n")
    assert [line for line, _ in found] == [2, 3, 7, 11, 21, 22, 34, 35]


def test_a_problem_prints_as_file_line_message(tmp_path: Path) -> None:
    path = write(tmp_path, changed(GOOD, math="math: much"))
    with pytest.raises(InvalidCatalogue, match="1 problems; the first") as caught:
        load_catalogue(path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}:7: math: 'much' is not one of none, light, moderate, heavy"
    ]


@pytest.mark.parametrize(
    "content",
    [BOMB, "[" * 200_000, "{a: " * 50_000, "- " * 100_000, "? " * 50_000],
    ids=["aliases", "lists", "mappings", "dashes", "keys"],
)
def test_a_hostile_file_is_refused_fast(tmp_path: Path, content: str) -> None:
    start = time.perf_counter()
    found = problems(tmp_path, content)
    assert time.perf_counter() - start < 1
    assert any("nested too deeply" in message or "anchors" in message for _, message in found)


WRONG_VALUES = ["!!bool x", "!!timestamp x", '!!int ""', '!!float ""', f"1{':59' * 400}.5"]


@pytest.mark.parametrize("value", WRONG_VALUES)
def test_a_value_that_its_tag_does_not_fit_is_a_problem(tmp_path: Path, value: str) -> None:
    assert_said(problems(tmp_path, f"{GOOD}    gripe: {value}\n"), 18, "is not a valid value")


def test_an_address_that_cannot_be_split_is_a_problem(tmp_path: Path) -> None:
    assert_said(problems(tmp_path, changed(GOOD, url="url: https://exa\u2100mple.org/")), 5, "url: ")


@pytest.mark.parametrize(("field", "instead"), [("id", 'id: "one\\n"'), ("url", 'url: "https://example.org\\n"')])
def test_a_line_break_at_the_end_is_a_problem(tmp_path: Path, field: str, instead: str) -> None:
    assert problems(tmp_path, changed(GOOD, **{field: instead})) != []


@pytest.mark.parametrize("reference", ["part_of: one", "successor: {title: One, url: 'https://a.org', id: one}"])
def test_a_reference_to_a_flawed_entry_is_no_problem_of_its_own(tmp_path: Path, reference: str) -> None:
    found = problems(tmp_path, f"{changed(GOOD, math='math: much')}{TWO}    {reference}\n")
    assert [line for line, _ in found] == [7]


def test_a_redirect_to_a_flawed_entry_is_no_problem_of_its_own(tmp_path: Path) -> None:
    found = problems(tmp_path, f"{changed(GOOD, math='math: much')}redirects: {{old: one}}\n")
    assert [line for line, _ in found] == [7]


def test_equal_ids_are_found_in_flawed_entries_too(tmp_path: Path) -> None:
    assert [line for line, _ in problems(tmp_path, GOOD + changed(ONE, math="math: much"))] == [18, 23]


def test_a_single_level_is_told_to_be_a_pair(tmp_path: Path) -> None:
    assert "did you mean 'beginner'" not in problems(tmp_path, changed(GOOD, level="level: beginner"))[0][1]


@pytest.mark.parametrize("content", [f"a: 1\n---\n{GOOD}", f"{GOOD}---\n{GOOD}"])
def test_several_documents_in_one_file_are_a_problem(tmp_path: Path, content: str) -> None:
    assert problems(tmp_path, content) != []


@pytest.mark.parametrize(
    "content",
    [
        "resources:\n\t- id: one\n",
        BOMB,
        changed(GOOD, title="title: *t"),
        changed(GOOD, title='title: "\\ud800"'),
        GOOD + "    gripe: [\n",
    ],
)
def test_a_file_that_cannot_be_read_to_its_end_has_one_problem(tmp_path: Path, content: str) -> None:
    assert len(problems(tmp_path, content)) == 1


@pytest.mark.parametrize("alias", ["The Book", "the  book", "THE BOOK"])
def test_an_alias_of_two_entries_is_a_problem(tmp_path: Path, alias: str) -> None:
    found = problems(tmp_path, f"{GOOD}    aliases: [other, The Book]\n{TWO}    aliases: ['{alias}']\n")
    assert found == [(35, f"aliases: 'one' has the alias {alias!r} already, in line 18")]


def test_a_part_may_go_by_the_name_of_its_whole(tmp_path: Path) -> None:
    whole, part = f"{GOOD}    aliases: [book]\n", f"{TWO}    aliases: [book]\n    part_of: one\n"
    assert problems(tmp_path, whole + part) == []
    assert problems(tmp_path, f"resources:\n{part}{whole.partition('resources:')[2]}") == []


def test_two_parts_of_a_whole_may_not_share_a_name(tmp_path: Path) -> None:
    parts = "".join(TWO.replace("two", name) + "    part_of: one\n    aliases: [book]\n" for name in ("two", "three"))
    found = problems(tmp_path, GOOD + parts)
    assert [message for _, message in found] == ["aliases: 'two' has the alias 'book' already, in line 35"]


@pytest.mark.parametrize("url", ["http://example.org/one", "https://www.example.org/one/", "https://EXAMPLE.org/one"])
def test_a_page_of_two_entries_is_a_problem(tmp_path: Path, url: str) -> None:
    found = problems(tmp_path, GOOD + changed(TWO, url=f"url: {url}"))
    assert found == [(21, "url: 'one' has this address already, in line 5")]
    assert problems(tmp_path, GOOD + changed(TWO, url=f"url: {url}#part-2")) == []


def test_a_part_may_stand_on_the_page_of_its_whole(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD + changed(TWO, url="url: https://example.org/one") + "    part_of: one\n") == []
