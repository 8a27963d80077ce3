"""What is said when Discord ends the run, and the exit code by which a service manager knows whether to start again."""

from collections.abc import Mapping

import aiohttp
import discord

REFUSED = 2
"""Something has to be changed first: starting again is no use."""
TRY_AGAIN = 75
"""It was not our fault and may be over soon: EX_TEMPFAIL of sysexits.h."""

BAD_TOKEN = "Discord refused the token. Copy it again from the developer portal (Bot, Reset Token) into DISCORD_TOKEN."  # noqa: S105 - none
UNREACHABLE = "Discord cannot be reached: {error}. Check the network and try again."
PROXY_WANTS = "The proxy does not let the bot through. Check the user and the password in HTTPS_PROXY."
PROXY_FAILS = "The proxy does not lead to Discord: it answers {error}. Check HTTPS_PROXY and the proxy, and try again."
NOT_DONE = "Discord refused a request of the bot at its start: {error}."
CLOSED: Mapping[int, tuple[int, str]] = {
    4004: (REFUSED, BAD_TOKEN),
    4010: (REFUSED, "Discord does not know these shards. Check SHARD_COUNT and SHARD_IDS."),
    4011: (TRY_AGAIN, "The bot is in too many servers for its shards. Raise SHARD_COUNT, or leave it out."),
    4012: (
        REFUSED,
        "Discord no longer speaks this version of its gateway. Install a newer DL Guide.",
    ),
    4013: (REFUSED, "Discord does not know the events that the bot asked for. Install a newer DL Guide."),
    4014: (REFUSED, "Discord does not allow the bot the events it asked for. Check the developer portal (Bot)."),
}
"""By the code with which Discord closes a gateway connection for good."""
DATABASE_AWAY = "The database does not answer: {error}. Check it and try again."
OTHER_CLOSE = "Discord closed the connection (code {code}). Try again."

Faults = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What ends a run on Discord."""


def explained(error: Exception) -> tuple[int, str]:
    """The exit code after one of `Faults`, and a sentence on what to do."""
    match error:
        case discord.LoginFailure():
            return CLOSED[4004]
        case discord.PrivilegedIntentsRequired():
            return CLOSED[4014]
        case discord.ConnectionClosed():
            return CLOSED.get(error.code, (TRY_AGAIN, OTHER_CLOSE.format(code=error.code)))
        case aiohttp.ClientHttpProxyError() if error.status == 407:
            return REFUSED, PROXY_WANTS
        case aiohttp.ClientHttpProxyError():  # its own text may have the password
            return TRY_AGAIN, PROXY_FAILS.format(error=f"{error.status} {error.message}")
        case discord.HTTPException() if error.status < 500 and error.status != 429:
            return REFUSED, NOT_DONE.format(error=error)
        case discord.HTTPException():  # its text may be a whole page
            return TRY_AGAIN, UNREACHABLE.format(error=f"it answers {error.status} {error.response.reason}")
        case _:
            return TRY_AGAIN, UNREACHABLE.format(error=str(error) or "it does not answer in time")
