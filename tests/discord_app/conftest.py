"""A simulated Discord with the real bot on it: servers, members, and a store in a temporary file."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.language import Languages
from bot.store import Store
from tests.conftest import Clock

# simcord looks only every 50 ms whether a bot has started: half a minute over all these tests.
waiting: dict[str, float] = Env._settle_internal.__kwdefaults__ or {}
waiting["idle"] = 0.002


@dataclass(frozen=True)
class Server:
    """A server that the bot is in, with one channel."""

    env: Env
    guild: GuildHandle
    channel: ChannelHandle

    @classmethod
    def on(cls, env: Env, name: str, id: int | None = None) -> "Server":  # noqa: A002 - as simcord calls it
        guild = env.create_guild(name, id=id)
        return cls(env, guild, guild.create_text_channel("learning"))

    def member(self, name: str) -> "Member":
        return Member(self, self.guild.add_member(self.env.create_user(name)))


@dataclass(frozen=True)
class Member:
    """Somebody in a server, who types commands into its channel."""

    server: Server
    actor: MemberActor

    async def recommend(self, query: str, **options: str | bool) -> InteractionResult:
        return await self.actor.slash(self.server.channel, "recommend", query=query, **options)

    async def review(self, name: str, **options: bool) -> InteractionResult:
        return await self.actor.slash(self.server.channel, "review", name=name, **options)

    async def run(self, command: str) -> InteractionResult:
        return await self.actor.slash(self.server.channel, command)

    async def choices(self, command: str, option: str, typed: str) -> list[dict[str, str]]:
        return await self.actor.autocomplete(self.server.channel, command, option, typed)

    async def press(self, message: ResponseMessage, custom_id: str) -> InteractionResult:
        return await self.actor.click(message, custom_id=custom_id)

    async def vote(self, message: ResponseMessage, resource_id: str) -> InteractionResult:
        return await self.press(message, f"vote:1:{resource_id}")


@dataclass
class ClosableStore:
    """A store that a test may close while the bot still works with it."""

    store: Store
    path: Path
    closing: AsyncExitStack


def given(guide: Guide) -> Callable[[], Awaitable[Guide]]:
    """What a bot takes its first guide from, where it is there already."""

    async def first_guide() -> Guide:
        return guide

    return first_guide


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "votes.db"


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
    return GuideClient(given(guide), store, Languages.shipped())


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
