"""What the bot may do in a channel, looked up before anything is sent there."""

import logging
from collections import OrderedDict
from typing import Any

import discord
from msgspec import Struct

log = logging.getLogger(__name__)

MOST_CLOSED = 1000
"""The most channels of which it is known that they are closed."""


class Rights(Struct, frozen=True):
    """Whether the bot may write, refer to the message that it answers, and send files."""

    write: bool = True
    refer: bool = True
    attach: bool = True


def is_loaded(guild: discord.Guild | None) -> bool:
    """Whether Discord has told of a server's roles and channels. For some time after a start it has told the id alone,
    and what cannot be found then need not be gone.
    """
    return guild is not None and not guild.unavailable


def rights_in(channel: Any) -> Rights:
    """The bot's rights in a channel, thread or chat. Where they are not known, as in a thread whose channel Discord did
    not tell of, they are taken for granted: Discord says if they are not there.
    """
    guild = getattr(channel, "guild", None)
    if guild is None or guild.me is None or isinstance(channel, discord.PartialMessageable):
        return Rights()
    try:
        allowed = channel.permissions_for(guild.me)
    except discord.ClientException:
        return Rights()
    return Rights(_may_write(channel, allowed), allowed.read_message_history, allowed.attach_files)


def _may_write(channel: Any, allowed: discord.Permissions) -> bool:
    if not isinstance(channel, discord.Thread):
        return allowed.view_channel and allowed.send_messages
    is_open = allowed.manage_threads or not channel.locked
    return allowed.view_channel and allowed.send_messages_in_threads and is_open


class ClosedChannels:
    """Knows where the bot may not write, so that the log says it once and not at each message."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, None] = OrderedDict()

    def is_open(self, channel: Any) -> bool:
        """Whether the bot may write in this channel; that it may not is logged the first time."""
        if rights_in(channel).write:
            self._known.pop(channel.id, None)
            return True
        self.note(channel.id)
        return False

    def note(self, channel_id: int) -> None:
        """Note that nothing can be written in this channel."""
        if channel_id not in self._known:
            log.info("Nothing can be written in channel %s: the bot lacks the permission", channel_id)
        self._known[channel_id] = None
        self._known.move_to_end(channel_id)
        if len(self._known) > MOST_CLOSED:
            self._known.popitem(last=False)


async def respond(message: discord.Message, **said: Any) -> discord.Message:
    """Answer a message, as a reply to it where its channel's history may be read; only that lets one refer to it."""
    if rights_in(message.channel).refer:
        return await message.reply(**said, mention_author=False)
    return await message.channel.send(**said)
