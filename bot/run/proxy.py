"""The proxies between the bot and the network, as the environment names them.

Each address is asked for its own: aiohttp would look them up itself, but for the gateway's `wss://` under a name that
nobody sets, and it would take passwords out of `~/.netrc` too.
"""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from yarl import URL

from bot.run.written import InvalidSettings

DISCORD = "https://discord.com"
"""What stands for all of Discord's hosts: its API and its gateway are reached in one way."""
_NAME = re.compile(r"(?:\*?\.|\*$)?(?P<host>[^*:]*)(?::(?P<port>\d+))?")
PROXY_NAMES = ("https_proxy", "http_proxy", "HTTP_PROXY", "no_proxy")
"""What is read beside HTTPS_PROXY and NO_PROXY. Those in small letters are other programs' usual ones, and win."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """A proxy for `https` and one for `http` addresses, as far as they are set, and for whom there is none."""

    https: str | None = field(default=None, repr=False)
    http: str | None = field(default=None, repr=False)
    none_for: str = ""

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "Proxies":
        """Those that these settings name."""
        https, http, none_for = (
            values.get(name.lower()) or values.get(name) for name in ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")
        )
        return cls(https, http, none_for or "")

    def of(self, address: str) -> str | None:
        """The proxy through which this address is reached, with its user and password; None where it is reached
        directly, as this machine always is. Raises `InvalidSettings`.
        """
        url = URL(address)
        written = self.https if url.scheme == "https" else self.http
        if written is None or _is_left_out(url, self.none_for):
            return None
        return _usable(written, f"{url.scheme.upper()}_PROXY")

    @property
    def secrets(self) -> Iterator[str]:
        """The passwords of the proxies, as they are written and as they are meant."""
        for written in filter(None, (self.https, self.http)):
            password = written.rpartition("://")[2].rpartition("@")[0].partition(":")[2]
            yield from dict.fromkeys(filter(None, (password, unquote(password))))


def shown(proxy: str) -> str:
    """Host and port of a proxy, and nothing else of its address."""
    url = URL(proxy)
    return f"{url.host}:{url.port}"


def _usable(written: str, name: str) -> str:
    """The address of a proxy, which may be written without `http://`. Raises `InvalidSettings`, never quoting it."""
    try:
        url = URL(written if "://" in written else f"http://{written}")
        usable = url.scheme in ("http", "https") and url.host and url.port
    except ValueError:
        usable = False
    if not usable:
        raise InvalidSettings(
            f"{name} is not the address of a proxy that can be used: write it as http://user:password@host:port "
            "(SOCKS is not spoken), or name in NO_PROXY what is to be reached without it"
        )
    return str(url)


def _is_left_out(url: URL, none_for: str) -> bool:
    """Whether there is no proxy for this host: names with what is below them, `*`, addresses and their ranges."""
    host, names = (url.host or "").lower(), none_for.lower().replace(",", " ").split()
    if host == "localhost" or _is_within(host, ["127.0.0.0/8", "::1", *names]):
        return True
    return any(_is_named(name, host, url.port) for name in names)


def _is_named(name: str, host: str, port: int | None) -> bool:
    """Whether the name, maybe with a port behind it, is that of this host or of one above it."""
    found = _NAME.fullmatch(name)
    if found is None or found["port"] not in (None, str(port)):
        return False
    return found["host"] in ("", host) or host.endswith(f".{found['host']}")


def _is_within(host: str, ranges: list[str]) -> bool:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(found in network for network in _networks(ranges))


def _networks(ranges: list[str]) -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    for one in ranges:
        try:
            yield ipaddress.ip_network(one.strip("[]"), strict=False)
        except ValueError:
            continue
