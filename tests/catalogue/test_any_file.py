"""No file, however broken, makes the reader raise: it gives a catalogue or problems."""

import string
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.support.effort import examples
from tests.support.knowledge_files import GOOD, ONE, problems

FIELDS = list(yaml.safe_load("resources:\n" + ONE)["resources"][0])
MORE = [
    "part_of",
    "successor",
    "hours",
    "reviews",
    "links",
    "editions",
    "frameworks",
    "status_reason",
    "requires",
    "year",
]
SIGNS = [
    "include", "x.yaml", "resources", "redirects",
    ":", ": ", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ",", "? ", "|", ">", "#",
    "'", '"', "&a", "*a", "<<", "~", "null", "1e400", ".inf", "2026-01-01", "0x1", "---", "...", "%YAML 9.9", "\t",
    "\\ud800", "\x85",
]  # fmt: skip
TYPES = ["str", "int", "float", "bool", "null", "timestamp", "map", "seq", "set", "binary", "omap"]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=4)
)
words = st.sampled_from([*FIELDS, *MORE, "id", "url", "name", "title"]) | st.text(string.ascii_lowercase, max_size=5)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=8
)
urls = st.text(max_size=12).map(lambda text: f"https://{text}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@examples(150)
@given(st.text() | st.binary())
def test_no_text_and_no_bytes_raise(folder: Path, content: str | bytes) -> None:
    problems(folder, content if isinstance(content, bytes) else content.encode(errors="surrogatepass"))


@examples(150)
@given(st.lists(st.sampled_from(SIGNS), max_size=25).map("".join))
def test_no_mixture_of_signs_raises(folder: Path, content: str) -> None:
    problems(folder, content)


@examples(150)
@given(st.dictionaries(st.sampled_from(["resources", "redirects", "include"]) | words, values, max_size=3) | values)
def test_no_values_raise(folder: Path, value: Any) -> None:
    problems(folder, yaml.safe_dump(value, allow_unicode=True))


@examples(150)
@given(st.dictionaries(st.sampled_from([*FIELDS, *MORE]), values, min_size=1, max_size=3))
def test_no_change_of_a_good_entry_raises(folder: Path, changes: dict[str, Any]) -> None:
    entry = yaml.safe_load(GOOD)["resources"][0] | changes
    problems(folder, yaml.safe_dump({"resources": [entry]}))


@examples(300)
@given(st.sampled_from(TYPES), st.text("01xfa:.-~ ", max_size=8))
def test_no_tagged_value_raises(folder: Path, tag: str, value: str) -> None:
    problems(folder, f"{GOOD}    gripe: !!{tag} '{value}'\n")


@examples(150)
@given(urls)
def test_no_address_raises(folder: Path, url: str) -> None:
    entry = yaml.safe_load(GOOD)["resources"][0] | {"url": url}
    problems(folder, yaml.safe_dump({"resources": [entry]}))
