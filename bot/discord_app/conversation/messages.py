"""Messages that speak to the bot: a mention, a reply to one of its messages, a direct message."""

import contextlib
from collections.abc import AsyncIterator
from functools import partial

import discord
from msgspec import Struct

from bot.advise import Notice
from bot.advise.conversation.turn import Turn
from bot.advise.wording.follow_up_words import LIGHT_WORDS
from bot.discord_app.conversation.message_text import is_of_other, text_of
from bot.discord_app.core.rights import respond, rights_in
from bot.discord_app.core.services import Services
from bot.discord_app.core.transport import ON_THE_WAY
from bot.discord_app.members.own_list import list_of
from bot.discord_app.questions.replies import Replies, replies_in
from bot.discord_app.ui.card import Card
from bot.language import mark
from bot.understand import ParsedQuery

HIDDEN = mark(
    "Discord doesn't show me that message. Open its menu and choose Apps, then “Answer this”, or mention me "
    "with the question."
)
UNREADABLE = mark(
    "Discord shows me a reply to a command's answer only if it mentions me. Please write it again and mention me."
)
TO_MY_ROLE = mark(
    "You mentioned my role, and Discord doesn't show me what was written to it. Please mention me instead, the member "
    "of that name, or use /ask."
)
TEXTS = (discord.MessageType.default, discord.MessageType.reply)
"""The kinds of messages that somebody wrote; all others are notices of Discord."""


class Heard(Struct, frozen=True):
    """What a message asks the bot. `follows` is the id of the bot's message that it replies to; `hidden` is what to say
    where Discord does not show the text that is to be answered. `of_other`: whether somebody else wrote that text.
    """

    text: str
    follows: int | None = None
    hidden: str = ""
    of_other: bool = False


def heard(message: discord.Message, me: discord.ClientUser | None) -> Heard | None:
    """What a message asks the bot; None where it speaks to somebody else.

    In a server it has to mention the bot or its role, which Discord offers under the same name, as a reply to it does
    too unless that was switched off. A bare mention in reply to somebody's message asks for an answer to that one.
    """
    if me is None or message.author.bot or message.type not in TEXTS:
        return None
    roles = _own_roles(message, me)
    mentions = (f"<@{me.id}>", f"<@!{me.id}>", *roles)
    mentioned = any(mention in message.content for mention in mentions)
    if message.guild and not (mentioned or roles or me in message.mentions):
        return None
    text = text_of(message)
    for mention in mentions:
        text = text.replace(mention, " ")
    text, (follows, replied) = text.strip(), _replied_to(message)
    if roles and not (text or mentioned or me in message.mentions):
        return Heard("", hidden=TO_MY_ROLE)
    if replied is not None and replied.author.id != me.id:
        asked = text_of(replied).strip()
        other = is_of_other(replied, message.author.id)
        return Heard(text) if text else Heard(asked, hidden="" if asked else HIDDEN, of_other=other)
    hidden = UNREADABLE if follows and not mentioned and not text else ""
    return Heard(text, follows, hidden, is_of_other(message, message.author.id))


def _own_roles(message: discord.Message, me: discord.ClientUser) -> list[str]:
    """The mention of the role that Discord made for the bot, if it stands in the message."""
    return [role.mention for role in message.role_mentions if role.tags and role.tags.bot_id == me.id]


def _replied_to(message: discord.Message) -> tuple[int | None, discord.Message | None]:
    """The id of the message that this one replies to, and the message itself as far as Discord sent it along."""
    if message.reference is None or message.type is not discord.MessageType.reply:
        return None, None
    replied = message.reference.resolved
    return message.reference.message_id, replied if isinstance(replied, discord.Message) else None


async def answer(services: Services, message: discord.Message, asked: Heard) -> None:
    """Reply to the message, and remember the answer for who goes on from it."""
    server = services.server_of(message.guild.id if message.guild else None)
    view = await services.servers.of(server)
    language = services.language_of_message(message, view.settings)
    replies = replies_in(
        services, view, language, message.author.id, private=False, direct=message.guild is None,
        waiting=partial(_typing, message.channel),
    )  # fmt: skip
    alone = None if message.guild else message.channel.id
    turn = services.conversations.at(asked.follows or alone or 0)
    card = await _card(services, message, asked, replies, turn)
    if not rights_in(message.channel).attach:
        card.drop_pictures()
    sent = await respond(message, view=card, files=card.files())
    if card.turn:
        services.conversations.keep(card.turn, sent.id, alone)


async def _card(
    services: Services, message: discord.Message, asked: Heard, replies: Replies, turn: Turn | None
) -> Card:
    if asked.hidden:
        return await replies.lay_out(Notice(ParsedQuery(), replies.say(asked.hidden)))
    if not asked.text:
        return await replies.lay_out(Notice(ParsedQuery(), replies.say(LIGHT_WORDS["hello"])))
    if turn and not asked.of_other and (following := await replies.going_on(turn, asked.text)):
        return following
    if asked.follows and not turn and (told := await replies.forgotten(asked.text)):
        return told
    progress = {} if message.guild else await list_of(services, message.author.id)
    return await replies.to_words(asked.text, progress, turn, of_other=asked.of_other)


@contextlib.asynccontextmanager
async def _typing(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Within this block the channel shows that the bot is typing, where Discord takes that."""
    async with contextlib.AsyncExitStack() as shown:
        with contextlib.suppress(*ON_THE_WAY):
            await shown.enter_async_context(channel.typing())
        yield
