"""What is kept in memory of a server, and what of it is read again when."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.advise import Guide
from bot.discord_app.core.outages import Outages
from bot.discord_app.servers.views import ServerViews
from bot.store import Store
from tests.support.clock import Clock

SERVER, MEMBER, ENTRY = 1, 2, "deep-learning-book"


class Counted:
    """A store, and how often it was read."""

    def __init__(self) -> None:
        self.store: Store
        self.reads = 0

    def observe(self, operation: str, seconds: float, succeeded: bool) -> None:
        self.reads += operation == "read"


@pytest_asyncio.fixture
async def counted(tmp_path: Path, clock: Clock) -> AsyncIterator[Counted]:
    found = Counted()
    async with Store.open(tmp_path / "guide.db", clock, observe=found.observe) as found.store:
        yield found


async def test_after_a_vote_only_votes_are_read_again(counted: Counted, guide: Guide, clock: Clock) -> None:
    views = ServerViews(counted.store, clock, Outages())
    views.take_up(guide)
    await counted.store.servers.set(SERVER, "language", "de")
    assert (await views.of(SERVER)).voice.helped(ENTRY) == 0
    await counted.store.votes.toggle(SERVER, ENTRY, MEMBER)
    views.voted(SERVER)
    before = counted.reads
    view = await views.of(SERVER)
    assert (view.voice.helped(ENTRY), view.settings.language) == (1, "de")
    assert counted.reads == before + 1
    await views.of(SERVER)
    assert counted.reads == before + 1


async def test_what_changes_after_a_vote_is_read_again(counted: Counted, guide: Guide, clock: Clock) -> None:
    views = ServerViews(counted.store, clock, Outages())
    views.take_up(guide)
    await views.of(SERVER)
    views.voted(SERVER)
    await counted.store.servers.set(SERVER, "language", "de")
    views.changed(SERVER)
    views.voted(SERVER)
    assert (await views.of(SERVER)).settings.language == "de"
