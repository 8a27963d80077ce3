"""Servers, members and moderators on a simulated Discord, with the whole bot among them."""

import contextlib
import shutil
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import discord
import simcord
import simcord.interactions
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage, RoleHandle
from simcord.results import to_discord_message

from bot.advise import Guide
from bot.discord_app import GuideClient
from bot.language import Languages
from bot.run.knowledge import Knowledge
from bot.run.reload import Follower
from bot.store import Store
from tests.support.simulated.moderators import MANAGE
from trials.sources import KNOWLEDGE

BEGAN = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
"""When simcord's clock begins."""
OLD_ENOUGH = 40 * 86_400
"""Seconds for which all members have been there before anything happens."""
KEPT = 25
"""Messages of a channel that members may still press on."""
GERMAN = 3
"""One of so many members reads German, and one of so many servers."""
CHANGING = "maths.yaml"
"""The file of the knowledge base that changes."""
COMES_AND_GOES = """
  - id: a-passing-letter
    title: A Passing Letter
    format: blog
    url: https://letter.example/
    level: [beginner, beginner]
    math: none
    style: balanced
    cost: free
    topics: [math]
    summary: What stands in the knowledge base at one time and not at another.
    status: current
    verified:
      date: 2026-01-01
      by:
        - shows: It is made up.
          source: the trials
"""
"""What changes: an entry to which nothing refers."""
waiting: dict[str, float] = Env._settle_internal.__kwdefaults__ or {}


class Shown(NamedTuple):
    """A message that can be pressed on; `only` is the one member who sees it, if it is one."""

    message: ResponseMessage | discord.Message
    only: MemberActor | None


@dataclass
class Server:
    """A server with its channels and people."""

    guild: GuildHandle
    channel: ChannelHandle
    staff: ChannelHandle
    roles: list[RoleHandle]
    moderators: list[MemberActor]
    members: list[MemberActor]
    shown: deque[Shown] = field(default_factory=lambda: deque(maxlen=KEPT))

    def keep(self, result: InteractionResult, actor: MemberActor) -> None:
        """Keep what an interaction brought, for later presses."""
        for message in filter(None, (result.response, *result.followups)):
            if message.components:
                self.shown.append(Shown(message, actor if message.ephemeral else None))


class TownClock:
    """The time in the simulation, for the store."""

    def __init__(self) -> None:
        self.env: Env | None = None

    def __call__(self) -> float:
        """Seconds since 1970."""
        return self.env.now().timestamp() if self.env else BEGAN


class Town:
    """All servers, the bot, and what it answers from. `follower` takes up a changed knowledge base."""

    def __init__(self, env: Env, store: Store, folder: Path, chance: Random) -> None:
        self.env = env
        self.store = store
        self.chance = chance
        self.servers: list[Server] = []
        self.knowledge = Knowledge(folder / "resources.yaml")
        self._changing = folder / CHANGING
        self._shorter = self._changing.read_text(encoding="utf-8").rstrip() + "\n"
        self._longer = self._shorter + COMES_AND_GOES

    @property
    def bot(self) -> GuideClient:
        """The client as it is now."""
        assert isinstance(self.env.bot, GuideClient)
        return self.env.bot

    def settle(self, servers: int, members: int) -> None:
        """Make so many servers with so many members each, some of whom are in several."""
        users = [self.env.create_user(f"member-{number}") for number in range(servers * members * 2 // 3)]
        for number in range(servers):
            locale = "de" if number % GERMAN == GERMAN - 1 else None
            guild = self.env.create_guild(f"Server {number} *of* <@1>", preferred_locale=locale)
            roles = [guild.create_role("learners"), guild.create_role("staff", permissions=MANAGE)]
            staff = [guild.add_member(self.env.create_user(f"staff-{number}-{one}"), roles=roles) for one in "ab"]
            people = [guild.add_member(user, roles=roles[: number % 2]) for user in self.chance.sample(users, members)]
            channel, room = guild.create_text_channel("learning"), guild.create_text_channel("staff")
            self.servers.append(Server(guild, channel, room, roles, staff, people))
        self.env.backend.advance_clock(OLD_ENOUGH)

    async def restart(self) -> None:
        """End the bot as Ctrl-C does, and start it anew on the same store."""
        await self.bot.services.close()
        await self.env.restart_bot(new_bot(self.knowledge, self.store))

    async def reload(self) -> None:
        """Put an entry into the knowledge base or take it out again, and have the bot take that up."""
        now = self._changing.read_text(encoding="utf-8")
        self._changing.write_text(self._shorter if now == self._longer else self._longer, encoding="utf-8")
        before = self.bot.guide
        await Follower(self.knowledge, self.bot.take_up).read()
        assert self.bot.guide is not before, "a changed knowledge base was not taken up"

    def on_staff(self, server: Server) -> list[Shown]:
        """The latest messages in the moderators' channel."""
        kept = list(self.env.backend.messages.get(server.staff.id, {}).values())[-KEPT:]
        return [Shown(to_discord_message(self.env, message), None) for message in kept if message.components]

    def prune(self) -> None:
        """Have the simulated Discord forget what nobody will press on: it keeps every request and message for ever.

        What the bot itself keeps is left alone, since that is what is looked at.
        """
        backend = self.env.backend
        needed = {shown.message.id for server in self.servers for shown in server.shown}
        needed |= {id_ for server in self.servers for id_ in list(backend.messages.get(server.staff.id, {}))[-KEPT:]}
        files: set[str] = set()
        for messages in backend.messages.values():
            for id_ in [id_ for id_ in messages if id_ not in needed]:
                del messages[id_]
            files |= {file["url"] for message in messages.values() for file in message.attachments}
        for url in [url for url in backend.cdn._blobs if url not in files]:
            del backend.cdn._blobs[url]
        for grown in (backend.http_requests, backend.transcript, backend.interactions, backend.interaction_tokens):
            grown.clear()
        backend._reserved_ids.clear()  # the clock only goes on, so that no id comes twice
        for moment in list(backend._sequences)[:-1]:
            del backend._sequences[moment]


def new_bot(knowledge: Knowledge, store: Store) -> GuideClient:
    """The bot as it is put together for Discord."""

    async def first_guide() -> Guide:
        return knowledge.guide()

    return GuideClient(first_guide, store, Languages.shipped())


@contextlib.asynccontextmanager
async def town(folder: Path, chance: Random, servers: int, members: int) -> AsyncIterator[Town]:
    """A town whose bot answers from a copy of the shipped knowledge base, with a new store in this folder."""
    waiting["idle"] = 0.002  # simcord looks only every 50 ms whether a bot has started
    shutil.copytree(KNOWLEDGE.parent, folder / "knowledge")
    clock = TownClock()
    async with Store.open(folder / "soak.db", clock) as store:
        knowledge = Knowledge(folder / "knowledge" / "resources.yaml")
        async with simcord.run(new_bot(knowledge, store)) as env:
            clock.env = env
            made = Town(env, store, folder / "knowledge", chance)
            with members_locales():
                made.settle(servers, members)
                yield made


@contextlib.contextmanager
def members_locales() -> Iterator[None]:
    """Let some members and servers read German, which simcord has no way to say."""
    real = simcord.interactions.base_payload

    def with_locale(backend: Any, /, **told: Any) -> tuple[Any, Mapping[str, Any]]:
        record, payload = real(backend, **told)
        payload["locale"] = "de" if record.user_id % GERMAN == 0 else "en-GB"
        if record.guild_id is not None:
            payload["guild_locale"] = backend.get_guild(record.guild_id).preferred_locale
        return record, payload

    simcord.interactions.base_payload = with_locale  # type: ignore[assignment]
    try:
        yield
    finally:
        simcord.interactions.base_payload = real
