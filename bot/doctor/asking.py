"""Asking Discord, with the bot's token, for what `bot.doctor.discord_side` judges. Nothing is changed there."""

import time
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import ClientError, ClientHttpProxyError, ClientSession, ClientTimeout
from msgspec import Struct

from bot import __version__
from bot.doctor import discord_side
from bot.doctor.finding import Finding, ok, problem
from bot.doctor.permissions import permissions_in
from bot.doctor.setting import GET_TOKEN
from bot.run.shards import Shards

PATIENCE = 10.0
AGENT = f"DiscordBot (dlguide, {__version__})"
MOST_CHANNELS = 20
THROUGH_A_PROXY = "Check the network and the proxy of HTTPS_PROXY, and try again."
DIRECTLY = "Check the network, and try again. If there is a proxy between, name it in HTTPS_PROXY."


class Expected(Struct, frozen=True):
    """What Discord's answers are held against: our commands by name, our shards, moderators' channels by server."""

    commands: Collection[str]
    shards: Shards
    channels: Mapping[int, int]


class Refused(Exception):
    """Discord answered with another status than 200."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


class Asking:
    """Asks one Discord, at this address, and notes how far our clock is from its own."""

    def __init__(self, session: ClientSession, address: str) -> None:
        self._session = session
        self._address = address
        self.skew: float | None = None

    async def get(self, path: str) -> Any:
        """What is there. Raises `Refused`, and `OSError` or `ClientError` where there is no answer."""
        asked = time.time()
        async with self._session.get(f"{self._address}{path}") as answer:
            if date := answer.headers.get("Date"):  # which leaves out what is below a second
                self.skew = (asked + time.time()) / 2 - parsedate_to_datetime(date).timestamp() - 0.5
            if answer.status != 200:
                raise Refused(answer.status)
            return await answer.json(content_type=None)


async def asked(address: str, token: str, expected: Expected, proxy: str | None = None) -> list[Finding]:
    """Everything that Discord says of the bot with this token, through this proxy if there is one."""
    headers = {"Authorization": f"Bot {token}", "User-Agent": AGENT}
    async with ClientSession(headers=headers, timeout=ClientTimeout(total=PATIENCE), proxy=proxy) as session:
        asking = Asking(session, address)
        found: list[Finding] = []
        try:
            async for finding in _findings(asking, expected):
                found.append(finding)  # noqa: PERF401 - what was found before a fault stays
        except Refused as error:
            found.append(_refused(error.status))
        except ClientHttpProxyError as error:  # its own text may have the password
            what = f"it cannot be reached: the proxy answers with status {error.status}"
            found.append(problem("Discord", what, "Check HTTPS_PROXY, with its user and password, and the proxy."))
        except (OSError, ClientError, ValueError) as error:  # a timeout is an OSError
            what = f"it cannot be reached: {str(error) or type(error).__name__}"
            found.append(problem("Discord", what, THROUGH_A_PROXY if proxy else DIRECTLY))
        return [*found, *([discord_side.clock(asking.skew)] if asking.skew is not None else [])]


def _refused(status: int) -> Finding:
    if status == 401:
        return problem("token", "Discord refuses it", GET_TOKEN)
    return problem("Discord", f"it answers with status {status}", "Try again later; see https://discordstatus.com.")


async def _findings(asking: Asking, expected: Expected) -> AsyncIterator[Finding]:
    user = await asking.get("/users/@me")
    yield ok("token", "Discord accepts it")
    application = await asking.get("/applications/@me")
    for finding in discord_side.application(application):
        yield finding
    registered = await asking.get(f"/applications/{application['id']}/commands")
    yield discord_side.commands([item["name"] for item in registered], expected.commands)
    for finding in discord_side.sessions(await asking.get("/gateway/bot"), expected.shards):
        yield finding
    for server, channel in list(expected.channels.items())[:MOST_CHANNELS]:
        yield discord_side.channel(server, await _permissions(asking, server, channel, int(user["id"])))


async def _permissions(asking: Asking, server: int, channel: int, bot: int) -> int | None:
    """What the bot may do in a channel; None where Discord does not show it."""
    try:
        shown = await asking.get(f"/channels/{channel}")
        roles: Iterable[Any] = await asking.get(f"/guilds/{server}/roles")
        member = await asking.get(f"/guilds/{server}/members/{bot}")
    except Refused as error:
        if error.status in (403, 404):
            return None
        raise
    return permissions_in(shown, list(roles), server, bot, [int(role) for role in member["roles"]])
