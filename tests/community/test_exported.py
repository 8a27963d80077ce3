"""Files that moderators take along: cells that are no formulas, ids that are new, texts that come back as they were."""

import csv
import datetime as dt
import io
import re

import msgspec
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import CHOICES
from bot.community.exported import FORMULA, entries_as_yaml, plain_values, votes_as_csv
from tests.support.effort import examples
from tests.support.made import PATTERN

TODAY = dt.date(2027, 1, 15)
titles = st.text(min_size=1, max_size=60) | st.sampled_from(FORMULA).map(lambda sign: f"{sign}1+1")


def entry(number: int, title: str) -> Resource:
    return msgspec.structs.replace(PATTERN, id=f"c-{number}", title=title, url=f"https://example.org/{number}")


@examples(50)
@given(st.lists(titles, max_size=5))
def test_no_cell_is_a_formula_and_every_count_is_there(given_titles: list[str]) -> None:
    own = [entry(number, title) for number, title in enumerate(given_titles)]
    counts = {item.id: {choice: place for place, choice in enumerate(CHOICES)} for item in own}

    rows = list(csv.reader(io.StringIO(votes_as_csv(counts, Catalogue(tuple(own))), newline="")))

    assert len(rows) == len(own) + 1
    for row in rows[1:]:
        assert not any(cell.startswith(FORMULA) for cell in row)
        assert row[2:] == [str(place) for place in range(len(CHOICES))]
    assert {row[1].removeprefix("'") for row in rows[1:]} == {title.removeprefix("'") for title in given_titles}


def test_titles_that_look_like_ids_of_a_servers_own_get_others() -> None:
    own = [entry(number, title) for number, title in enumerate(("C", "c", "C 12", "C++"))]

    text = entries_as_yaml(own, Catalogue((PATTERN,)), 7, TODAY)

    assert re.findall(r"- id: (\S+)", text) == ["suggested-c", "suggested-c-2", "c-12-2", "suggested-c-3"]


@examples(15)
@given(st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=60), max_size=5))
def test_entries_come_back_as_they_were_under_new_ids(given_titles: list[str]) -> None:
    own = [entry(number, title) for number, title in enumerate(given_titles)]
    base = Catalogue((PATTERN,), {"old": PATTERN.id})

    text = entries_as_yaml(own, base, 1, TODAY)

    if not own:
        assert text == ""
        return
    read = [msgspec.convert(item, Resource) for item in yaml.safe_load(text)["resources"]]
    assert [msgspec.structs.replace(item, id=f"c-{number}") for number, item in enumerate(read)] == own
    ids = [item.id for item in read]
    assert len({*ids, PATTERN.id, "old"}) == len(ids) + 2
    assert not [id_ for id_ in ids if id_.startswith("c-") and id_[2:].isdecimal()]


def test_a_title_that_reads_as_an_own_id_gets_another() -> None:
    text = entries_as_yaml([entry(1, "C 12"), entry(2, "Old")], Catalogue((PATTERN,), {"old": PATTERN.id}), 1, TODAY)

    assert [item["id"] for item in yaml.safe_load(text)["resources"]] == ["c-12-2", "old-2"]


def test_what_an_entry_does_not_say_is_left_out() -> None:
    values = plain_values(PATTERN)

    assert "language" not in values
    assert not [name for name, value in values.items() if value in (None, [], ())]
    assert isinstance(values["verified"]["date"], dt.date)
