"""Members' own lists, on real databases."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from bot.store import Address, Store
from tests.store.conftest import Fresh
from tests.support.effort import examples
from tests.support.store.tallies import helped

MAYA, TOM = 1, 2
actions = st.lists(
    st.tuples(st.sampled_from([MAYA, TOM]), st.sampled_from(["a", "b"]), st.sampled_from(["done", "doing", None])),
    max_size=20,
)


async def test_a_mark_is_kept_and_changed(address: Address, clock: Callable[[], float]) -> None:
    async with Store.open(address, clock) as store:
        await store.progress.mark(MAYA, "book", "doing")
        await store.progress.mark(MAYA, "book", "done")
    async with Store.open(address, clock) as store:
        assert await store.progress.of(MAYA) == {"book": "done"}
        assert await store.progress.of(TOM) == {}


@examples(30)
@given(actions=actions)
async def test_any_marks_end_like_a_plain_table(fresh: Fresh, actions: list[tuple[int, str, str | None]]) -> None:
    expected: dict[int, dict[str, str]] = {MAYA: {}, TOM: {}}
    with fresh() as address:
        async with Store.open(address, lambda: 0.0) as store:
            for member, resource, state in actions:
                if state is None:
                    await store.progress.unmark(member, resource)
                    expected[member].pop(resource, None)
                else:
                    await store.progress.mark(member, resource, "done" if state == "done" else "doing")
                    expected[member][resource] = state
            assert {member: await store.progress.of(member) for member in expected} == expected


async def test_a_renamed_resource_keeps_its_marks(address: Address, clock: Callable[[], float]) -> None:
    async with Store.open(address, clock) as store:
        await store.progress.mark(MAYA, "old", "done")
        await store.progress.mark(TOM, "old", "doing")
        await store.progress.mark(TOM, "new", "done")
        for _ in range(2):
            await store.follow_redirects({"old": "new"})
        assert await store.progress.of(MAYA) == {"new": "done"}
        assert await store.progress.of(TOM) == {"new": "done"}


async def test_everything_about_a_member_is_given_and_deleted(address: Address, clock: Callable[[], float]) -> None:
    async with Store.open(address, clock) as store:
        await store.votes.toggle(7, "book", MAYA)
        await store.votes.toggle(7, "book", TOM)
        await store.progress.mark(MAYA, "course", "doing")

        stored = await store.members.all_about(MAYA)
        assert [vote["resource"] for vote in stored["votes"]] == ["book"]
        assert [mark["resource"] for mark in stored["progress"]] == ["course"]

        await store.members.forget(MAYA)
        assert not any((await store.members.all_about(MAYA)).values())
        assert await helped(store, 7) == {"book": 2}  # the forgotten vote counts on, as nobody's
