"""Everything about a member is given and deleted, wherever it stands, and nobody else's rankings move."""

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from bot.catalogue.server_entries import own_id
from bot.store import Address, Store, StoreUnavailable
from bot.store.tables.members import KINDS
from bot.store.tables.retention import DAY, MONTH
from tests.store.conftest import Fresh
from tests.support.clock import Clock
from tests.support.store.behind import engine, rows
from tests.support.store.schema import (
    MARK,
    ME,
    OTHER,
    REPORT,
    REVIEW,
    REVIEWED,
    ROWS,
    SERVER,
    VOTE,
    content,
    integer_columns,
    member_columns,
    places_of,
    put,
    run,
    suggestion,
    tables,
)
from tests.support.store.tallies import helped

LEFT_OUT = {("suggestion", "decided_by"), ("block", "blocked_by")}
"""Of what is a member's own, what they are not given: other people's ids."""
STAYS = {("block", "user_id")}
"""Where a member's id stays: it keeps a server safe, and /my export shows it."""
STOPPED = {
    "sqlite": ("CREATE TRIGGER stop BEFORE UPDATE ON vote BEGIN SELECT raise(ABORT, 'no'); END", "DROP TRIGGER stop"),
    "postgres": (
        "ALTER TABLE vote ADD CONSTRAINT stop CHECK (voter_id > 0)",
        "ALTER TABLE vote DROP CONSTRAINT stop",
    ),
}
"""What keeps votes from becoming nobody's, and what ends that."""
DECISIONS = {name for name in KINDS if name.endswith(("you_decided", "you_made")) and name != "reports_you_made"}


@pytest.fixture
def filled(store: Store, address: Address, clock: Clock) -> Address:
    """A database with a row wherever a member's id can stand, of one member and of another."""
    put(address, *ROWS.values(), now=clock())
    return address


def holds(path: Path, words: bytes) -> bool:
    """Whether words stand anywhere in the file."""
    return words in path.read_bytes()


def test_all_of_what_is_a_members_own_is_given(filled: Address) -> None:
    """Fails where a column comes to be in such a table that is not given and not left out on purpose."""
    left_out = {
        (kind.table, name)
        for kind in KINDS.values()
        if kind.column in ("voter_id", "user_id") and kind.table != "report"
        for name, _, _ in tables(filled)[kind.table]
        if name not in (kind.column, *kind.shown)
    }
    assert left_out == LEFT_OUT


def test_no_place_for_a_member_is_missed(filled: Address) -> None:
    """Fails where a column comes to be that may hold a member's id, and no row of `ROWS` stands for it."""
    assert member_columns(filled) == integer_columns(filled) == set(ROWS)


@pytest.mark.parametrize("place", ROWS, ids="-".join)
async def test_what_stands_anywhere_is_given(
    store: Store, address: Address, clock: Clock, place: tuple[str, str]
) -> None:
    put(address, ROWS[place], now=clock())
    given = await store.members.all_about(ME)
    assert [(KINDS[name].table, KINDS[name].column) for name, found in given.items() if found] == [place]
    assert str(OTHER) not in json.dumps(given)


@pytest.mark.parametrize("place", ROWS, ids="-".join)
async def test_what_stands_anywhere_is_deleted(
    store: Store, address: Address, clock: Clock, place: tuple[str, str]
) -> None:
    put(address, *filter(None, [REVIEWED.get(place)]), ROWS[place], now=clock())
    await store.members.forget(ME)
    assert set(places_of(address, ME)) == {place}.intersection(STAYS)


async def test_all_at_once_is_deleted_but_blocks(store: Store, filled: Address) -> None:
    await store.members.forget(ME)
    assert set(places_of(filled, ME)) == STAYS


async def test_what_is_given_can_be_read(store: Store, address: Address, clock: Clock) -> None:
    put(address, *ROWS.values(), suggestion(3, "approved"), now=clock())
    given = await store.members.all_about(ME)
    moment = "2027-01-15T08:00:00+00:00"
    assert given["votes"] == [
        {
            "server": str(SERVER), "resource": "book", "choice": "helped", "held": False, "left_out": False,
            "cast_at": moment, "changed_at": moment,
        }
    ]  # fmt: skip
    waiting, taken_up = given["suggestions"]
    assert waiting == {
        "id": "1", "server": str(SERVER), "title": "A title", "url": "https://a.example", "format": "book",
        "why": "my reasons", "audience": "beginners", "state": "open", "public": False, "entry": None,
        "merged_into": None, "reason": None, "created_at": moment, "decided_at": moment,
    }  # fmt: skip
    assert taken_up["entry"] == {"id": "c-1"}
    assert json.loads(json.dumps(given)) == given


async def test_others_keep_all_they_have(store: Store, address: Address, clock: Clock) -> None:
    put(address, *ROWS.values(), now=clock(), other=3)
    put(address, VOTE, MARK, REVIEW, me=OTHER, now=clock())
    put(address, suggestion(8, "draft"), suggestion(9, "open"), me=OTHER, other=3, now=clock())
    before = await store.members.all_about(OTHER)
    await store.members.forget(ME)
    assert await store.members.all_about(OTHER) == before


async def test_decisions_stand_without_who_made_them(store: Store, filled: Address) -> None:
    given = await store.members.all_about(ME)
    assert {name for name in DECISIONS if given[name]} == DECISIONS
    await store.members.forget(ME)
    after = content(filled)
    assert [row["state"] for row in after["flag"]] == ["counted"]
    assert [(row["id"], row["state"]) for row in after["suggestion"]] == [(2, "declined")]
    assert [row["kind"] for row in after["placement"]] == ["pinned"]
    assert {row["user_id"] for row in after["block"]} == {ME, OTHER}


async def test_rankings_stay_as_they_were(store: Store) -> None:
    for number, member in enumerate([ME, OTHER, 3, 4]):
        await store.votes.toggle(SERVER, "book", member)
        await store.votes.toggle(SERVER, f"course-{number}", member, "too-hard")
    before = await store.votes.counts(SERVER)
    forgotten = await store.members.forget(ME)
    assert (forgotten.votes, forgotten.voted_in) == (2, 1)
    assert forgotten.servers == {SERVER}
    assert await store.votes.counts(SERVER) == before


async def test_nothing_joins_the_votes_that_are_nobodys(store: Store, address: Address, clock: Clock) -> None:
    for server in (SERVER, SERVER + 1):
        for resource in ("book", "course"):
            clock.seconds += 7
            await store.votes.toggle(server, resource, ME)
    clock.seconds += 2 * DAY
    await store.members.forget(ME)
    votes = content(address)["vote"]
    assert len({vote["voter_id"] for vote in votes}) == 4
    times = [value for vote in votes for name, value in vote.items() if name.endswith("_at")]
    assert len(times) >= 4
    assert all(value % DAY == 0 for value in times)
    assert all(vote["voter_id"] < 0 for vote in votes)


async def test_votes_of_today_keep_their_time_for_a_day(store: Store, address: Address, clock: Clock) -> None:
    """So that a burst is seen although those who voted had themselves forgotten at once."""
    await store.votes.toggle(SERVER, "book", ME)
    cast = int(clock())
    await store.members.forget(ME)
    await store.retention.purge()
    assert [vote["changed_at"] for vote in content(address)["vote"]] == [cast]
    clock.seconds += DAY
    await store.retention.purge()
    assert [vote["changed_at"] for vote in content(address)["vote"]] == [cast // DAY * DAY]
    assert await helped(store, SERVER) == {"book": 1}


async def test_votes_taken_back_go(store: Store, address: Address) -> None:
    for _ in range(2):
        await store.votes.toggle(SERVER, "book", ME)
    assert (await store.members.forget(ME)).votes == 0
    assert content(address)["vote"] == []
    assert await store.members.may_vote_from(SERVER, ME) is None


@pytest.mark.parametrize("state", ["draft", "open", "declined", "merged"])
async def test_what_was_only_suggested_goes_with_all_that_hangs_on_it(
    store: Store, address: Address, clock: Clock, state: str
) -> None:
    put(address, suggestion(5, state), now=clock())
    about = [row.but(resource_id=own_id(5)) for row in ROWS.values() if "resource_id" in row.values]
    put(address, *about, me=OTHER, other=3)
    put(address, REVIEW.but(resource_id=own_id(5)), me=3)
    put(address, VOTE, me=OTHER, now=clock())
    assert await helped(store, SERVER) == {"book": 1, own_id(5): 1}
    assert (await store.members.forget(ME)).servers == {SERVER}
    assert set(places_of(address, own_id(5))) == {("progress", "resource_id")}  # the other member's own list
    assert await helped(store, SERVER) == {"book": 1}


async def test_what_became_an_entry_stays_without_its_author(store: Store, address: Address, clock: Clock) -> None:
    put(address, suggestion(5, "approved"), now=clock())
    entries = await store.suggestions.entries(SERVER)
    assert (await store.members.forget(ME)).entries == 1
    assert await store.suggestions.entries(SERVER) == entries
    (row,) = content(address)["suggestion"]
    assert (row["user_id"], row["why"], row["decided_by"]) == (None, "my reasons", OTHER)


async def test_reports_go_with_the_review(store: Store, address: Address, clock: Clock) -> None:
    put(address, REVIEW, REPORT, now=clock())
    await store.members.forget(ME)
    assert content(address)["report"] == []


async def test_nobody_votes_twice_by_being_forgotten(store: Store, clock: Clock) -> None:
    await store.votes.toggle(SERVER, "book", ME)
    assert await store.members.may_vote_from(SERVER, ME) is None
    forgotten = await store.members.forget(ME)
    assert forgotten.until == int(clock()) + MONTH
    assert await store.members.may_vote_from(SERVER, ME) == forgotten.until
    assert await store.members.may_vote_from(SERVER + 1, ME) is None
    assert await store.members.may_vote_from(SERVER, OTHER) is None
    clock.seconds = forgotten.until - 1
    assert await store.members.may_vote_from(SERVER, ME)
    clock.seconds += 1
    assert await store.members.may_vote_from(SERVER, ME) is None


async def test_being_forgotten_again_makes_nothing_longer(store: Store, clock: Clock) -> None:
    await store.votes.toggle(SERVER, "book", ME)
    until = (await store.members.forget(ME)).until
    clock.seconds += DAY
    assert (await store.members.forget(ME)).votes == 0
    assert await store.members.may_vote_from(SERVER, ME) == until
    clock.seconds = until
    await store.votes.toggle(SERVER, "book", ME)
    assert (await store.members.forget(ME)).until == until + MONTH
    assert await store.members.may_vote_from(SERVER, ME) == until + MONTH


async def test_fingerprints_need_the_key_and_each_database_has_its_own(fresh: Fresh, clock: Clock) -> None:
    found = []
    with fresh() as one, fresh() as two:
        for address in (one, two):
            async with Store.open(address, clock) as store:
                await store.votes.toggle(SERVER, "book", ME)
                await store.members.forget(ME)
            found += [row[0] for row in rows(address, "SELECT fingerprint FROM forgotten")]
    plain = {sha256(text.encode()).hexdigest() for text in (f"{SERVER}:{ME}", f"{ME}:{SERVER}", str(ME))}
    assert len({*found, *plain}) == 2 + len(plain)


async def test_what_is_deleted_is_not_left_in_the_file(path: Path, clock: Clock) -> None:
    async with Store.open(path, clock) as store:
        put(path, REVIEW.but(text="unforgettable words"), now=clock())
        await store.members.forget(ME)
    assert not holds(path, b"unforgettable")


async def test_the_test_before_can_fail(path: Path, clock: Clock) -> None:
    async with Store.open(path, clock):
        put(path, REVIEW.but(text="unforgettable words"), now=clock())
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA secure_delete = OFF")
        database.execute("DELETE FROM review")
    assert holds(path, b"unforgettable")


async def test_a_fault_in_the_middle_deletes_nothing(store: Store, filled: Address) -> None:
    before = content(filled)
    stop, go_on = STOPPED[engine(filled)]
    run(filled, stop)
    with pytest.raises(StoreUnavailable):
        await store.members.forget(ME)
    assert content(filled) == before
    run(filled, go_on)
    assert (await store.members.forget(ME)).votes == 1


async def test_a_closed_store_is_unavailable(address: Address, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        pass
    for work in (store.members.all_about(ME), store.members.forget(ME), store.members.may_vote_from(SERVER, ME)):
        with pytest.raises(StoreUnavailable):
            await work


async def test_votes_that_were_left_out_go(store: Store, address: Address, clock: Clock) -> None:
    put(address, VOTE.but(held=1, left_out=1), now=clock())
    assert (await store.members.forget(ME)).votes == 0
    assert content(address)["vote"] == []
