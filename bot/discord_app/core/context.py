"""One interaction with everything needed to answer it. It is made once, when the work begins, and passed on."""

import logging
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_app.core.delivery import TOO_SLOW_FOR_A_FORM, Delivery
from bot.discord_app.core.observer import Outcome
from bot.discord_app.core.services import Services
from bot.discord_app.core.transport import ON_THE_WAY
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.forms import Values, values_of
from bot.language import Language

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]
SAVES = {"saves": True}
"""The `extras` of a command that saves something; all others only read."""
Shown = ui.LayoutView | ui.View
"""The components of a message: one of our layouts, or a plain view of an old version."""


class Context:
    """Who asks, where, in which language, and how they are answered.

    `server` is the id of the server if the bot was added to it, else None, as in a direct message. `say` is the
    member's language, for what only they see; what others see is in the server's (`Services.shared_language`).
    `outcome` is set where it differs from what it seems. `press_reads`: whether what was pressed saves nothing.
    """

    outcome: Outcome | None = None
    press_reads = False

    def __init__(self, interaction: Interaction, services: Services) -> None:
        self.interaction = interaction
        self.bot: discord.Client = interaction.client
        self.services = services
        self.store = services.store
        self.member = interaction.user.id
        self.server = services.server_of(interaction.guild_id)
        self.say = services.languages.of(str(interaction.locale))
        self.delivery = Delivery(interaction, self.say, self.answers_privately)

    @classmethod
    def begin(cls, interaction: Interaction, services: Services) -> "Context":
        """A context for an interaction that begins. `of` finds it again: discord.py passes commands only the
        interaction.
        """
        context = cls(interaction, services)
        interaction.extras["context"] = context
        return context

    @classmethod
    def of(cls, interaction: Interaction) -> "Context":
        """The context of an interaction that has begun."""
        context: Context = interaction.extras["context"]
        return context

    @property
    def reads(self) -> bool:
        """Whether nothing is to be saved: by all commands but those that say so."""
        command = self.interaction.command
        return self.press_reads if command is None else not command.extras.get("saves", False)

    @property
    def now(self) -> float:
        """Seconds since 1970, by the clock of the store."""
        return self.store.now()

    @property
    def message(self) -> discord.Message | None:
        """The message whose button or menu was used."""
        return self.interaction.message

    @property
    def is_private(self) -> bool:
        """Whether only one member sees the message that was pressed on."""
        return self.message is not None and self.message.flags.ephemeral

    @property
    def custom_id(self) -> str:
        """The id of the button, menu or form that was used; empty for a command."""
        data: Any = self.interaction.data or {}
        return str(data.get("custom_id", ""))

    @property
    def chosen(self) -> tuple[str, ...]:
        """What was chosen in a menu, as it was sent, possibly forged."""
        data: Any = self.interaction.data or {}
        return tuple(str(value) for value in data.get("values", ()))

    def shown(self) -> Shown | None:
        """The message that was pressed on, rebuilt so that it can be changed and shown again."""
        if self.message is None:
            return None
        kind: type[Shown] = ui.LayoutView if self.message.flags.components_v2 else ui.View
        view: Shown = kind.from_message(self.message, timeout=None)
        view.stop()  # so that it is not kept in memory
        return view

    @property
    def values(self) -> Values:
        """What was filled into the form that was sent."""
        return values_of(self.interaction)

    def answers_privately(self) -> bool:
        """Whether the answer is for the member alone, as far as that is known without the database."""
        command = self.interaction.command
        if not isinstance(command, app_commands.Command) or command.get_parameter("private") is None:
            return True
        asked: bool | None = getattr(self.interaction.namespace, "private", None)
        if asked is not None:
            return asked
        settings = self.services.servers.settings_known(self.server)
        return self.server is not None and (settings is None or bool(settings.private))

    async def view(self) -> ServerView:
        """The view of the server where this happens."""
        return await self.services.servers.of(self.server)

    def language_in(self, view: ServerView) -> Language:
        """The language of the message that was pressed on: the member's own if they alone see it."""
        return self.say if self.is_private else self.services.shared_language(self.interaction, view.settings)

    async def send(
        self, card: ui.LayoutView, *, private: bool, files: Sequence[discord.File] = ()
    ) -> discord.Message | None:
        """Reply with a card, for everyone or for this member only, and with the files that it shows.

        Returns the message where it is not the first reply.
        """
        card.stop()  # so that it is not kept in memory: its buttons work by their ids alone
        files = card.files() if isinstance(card, Card) else files
        sent = await self.delivery.say(private=private, view=card, files=files)
        alone = self.interaction.channel_id if self.interaction.context.dm_channel else None
        if isinstance(card, Card) and card.turn and (alone or not private):
            self.services.conversations.keep(card.turn, self.delivery.message_id, alone)
        return sent

    async def tell(self, sentence: str, **values: object) -> None:
        """Reply with a sentence that only this member sees, in their language."""
        await self.whisper(self.say(sentence, **values))

    async def whisper(self, said: str, files: Sequence[discord.File] = ()) -> None:
        """Reply with text that is already in the member's language, and with files, to them alone."""
        await self.delivery.say(private=True, content=said, files=files)

    async def edit(self, view: Shown) -> None:
        """Show a card in place of the message that was pressed on."""
        view.stop()  # as in `send`
        await self.delivery.edit(view)

    async def edited(self, view: Shown | None) -> bool:
        """Like `edit`, but False if it cannot be shown, as on a deleted message: then words must say it all."""
        if view is None:
            return False
        try:
            await self.edit(view)
        except ON_THE_WAY as fault:
            log.warning("A message in server %s could not be shown anew: %s", self.interaction.guild_id, fault)
            return False
        return True

    async def open(self, form: ui.Modal) -> None:
        """Open a form for the member, or ask them to try again where it is too late for one."""
        form.stop()  # the form works by its custom id alone
        if not await self.delivery.open(form):
            await self.tell(TOO_SLOW_FOR_A_FORM)
