"""The one way of everything the bot is asked: commands, completions, buttons, menus, forms, messages.

Here those who are too fast are held back, slow answers are deferred, every fault is reported, and the bot knows what it
is answering, so that it can finish that before it leaves.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import discord

from bot.discord_app.core.context import Context
from bot.discord_app.core.delivery import Patience
from bot.discord_app.core.faults import report, report_message
from bot.discord_app.core.outcomes import note, outcome_of, waited_for
from bot.discord_app.core.refusals import refuse
from bot.discord_app.core.services import Services
from bot.discord_app.core.too_fast import may_go_on, message_may_go_on
from bot.discord_app.core.transport import ON_THE_WAY
from bot.language import mark
from bot.store import ServerSettings

if TYPE_CHECKING:
    from bot.discord_app.core.observer import Outcome

log = logging.getLogger(__name__)

LEAVING = mark("I'm just restarting. Please try again in a minute.")
Answer = Callable[[], Awaitable[None]]


async def handle(ctx: Context, answer: Answer) -> None:
    """Answer an interaction of any kind: all of them come through here."""
    if ctx.services.work.leaving:
        await _leave_alone(ctx)
        return
    began = time.perf_counter()
    with ctx.services.work.one():
        try:
            if await may_go_on(ctx):
                await _in_time(ctx, answer)
            else:
                ctx.outcome = "refused"
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - the last stop: all is logged and answered
            _go_if_asked(error)
            await report(ctx, error)
    note(ctx, began)


async def handle_message(services: Services, message: discord.Message, answer: Answer) -> None:
    """The same for a message with a question, unless the bot may not write where it stands."""
    if services.work.leaving or not services.closed.is_open(message.channel):
        return
    began = time.perf_counter()
    outcome: Outcome = "refused"
    with services.work.one():
        try:
            if await message_may_go_on(services, message):
                await answer()
                outcome = "ok"
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - the last stop: all is logged and answered
            _go_if_asked(error)
            outcome = outcome_of(error)
            await report_message(message, error, services.language_of_message(message, ServerSettings()))
    where, waited = "server" if message.guild else "direct", waited_for(message.id, services.store.now())
    services.observer.handled("message", where, outcome, time.perf_counter() - began, waited)


async def _in_time(ctx: Context, work: Answer) -> None:
    """Do the work that answers an interaction, and let Discord wait where it takes long. A completion cannot wait: if
    it takes long, there is nothing to choose from.
    """
    interaction, patience = ctx.interaction, ctx.services.patience
    if interaction.type is not discord.InteractionType.autocomplete:
        with ctx.delivery.within(patience):
            await work()
    elif await _cut_off(work(), patience):
        log.info("Nothing was completed in server %s: it took too long", interaction.guild_id)
        with contextlib.suppress(*ON_THE_WAY):
            await interaction.response.autocomplete([])


async def _cut_off(work: Awaitable[None], patience: Patience) -> bool:
    """Do the work for no longer than patience lasts. Returns whether it was cut off."""
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
            raise  # our timer did not end this
    finally:
        timer.cancel()
    return late


def _go_if_asked(error: BaseException) -> None:
    """Re-raise where this task was cancelled on purpose, as when the bot ends. Otherwise something it awaited was
    cancelled, which is a fault like any other.
    """
    task = asyncio.current_task()
    if isinstance(error, asyncio.CancelledError) and task and task.cancelling():
        raise error


async def _leave_alone(ctx: Context) -> None:
    """Tell a member in one request that it is a bad moment; a completion is left empty. With many at once, the others
    are told by Discord that nobody answers.
    """
    began, work = time.perf_counter(), ctx.services.work
    if not work.may_refuse:
        return
    with work.refusal():
        try:
            if ctx.interaction.type is discord.InteractionType.autocomplete:
                await ctx.interaction.response.autocomplete([])
            else:
                await refuse(ctx, LEAVING)
        except ON_THE_WAY as error:
            log.info("A member could not be told that the bot is leaving: %s", error)
    note(ctx, began)
