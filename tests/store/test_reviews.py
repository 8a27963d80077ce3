"""Reviews: one of each member, resource and server, hidden by reports until moderators decide."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Address, MemberReview, Store, StoreUnavailable
from tests.store.conftest import Fresh
from tests.support.clock import Clock
from tests.support.effort import examples
from tests.support.store.behind import rows
from tests.support.store.merging import merge_ids

NOW = 1_800_000_000


async def write(
    store: Store, member: int, text: str = "good", *, id_: int = 0, server: int = 1, of: str = "book"
) -> MemberReview:
    return await store.reviews.write(server, of, member, text, "all", id_=id_ or member)


async def shown(store: Store, server: int = 1, of: str = "book") -> list[tuple[int, str]]:
    return [(review.user_id, review.text) for review in await store.reviews.latest(server, of, 99)]


async def report(store: Store, review_id: int, *reporters: int, server: int = 1) -> list[tuple[str, int, bool]]:
    """After each report: the state of the review, how many have reported it, and whether the report is new."""
    told: list[tuple[str, int, bool]] = []
    for reporter in reporters:
        found, new = await store.reviews.report(server, review_id, reporter)
        assert found is not None
        told.append((found.review.state, found.reports, new))
    return told


async def test_the_latest_stand_first_and_servers_apart(store: Store) -> None:
    await write(store, 7)
    await write(store, 8)
    await write(store, 9, server=2)
    await write(store, 10, of="course")
    assert await shown(store) == [(8, "good"), (7, "good")]
    assert await store.reviews.latest(1, "book", 1) == [MemberReview(8, "book", 8, "good", "all", "shown", NOW)]
    assert [review.id for review in await store.reviews.latest(1, "book", 9, skip=1)] == [7]
    assert [review.id for review in await store.reviews.latest(1, "book", 9, but_of=8)] == [7]


async def test_writing_again_replaces_it_under_a_new_id(store: Store, clock: Clock) -> None:
    await write(store, 7, id_=1)
    await write(store, 8, id_=2)
    clock.seconds += 60
    assert await write(store, 7, "better", id_=3) == MemberReview(3, "book", 7, "better", "all", "shown", NOW + 60)
    assert await shown(store) == [(7, "better"), (8, "good")]
    assert await store.reviews.find(1, 1) is None


async def test_the_same_text_again_changes_nothing(store: Store, clock: Clock) -> None:
    first = await write(store, 7, id_=1)
    await report(store, 1, 8)
    clock.seconds += 60
    assert await write(store, 7, id_=2) == first
    assert await report(store, 1, 8) == [("shown", 1, False)]


async def test_what_is_found_is_of_the_server(store: Store) -> None:
    await write(store, 7, id_=5)
    assert await store.reviews.find(2, 5) is None
    assert await store.reviews.report(2, 5, 9) == (None, False)
    assert await store.reviews.decide(2, 5, "removed", again=True) is None
    assert await store.reviews.delete(2, 5, 7) is None
    assert await store.reviews.delete(1, 5, 8) is None
    assert await shown(store) == [(7, "good")]
    assert (await store.reviews.delete(1, 5, 7)) is not None
    assert await shown(store) == []


async def test_three_reports_of_different_members_hide_it(store: Store) -> None:
    await write(store, 7)
    assert await report(store, 7, 1, 1, 2) == [("shown", 1, True), ("shown", 1, False), ("shown", 2, True)]
    assert await shown(store) == [(7, "good")]
    assert await report(store, 7, 3, 4) == [("hidden", 3, True), ("hidden", 4, True)]
    assert await shown(store) == []
    assert [(item.review.id, item.reports) for item in await store.reviews.reported(1, 9)] == [(7, 4)]
    assert await store.reviews.reported(2, 9) == []


async def test_nobody_reports_their_own(store: Store) -> None:
    await write(store, 7)
    assert await report(store, 7, 7) == [("shown", 0, False)]


async def test_what_was_kept_is_shown_whoever_reports_it_until_it_is_changed(store: Store) -> None:
    await write(store, 7)
    await report(store, 7, 1, 2, 3)
    assert await store.reviews.decide(1, 7, "kept") is not None
    assert await shown(store) == [(7, "good")]
    assert await store.reviews.reported(1, 9) == []
    assert await report(store, 7, 1, 2, 3, 4) == [("kept", 0, False)] * 4
    await write(store, 7, "worse", id_=8)
    assert await report(store, 8, 1, 2, 3) == [("shown", 1, True), ("shown", 2, True), ("hidden", 3, True)]


async def test_a_change_before_it_is_hidden_ends_its_reports_and_one_after_does_not_show_it(store: Store) -> None:
    await write(store, 7, id_=10)
    await report(store, 10, 1, 2)
    await write(store, 7, "other", id_=11)
    assert await store.reviews.reported(1, 9) == []
    await report(store, 11, 1, 2, 3)
    changed = await write(store, 7, "yet another", id_=12)
    assert (changed.state, changed.text) == ("hidden", "yet another")
    assert await shown(store) == []
    assert [(item.review.id, item.reports) for item in await store.reviews.reported(1, 9)] == [(12, 3)]


async def test_of_two_decisions_the_first_holds(store: Store) -> None:
    await write(store, 7)
    await report(store, 7, 1)
    decided = await asyncio.gather(*(store.reviews.decide(1, 7, outcome) for outcome in ("kept", "removed")))
    assert sum(review is not None for review in decided) == 1
    kept, removed = decided
    found = await store.reviews.find(1, 7)
    assert found == (kept or removed)


async def test_what_was_kept_can_be_taken_down_and_what_was_removed_stays_so(store: Store) -> None:
    await write(store, 7)
    await store.reviews.decide(1, 7, "kept")
    assert await store.reviews.decide(1, 7, "removed") is None
    assert await store.reviews.decide(1, 7, "removed", again=True) is not None
    assert await store.reviews.decide(1, 7, "removed", again=True) is None
    assert await store.reviews.decide(1, 7, "kept") is None
    assert await shown(store) == []
    assert (await write(store, 7, id_=8)).state == "removed"
    assert (await write(store, 7, "other", id_=8)).state == "shown"


async def test_no_report_outlives_its_review(store: Store, address: Address) -> None:
    for member, ending in ((7, store.reviews.delete(1, 7, 7)), (8, store.reviews.decide(1, 8, "removed"))):
        await write(store, member)
        await report(store, member, 1)
        assert rows(address, "SELECT count(*) FROM report") == [(1,)]
        await ending
        assert rows(address, "SELECT count(*) FROM report") == [(0,)]


async def test_redirects_and_merges_move_reviews_with_their_reports(store: Store) -> None:
    for server in (1, 2):
        await write(store, 7, "old", id_=server * 10 + 1, server=server, of="old")
        await write(store, 7, "new", id_=server * 10 + 2, server=server, of="new")
        await write(store, 8, "only", id_=server * 10 + 3, server=server, of="old")
    await report(store, 12, 1)
    await report(store, 13, 1, 2)
    await merge_ids(store, 1, "old", "new")
    assert await shown(store, 1, "new") == [(8, "only"), (7, "new")]
    assert (await shown(store, 1, "old"), len(await shown(store, 2, "old"))) == ([], 2)
    assert [(item.review.id, item.reports) for item in await store.reviews.reported(1, 9)] == [(12, 1), (13, 2)]
    for _ in range(2):
        await store.follow_redirects({"old": "older", "older": "new", "nothing": "new"})
        assert await shown(store, 2, "new") == [(8, "only"), (7, "new")]


@pytest.mark.parametrize("of", ["old", "new"])
async def test_of_two_reviews_one_that_was_removed_gives_way(store: Store, of: str) -> None:
    await write(store, 7, "old", id_=1, of="old")
    await write(store, 7, "new", id_=2, of="new")
    await store.reviews.decide(1, {"old": 1, "new": 2}[of], "removed")
    await merge_ids(store, 1, "old", "new")
    assert await shown(store, 1, "new") == [(7, {"old": "new", "new": "old"}[of])]


async def test_a_closed_store_is_unavailable(address: Address, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        pass
    for work in (
        write(store, 7),
        store.reviews.of_member(1, "book", 7),
        store.reviews.latest(1, "book", 3),
        store.reviews.report(1, 7, 8),
        store.reviews.reported(1, 3),
        store.reviews.decide(1, 7, "kept"),
        store.reviews.delete(1, 7, 7),
        merge_ids(store, 1, "old", "new"),
    ):
        with pytest.raises(StoreUnavailable):
            await work


async def test_the_latest_are_found_by_an_index_whatever_else_is_stored(path: Path, clock: Clock) -> None:
    async with Store.open(path, clock):
        pass
    (plan,) = rows(
        path,
        "EXPLAIN QUERY PLAN SELECT text FROM review WHERE guild_id = 1 AND resource_id = 'book' "
        "AND state IN ('shown', 'kept') AND user_id <> 0 ORDER BY id DESC LIMIT 3",
    )
    assert "USING INDEX review_to_show (guild_id=? AND resource_id=?)" in str(plan)


members = st.integers(1, 5)
resources = st.sampled_from(["old", "new"])
steps = st.one_of(
    st.tuples(st.just("write"), members, resources, st.sampled_from(["good", "bad"])),
    st.tuples(st.just("report"), members, st.integers(1, 30)),
    st.tuples(st.just("kept"), st.integers(1, 30)),
    st.tuples(st.just("removed"), st.integers(1, 30)),
    st.tuples(st.just("delete"), members, st.integers(1, 30)),
    st.tuples(st.just("redirect")),
    st.tuples(st.just("merge")),
)
ORPHANS = """
SELECT count(*) FROM report LEFT JOIN review USING (guild_id, resource_id, user_id)
WHERE review.id IS NULL OR review.state IN ('kept', 'removed') OR reporter_id = report.user_id
"""
CROWDED = """
SELECT count(*) FROM review WHERE state = 'shown' AND 3 <= (
    SELECT count(*) FROM report WHERE report.guild_id = review.guild_id
    AND report.resource_id = review.resource_id AND report.user_id = review.user_id
)
"""


async def take(store: Store, number: int, step: tuple[object, ...]) -> None:
    """One step; reviews get the step's number for an id."""
    reviews = store.reviews
    match step:
        case ("write", int(member), str(of), str(text)):
            await reviews.write(1, of, member, text, "all", id_=number)
        case ("report", int(member), int(id_)):
            await reviews.report(1, id_, member)
        case ("kept" | "removed" as outcome, int(id_)):
            await reviews.decide(1, id_, outcome)
        case ("delete", int(member), int(id_)):
            await reviews.delete(1, id_, member)
        case ("redirect",):
            await store.follow_redirects({"old": "new"})
        case ("merge",):
            await merge_ids(store, 1, "new", "old")


@examples(60)
@given(story=st.lists(steps, max_size=30))
def test_whatever_happens_reports_are_of_what_is_undecided_and_three_hide_it(
    fresh: Fresh, story: list[tuple[object, ...]]
) -> None:
    async def check(address: Address) -> None:
        async with Store.open(address, Clock()) as store:
            for number, step in enumerate(story, 1):
                await take(store, number, step)
                assert (rows(address, ORPHANS), rows(address, CROWDED)) == ([(0,)], [(0,)])

    with fresh() as address:
        asyncio.run(check(address))
