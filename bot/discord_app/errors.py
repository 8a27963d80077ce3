"""The one path of every fault: a sentence for the member, a log line with the same number for the operator.

Everything that is asked comes here through `bot.discord_app.work`, commands also through the tree's `on_error`.
Expected outcomes never come here: they are ordinary replies.
"""

import logging
import secrets
from typing import Any

import discord
from discord import app_commands

from bot.discord_app.observing import outcome_of
from bot.discord_app.refusing import give_back
from bot.language import Language, mark
from bot.store import StoreUnavailable

log = logging.getLogger(__name__)

NOT_STORED = mark(
    "I could not save that just now, and nothing was changed. Please try again in a minute. (Number {number})"
)
NOT_ALLOWED = mark("You cannot use this command here.")
WENT_WRONG = mark(
    "Something went wrong on my side, sorry. Please try again; if it happens again, tell whoever runs me this "
    "number: {number}"
)


async def report(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Log the error under a new number, and tell the member that number and nothing else of it."""
    say = interaction.client.own_language(interaction)
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, app_commands.CheckFailure):
        interaction.extras["outcome"] = "refused"
        await _tell(interaction, say(NOT_ALLOWED))
        return
    interaction.extras["outcome"] = outcome_of(cause)
    where = interaction.command.qualified_name if interaction.command else "a button"
    await _tell(interaction, _logged(cause, where, interaction.guild_id, say))


async def report_message(message: discord.Message, error: Exception, say: Language) -> None:
    """The same for a message that could not be answered."""
    sentence = _logged(error, "a message", message.guild.id if message.guild else None, say)
    try:
        await message.reply(sentence, mention_author=False)
    except discord.HTTPException:
        log.warning("The member could not be told", exc_info=True)


def _logged(error: Exception, where: str, guild_id: int | None, say: Language) -> str:
    """Log an error under a new number, and give the sentence for the member with that number."""
    number = secrets.token_hex(4)
    extra = {"fault": number, "command": where, "server": guild_id, "outcome": outcome_of(error)}
    log.error("Fault %s in %s, server %s", number, where, guild_id, exc_info=error, extra=extra)
    return say(NOT_STORED if isinstance(error, StoreUnavailable) else WENT_WRONG, number=number)


async def _tell(interaction: discord.Interaction[Any], sentence: str) -> None:
    try:
        await give_back(interaction, sentence)
    except discord.HTTPException:
        log.warning("The member could not be told: the interaction is over", exc_info=True)
