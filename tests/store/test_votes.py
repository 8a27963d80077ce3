"""Votes count once per member, resource and server, in any order and at any speed."""

import asyncio
from pathlib import Path

import pytest

from bot.store import Address, Ballot, Store, StoreUnavailable
from tests.store.conftest import sidecars, tally
from tests.support.clock import Clock
from tests.support.store.behind import rows
from tests.support.store.merging import merge_ids
from tests.support.store.tallies import helped

MEMBERS = 100
SEEN = "SELECT 1 FROM vote WHERE resource_id = $1 AND voter_id = $2"


async def test_a_press_counts_and_a_second_takes_it_back(store: Store) -> None:
    assert [await store.votes.toggle(1, "book", 7) for _ in range(3)] == [
        Ballot(True, 1),
        Ballot(False, 0),
        Ballot(True, 1),
    ]


async def test_two_members_count_two(store: Store) -> None:
    assert await store.votes.toggle(1, "book", 7) == Ballot(True, 1)
    assert await store.votes.toggle(1, "book", 8) == Ballot(True, 2)
    assert await store.votes.toggle(1, "book", 7) == Ballot(False, 1)


async def test_servers_do_not_see_each_others_votes(store: Store) -> None:
    for guild_id, resource_id, user_id in [(1, "book", 7), (1, "book", 8), (1, "course", 7), (2, "book", 7)]:
        await store.votes.toggle(guild_id, resource_id, user_id)
    assert await helped(store, 1) == {"book": 2, "course": 1}
    assert await helped(store, 2) == {"book": 1}
    assert await helped(store, 3) == {}


async def test_outside_of_servers_nothing_is_tallied(store: Store) -> None:
    await store.votes.toggle(0, "book", 7)
    assert await store.votes.counts(None) == {}


async def test_votes_taken_back_are_not_tallied(store: Store) -> None:
    await store.votes.toggle(1, "book", 7)
    await store.votes.toggle(1, "book", 7)
    assert await helped(store, 1) == {}
    assert await store.votes.count(1, "book") == 0


async def test_the_largest_ids_of_discord_fit(store: Store) -> None:
    largest = 2**63 - 1
    assert await store.votes.toggle(largest, "book", largest) == Ballot(True, 1)


async def test_a_vote_notes_when_it_changed(store: Store, clock: Clock, address: Address) -> None:
    await store.votes.toggle(1, "book", 7)
    clock.seconds += 60
    await store.votes.toggle(1, "book", 7)
    assert rows(address, "SELECT choice, changed_at FROM vote") == [("withdrawn", int(clock.seconds))]


async def test_many_members_at_once_all_count(store: Store) -> None:
    ballots = await asyncio.gather(*(store.votes.toggle(1, "book", user_id) for user_id in range(MEMBERS)))
    assert all(ballot and ballot.stands for ballot in ballots)
    assert await store.votes.count(1, "book") == MEMBERS


@pytest.mark.parametrize("presses", [99, 100])
async def test_many_presses_of_one_member_at_once_alternate(store: Store, presses: int) -> None:
    ballots = await asyncio.gather(*(store.votes.toggle(1, "book", 7) for _ in range(presses)))
    assert sum(ballot is not None and ballot.stands for ballot in ballots) == (presses + 1) // 2
    assert await store.votes.count(1, "book") == presses % 2


async def test_two_processes_do_not_lose_each_others_votes(store: Store, address: Address, clock: Clock) -> None:
    async with Store.open(address, clock) as other:
        await asyncio.gather(
            *((store, other)[user_id % 2].votes.toggle(1, "book", user_id) for user_id in range(MEMBERS))
        )
    assert await store.votes.count(1, "book") == MEMBERS


async def unseen_votes(store: Store, address: Address, user_id: int) -> list[str]:
    """The votes of a member, out of step with the others, that were acknowledged but are not there for others."""
    unseen = []
    for _ in range(user_id):
        await store.synced_commands(1)
    for number in range(20):
        await store.votes.toggle(1, f"book-{number}", user_id)
        if not rows(address, SEEN, f"book-{number}", user_id):
            unseen.append(f"book-{number}")
        if number % 2:
            await store.note_synced_commands(1, "digest")
    return unseen


async def test_an_acknowledged_vote_is_committed(store: Store, address: Address) -> None:
    assert await asyncio.gather(*(unseen_votes(store, address, user_id) for user_id in range(24))) == [[]] * 24


async def test_one_choice_takes_the_place_of_another(store: Store) -> None:
    assert await store.votes.toggle(1, "book", 7, "helped") == Ballot(True, 1)
    assert await store.votes.toggle(1, "book", 7, "too-hard") == Ballot(True, 0)
    assert await store.votes.counts(1) == {"book": {"too-hard": 1}}
    assert await store.votes.toggle(1, "book", 7, "too-hard") == Ballot(False, 0)
    assert await store.votes.counts(1) == {}


async def test_only_the_own_choice_is_taken_back(store: Store) -> None:
    await store.votes.toggle(1, "book", 7, "too-hard")
    for guild_id, voter_id, choice in ((1, 7, "helped"), (1, 8, "too-hard"), (2, 7, "too-hard")):
        assert await store.votes.take_back(guild_id, "book", voter_id, choice) is None  # type: ignore[arg-type]
    assert await store.votes.counts(1) == {"book": {"too-hard": 1}}
    assert await store.votes.take_back(1, "book", 7, "too-hard") == Ballot(False, 0)
    assert await store.votes.take_back(1, "book", 7, "too-hard") is None
    assert await store.votes.counts(1) == {}


async def test_a_merge_keeps_one_vote_of_each_member_in_one_server_only(store: Store) -> None:
    for guild_id, resource_id, voter_id in [(1, "old", 1), (1, "old", 2), (1, "new", 2), (2, "old", 1)]:
        await store.votes.toggle(guild_id, resource_id, voter_id)
    await merge_ids(store, 1, "old", "new")
    assert (await helped(store, 1), await helped(store, 2)) == ({"new": 2}, {"old": 1})


async def test_redirects_move_votes_and_keep_one_of_each_member(store: Store) -> None:
    for resource_id, user_id in [("old", 1), ("old", 2), ("new", 2), ("new", 3), ("other", 1)]:
        await store.votes.toggle(1, resource_id, user_id)
    for _ in range(2):
        await store.follow_redirects({"old": "new"})
        assert await helped(store, 1) == {"new": 3, "other": 1}


@pytest.mark.parametrize(
    ("old_presses", "new_presses", "votes"), [(1, 2, 1), (2, 1, 1), (2, 2, 0), (2, 0, 0), (1, 0, 1)]
)
async def test_of_two_votes_the_one_that_counts_is_kept(
    store: Store, old_presses: int, new_presses: int, votes: int
) -> None:
    for resource_id in ["old"] * old_presses + ["new"] * new_presses:
        await store.votes.toggle(1, resource_id, 7)
    await store.follow_redirects({"old": "new"})
    assert (await store.votes.count(1, "new"), await store.votes.count(1, "old")) == (votes, 0)


async def test_redirects_stay_within_their_server(store: Store) -> None:
    await store.votes.toggle(1, "old", 7)
    await store.votes.toggle(2, "new", 7)
    await store.follow_redirects({"old": "new", "older": "new"})
    assert (await helped(store, 1), await helped(store, 2)) == ({"new": 1}, {"new": 1})


async def test_a_digest_of_commands_is_kept_per_application(store: Store) -> None:
    assert await store.synced_commands(5) is None
    for digest in ("first", "second"):
        await store.note_synced_commands(5, digest)
    assert (await store.synced_commands(5), await store.synced_commands(6)) == ("second", None)


async def test_everything_survives_closing(address: Address, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        await store.votes.toggle(1, "book", 7)
        await store.note_synced_commands(5, "digest")
    async with Store.open(address, clock) as store:
        assert await helped(store, 1) == {"book": 1}
        assert await store.synced_commands(5) == "digest"
        assert await store.votes.toggle(1, "book", 7) == Ballot(False, 0)


async def test_a_closed_store_is_unavailable(address: Address, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        pass
    for work in (
        store.votes.toggle(1, "book", 7),
        store.votes.count(1, "book"),
        helped(store, 1),
        store.follow_redirects({"old": "new"}),
        store.synced_commands(5),
        store.note_synced_commands(5, "digest"),
    ):
        with pytest.raises(StoreUnavailable):
            await work


async def test_a_fault_while_open_closes_the_store(address: Address, clock: Clock) -> None:
    with pytest.raises(ZeroDivisionError):
        await fail_after_a_vote(address, clock)
    assert not isinstance(address, Path) or not sidecars(address)
    assert await tally(address) == {"book": 1}


async def fail_after_a_vote(address: Address, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        await store.votes.toggle(1, "book", 7)
        raise ZeroDivisionError
