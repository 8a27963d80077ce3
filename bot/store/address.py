"""Where a database is: an SQLite file, or one on a PostgreSQL server."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

POSTGRES_SCHEMES = ("postgresql", "postgres")

_HOST = re.compile(r"(\[[0-9a-fA-F:.%]*\]|[^:\[\]]*)(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """A database on a PostgreSQL server. As text it leaves out the password and everything that may contain one."""

    url: str = field(repr=False)
    shown: str

    def __str__(self) -> str:
        return self.shown

    @property
    def name(self) -> str:
        """The name of the database, as the address has it."""
        return self.shown.rpartition("/")[2]

    @property
    def user(self) -> str:
        """The bot's user there, or `USER` where the address names none."""
        return self.shown.partition("://")[2].rpartition("@")[0] or "USER"


Address = Path | PostgresAddress


def address_of(url: str) -> Address:
    """The address that an operator wrote. Raises `ValueError` that says what to write instead, without quoting the
    address.
    """
    path = url.removeprefix("sqlite:///")
    if path and path != url:
        return Path(path)
    if url.startswith(tuple(f"{scheme}://" for scheme in POSTGRES_SCHEMES)):
        return _on_a_server(url)
    raise ValueError(
        "must look like sqlite:///data/dlguide.db (or sqlite:////an/absolute/path.db), or like "
        "postgresql://user:password@host:5432/name"
    )


def _on_a_server(url: str) -> PostgresAddress:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise _unreadable() from None
    user, has_user, hosts = parts.netloc.rpartition("@")
    misread = "@" in user + parts.path + parts.query or "#" in url
    if misread or not parts.path.strip("/") or not all(map(_is_host, hosts.split(","))):
        raise _unreadable()
    name, _, _ = user.partition(":")
    return PostgresAddress(url, f"{parts.scheme}://{name}{has_user}{hosts}{parts.path}")


def _is_host(text: str) -> bool:
    found = _HOST.fullmatch(text)
    return found is not None and int((found[2] or ":0")[1:]) < 65536


def _unreadable() -> ValueError:
    return ValueError(
        "must look like postgresql://user:password@host:5432/name. In the password, write each of @ : / ? # % as "
        "%40 %3A %2F %3F %23 %25"
    )
