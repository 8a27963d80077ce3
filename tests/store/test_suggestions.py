"""Suggestions: each belongs to a server and a member, and is decided on once."""

import asyncio

import pytest
from msgspec.structs import replace

from bot.community.suggestion_rules import MOST_A_DAY, MOST_OPEN, MOST_WAITING, Counts, Suggestion, crowded
from bot.store import Address, Store, StoreUnavailable
from bot.store.database import LARGEST_ID
from bot.store.tables.suggestions import DAY
from tests.support.clock import Clock
from tests.support.store.behind import rows
from tests.support.store.tallies import helped
from tests.support.suggestions import suggestion

ANN, BEN, MODERATOR = 7, 8, 99
OUT_OF_REACH = (0, 6, LARGEST_ID, LARGEST_ID + 1, 10**20 - 1)


def never(counts: Counts) -> None:
    """No limit."""


async def added(store: Store, **fields: object) -> Suggestion:
    new = suggestion(created_at=int(store.now()), **fields)
    await store.suggestions.add(new, never)
    return new


async def test_a_suggestion_is_kept_as_it_was(store: Store) -> None:
    new = await added(store, public=True)

    assert await store.suggestions.get(1, 5) == new
    assert await store.suggestions.waiting(1) == [new]


@pytest.mark.parametrize("id_", OUT_OF_REACH)
async def test_no_id_reaches_anything_else(store: Store, id_: int) -> None:
    await added(store)
    await added(store, id=4, state="draft")
    suggestions = store.suggestions

    assert await suggestions.get(1, id_) is None
    assert await suggestions.send(1, id_, ANN, public=False) is None
    assert not await suggestions.drop(1, id_, ANN)
    assert await suggestions.approve(1, id_, MODERATOR, "{}") is None
    assert await suggestions.decline(1, id_, MODERATOR, "no") is None
    assert await suggestions.merge(1, id_, MODERATOR, "book") is None
    assert await suggestions.voted_for(1, f"c-{id_}") is None


async def test_another_server_reaches_nothing(store: Store) -> None:
    await added(store, public=True)
    await added(store, id=4, state="draft")
    suggestions = store.suggestions

    assert await suggestions.get(2, 5) is None
    assert await suggestions.waiting(2, drafts_of=ANN) == []
    assert await suggestions.send(2, 4, ANN, public=False) is None
    assert not await suggestions.drop(2, 4, ANN)
    assert await suggestions.approve(2, 5, MODERATOR, "{}") is None
    assert await suggestions.decline(2, 5, MODERATOR, "no") is None
    assert await suggestions.merge(2, 5, MODERATOR, "book") is None
    assert await suggestions.voted_for(2, "c-5") is None
    assert [found.state for found in await suggestions.waiting(1, drafts_of=ANN)] == ["draft", "open"]


async def test_a_draft_is_its_authors_alone(store: Store) -> None:
    draft = await added(store, state="draft")
    suggestions = store.suggestions

    assert await suggestions.waiting(1) == []
    assert await suggestions.waiting(1, drafts_of=BEN) == []
    assert await suggestions.send(1, 5, BEN, public=False) is None
    assert not await suggestions.drop(1, 5, BEN)
    assert await suggestions.approve(1, 5, MODERATOR, "{}") is None
    assert await suggestions.of_member(ANN, 8) == []
    assert await suggestions.waiting(1, drafts_of=ANN) == [draft]
    assert await suggestions.send(1, 5, ANN, public=True) == replace(draft, state="open", public=True)
    assert await suggestions.send(1, 5, ANN, public=True) is None
    assert not await suggestions.drop(1, 5, ANN)


async def test_a_dropped_draft_is_gone(store: Store, address: Address) -> None:
    await added(store, state="draft")

    assert await store.suggestions.drop(1, 5, ANN)
    assert rows(address, "SELECT count(*) FROM suggestion") == [(0,)]


async def test_drafts_go_after_a_day_and_nothing_else_does(store: Store, clock: Clock) -> None:
    await added(store, id=1, state="draft")
    await added(store, id=2)
    clock.seconds += DAY
    await added(store, id=3, state="draft")

    assert [found.id for found in await store.suggestions.waiting(1, drafts_of=ANN)] == [2, 3]


async def test_what_there_is_is_counted(store: Store, clock: Clock) -> None:
    await added(store, id=1)
    clock.seconds += DAY
    seen: list[Counts] = []
    for fields in ({"id": 2, "guild_id": 2}, {"id": 3, "user_id": BEN}, {"id": 4, "state": "draft"}, {"id": 5}):
        new = suggestion(created_at=int(clock()), **fields)
        await store.suggestions.add(new, lambda counts: seen.append(counts))

    assert seen == [Counts(0, 0, 0), Counts(0, 0, 1), Counts(1, 1, 2), Counts(2, 2, 3)]


async def test_a_refusal_keeps_nothing(store: Store) -> None:
    assert await store.suggestions.add(suggestion(), lambda _: "full") == "full"
    assert await store.suggestions.get(1, 5) is None


async def test_limits_hold_for_those_sent_at_the_same_moment(store: Store, clock: Clock) -> None:
    now = int(clock())
    new = [suggestion(id=number, created_at=now) for number in range(1, 20)]
    others = [suggestion(id=100 + number, user_id=100 + number, created_at=now) for number in range(60)]

    refusals = await asyncio.gather(*(store.suggestions.add(one, crowded) for one in (*new, *others)))

    kept = await store.suggestions.waiting(1)
    assert refusals.count(None) == len(kept) == MOST_OPEN
    assert sum(one.user_id == ANN for one in kept) == MOST_WAITING == MOST_A_DAY


async def test_what_is_approved_is_an_entry_of_its_server(store: Store) -> None:
    await added(store)

    done = await store.suggestions.approve(1, 5, MODERATOR, '{"id": "c-5"}')

    assert done is not None
    assert (done.state, done.decided_by) == ("approved", MODERATOR)
    assert await store.suggestions.entries(1) == {"c-5": '{"id": "c-5"}'}
    assert await store.suggestions.entries(2) == {}
    assert await store.suggestions.waiting(1) == []


async def test_of_many_decisions_at_once_one_holds(store: Store) -> None:
    await added(store)
    suggestions = store.suggestions
    decisions = [
        decide
        for number in range(10)
        for decide in (
            suggestions.approve(1, 5, number, "{}"),
            suggestions.decline(1, 5, 100 + number, "no"),
            suggestions.merge(1, 5, 200 + number, "book"),
        )
    ]

    done = [found for found in await asyncio.gather(*decisions) if found]

    assert len(done) == 1
    assert await suggestions.get(1, 5) == done[0]


async def test_declining_deletes_the_votes_and_flags_of_this_server_alone(store: Store, address: Address) -> None:
    await added(store, public=True)
    for guild_id, resource_id in ((1, "c-5"), (1, "book"), (2, "book")):
        await store.votes.toggle(guild_id, resource_id, BEN)

    done = await store.suggestions.decline(1, 5, MODERATOR, "Too short")

    assert done is not None
    assert done.reason == "Too short"
    assert await helped(store, 1) == {"book": 1}
    assert await helped(store, 2) == {"book": 1}


@pytest.mark.parametrize("outcome", ["declined", "merged", "forgotten", "elsewhere"])
async def test_a_press_that_arrives_after_the_decision_leaves_nothing_behind(
    store: Store, address: Address, outcome: str
) -> None:
    await added(store, public=True)
    if outcome == "declined":
        await store.suggestions.decline(1, 5, MODERATOR, "Too short")
    elif outcome == "merged":
        await store.suggestions.merge(1, 5, MODERATOR, "book")
    elif outcome == "forgotten":
        await store.members.forget(ANN)
    server = 2 if outcome == "elsewhere" else 1

    assert await store.votes.toggle(server, "c-5", BEN) is None
    assert not await store.flags.open(server, "c-5", store.now() - 600, 10)

    assert rows(address, "SELECT count(*) FROM vote") == rows(address, "SELECT count(*) FROM flag") == [(0,)]


@pytest.mark.parametrize("forged", ["c-05", "c-0000000000000000005", "c-99999999999999999999", "c-4"])
async def test_a_suggestion_is_voted_for_under_its_own_id_alone(store: Store, address: Address, forged: str) -> None:
    await added(store, public=True)
    assert await store.suggestions.voted_for(1, forged) in (None, "c-5")
    assert await store.votes.toggle(1, forged, BEN) is None
    assert rows(address, "SELECT count(*) FROM vote") == [(0,)]


async def test_merging_moves_votes_and_keeps_one_of_each_member(store: Store) -> None:
    await added(store, public=True)
    for resource_id, member in (("c-5", ANN), ("c-5", BEN), ("book", BEN)):
        await store.votes.toggle(1, resource_id, member)
    await store.votes.toggle(2, "book", ANN)

    done = await store.suggestions.merge(1, 5, MODERATOR, "book")

    assert done is not None
    assert done.merged_into == "book"
    assert await helped(store, 1) == {"book": 2}
    assert await helped(store, 2) == {"book": 1}
    assert await store.suggestions.voted_for(1, "c-5") == "book"


FLAG = "INSERT INTO flag (guild_id, resource_id, opened_at, since, attempts) VALUES (1, $1, $2, 0, 3)"


@pytest.mark.parametrize("flagged", [("c-5",), ("c-5", "book")])
async def test_votes_that_were_held_stay_held_by_a_flag_after_a_merge(
    store: Store, address: Address, flagged: tuple[str, ...]
) -> None:
    await added(store, public=True)
    for resource_id in flagged:
        await store._database.rows(FLAG, (resource_id, 10))
    await store.votes.toggle(1, "c-5", BEN)

    await store.suggestions.merge(1, 5, MODERATOR, "book")

    assert rows(address, "SELECT resource_id, held FROM vote") == [("book", 1)]
    assert ("book",) in rows(address, "SELECT resource_id FROM flag WHERE state = 'open'")


async def test_votes_go_to_public_suggestions_only_while_they_are_open(store: Store) -> None:
    await added(store, id=1, public=True)
    await added(store, id=2)
    await added(store, id=3, public=True)
    await store.suggestions.decline(1, 3, MODERATOR, "no")

    assert [await store.suggestions.voted_for(1, id_) for id_ in ("c-1", "c-2", "c-3", "book")] == [
        "c-1", None, None, None,
    ]  # fmt: skip


async def test_a_member_sees_what_they_sent_everywhere_the_latest_first(store: Store) -> None:
    await added(store, id=1)
    await added(store, id=2, guild_id=2)
    await added(store, id=3, user_id=BEN)
    await added(store, id=4, state="draft")

    assert [found.id for found in await store.suggestions.of_member(ANN, 8)] == [2, 1]
    assert [found.id for found in await store.suggestions.of_member(ANN, 1)] == [2]


async def test_a_closed_store_is_unavailable(address: Address, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        pass
    for work in (
        store.suggestions.add(suggestion(), never),
        store.suggestions.get(1, 5),
        store.suggestions.waiting(1),
        store.suggestions.decline(1, 5, MODERATOR, "no"),
    ):
        with pytest.raises(StoreUnavailable):
            await work
