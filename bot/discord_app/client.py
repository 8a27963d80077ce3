"""The bot on Discord: its commands, its buttons, and what it tells Discord of them."""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot import __version__
from bot.advise import Guide
from bot.community.request_rates import LIMITS, Kind, Limit
from bot.discord_app.conversation.messages import answer, heard
from bot.discord_app.core.context import Context
from bot.discord_app.core.delivery import PATIENCE, Patience
from bot.discord_app.core.dispatch import handle, handle_message
from bot.discord_app.core.faults import report
from bot.discord_app.core.observer import NOBODY, Observer
from bot.discord_app.core.persistent import Persistent, taken
from bot.discord_app.core.services import Services
from bot.discord_app.core.transport import ON_THE_WAY
from bot.discord_app.registry import ALL_COMMANDS, FORMS, ITEMS, KNOWN_IDS, OLD_BUTTON
from bot.discord_app.servers.hello import greet
from bot.discord_app.servers.presence import Presence
from bot.discord_app.servers.retention import note_joined, note_left
from bot.discord_app.servers.views import SECONDS_AMONG_OTHERS
from bot.discord_app.ui.invite import invite
from bot.discord_app.ui.translator import CommandTranslator
from bot.language import Languages
from bot.run.shards import ONE, Shards
from bot.store import Store, StoreUnavailable

if TYPE_CHECKING:
    from bot.writer.writer import Writer

log = logging.getLogger(__name__)

KINDS: Mapping[discord.InteractionType, Sequence[Persistent]] = {
    discord.InteractionType.component: ITEMS,
    discord.InteractionType.modal_submit: FORMS,
}
"""What knows the custom ids of each type of interaction."""


class GuideTree(app_commands.CommandTree["GuideClient"]):
    """The commands, with the common way of every interaction and the one error path."""

    async def _call(self, interaction: discord.Interaction["GuideClient"]) -> None:
        """Run a command, or complete one. No public hook of discord.py wraps both from start to end."""
        ctx = Context.begin(interaction, interaction.client.services)
        await handle(ctx, partial(super()._call, interaction))

    async def on_error(
        self, interaction: discord.Interaction["GuideClient"], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer and log whatever a command raised."""
        await report(Context.of(interaction), error)


class GuideClient(discord.AutoShardedClient):
    """The bot. `first_guide` gives its first guide; it is called at the start, and may take its time.

    `always_sync` registers the commands with Discord at every start, not only when they changed. `limits` is how much
    members and servers may ask over time. `patience` is how long an answer may take before Discord is told that it
    takes longer. `shards` are those of this process. `observer` is told what the bot does. `writer` writes replies with
    the operator's language model, if they set one. `proxy` is the address of one through which Discord is reached.
    """

    def __init__(
        self,
        first_guide: Callable[[], Awaitable[Guide]],
        store: Store,
        languages: Languages,
        *,
        always_sync: bool = False,
        observer: Observer = NOBODY,
        limits: Mapping[Kind, Limit] = LIMITS,
        patience: Patience = PATIENCE,
        shards: Shards = ONE,
        writer: "Writer | None" = None,
        proxy: str | None = None,
    ) -> None:
        # it never speaks, so a warning at each start that it cannot is of no use
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            shard_count=shards.count,
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            proxy=proxy,
        )
        self._first_guide = first_guide
        self.store = store
        self.shards_here = shards
        self.shard_ids = None if shards.ids is None else list(shards.ids)
        self.services = Services(
            store, languages, lambda id_: self.get_guild(id_) is not None, observer=observer, limits=limits,
            patience=patience, keep=SECONDS_AMONG_OTHERS if shards.among_others else None, known_ids=KNOWN_IDS,
            writer=writer,
        )  # fmt: skip
        self.tree = GuideTree(self)
        self._always_sync = always_sync
        self._presence = Presence(self)

    @property
    def guide(self) -> Guide:
        """The guide that answers outside of servers; set by `take_up`."""
        return self.services.servers.guide

    async def setup_hook(self) -> None:
        """Take up the first guide and register commands and buttons, before the first event arrives."""
        await self.take_up(await self._first_guide())
        for command in ALL_COMMANDS:
            self.tree.add_command(command)
        await self.tree.set_translator(CommandTranslator(self.services.languages))
        if self.shards_here.leads:
            await self._sync_commands()
        log.info("DL Guide %s with %s entries", __version__, len(self.guide.catalogue))
        log.info("Add it to a server: %s", invite(self.application_id or 0))

    async def close(self) -> None:
        """Leave Discord, and store the counts so far."""
        await super().close()
        await self.services.close()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Note a shard's servers before it begins a new session. It does that no more often than Discord allows."""
        await super().before_identify_hook(shard_id, initial=initial)
        self._presence.begins(shard_id)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Handle the servers that removed the bot while this shard was away."""
        for guild in self._presence.has_begun(shard_id):
            self._connection.parse_guild_delete({"id": guild.id, "unavailable": False})

    async def take_up(self, guide: Guide) -> None:
        """Answer from this guide from now on. A reply in the making keeps the guide that it began with."""
        try:
            await self.store.follow_redirects(guide.catalogue.redirects)
        except StoreUnavailable:
            log.warning("What is stored under renamed ids could not be moved; the next start does it", exc_info=True)
        self.services.servers.take_up(guide)
        self.services.observer.took_up(len(guide.catalogue))

    async def on_ready(self) -> None:
        """Log that the bot is there."""
        here = len(self.shards)
        log.info("Ready as %s in %s servers, %s of %s shards", self.user, len(self.guilds), here, self.shard_count)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep the data of a server that takes the bot back in time, and say hello to one that had never added it."""
        if self.services.work.leaving:
            return  # the next start sees in which servers it is
        with self.services.work.one():
            await note_joined(self.services, guild.id)
            await greet(self, self.services, guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note when the data of a server has to be deleted."""
        if self.services.work.leaving:
            return
        with self.services.work.one():
            await note_left(self.services, guild.id)

    async def on_interaction(self, interaction: discord.Interaction["GuideClient"]) -> None:
        """Handle buttons, menus and forms, even on old messages. Commands come through the tree."""
        known = KINDS.get(interaction.type)
        if known is not None:
            ctx = Context.begin(interaction, self.services)
            await handle(ctx, partial(_take, ctx, known))

    async def on_message(self, message: discord.Message) -> None:
        """Answer a direct message, or one that mentions the bot; Discord hides the text of all others."""
        asked = heard(message, self.user)
        if asked is not None:
            await handle_message(self.services, message, partial(answer, self.services, message, asked))

    async def _sync_commands(self) -> None:
        digest = commands_digest(self.tree, self.services.languages)
        application_id = self.application_id or 0
        before = await self.store.synced_commands(application_id)
        if not self._always_sync and before == digest:
            log.info("Commands unchanged since the last start")
            return
        try:
            await self.tree.sync()
        except ON_THE_WAY:
            if before is None:
                raise  # there are no commands yet, so there is nothing to continue with
            log.exception("Discord did not take the commands. Those of before work; the next start tells it again")
            return
        await self.store.note_synced_commands(application_id, digest)
        log.info("Told Discord of %s commands", len(self.tree.get_commands()))


async def _take(ctx: Context, known: Sequence[Persistent]) -> None:
    """Do what was pressed, chosen or sent; where nothing of ours knows it, say that it is from another version."""
    if not await taken(ctx, known):
        await ctx.tell(OLD_BUTTON)


def commands_digest(tree: app_commands.CommandTree[Any], languages: Languages) -> str:
    """A digest of everything registered with Discord about the commands, in all languages."""
    payload = sorted(
        (command.to_dict(tree) for command in tree.get_commands()), key=lambda command: str(command["name"])
    )
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode() + languages.content()).hexdigest()
