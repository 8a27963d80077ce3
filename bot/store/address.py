"""Where a database is: an SQLite file, or one on a PostgreSQL server."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

POSTGRES_SCHEMES = ("postgresql", "postgres")

SQLITE = re.compile(r"sqlite:///(?=.)", re.IGNORECASE)
NOT_FILLED_IN = re.compile(r"\$\w|\$\{|\$\(|%\w+%")
ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
OF_WINDOWS = re.compile(r"/?[A-Za-z]:|.*\\")
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
    """The address that an operator wrote, maybe with blanks around it. Raises `ValueError` that says what to write
    instead, without quoting the address.
    """
    url = url.strip()
    if found := SQLITE.match(url):
        return _file(url[found.end() :])
    scheme, separator, rest = url.partition("://")
    if separator and scheme.lower() in POSTGRES_SCHEMES:
        return _on_a_server(f"{scheme.lower()}://{rest}")
    raise ValueError(
        "must look like sqlite:///data/dlguide.db (or sqlite:////an/absolute/path.db), or like "
        "postgresql://user:password@host:5432/name"
    )


def _file(path: str) -> Path:
    """The file at this path, which is taken as it is, but for a `~` before it."""
    if wrong := _wrong_with(path):
        raise ValueError(wrong)
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise ValueError("begins its path with a ~ that leads to no home folder; write the whole path") from None


def _wrong_with(path: str) -> str | None:
    """Why a path does not name the file that its operator means, and what to write instead."""
    if path.lower().startswith((":memory:", "file:")):
        return "must name a file after sqlite:///, by its path alone: in memory all votes would be lost at the end"
    if not path.isprintable():
        return "holds a sign in its path that nobody sees; write it again, by itself"
    if "?" in path or "#" in path:
        return "takes no parameters for a file; leave out what begins with ? or #"
    if NOT_FILLED_IN.search(path):
        return "names a variable, and variables are not filled in here; write the path itself"
    if ESCAPED.search(path):
        return "takes the path as it is, without escapes; write a blank instead of %20, and so on"
    if path.endswith(("/", "\\")) or path.rsplit("/", 1)[-1] in (".", "..", "~"):
        return "names a folder; write the name of a file in it too, such as dlguide.db"
    if os.name != "nt" and OF_WINDOWS.match(path):
        return "has a path of Windows, and this is another system; write it with / and without a drive"
    return None


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
