"""What the bot says once to a server that has added it: what it is, and what is to be set there."""

import logging

import discord

from bot.discord_app.core.rights import rights_in
from bot.discord_app.core.services import Services
from bot.discord_app.core.transport import ON_THE_WAY
from bot.discord_app.questions.cards import message_card
from bot.discord_app.questions.help import help_button
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import plain
from bot.language import Language, mark
from bot.store import StoreUnavailable

log = logging.getLogger(__name__)

HERE = mark("## Hello, I'm DL Guide")
THERE = mark("## Hello, I'm DL Guide, now in {server}")
WHAT_I_AM = mark(
    "Ask me how to learn deep learning, in your own words: I answer with a few resources that fit you, and a next step."
)
TO_SET = mark(
    "If you run this server, there are three things to choose in `/server settings`:\n"
    "- **the moderators' channel**, where suggestions and reports go; until then they wait in `/server "
    "queue`\n"
    "- **who may take part**: vote, suggest and review\n"
    "- **who sees my replies**: everyone, or only the member who asks"
)
SMALL_PRINT = mark("-# I need no permissions, and read only what is said to me. `/help` has the rest.")


async def greet(client: discord.Client, services: Services, guild: discord.Guild) -> None:
    """Say hello to this server, unless that was done before; what keeps the bot from it is only logged.

    It is noted first: a hello that is lost is better than a second one.
    """
    try:
        if await services.store.servers.greet(guild.id) and not await _say_hello(client, services, guild):
            log.info("No hello in server %s: there is no place for it", guild.id)
    except (StoreUnavailable, *ON_THE_WAY) as fault:
        log.info("No hello in server %s: %s", guild.id, fault)


async def _say_hello(client: discord.Client, services: Services, guild: discord.Guild) -> bool:
    """Say it in the server's system channel if the bot may write there, else to the owner. Returns whether it was said.

    Who added the bot only the audit log would tell, which takes a permission that it does not ask for.
    """
    say = services.languages.of(str(guild.preferred_locale))
    channel = guild.system_channel
    if channel and rights_in(channel).write and await _sent(channel, hello_card(say)):
        return True
    if guild.owner_id is None:
        return False
    owner = await client.create_dm(discord.Object(guild.owner_id))
    return await _sent(owner, hello_card(say, server=plain(guild.name, 100)))


async def _sent(place: discord.abc.Messageable, card: Card) -> bool:
    """Send a card. False only where Discord refused it, so that it may be sent elsewhere."""
    try:
        await place.send(view=card, allowed_mentions=discord.AllowedMentions.none())
    except (discord.Forbidden, discord.NotFound):
        return False
    return True


def hello_card(say: Language, *, server: str = "") -> Card:
    """The hello, for everyone in the server, or for the owner of this `server`, who is elsewhere."""
    head = say(THERE, server=server) if server else say(HERE)
    card = message_card(head, say(WHAT_I_AM), say(TO_SET), say(SMALL_PRINT))
    card.row(help_button(what, say) for what in (("ask",) if server else ("settings", "ask")))
    return card
