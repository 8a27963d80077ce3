"""The table of faults names tests that are there."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`(?:, `::(\w+)`)?")


def test_every_test_that_the_table_names_is_there() -> None:
    table = (TESTS.parent / "docs" / "faults.md").read_text(encoding="utf-8")
    named = NAMED.findall(table)
    assert len(named) > 60
    for file, *functions in named:
        text = (TESTS / file).read_text(encoding="utf-8")
        for function in filter(None, functions):
            assert f"def {function}(" in text, f"{file} has no {function}"
