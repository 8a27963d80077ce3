"""Faults of requests to Discord, whoever sends them."""

import aiohttp
import discord

ON_THE_WAY = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)
"""Every fault of a request to Discord: refused, not answered in time, or never arrived."""
UNKNOWN_INTERACTION, ANSWERED_ALREADY = 10062, 40060


def is_too_late(fault: BaseException) -> bool:
    """Whether Discord no longer waits for this answer: three seconds have passed, and the member was told so."""
    return isinstance(fault, discord.NotFound) and fault.code == UNKNOWN_INTERACTION


def is_repeated(fault: BaseException) -> bool:
    """Whether Discord already has the answer: discord.py sent it again, because the first request got no reply."""
    return isinstance(fault, discord.HTTPException) and fault.code == ANSWERED_ALREADY
