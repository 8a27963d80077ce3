"""A knowledge base of several files is read as one, and no file but those beside it."""

import tomllib
from pathlib import Path

import pytest

from bot.catalogue import load_catalogue, read_catalogue
from bot.catalogue.reading.files import MAX_FILES
from tests.support.base import REPOSITORY
from tests.support.knowledge_files import GOOD, ONE, TWO, changed, write

PART = f"resources:\n{TWO}"
WRONG = {  # what the first file includes, and what is said of it
    "a word": ("part.yaml", "include: expected a list of fewer than 100 names of files"),
    "a number": ("[7]", "include: expected a list"),
    "nothing": ("", "include: expected a list"),
    "out of the folder": ("[../part.yaml]", "'../part.yaml' is not the name of a .yaml file beside this one"),
    "absolute": ("[/etc/part.yaml]", "is not the name of a .yaml file beside this one"),
    "a folder below": ("[more/part.yaml]", "is not the name of a .yaml file beside this one"),
    "the folder above": ("[..]", "is not the name of a .yaml file beside this one"),
    "another kind": ("[part.txt]", "is not the name of a .yaml file beside this one"),
    "far too long": (f"[{'x' * 300}.yaml]", "is not the name of a .yaml file beside this one"),
    "misspelled": ("[prat.yaml]", "there is no file 'prat.yaml' beside this one (did you mean 'part.yaml'?)"),
    "itself": ("[knowledge.yaml]", "'knowledge.yaml' is read already"),
    "twice": ("[part.yaml, part.yaml]", "'part.yaml' is read already"),
    "too many": (f"[{'part.yaml, ' * MAX_FILES}]", "include: expected a list of fewer than 100 names"),
}


def said(path: Path) -> list[tuple[str, int, str]]:
    """File name, line and message of each problem of this knowledge base."""
    return [(Path(problem.file).name, problem.line, problem.message) for problem in read_catalogue(path)[1]]


def test_included_entries_follow_in_the_order_of_the_list(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PART)
    (tmp_path / "b.yaml").write_text(PART.replace("two", "three"))
    path = write(tmp_path, f"include: [b.yaml, a.yaml]\n{GOOD}")
    assert [resource.id for resource in load_catalogue(path)] == ["one", "three", "two"]


def test_the_first_file_needs_no_entries_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(PART)
    catalogue = load_catalogue(write(tmp_path, "include: [part.yaml]\nredirects: {old: two}\n"))
    assert [resource.id for resource in catalogue] == ["two"]
    assert catalogue.get("old") is catalogue.get("two")


@pytest.mark.parametrize(("names", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_include_is_the_only_problem(tmp_path: Path, names: str, words: str) -> None:
    (tmp_path / "part.yaml").write_text(PART)
    (found,) = said(write(tmp_path, f"{GOOD}include: {names}\n"))
    assert found[:2] == ("knowledge.yaml", 18)
    assert words in found[2]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    (tmp_path / "part.yaml").write_text(PART)
    (folder / "part.yaml").symlink_to(tmp_path / "part.yaml")
    assert said(write(folder, f"{GOOD}include: [part.yaml]\n")) == [
        ("knowledge.yaml", 18, "include: 'part.yaml' leads out of this folder")
    ]


def test_problems_name_their_file_and_line_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(changed(PART, math="math: much"))
    path = write(tmp_path, f"include: [part.yaml]\n{changed(GOOD, cost='cost: little')}    part_of: twoo\n")
    assert [(file, line, message.partition(":")[0]) for file, line, message in said(path)] == [
        ("knowledge.yaml", 10, "cost"), ("part.yaml", 7, "math"),
    ]  # fmt: skip


def test_entries_may_refer_to_those_of_another_file(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(f"{PART}    part_of: one\n")
    catalogue = load_catalogue(write(tmp_path, f"include: [part.yaml]\n{GOOD}"))
    assert [part.id for part in catalogue.parts_of("one")] == ["two"]


def test_equal_ids_in_two_files_name_the_first_file(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(f"resources:\n{ONE}")
    path = write(tmp_path, f"include: [part.yaml]\n{GOOD}")
    assert said(path) == [("part.yaml", 2, f"id: 'one' is already in {path}:3")]


@pytest.mark.parametrize("field", ["include: [other.yaml]", "redirects: {old: two}"])
def test_only_the_first_file_includes_and_redirects(tmp_path: Path, field: str) -> None:
    (tmp_path / "part.yaml").write_text(f"{PART}{field}\n")
    name = field.partition(":")[0]
    assert said(write(tmp_path, f"include: [part.yaml]\n{GOOD}")) == [
        ("part.yaml", 18, f"{name}: only the file that includes others has this field")
    ]


def test_a_part_without_entries_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("resources: []\n")
    assert said(write(tmp_path, f"include: [part.yaml]\n{GOOD}")) == [
        ("part.yaml", 1, "resources: expected a list of entries")
    ]


def test_files_are_bounded_together(tmp_path: Path) -> None:
    names = ["a.yaml", "b.yaml", "c.yaml"]
    for name in names:
        (tmp_path / name).write_text(f"{PART.replace('two', name[0])}{'#' * 3_900_000}\n")
    found = said(write(tmp_path, f"include: [{', '.join(names)}]\n{GOOD}"))
    assert found == [("knowledge.yaml", 1, "include: with 'c.yaml' the files are larger than 8,000,000 bytes together")]


def test_the_package_carries_the_whole_folder() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {"knowledge": "bot/knowledge"}
