"""The bot on Discord: its commands, its buttons, and what it tells Discord of them."""

import hashlib
import json
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot import __version__
from bot.advise import Guide
from bot.community.asked import Asked
from bot.community.bursts import Bursts
from bot.community.cooldowns import LIMITS, Cooldowns, Kind, Limit
from bot.discord_app.core.delivery import PATIENCE, Patience, tell
from bot.discord_app.core.dispatch import InWork, handle, handle_message
from bot.discord_app.core.faults import report
from bot.discord_app.core.observer import NOBODY, Observer
from bot.discord_app.core.outages import Outages
from bot.discord_app.core.transport import ON_THE_WAY
from bot.discord_app.members.own import list_of
from bot.discord_app.questions.desk import Desk
from bot.discord_app.questions.replies import Note, Replies
from bot.discord_app.registry import ALL_COMMANDS, ITEMS, KNOWN_IDS, OLD_BUTTON, is_known, submit
from bot.discord_app.servers.presence import Presence
from bot.discord_app.servers.question_counts import AskedRecorder
from bot.discord_app.servers.retention import note_joined, note_left
from bot.discord_app.servers.views import SECONDS_AMONG_OTHERS, ServerView, ServerViews
from bot.discord_app.ui.invite import invite
from bot.discord_app.ui.translator import CommandTranslator
from bot.discord_app.votes.voting import Voting
from bot.language import ENGLISH, Language, Languages
from bot.run.shards import ONE, Shards
from bot.store import ServerSettings, Store, StoreUnavailable
from bot.understand import ParsedQuery

log = logging.getLogger(__name__)


class GuideTree(app_commands.CommandTree["GuideClient"]):
    """The commands, with the way that everything goes and the one error path."""

    async def _call(self, interaction: discord.Interaction["GuideClient"]) -> None:
        """Run a command, or complete one. No public hook of discord.py encloses both from begin to end."""
        await handle(interaction, partial(super()._call, interaction))

    async def on_error(
        self, interaction: discord.Interaction["GuideClient"], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer and log whatever a command raised."""
        await report(interaction, error)


class GuideClient(discord.AutoShardedClient):
    """The bot. `first_guide` gives what it answers from at first; it is asked at the start, and may take its time.

    `always_sync` tells Discord of the commands at every start, not only when they changed. `limits` is how much members
    and servers may ask of it in a time. `patience` is how long an answer may take before Discord is told that it
    takes longer. `shards` are those of this process. `observer` is told of what it does.
    """

    guide: Guide
    """What it answers from now outside of servers; set by `take_up`."""
    schema: int
    """That of the database, as it was at the start."""

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
    ) -> None:
        # It never speaks, so nobody need be warned at each start that it cannot.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            shard_count=shards.count,
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
        )
        self._first_guide = first_guide
        self.store = store
        self.patience = patience
        self.outages = Outages()
        self.desk = Desk()
        self.shards_here = shards
        self.shard_ids = None if shards.ids is None else list(shards.ids)
        keep = SECONDS_AMONG_OTHERS if shards.among_others else None
        self.servers = ServerViews(store, store.now, self.outages, keep)
        self.voting = Voting(Bursts())
        self.cooldowns = Cooldowns(store.now, limits)
        self.asked = AskedRecorder(Asked(store.now, secrets.token_bytes()), store)
        self.languages = languages
        self.tree = GuideTree(self)
        self.work = InWork()
        self.began = store.now()
        self.observer = observer
        self.known_ids = KNOWN_IDS
        self._always_sync = always_sync
        self._presence = Presence(self)

    async def setup_hook(self) -> None:
        """Take up the first guide and register commands and buttons, before the first event arrives."""
        await self.take_up(await self._first_guide())
        self.schema = await self.store.schema()
        for command in ALL_COMMANDS:
            self.tree.add_command(command)
        self.add_dynamic_items(*ITEMS)
        await self.tree.set_translator(CommandTranslator(self.languages))
        if self.shards_here.leads:
            await self._sync_commands()
        log.info("DL Guide %s with %s entries", __version__, len(self.guide.catalogue))
        log.info("Add it to a server: %s", invite(self.application_id or 0))

    async def close(self) -> None:
        """Leave Discord, and store what was counted until now."""
        await super().close()
        self.desk.close()
        await self.asked.close()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Note what a shard has before it begins a new session. It does that no more often than Discord allows."""
        await super().before_identify_hook(shard_id, initial=initial)
        self._presence.begins(shard_id)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Take leave of servers that removed the bot while this shard was not there to be told."""
        for guild in self._presence.has_begun(shard_id):
            self._connection.parse_guild_delete({"id": guild.id, "unavailable": False})

    async def take_up(self, guide: Guide) -> None:
        """Answer from this guide from now on. A reply that is being made keeps the guide that it began with."""
        try:
            await self.store.follow_redirects(guide.catalogue.redirects)
        except StoreUnavailable:
            log.warning("What is stored under renamed ids could not be moved; the next start does it", exc_info=True)
        self.guide = guide
        self.servers.take_up(guide)
        self.observer.took_up(len(guide.catalogue))

    async def on_ready(self) -> None:
        """Say in the log that the bot is there."""
        here = len(self.shards)
        log.info("Ready as %s in %s servers, %s of %s shards", self.user, len(self.guilds), here, self.shard_count)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep what is stored of a server that takes the bot back in time."""
        with self.work.one():
            await note_joined(self, guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note from when on the data of a server has to go."""
        with self.work.one():
            await note_left(self, guild.id)

    async def on_interaction(self, interaction: discord.Interaction["GuideClient"]) -> None:
        """Take what modals send, and answer buttons that no class of ours knows, such as those of long ago."""
        if interaction.type is discord.InteractionType.modal_submit:
            await handle(interaction, partial(submit, interaction))
        elif interaction.type is discord.InteractionType.component and not is_known(interaction.data):
            await handle(interaction, partial(tell, interaction, OLD_BUTTON))

    async def on_message(self, message: discord.Message) -> None:
        """Answer a direct message, or one that mentions the bot; Discord hides the text of all others from it."""
        question = self.question_in(message)
        if question is not None:
            await handle_message(self, message, partial(self._answer, message, question))

    async def _answer(self, message: discord.Message, question: str) -> None:
        server = self.server_of(message.guild.id if message.guild else None)
        progress = {} if message.guild else await list_of(self, message.author.id)
        view = await self.servers.of(server)
        language = self.language_of_message(message, view.settings)
        note = self._noting(server, message.author.id)
        replies = Replies(view, language, self.store, note=note, outages=self.outages, desk=self.desk)
        card = await replies.to_words(question, progress)
        if message.guild and not message.channel.permissions_for(message.guild.me).attach_files:
            card.drop_pictures()
        await message.reply(view=card, files=card.files(), mention_author=False)

    def question_in(self, message: discord.Message) -> str | None:
        """What a message asks the bot, without the mention; None where it asks somebody else."""
        if message.author.bot or self.user is None:
            return None
        mentions = (f"<@{self.user.id}>", f"<@!{self.user.id}>")
        if message.guild and not any(mention in message.content for mention in mentions):
            return None
        text = message.content
        for mention in mentions:
            text = text.replace(mention, " ")
        return text

    async def view(self, interaction: discord.Interaction["GuideClient"]) -> ServerView:
        """What the bot knows where this interaction happens."""
        return await self.servers.of(self.server_of(interaction.guild_id))

    async def replies(self, interaction: discord.Interaction["GuideClient"], *, private: bool | None) -> Replies:
        """What answers this interaction: in the member's own language if they alone see it, else in the server's.

        Where `private` is None, the server's moderators chose whether others see it.
        """
        view = await self.view(interaction)
        private = bool(view.settings.private) if private is None else private
        shared = None if private else view.settings.language or interaction.guild_locale
        note = self._noting(view.id, interaction.user.id)
        language = self.languages.of(str(shared or interaction.locale))
        return Replies(view, language, self.store, private=private, note=note, outages=self.outages, desk=self.desk)

    def _noting(self, server: int | None, member: int) -> Note:
        """What counts the questions of this member: in the statistics of the server, if they are asked in one."""

        def noting(query: ParsedQuery, found: bool) -> None:
            self.asked.note(server, member, query, found=found)
            self.observer.asked(found=found)

        return noting

    def own_language(self, interaction: discord.Interaction["GuideClient"]) -> Language:
        """The language of the member, for what only they see."""
        return self.languages.of(str(interaction.locale))

    def language_of_message(self, message: discord.Message, settings: ServerSettings) -> Language:
        """The language to answer a message in: the server's. Discord does not tell that of a direct message."""
        return self.languages.of(settings.language or str(message.guild.preferred_locale)) if message.guild else ENGLISH

    def server_of(self, guild_id: int | None) -> int | None:
        """The id of the server if votes can be counted there: the bot was added to it. None in direct messages."""
        return guild_id if guild_id is not None and self.get_guild(guild_id) else None

    async def _sync_commands(self) -> None:
        digest = commands_digest(self.tree, self.languages)
        application_id = self.application_id or 0
        before = await self.store.synced_commands(application_id)
        if not self._always_sync and before == digest:
            log.info("Commands unchanged since the last start")
            return
        try:
            await self.tree.sync()
        except ON_THE_WAY:
            if before is None:
                raise  # there are no commands yet, so there is nothing to go on with
            log.exception("Discord did not take the commands. Those of before work; the next start tells it again")
            return
        await self.store.note_synced_commands(application_id, digest)
        log.info("Told Discord of %s commands", len(self.tree.get_commands()))


def commands_digest(tree: app_commands.CommandTree[Any], languages: Languages) -> str:
    """A digest of everything that Discord is told of the commands, in all languages."""
    payload = sorted(
        (command.to_dict(tree) for command in tree.get_commands()), key=lambda command: str(command["name"])
    )
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode() + languages.content()).hexdigest()
