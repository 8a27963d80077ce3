"""How much waits for moderators is what they are then shown."""

from bot.community.reviews import REPORTERS
from bot.store import Store
from bot.store.tables.counts import Said, Waiting

TEXT = "A text of twenty characters and more."


async def test_a_review_waits_once_it_is_reported_also_when_that_hides_it(store: Store) -> None:
    await store.reviews.write(1, "book", 7, TEXT, "all", id_=5)
    assert (await store.counts.waiting(1), await store.counts.said(1)) == (Waiting(0, 0, 0), Said(0, 0, 1))
    for reporter in range(10, 10 + REPORTERS):
        await store.reviews.report(1, 5, reporter)
        assert (
            await store.counts.waiting(1) == Waiting(0, 0, len(await store.reviews.reported(1, 9))) == Waiting(0, 0, 1)
        )
    assert await store.counts.said(1) == Said(0, 0, 0)
    assert await store.counts.waiting(2) == Waiting(0, 0, 0)
    await store.reviews.decide(1, 5, "kept")
    assert (await store.counts.waiting(1), await store.counts.said(1)) == (Waiting(0, 0, 0), Said(0, 0, 1))
