"""The one way of everything that the bot is asked: commands, what completes them, buttons, menus, forms, messages.

On it, who goes on too fast is held back, every fault is told, and the bot knows what it is answering just now, so that
it can finish that before it leaves.
"""

import asyncio
import contextlib
import functools
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from bot.discord_app.core.cooldown import may_go_on, message_may_go_on
from bot.discord_app.core.delivery import in_time
from bot.discord_app.core.faults import report, report_message
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.core.observer import Outcome, note, outcome_of, waited_for
from bot.discord_app.core.refusals import refuse
from bot.language import mark
from bot.store import ServerSettings

if TYPE_CHECKING:
    from bot.discord_app.client import GuideClient

log = logging.getLogger(__name__)

LEAVING = mark("I am being restarted just now. Please try again in a minute.")

Item = TypeVar("Item")
Answer = Callable[[], Awaitable[None]]


class InWork:
    """What is being answered just now, and whether the bot takes on anything more."""

    def __init__(self) -> None:
        self.leaving = False
        self._asked = 0
        self._nothing_left = asyncio.Event()
        self._nothing_left.set()

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Within this, one thing that was asked is being answered."""
        self._asked += 1
        self._nothing_left.clear()
        try:
            yield
        finally:
            self._asked -= 1
            if not self._asked:
                self._nothing_left.set()

    async def finish(self, seconds: float) -> None:
        """Take nothing on any more, and wait until all is answered, but not longer than so many seconds."""
        self.leaving = True
        await asyncio.sleep(0)  # what arrived last has to begin, so that it is told
        try:
            await asyncio.wait_for(self._nothing_left.wait(), seconds)
        except TimeoutError:
            log.warning("Left with %s unanswered after %s seconds", self._asked, seconds)


async def handle(interaction: Interaction, answer: Answer) -> None:
    """Answer an interaction, of whatever kind: every one comes through here."""
    began = time.perf_counter()
    with interaction.client.work.one():
        try:
            if interaction.client.work.leaving:
                await _leave_alone(interaction)
            elif await may_go_on(interaction):
                await in_time(interaction, answer)
            else:
                interaction.extras["outcome"] = "refused"
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - the last stop: all is logged and answered
            _go_if_asked(error)
            await report(interaction, error)
    note(interaction, began)


async def handle_message(
    client: "GuideClient", message: discord.Message, answer: Callable[[], Awaitable[None]]
) -> None:
    """The same for a message that asks something."""
    began = time.perf_counter()
    outcome: Outcome = "refused"
    with client.work.one():
        try:
            if not client.work.leaving and await message_may_go_on(client, message):
                await answer()
                outcome = "ok"
        except discord.Forbidden:
            log.info("No permission to answer in channel %s", message.channel.id)
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - the last stop: all is logged and answered
            _go_if_asked(error)
            outcome = outcome_of(error)
            await report_message(message, error, client.language_of_message(message, ServerSettings()))
    where, waited = "server" if message.guild else "direct", waited_for(message.id, client.store.now())
    client.observer.handled("message", where, outcome, time.perf_counter() - began, waited)


def guarded(
    callback: Callable[[Item, discord.Interaction[Any]], Coroutine[Any, Any, None]],
) -> Callable[[Item, discord.Interaction[Any]], Coroutine[Any, Any, None]]:
    """Make a button's or menu's callback go the way of every interaction."""

    @functools.wraps(callback)
    async def guarding(item: Item, interaction: discord.Interaction[Any]) -> None:
        await handle(interaction, functools.partial(callback, item, interaction))

    return guarding


def _go_if_asked(error: BaseException) -> None:
    """Raise what cancelled this task on purpose, as when the bot ends. Else something that it waited for was cancelled,
    which is a fault like any other.
    """
    task = asyncio.current_task()
    if isinstance(error, asyncio.CancelledError) and task and task.cancelling():
        raise error


async def _leave_alone(interaction: Interaction) -> None:
    """Tell a member that it is no good time; what completes a command is left empty."""
    if interaction.type is discord.InteractionType.autocomplete:
        await interaction.response.autocomplete([])
    else:
        await refuse(interaction, LEAVING)
