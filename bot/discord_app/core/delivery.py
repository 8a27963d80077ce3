"""The one way in which commands, buttons, menus and forms are answered.

Discord gives an interaction three seconds for its first response. What takes longer is deferred: Discord is told that
an answer follows, which then replaces that notice. Whoever answers need not know which of the two happened.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import discord
from discord import ui
from msgspec import Struct

from bot.discord_app.core.transport import ON_THE_WAY, is_repeated
from bot.language import Language, mark

log = logging.getLogger(__name__)

FOR_ONE = mark("I answered privately: only the member who asked can see it.")
TOO_SLOW_FOR_A_FORM = mark("The form took too long to open. Please try again; nothing was changed.")
NOBODY = discord.AllowedMentions.none()


def call_later(seconds: float, do: Callable[[], object]) -> asyncio.TimerHandle:
    """Do something on the running loop after so many seconds."""
    return asyncio.get_running_loop().call_later(seconds, do)


class Patience(Struct, frozen=True):
    """After how many seconds an answer is deferred, and what counts them; the rest of the three is for the network."""

    seconds: float = 2.0
    later: Callable[[float, Callable[[], object]], asyncio.TimerHandle] = call_later


PATIENCE = Patience()


class Delivery:
    """How far one interaction has been answered. It is made when the work begins, by the task that does it.

    `say` is the member's language; `privately` tells whether the answer is for them alone.
    """

    def __init__(self, interaction: discord.Interaction[Any], say: Language, privately: Callable[[], bool]) -> None:
        self._interaction = interaction
        self._say = say
        self._privately = privately
        self._timer: asyncio.TimerHandle | None = None
        self._deferring: asyncio.Task[None] | None = None
        self._is_first = True
        self._unconfirmed = False
        self._thinks_aloud = False
        self.message_id: int | None = None
        """The id of the message that answered, once Discord told it."""

    @contextlib.contextmanager
    def within(self, patience: Patience) -> Iterator[None]:
        """Within this block, the answer is deferred once patience ends. Who is cut off defers nothing any more."""
        self._timer = patience.later(patience.seconds, self._begin_deferring)
        try:
            yield
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self._deferring and task and task.cancelling():
                self._deferring.cancel()
            raise
        finally:
            self._timer.cancel()

    async def say(self, *, private: bool, **message: Any) -> discord.Message | None:
        """Send a message, as the first answer or a further one, which is returned. Raises faults of the request."""
        interaction = self._interaction
        if await self._first(
            lambda: interaction.response.send_message(**message, ephemeral=private, allowed_mentions=NOBODY)
        ):
            return None
        for file in message.get("files", ()):
            file.reset()  # it may have been read to its end for a first answer that failed
        if private and self._thinks_aloud:  # Discord shows the next message to those who saw the deferral
            await interaction.edit_original_response(content=self._say(FOR_ONE))
        self._thinks_aloud = False
        sent: discord.Message = await interaction.followup.send(**message, ephemeral=private, allowed_mentions=NOBODY)
        self.message_id = sent.id
        return sent

    async def edit(self, view: ui.LayoutView | ui.View) -> None:
        """Update the message that was pressed on. Raises faults of the request."""
        interaction = self._interaction
        if not await self._first(lambda: interaction.response.edit_message(view=view, allowed_mentions=NOBODY)):
            await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)

    async def open(self, form: ui.Modal) -> bool:
        """Open a form. False where that took too long: Discord accepts one only as the first answer."""
        return await self._first(lambda: self._interaction.response.send_modal(form))

    async def _comes_first(self) -> bool:
        """Whether Discord still waits for the first answer. From now on it is no longer deferred."""
        if self._timer:
            self._timer.cancel()
        if self._deferring:
            await asyncio.wait((self._deferring,))
        return self._is_first

    async def _first(self, sending: Callable[[], Awaitable[Any]]) -> bool:
        """Send the first answer. Returns False where Discord has been answered before, or has accepted a deferral that
        the network kept it from confirming.
        """
        if not await self._comes_first():
            return False
        arrived = await self._sent(sending()) or not self._unconfirmed
        self._thinks_aloud = self._thinks_aloud and not arrived
        return arrived

    async def _sent(self, sending: Awaitable[Any]) -> bool:
        """Send the first response. Returns False where Discord already had one, perhaps this very one."""
        arrived = True
        try:
            answered = await sending
            self.message_id = answered.message_id if answered else None
        except discord.HTTPException as fault:
            if not is_repeated(fault):
                raise
            log.warning("An answer had reached Discord before, and was sent again")
            arrived = False
        self._is_first = False
        return arrived

    def _begin_deferring(self) -> None:
        self._deferring = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        interaction = self._interaction
        thinking = interaction.message is None  # otherwise nothing is shown, and the message stays as it is
        private = self._privately()
        try:
            await self._sent(interaction.response.defer(thinking=thinking, ephemeral=private))
        except ON_THE_WAY as fault:
            self._unconfirmed = True
            log.info("An answer that takes long could not be deferred: %s", fault)
        else:
            log.info("An answer in server %s takes long and was deferred", interaction.guild_id)
        self._thinks_aloud = thinking and not private
