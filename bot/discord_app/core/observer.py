"""What is told of everything that the bot was asked: what it was, what came of it and how long it took.

Whoever wants figures passes an `Observer` to the client. It is told names of commands and of kinds of buttons, never
an id of a member or server, nor a word that somebody typed.
"""

import logging
import time
from collections.abc import Collection
from typing import Any, Literal, Protocol

import discord
from discord.utils import DISCORD_EPOCH

from bot.discord_app.core.interaction import Interaction
from bot.discord_app.core.transport import is_too_late
from bot.discord_app.questions.desk import DeskFull
from bot.store import StoreUnavailable

log = logging.getLogger(__name__)

Kind = Literal["command", "completion", "press", "form", "message"]
Outcome = Literal["ok", "refused", "too_slow", "not_stored", "fault"]
"""`too_slow`: Discord would not take the answer any more. `refused`: by a cooldown, a gate or for want of a right."""
VoteOutcome = Literal["cast", "taken_back", "held", "refused", "gone"]
KINDS: dict[discord.InteractionType, Kind] = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.autocomplete: "completion",
    discord.InteractionType.component: "press",
    discord.InteractionType.modal_submit: "form",
}
OTHER = "other"
"""The name of what no command, button or form of ours has: who forges ids makes no new names."""
SLOW = 2.5
"""Seconds of work after which a line of the log says so: Discord waits for three."""


class Observer(Protocol):
    """Who is told of what the bot does. Each method is called as it happens, and must return at once."""

    def handled(self, kind: Kind, name: str, outcome: Outcome, seconds: float, waited: float) -> None:
        """Something was asked and answered: `seconds` of work, `waited` since the member asked for it."""

    def voted(self, outcome: VoteOutcome) -> None:
        """A vote button or menu was used."""

    def asked(self, *, found: bool) -> None:
        """A question that wants resources was answered, with some or with none."""

    def took_up(self, entries: int) -> None:
        """A knowledge base with so many entries answers from now on."""

    def refused(self) -> None:
        """A changed knowledge base had problems; the one before still answers."""


class Unobserved:
    """Takes note of nothing."""

    def handled(self, kind: Kind, name: str, outcome: Outcome, seconds: float, waited: float) -> None:
        """Nothing."""

    def voted(self, outcome: VoteOutcome) -> None:
        """Nothing."""

    def asked(self, *, found: bool) -> None:
        """Nothing."""

    def took_up(self, entries: int) -> None:
        """Nothing."""

    def refused(self) -> None:
        """Nothing."""


NOBODY = Unobserved()


def note(interaction: Interaction, began: float) -> None:
    """Tell of an interaction that is over; `began` is what `time.perf_counter` said when it began."""
    kind, seconds = KINDS[interaction.type], time.perf_counter() - began
    name, outcome = name_of(interaction, interaction.client.known_ids), _outcome(interaction, kind)
    waited = waited_for(interaction.id, interaction.client.store.now())
    interaction.client.observer.handled(kind, name, outcome, seconds, waited)
    level = logging.WARNING if seconds >= SLOW else logging.DEBUG
    if log.isEnabledFor(level):
        extra = {"command": name, "outcome": outcome, "seconds": round(seconds, 4), "server": interaction.guild_id}
        log.log(level, "The %s %s took %.3f s: %s", kind, name, seconds, outcome, extra=extra)


def name_of(interaction: Interaction, known_ids: Collection[str]) -> str:
    """The command, or what the custom id of a button, menu or form begins with: one of a few dozen names."""
    if interaction.type in (discord.InteractionType.application_command, discord.InteractionType.autocomplete):
        return interaction.command.qualified_name if interaction.command else OTHER
    data: Any = interaction.data or {}
    begin = str(data.get("custom_id", "")).partition(":")[0]
    return begin if begin in known_ids else OTHER


def outcome_of(error: BaseException) -> Outcome:
    """What an answer that ended in this error counts as."""
    if isinstance(error, DeskFull):
        return "refused"
    if isinstance(error, StoreUnavailable):
        return "not_stored"
    return "too_slow" if is_too_late(error) else "fault"


def waited_for(id_: int, now: float) -> float:
    """Seconds since something was asked, by the time in its id. A clock that is behind Discord's makes that 0."""
    return max(now - ((id_ >> 22) + DISCORD_EPOCH) / 1000, 0.0)


def _outcome(interaction: Interaction, kind: Kind) -> Outcome:
    if kind == "completion" and not interaction.response.is_done():
        return "fault"  # discord.py keeps what a completion raised to itself and its log
    found: Outcome = interaction.extras.get("outcome", "ok")
    return found
