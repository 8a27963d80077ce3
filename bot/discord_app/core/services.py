"""What all interactions share: the bot's memory, its guides, its limits and its observer."""

import secrets
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

import discord

from bot.community.bursts import Bursts
from bot.community.question_statistics import Asked
from bot.community.request_rates import LIMITS, Cooldowns, Kind, Limit
from bot.discord_app.conversation.memory import Conversations
from bot.discord_app.core.delivery import PATIENCE, Patience
from bot.discord_app.core.in_work import InWork
from bot.discord_app.core.observer import NOBODY, Observer
from bot.discord_app.core.outages import Outages
from bot.discord_app.core.rights import ClosedChannels
from bot.discord_app.questions.reading_queue import ReadingQueue
from bot.discord_app.servers.question_counts import AskedRecorder
from bot.discord_app.servers.views import ServerViews
from bot.discord_app.votes.undelivered import Undelivered
from bot.language import ENGLISH, Language, Languages
from bot.store import ServerSettings, Store
from bot.understand import ParsedQuery

if TYPE_CHECKING:
    from bot.writer.writer import Writer


class Services:
    """The parts that answers need.

    `is_in` says whether the bot was added to a server. `keep` is for how many seconds what was read of a server is
    cached; None means until something changes. `known_ids` are the beginnings of our custom ids. `writer` writes
    replies with the operator's language model, if they set one.
    """

    def __init__(
        self,
        store: Store,
        languages: Languages,
        is_in: Callable[[int], bool],
        *,
        observer: Observer = NOBODY,
        limits: Mapping[Kind, Limit] = LIMITS,
        patience: Patience = PATIENCE,
        keep: float | None = None,
        known_ids: Collection[str] = frozenset(),
        writer: "Writer | None" = None,
    ) -> None:
        self.store = store
        self.languages = languages
        self.observer = observer
        self.patience = patience
        self.outages = Outages()
        self.servers = ServerViews(store, store.now, self.outages, keep)
        self.cooldowns = Cooldowns(store.now, limits)
        self.asked = AskedRecorder(Asked(store.now, secrets.token_bytes()), store)
        self.bursts = Bursts()
        self.undelivered = Undelivered(store.now)
        self.reading_queue = ReadingQueue()
        self.conversations = Conversations(store.now)
        self.work = InWork()
        self.closed = ClosedChannels()
        self.known_ids = known_ids
        self.writer = writer
        self._is_in = is_in

    def server_of(self, guild_id: int | None) -> int | None:
        """The id of the server if votes can be counted there: the bot was added to it. None in direct messages."""
        return guild_id if guild_id is not None and self._is_in(guild_id) else None

    def language_of_message(self, message: discord.Message, settings: ServerSettings) -> Language:
        """The language to answer a message in: the server's. Discord does not tell that of a direct message."""
        if message.guild is None:
            return ENGLISH
        return self.languages.of(settings.language or str(message.guild.preferred_locale))

    def shared_language(self, interaction: discord.Interaction, settings: ServerSettings) -> Language:
        """The language of what others see too: the server's, or the member's where there is none."""
        return self.languages.of(str(settings.language or interaction.guild_locale or interaction.locale))

    def note(self, server: int | None, member: int, query: ParsedQuery, *, found: bool) -> None:
        """Count a question for resources, in the statistics of the server if it was asked in one."""
        self.asked.note(server, member, query, found=found)
        self.observer.asked(found=found)

    async def close(self) -> None:
        """Store the counts so far."""
        self.reading_queue.close()
        await self.asked.close()
