"""Which model the operator set, and what it may cost."""

import ipaddress

from msgspec import Struct
from yarl import URL

COMPLETIONS = "/chat/completions"


class Model(Struct, frozen=True):
    """A model behind a server that speaks OpenAI's chat-completions API.

    `url` is the address of its completions. `seconds` and `tokens` are for one reply, `daily_tokens` for all requests
    of a day (UTC; 0: no limit). `direct`: whether questions of direct messages go to it too.
    """

    url: str
    name: str
    key: str | None = None
    seconds: float = 20.0
    tokens: int = 700
    at_once: int = 2
    daily_tokens: int = 1_000_000
    direct: bool = False

    def __repr__(self) -> str:
        """Without the key, so that no log can show it."""
        return f"Model({self.name!r} at {self.url!r})"

    @property
    def host(self) -> str:
        """The host of its server."""
        return URL(self.url).host or ""

    @property
    def is_local(self) -> bool:
        """Whether its server is on this machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def completions_at(url: str) -> str:
    """The address of completions for the address of a server's API, or for that itself. Raises `ValueError`."""
    try:
        found = URL(url.strip())
    except ValueError:
        found = URL()
    if found.scheme not in ("http", "https") or not found.host:
        raise ValueError("it must begin with http:// or https:// and name a host, as http://localhost:11434/v1 does")
    if found.user or found.password:
        raise ValueError("it must not hold a user or a password: put the key into MODEL_KEY")
    if found.query_string or found.fragment:  # a key in there would be shown with the address
        raise ValueError("it must end with its path, without ? or #: put the key into MODEL_KEY")
    path = found.path.rstrip("/")
    return str(found.with_path(path if path.endswith(COMPLETIONS) else path + COMPLETIONS))
