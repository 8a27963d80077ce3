"""Who is new to voting, and how many such members a server usually has at once."""

from bot.community.bursts import DAY, USUAL_SECONDS, limit_of
from bot.store import Store
from tests.support.clock import Clock

MIDNIGHT = 1_800_057_600.0


async def crowd(store: Store, first: int, count: int, resource: str = "book", choice: str = "helped") -> None:
    for member in range(first, first + count):
        await store.votes.toggle(1, resource, member, choice)  # type: ignore[arg-type]


async def test_members_are_new_until_a_vote_of_theirs_has_counted_for_a_day(store: Store, clock: Clock) -> None:
    await crowd(store, 1, 3)
    clock.seconds += DAY
    await crowd(store, 4, 3)
    assert await store.first_votes.new_among(1, set(range(1, 9))) == set(range(4, 9))
    assert await store.first_votes.new_among(2, {1}) == {1}


async def test_the_busiest_ten_minutes_of_each_day_are_counted(store: Store, clock: Clock) -> None:
    clock.seconds = MIDNIGHT
    await crowd(store, 1, 4)
    await crowd(store, 1, 4, "course")  # the same members, for another entry
    await crowd(store, 10, 2, choice="too-hard")
    clock.seconds += 600
    await crowd(store, 20, 7)
    clock.seconds = MIDNIGHT + DAY
    await crowd(store, 20, 7, "course")  # who are new for ten minutes more
    await crowd(store, 40, 5, "course")
    assert await store.first_votes.busiest(1, against=False) == [4]  # what is not a day old is not usual yet

    clock.seconds = MIDNIGHT + 2 * DAY

    assert sorted(await store.first_votes.busiest(1, against=False)) == [7, 12]
    assert limit_of(await store.first_votes.busiest(1, against=False)) == 14
    assert await store.first_votes.busiest(1, against=True) == [2]
    assert await store.first_votes.busiest(2, against=False) == []


async def test_what_is_long_ago_held_or_nobodys_is_not_usual(store: Store, clock: Clock) -> None:
    clock.seconds = MIDNIGHT
    await crowd(store, 1, 5)
    assert await store.flags.open(1, "course", clock() - 600, 10)
    await crowd(store, 10, 9, "course")
    await crowd(store, 20, 6, "video")
    for member in range(20, 26):
        await store.members.forget(member)
    clock.seconds += DAY
    assert await store.first_votes.busiest(1, against=False) == [5]
    clock.seconds = MIDNIGHT + USUAL_SECONDS
    assert await store.first_votes.busiest(1, against=False) == []
