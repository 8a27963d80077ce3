"""A simulated Discord with the real bot on it: servers, members, and a store in a temporary file."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from simcord import Env

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.store import Store
from tests.support.base import languages
from tests.support.clock import Clock
from tests.support.simulated.server import ClosableStore, Member, Server, given

# simcord looks only every 50 ms whether a bot has started: half a minute over all these tests.
waiting: dict[str, float] = Env._settle_internal.__kwdefaults__ or {}
waiting["idle"] = 0.002


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the schema of this bot and nothing in it, to be copied: that is quicker than making one."""
    path = tmp_path_factory.mktemp("blank") / "votes.db"

    async def make() -> None:
        async with Store.open(path, Clock()):
            pass

    asyncio.run(make())
    return path


@pytest.fixture
def database(tmp_path: Path, blank: Path) -> Path:
    return Path(shutil.copy(blank, tmp_path))


@pytest_asyncio.fixture
async def opened(database: Path, clock: Callable[[], float]) -> AsyncIterator[ClosableStore]:
    async with AsyncExitStack() as closing:
        store = await closing.enter_async_context(Store.open(database, clock, busy_seconds=0.05))
        yield ClosableStore(store, database, closing)


@pytest.fixture
def store(opened: ClosableStore) -> Store:
    return opened.store


@pytest.fixture
def simcord_bot(guide: Guide, store: Store) -> GuideClient:
    """What simcord's own fixture, `simcord_env`, puts on its Discord."""
    return GuideClient(given(guide), store, languages())


@pytest.fixture
def env(simcord_env: Env) -> Env:
    return simcord_env


@pytest.fixture
def server(env: Env) -> Server:
    return Server.on(env, "Deep Learners")


@pytest.fixture
def young(env: Env, clock: Clock) -> Clock:
    """The clock, set so that whoever is made from now on is new."""
    clock.seconds = env.now().timestamp()
    return clock


@pytest.fixture
def maya(server: Server) -> Member:
    return server.member("maya")


@pytest.fixture
def tom(server: Server) -> Member:
    return server.member("tom")
