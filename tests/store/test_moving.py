"""All that hangs on a resource's id goes with it, when ids are merged or renamed, on whatever table it stands."""

import pytest

from bot.store import Address, Store
from tests.support.clock import Clock
from tests.support.store.merging import merge_ids
from tests.support.store.schema import (
    FLAG,
    MARK,
    PLACEMENT,
    REPORT,
    REVIEW,
    SERVER,
    VOTE,
    Row,
    content,
    put,
    suggestion,
    tables,
)

HANGS: dict[str, tuple[Row, ...]] = {
    "vote": (VOTE,), "flag": (FLAG.but(state="open", decided_by=None, decided_at=None),), "review": (REVIEW,),
    "report": (REVIEW, REPORT), "placement": (PLACEMENT,), "progress": (MARK,), "tally": (VOTE,),
}  # fmt: skip
"""A row on each table that names resources, after what it hangs on."""
OPEN = suggestion(1, "open", moderator=None)


def of_resource(address: Address) -> dict[str, set[str]]:
    """The ids under which each table holds something; of tallies, something that counts."""
    return {
        table: {row["resource_id"] for row in rows if row.get("votes") != 0}
        for table, rows in content(address).items() if rows and "resource_id" in rows[0]
    }  # fmt: skip


async def test_every_table_that_names_resources_is_thought_of(store: Store, address: Address) -> None:
    named = {table for table, fields in tables(address).items() if "resource_id" in {name for name, *_ in fields}}
    assert named == set(HANGS)


@pytest.mark.parametrize("table", HANGS)
@pytest.mark.parametrize("way", ["merged", "renamed"])
async def test_what_hangs_on_an_id_goes_with_it(store: Store, address: Address, table: str, way: str) -> None:
    put(address, *HANGS[table])
    assert of_resource(address)[table] == {"book"}
    if way == "merged":
        await merge_ids(store, SERVER, "book", "new")
    else:
        await store.follow_redirects({"book": "new"})
    assert of_resource(address)[table] == {"new"}


@pytest.mark.parametrize("table", [table for table in HANGS if table != "progress"])
async def test_a_merge_in_one_server_leaves_the_others_alone(store: Store, address: Address, table: str) -> None:
    put(address, *HANGS[table])
    await merge_ids(store, SERVER + 1, "book", "new")
    assert of_resource(address)[table] == {"book"}


async def test_an_approved_suggestion_that_is_merged_after_all_keeps_what_members_gave_it(
    store: Store, address: Address, clock: Clock
) -> None:
    """It was an entry for a while: reviews, marks and a pin hang on it as well as votes."""
    own = "c-1"
    made = [row.but(resource_id=own) for rows in (HANGS["vote"], HANGS["report"], (PLACEMENT, MARK)) for row in rows]
    put(address, OPEN, *made, now=clock())
    assert await store.suggestions.merge(SERVER, 1, 5, "book")
    assert of_resource(address) == {table: {"book"} for table in set(HANGS) - {"flag"}}
