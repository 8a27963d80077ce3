"""What a request counts as for the cooldowns, and what a member who is too fast is told.

A refusal reads no database: it is one sentence for this member only, with what they wrote into a form.
"""

import logging
from collections.abc import Mapping
from typing import Any

import discord

from bot.community.request_rates import Kind, Wait
from bot.discord_app.core.context import Context
from bot.discord_app.core.refusals import give_back
from bot.discord_app.core.rights import respond
from bot.discord_app.core.services import Services
from bot.discord_app.core.transport import ON_THE_WAY
from bot.language import Language
from bot.store import ServerSettings

log = logging.getLogger(__name__)

Charge = tuple[Kind, float]
"""The kind of a request, and how many usual ones of that kind it costs."""
DRAWN: Charge = ("question", 3)
"""Commands answered with a picture, which takes time to draw."""
MODERATION: Charge = ("moderation", 1)
COMMANDS: Mapping[str, Charge] = {"path": DRAWN, "top": DRAWN, "server": MODERATION}
"""By the first word of a command; all others are questions."""
MODERATING = ("complete", "decide", "flag", "judge", "lift", "queue", "reopen", "set", "setting", "settings")
IDS: Mapping[str, Charge] = {
    **dict.fromkeys(("vote", "misfit"), ("vote", 1)),
    **dict.fromkeys(MODERATING, MODERATION),
    "report": ("writing", 1),
}
"""By what the custom id of a button, menu or modal begins with; all others are presses, and modals are writing."""


def charge_of(interaction: discord.Interaction[Any]) -> Charge:
    """What an interaction counts as."""
    data: Any = interaction.data or {}
    if interaction.type is discord.InteractionType.autocomplete:
        return "completion", 1
    if interaction.type is discord.InteractionType.application_command:
        return COMMANDS.get(data.get("name", ""), ("question", 1))
    begin = str(data.get("custom_id", "")).partition(":")[0]
    usual: Charge = ("writing" if interaction.type is discord.InteractionType.modal_submit else "press", 1)
    return IDS.get(begin, usual)


async def may_go_on(ctx: Context) -> bool:
    """Whether this member and their server may ask now. If not, the member has been told how long to wait; completions
    get an empty answer.
    """
    interaction = ctx.interaction
    kind, cost = charge_of(interaction)
    wait = ctx.services.cooldowns.take(kind, ctx.member, interaction.guild_id, cost)
    if wait is None:
        return True
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        else:
            await give_back(ctx, told(wait, ctx.say))
    except ON_THE_WAY as error:
        log.info("A member could not be told to wait: %s", error)
    return False


async def message_may_go_on(services: Services, message: discord.Message) -> bool:
    """The same for a message. Others see the refusal too, so it comes only now and then."""
    server = message.guild.id if message.guild else None
    wait = services.cooldowns.take("question", message.author.id, server)
    if wait is None:
        return True
    if services.cooldowns.take("notice", message.author.id, server) is None:
        say = services.language_of_message(message, ServerSettings())
        try:
            await respond(message, content=told(wait, say))
        except ON_THE_WAY as error:
            log.info("A member could not be told to wait: %s", error)
    return False


def told(wait: Wait, say: Language) -> str:
    """The sentence for a member who has to wait."""
    if wait.busy:
        return say.counted(
            "This server is very busy right now. Please try again in {count} second.",
            "This server is very busy right now. Please try again in {count} seconds.",
            wait.seconds,
        )
    return say.counted(
        "That was quick. You can go on in {count} second.",
        "That was quick. You can go on in {count} seconds.",
        wait.seconds,
    )
