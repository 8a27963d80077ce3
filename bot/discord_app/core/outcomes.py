"""How a request ended: as metrics for the observer, and as a line of the log where it took long."""

import logging
import time

import discord
from discord.utils import DISCORD_EPOCH

from bot.discord_app.core.context import Context
from bot.discord_app.core.observer import Kind, Outcome
from bot.discord_app.core.transport import is_gone, is_too_late
from bot.discord_app.questions.reading_queue import QueueFull
from bot.store import StoreUnavailable

log = logging.getLogger(__name__)

KINDS: dict[discord.InteractionType, Kind] = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.autocomplete: "completion",
    discord.InteractionType.component: "press",
    discord.InteractionType.modal_submit: "form",
}
OTHER = "other"
"""The name for everything that is none of our commands, buttons or forms: forged ids make no new names."""
SLOW = 2.5
"""Seconds of work after which the log says so: Discord waits for three."""


def note(ctx: Context, began: float) -> None:
    """Report an interaction that is over; `began` is `time.perf_counter` at its start."""
    kind, seconds = KINDS[ctx.interaction.type], time.perf_counter() - began
    name, outcome = name_of(ctx), _outcome(ctx, kind)
    ctx.services.observer.handled(kind, name, outcome, seconds, waited_for(ctx.interaction.id, ctx.now))
    level = logging.WARNING if seconds >= SLOW else logging.DEBUG
    if log.isEnabledFor(level):
        server = ctx.interaction.guild_id
        extra = {"command": name, "outcome": outcome, "seconds": round(seconds, 4), "server": server}
        log.log(level, "The %s %s took %.3f s: %s", kind, name, seconds, outcome, extra=extra)


def name_of(ctx: Context) -> str:
    """The command, or the beginning of a button's, menu's or form's custom id: one of a few dozen names."""
    interaction = ctx.interaction
    if interaction.type in (discord.InteractionType.application_command, discord.InteractionType.autocomplete):
        return interaction.command.qualified_name if interaction.command else OTHER
    begin = ctx.custom_id.partition(":")[0]
    return begin if begin in ctx.services.known_ids else OTHER


def outcome_of(error: BaseException) -> Outcome:
    """The outcome of an answer that ended in this error."""
    if isinstance(error, QueueFull):
        return "refused"
    if isinstance(error, StoreUnavailable):
        return "not_stored"
    if is_too_late(error):
        return "too_slow"
    return "refused" if is_gone(error) else "fault"


def waited_for(id_: int, now: float) -> float:
    """Seconds since something was asked, by the time in its id; 0 where our clock is behind Discord's."""
    return max(now - ((id_ >> 22) + DISCORD_EPOCH) / 1000, 0.0)


def _outcome(ctx: Context, kind: Kind) -> Outcome:
    if kind == "completion" and not ctx.interaction.response.is_done():
        return "fault"  # discord.py only logs what a completion raised
    return ctx.outcome or "ok"
