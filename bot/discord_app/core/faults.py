"""The one path of every fault: a sentence for the member, and a log line with the same number for the operator.

Faults come here through `bot.discord_app.core.dispatch`, those of commands also through the tree's `on_error`. Expected
outcomes never come here: they are ordinary replies.
"""

import contextlib
import logging
import re
import secrets
from collections.abc import Iterator, Sequence

import discord
from discord import app_commands

from bot.discord_app.core.context import Context
from bot.discord_app.core.outcomes import outcome_of
from bot.discord_app.core.refusals import give_back
from bot.discord_app.core.rights import respond
from bot.discord_app.core.transport import ON_THE_WAY, is_gone, is_too_late
from bot.discord_app.questions.reading_queue import QueueFull
from bot.language import Language, mark
from bot.store import OutcomeUnknown, StoreUnavailable

log = logging.getLogger(__name__)

NOT_STORED = mark("I couldn't save that, so nothing was changed. Please try again in a minute. (Number {number})")
NOT_READ = mark("I can't look that up right now. Please try again in a minute. (Number {number})")
NOT_SURE = mark("I can't tell whether that was saved. Please check before you try again. (Number {number})")
NOT_SHOWN = mark(
    "My answer didn't get through to Discord. Anything you changed is saved; if you asked something, please ask "
    "again. (Number {number})"
)
NOT_ALLOWED = mark("You can't use this command here.")
WENT_WRONG = mark(
    "Sorry, something went wrong on my side. Please try again; if it keeps happening, give whoever runs me this "
    "number: {number}"
)
SO_MANY = mark("I'm very busy right now. Please try again in a minute.")
SENTENCES: Sequence[tuple[type[BaseException], str]] = (
    (QueueFull, SO_MANY),
    (OutcomeUnknown, NOT_SURE),
    (StoreUnavailable, NOT_STORED),
    *((kind, NOT_SHOWN) for kind in ON_THE_WAY),  # an answer is sent after its change was stored
)
"""What a member is told about a fault: the first line that fits, so special kinds come before general ones."""
_KIND = re.compile(r"[a-z-]{1,20}(?=:)")


async def report(ctx: Context, error: BaseException) -> None:
    """Log the error under a new number, and tell the member only that number."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, app_commands.CheckFailure):
        ctx.outcome = "refused"
        await _tell(ctx, ctx.say(NOT_ALLOWED), "a command that is not allowed")
        return
    ctx.outcome = outcome_of(cause)
    number = _logged(cause, _place(ctx), ctx.interaction.guild_id)
    if not (is_too_late(cause) or is_gone(cause)):
        sentence = sentence_for(cause, reads=ctx.reads)
        is_sent = sentence in (NOT_SURE, NOT_SHOWN)
        await _tell(ctx, ctx.say(sentence, number=number), f"fault {number}", is_sent=is_sent)


async def report_message(message: discord.Message, error: BaseException, say: Language) -> None:
    """The same for a message that could not be answered."""
    number = _logged(error, "a message", message.guild.id if message.guild else None)
    if is_gone(error):
        return
    try:
        await respond(message, content=say(sentence_for(error, reads=True), number=number))
    except ON_THE_WAY as fault:
        log.warning("The member could not be told of fault %s: %s", number, fault)


@contextlib.contextmanager
def in_passing(what: str, server: int | None) -> Iterator[None]:
    """Within this block, a fault of the database or of Discord is logged and ends it: nobody waits for it, and what was
    stored before stays stored.
    """
    try:
        yield
    except (StoreUnavailable, *ON_THE_WAY) as error:
        _logged(error, what, server)


def sentence_for(error: BaseException, *, reads: bool = False) -> str:
    """What a member is told about a fault. `reads`: whether nothing was to be saved."""
    if reads and isinstance(error, StoreUnavailable):
        return NOT_READ
    return next((sentence for kind, sentence in SENTENCES if isinstance(error, kind)), WENT_WRONG)


def _place(ctx: Context) -> str:
    """Where a fault happened, in our own words only."""
    interaction = ctx.interaction
    if interaction.command:
        return interaction.command.qualified_name
    kind = _KIND.match(ctx.custom_id)
    sort = "a form" if interaction.type is discord.InteractionType.modal_submit else "a button"
    return f"{sort} ({kind[0]})" if kind else sort


def _logged(error: BaseException, where: str, guild_id: int | None) -> str:
    """Log an error under a new number, and return that."""
    number = secrets.token_hex(4)
    extra = {"fault": number, "command": where, "server": guild_id, "outcome": outcome_of(error)}
    values = (number, where, guild_id)
    if is_too_late(error):
        log.warning("Fault %s in %s, server %s: Discord had waited its three seconds", *values, extra=extra)
    elif is_gone(error):
        log.info("Fault %s in %s, server %s: its place is gone or closed: %s", *values, error, extra=extra)
    elif isinstance(error, QueueFull):
        log.warning("Fault %s in %s, server %s: too many questions wait", *values, extra=extra)
    elif isinstance(error, StoreUnavailable):
        log.error("Fault %s in %s, server %s: %s", *values, error, exc_info=error, extra=extra)
    else:
        log.error("Fault %s in %s, server %s", *values, exc_info=error, extra=extra)
    return number


async def _tell(ctx: Context, sentence: str, what: str, *, is_sent: bool = False) -> None:
    try:
        await give_back(ctx, sentence, is_sent=is_sent)
    except ON_THE_WAY as fault:
        log.warning("The member could not be told of %s: %s", what, fault)
