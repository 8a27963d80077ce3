"""Counts of what was asked, month by month."""

from bot.community.question_statistics import MOST_COUNTED, Asking
from bot.store import Address, Store
from tests.support.clock import Clock
from tests.support.store.databases import Databases

BOOK = Asking(1, "2027-01", "format=book", True)


async def test_counts_add_up_apart_for_each_server_month_and_outcome(address: Address, clock: Clock) -> None:
    async with Store.open(address, clock) as store:
        await store.asked.add({BOOK: 2, BOOK._replace(found=False): 3, BOOK._replace(server=2): 4})
        await store.asked.add({BOOK: 5, BOOK._replace(month="2026-12"): 6})

        assert await store.asked.of_month(1, "2027-01", found=True) == {"format=book": 7}
        assert await store.asked.of_month(1, "2027-01", found=False) == {"format=book": 3}
        assert await store.asked.of_month(1, "2026-12", found=True) == {"format=book": 6}
        assert await store.asked.of_month(2, "2027-01", found=True) == {"format=book": 4}
        assert await store.asked.of_month(2, "2026-12", found=True) == {}


async def test_what_is_older_than_twelve_months_is_deleted(address: Address, clock: Clock) -> None:
    months = ["2025-12", "2026-01", "2026-02", "2026-12", "2027-01"]
    async with Store.open(address, clock) as store:
        await store.asked.add({BOOK._replace(month=month): 1 for month in months})
        await store.retention.purge()

        kept = [month for month in months if await store.asked.of_month(1, month, found=True)]
        assert kept == ["2026-02", "2026-12", "2027-01"]


async def test_all_that_memory_holds_can_be_stored_at_once(databases: Databases, clock: Clock) -> None:
    """Were it too much for one transaction, it would be tried again with ever more, until nothing is counted."""
    with databases.empty() as address:
        async with Store.open(address, clock, busy_seconds=0.2) as store:
            await store.asked.add({BOOK._replace(combination=str(number)): 1 for number in range(MOST_COUNTED)})

            assert len(await store.asked.of_month(1, "2027-01", found=True)) == MOST_COUNTED
