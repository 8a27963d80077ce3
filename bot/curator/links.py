"""Whether the addresses of the knowledge base still lead somewhere, asked politely and of many hosts at once."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    TCPConnector,
)
from yarl import URL

from bot import __version__
from bot.run.proxy import Proxies
from bot.writer.completion import pause_in

AT_ONCE = 16
MAX_HOPS = 8
PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
TOO_MANY = 429
WAITING = frozenset({TOO_MANY, 503})
"""What comes with how long to wait before the next request."""
LONGEST_WAIT = 60.0
"""Seconds that we wait for a host that asks for it; one that asks for more is left alone."""
MOST_WAITS = 3
"""So often in a row a host may ask us to wait before it is left alone."""
REFUSED = frozenset({401, 402, 403, 405, 406, 407, 429, 451, 999})
"""What sites answer to machines whose pages people may well see: neither alive nor dead to us."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave: seconds between two requests to one host, seconds we wait, who to write to, and our proxies."""

    pause: float = 1.0
    seconds: float = 20.0
    contact: str | None = None
    proxies: Proxies = field(default_factory=Proxies)

    @property
    def user_agent(self) -> str:
        """How we say who we are."""
        contact = f"; {self.contact}" if self.contact else ""
        return f"DLGuide/{__version__} (checks the links of a list of learning resources{contact})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an address: `status` is the last answer's number, or why there was none."""

    url: str
    status: str
    dead: bool = False
    moved_to: str | None = None

    def __str__(self) -> str:
        moved = f" has moved to {self.moved_to}" if self.moved_to else ""
        refused = "" if self.dead or self.fine or self.moved_to else " (refused to a script; check by hand)"
        return f"{self.status} {self.url}{moved}{refused}"

    @property
    def fine(self) -> bool:
        """Whether a curator has nothing to do or to look at."""
        return not self.dead and not self.moved_to and self.status.isdecimal() and int(self.status) < 400


@dataclass(slots=True)
class _Host:
    """One host: whoever holds the lock may ask it, from that time on, unless it is to be left alone."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    waits: int = 0
    left_alone: bool = False

    def heed(self, status: int, asked: float | None) -> float:
        """The seconds to wait for this host after an answer in which it asked for so many."""
        if status not in WAITING or asked is None:
            self.waits = 0
            return 0.0
        self.waits += 1
        self.left_alone = status == TOO_MANY and (asked > LONGEST_WAIT or self.waits == MOST_WAITS)
        return asked if asked <= LONGEST_WAIT else 0.0


async def check_links(
    urls: Iterable[str], manners: Manners, on_done: Callable[[Outcome], None] = lambda _: None
) -> dict[str, Outcome]:
    """What came of each address. `on_done` is called with each outcome as it is known."""
    headers = {"User-Agent": manners.user_agent, "Accept": "*/*"}
    timeout = ClientTimeout(total=manners.seconds)
    async with ClientSession(headers=headers, timeout=timeout, connector=TCPConnector(limit=0)) as session:
        checker = _Checker(session, manners)

        async def one(url: str) -> Outcome:
            outcome = await checker.check(url)
            on_done(outcome)
            return outcome

        outcomes = await asyncio.gather(*map(one, dict.fromkeys(urls)))
    return {outcome.url: outcome for outcome in outcomes}


class _Checker:
    """Asks for addresses: one request at a time for each host, and not too many in all."""

    def __init__(self, session: ClientSession, manners: Manners) -> None:
        self._session = session
        self._pause = manners.pause
        self._proxies = manners.proxies
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def check(self, url: str) -> Outcome:
        """Follow the address to where it ends."""
        here = URL(url, encoded=True)
        moved_to: str | None = None
        only_permanent = True
        for _ in range(MAX_HOPS):
            status, location = await self._ask(here)
            if not isinstance(status, int) or status not in REDIRECTS or not location:
                return _judged(url, status, moved_to)
            target = _target(here, location)
            if target is None:
                return Outcome(url, f"{status} to a bad address", dead=True)
            here = target
            only_permanent = only_permanent and status in PERMANENT
            moved_to = str(here) if only_permanent else moved_to
        return Outcome(url, "redirects without end", dead=True)

    async def _ask(self, url: URL) -> tuple[int | str, str | None]:
        """Status and redirect of one address: HEAD first, GET where that is refused, and once more if it may pass."""
        answer = await self._request("HEAD", url)
        if _fails(answer[0]):
            answer = await self._request("GET", url)
        if isinstance(answer[0], str) or answer[0] in TEMPORARY:
            answer = await self._request("GET", url)
        return answer

    async def _request(self, method: str, url: URL) -> tuple[int | str, str | None]:
        host = self._hosts[(url.host or "").lower()]
        loop, wait = asyncio.get_running_loop(), 0.0
        async with host.lock:
            if host.left_alone:
                return TOO_MANY, None
            await asyncio.sleep(host.free_at - loop.time())
            try:
                proxy = self._proxies.of(str(url))
                async with (
                    self._slots,
                    self._session.request(method, url, allow_redirects=False, proxy=proxy) as response,
                ):
                    wait = host.heed(response.status, pause_in(response.headers.get("Retry-After"), datetime.now(UTC)))
                    return response.status, response.headers.get("Location")
            except (ClientError, OSError, ValueError) as error:  # a timeout is an OSError
                return _why(error), None
            finally:
                host.free_at = loop.time() + max(self._pause, wait)


def _fails(status: int | str) -> bool:
    return isinstance(status, str) or status >= 400


def _target(here: URL, location: str) -> URL | None:
    try:
        target = here.join(URL(location))
    except ValueError:
        return None
    return target if target.scheme in ("http", "https") and target.host else None


def _judged(url: str, status: int | str, moved_to: str | None) -> Outcome:
    dead = _fails(status) and status not in REFUSED
    return Outcome(url, str(status), dead, moved_to)


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ClientConnectorDNSError):
        return "no such host"
    if isinstance(error, ClientConnectorCertificateError):
        return "its certificate is not valid"
    return "cannot be reached" if isinstance(error, ClientConnectorError) else "breaks off"
