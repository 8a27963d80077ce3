"""Direct messages to those whom a decision is about, beside the answer to whoever took it."""

import asyncio
import logging

import discord

from bot.discord_app.core.transport import ON_THE_WAY

log = logging.getLogger(__name__)

SECONDS = 10.0
"""How long whoever decides waits for a letter to go out. Where the bot has written to many, Discord has it wait for
minutes, and discord.py does so without a word.
"""


async def was_told(client: discord.Client, user_id: int, letter: str, who: str) -> bool:
    """Write to somebody, if they accept that and Discord takes it in time. `who` says in the log who it is."""
    try:
        async with asyncio.timeout(SECONDS):
            chat = await client.create_dm(discord.Object(user_id))
            await chat.send(letter, allowed_mentions=discord.AllowedMentions.none())
    except ON_THE_WAY as fault:
        log.info("%s could not be told: %s", who, str(fault) or "Discord has the bot wait")
        return False
    return True
