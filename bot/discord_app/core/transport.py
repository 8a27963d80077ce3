"""Faults of requests to Discord, whoever sends them."""

import aiohttp
import discord

ON_THE_WAY = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)
"""Every fault of a request to Discord: refused, not answered in time, or never arrived."""
UNKNOWN_INTERACTION, ANSWERED_ALREADY = 10062, 40060
CLOSED = frozenset((50027, 50083, 160002, 160005))
"""Discord's codes for a place in which nobody can answer any more, where it is neither missing nor forbidden: a chat
that has ended, a thread that is archived or locked, a history that is hidden.
"""


def is_too_late(fault: BaseException) -> bool:
    """Whether Discord no longer waits for this answer: three seconds have passed, and the member was told so."""
    return isinstance(fault, discord.NotFound) and fault.code == UNKNOWN_INTERACTION


def is_gone(fault: BaseException) -> bool:
    """Whether the place or the message that was to be answered is gone, or closed to the bot: nobody can be told."""
    if not isinstance(fault, discord.HTTPException):
        return False
    missing = isinstance(fault, discord.NotFound | discord.Forbidden)
    return missing or fault.code in CLOSED or "message_reference: Unknown message" in fault.text


def is_repeated(fault: BaseException) -> bool:
    """Whether Discord already has the answer: discord.py sent it again, because the first request got no reply."""
    return isinstance(fault, discord.HTTPException) and fault.code == ANSWERED_ALREADY
