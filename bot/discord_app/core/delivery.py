"""The one way of all answers to commands, buttons, menus and forms.

Discord gives an interaction three seconds for its first word. What takes longer is put off in time: Discord is told
that an answer follows, and it then goes where that was said. Whoever answers need not know which of the two it was.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import discord
from discord import app_commands, ui
from msgspec import Struct

from bot.discord_app.core.interaction import Interaction
from bot.discord_app.core.transport import ON_THE_WAY, is_repeated
from bot.discord_app.ui.card import Card
from bot.language import mark

log = logging.getLogger(__name__)

FOR_ONE = mark("I have answered only to the member who asked.")
TOO_SLOW_FOR_A_FORM = mark("That took me too long to open the form. Please try again; nothing was changed.")
NOBODY = discord.AllowedMentions.none()


def call_later(seconds: float, do: Callable[[], object]) -> asyncio.TimerHandle:
    """Do something on the running loop after so many seconds."""
    return asyncio.get_running_loop().call_later(seconds, do)


class Patience(Struct, frozen=True):
    """After how many seconds an answer is put off, and what counts them: the rest of Discord's three is for the way."""

    seconds: float = 2.0
    later: Callable[[float, Callable[[], object]], asyncio.TimerHandle] = call_later


PATIENCE = Patience()


class Answer:
    """How far one interaction has been answered. It is made when the work begins, by the task that does it."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        self._timer: asyncio.TimerHandle | None = None
        self._putting_off: asyncio.Task[None] | None = None
        self._is_first = True
        self._unconfirmed = False
        self._thinks_aloud = False

    @contextlib.contextmanager
    def within(self, patience: Patience) -> Iterator[None]:
        """Within this, the answer is put off once patience ends."""
        self._timer = patience.later(patience.seconds, self._put_off)
        try:
            yield
        finally:
            self._timer.cancel()

    async def say(self, *, private: bool, **message: Any) -> None:
        """Send a message, as the first answer or as one more. Raises what can happen on the way."""
        interaction = self._interaction
        if not await self._first(
            lambda: interaction.response.send_message(**message, ephemeral=private, allowed_mentions=NOBODY)
        ):
            for file in message.get("files", ()):
                file.reset()  # it may have been read to its end for a first answer that came to nothing
            if private and self._thinks_aloud:  # Discord shows the next message to those who saw it think
                await interaction.edit_original_response(content=interaction.client.own_language(interaction)(FOR_ONE))
            self._thinks_aloud = False
            await interaction.followup.send(**message, ephemeral=private, allowed_mentions=NOBODY)

    async def edit(self, view: ui.LayoutView | ui.View) -> None:
        """Show the message that was pressed on anew. Raises what can happen on the way."""
        interaction = self._interaction
        if not await self._first(lambda: interaction.response.edit_message(view=view, allowed_mentions=NOBODY)):
            await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)

    async def open(self, form: ui.Modal) -> None:
        """Open a form, or say that it took too long: Discord takes one as the first answer only."""
        if not await self._first(lambda: self._interaction.response.send_modal(form)):
            await tell(self._interaction, TOO_SLOW_FOR_A_FORM)

    async def _comes_first(self) -> bool:
        """Whether Discord still waits for the first answer. From now on it is not put off any more."""
        if self._timer:
            self._timer.cancel()
        if self._putting_off:
            await asyncio.wait((self._putting_off,))
        return self._is_first

    async def _first(self, sending: Callable[[], Awaitable[object]]) -> bool:
        """Answer first. Returns False where Discord has been answered before, or has taken a putting off that the
        network kept it from confirming.
        """
        if not await self._comes_first():
            return False
        arrived = await self._sent(sending()) or not self._unconfirmed
        self._thinks_aloud = self._thinks_aloud and not arrived
        return arrived

    async def _sent(self, sending: Awaitable[object]) -> bool:
        """Send what comes first. Returns False where Discord had something before, perhaps this very answer."""
        arrived = True
        try:
            await sending
        except discord.HTTPException as fault:
            if not is_repeated(fault):
                raise
            log.warning("An answer had reached Discord before, and was sent again")
            arrived = False
        self._is_first = False
        return arrived

    def _put_off(self) -> None:
        self._putting_off = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        interaction = self._interaction
        thinking = interaction.message is None  # else nothing is shown, and what was pressed on stays as it is
        private = answers_privately(interaction)
        try:
            await self._sent(interaction.response.defer(thinking=thinking, ephemeral=private))
        except ON_THE_WAY as fault:
            self._unconfirmed = True
            log.info("An answer that takes long could not be put off: %s", fault)
        else:
            log.info("An answer in server %s takes long and was put off", interaction.guild_id)
        self._thinks_aloud = thinking and not private


async def in_time(interaction: Interaction, work: Callable[[], Awaitable[None]]) -> None:
    """Do the work that answers an interaction, and have Discord wait for it where it takes long. What completes a
    command cannot wait: if it takes long, there is nothing to choose from.
    """
    patience = interaction.client.patience
    if interaction.type is not discord.InteractionType.autocomplete:
        with answer_to(interaction).within(patience):
            await work()
    elif await _cut_off(work(), patience):
        log.info("Nothing was completed in server %s: it took too long", interaction.guild_id)
        with contextlib.suppress(*ON_THE_WAY):
            await interaction.response.autocomplete([])


async def _cut_off(work: Awaitable[None], patience: Patience) -> bool:
    """Do the work, but no longer than patience lasts. Returns whether it was cut off."""
    task, late = asyncio.current_task(), False

    def give_up() -> None:
        nonlocal late
        late = True
        if task:
            task.cancel()

    timer = patience.later(patience.seconds, give_up)
    try:
        await work
    except asyncio.CancelledError:
        if not (task and late) or task.uncancel():
            raise  # it is not for our timer that this ends
    finally:
        timer.cancel()
    return late


def answer_to(interaction: Interaction) -> Answer:
    """The answer to this interaction, as far as it has been given."""
    found: Answer = interaction.extras.get("answer") or interaction.extras.setdefault("answer", Answer(interaction))
    return found


def answers_privately(interaction: Interaction) -> bool:
    """Whether what answers this interaction is for the member alone, as far as that is known without the database."""
    command, client = interaction.command, interaction.client
    if not isinstance(command, app_commands.Command) or command.get_parameter("private") is None:
        return True
    asked: bool | None = getattr(interaction.namespace, "private", None)
    if asked is not None:
        return asked
    server = client.server_of(interaction.guild_id)
    settings = client.servers.settings_known(server)
    return server is not None and (settings is None or bool(settings.private))


async def send(
    interaction: Interaction, card: ui.LayoutView, *, private: bool, files: Sequence[discord.File] = ()
) -> None:
    """Reply with a card, for everyone or for this member only, and with the files that it shows."""
    card.stop()  # so that it is not kept in memory: its buttons find their way by their ids alone
    files = card.files() if isinstance(card, Card) else files
    await answer_to(interaction).say(private=private, view=card, files=files)


async def tell(interaction: Interaction, sentence: str, **values: object) -> None:
    """Reply with a sentence that only this member sees, in their language."""
    await whisper(interaction, interaction.client.own_language(interaction)(sentence, **values))


async def whisper(interaction: Interaction, said: str, files: Sequence[discord.File] = ()) -> None:
    """Reply with what is in this member's language already, and with files, to them alone."""
    await answer_to(interaction).say(private=True, content=said, files=files)


async def edit(interaction: Interaction, view: ui.LayoutView | ui.View) -> None:
    """Show a card in the place of the message that was pressed on."""
    view.stop()  # as in `send`
    await answer_to(interaction).edit(view)


async def edited(interaction: Interaction, view: ui.LayoutView | ui.View | None) -> bool:
    """The same where more is said in words. Returns False if it cannot be shown, such as on a deleted message."""
    if view is None:
        return False
    try:
        await edit(interaction, view)
    except ON_THE_WAY as fault:
        log.warning("A message in server %s could not be shown anew: %s", interaction.guild_id, fault)
        return False
    return True
