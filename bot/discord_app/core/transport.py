"""What can happen to a message on its way to Discord, whoever sends it."""

import aiohttp
import discord

ON_THE_WAY = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)
"""Every fault of a request to Discord: it was refused, it was not answered in time, or it never got there."""
UNKNOWN_INTERACTION, ANSWERED_ALREADY = 10062, 40060


def is_too_late(fault: BaseException) -> bool:
    """Whether Discord no longer waits for this answer: three seconds had passed, and the member was told so."""
    return isinstance(fault, discord.NotFound) and fault.code == UNKNOWN_INTERACTION


def is_repeated(fault: BaseException) -> bool:
    """Whether Discord has an answer already: discord.py sent it again, because the first time brought no reply."""
    return isinstance(fault, discord.HTTPException) and fault.code == ANSWERED_ALREADY
