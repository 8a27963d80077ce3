"""A simulated server with the real bot in it, its members, and a store that a test may close."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage

from bot.advise import Guide
from bot.store import Store


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
