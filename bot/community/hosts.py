"""Where addresses may not lead, by host, read from `hosts.yaml`."""

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from bot.catalogue.reading.schema import convert
from bot.catalogue.reading.source import Source

Place = Annotated[str, Meta(pattern=r"\A([a-z0-9-]+\.)+[a-z]{2,}(/[a-z0-9./-]+)?\Z")]
"""A host with all that is below it, or a host and the beginning of a path."""
Name = Annotated[str, Meta(pattern=r"\A[a-z0-9-]+(\.[a-z0-9-]+)*\Z")]
"""What stands between the dots of a host."""
End = Annotated[str, Meta(pattern=r"\A\.[a-z0-9]+\Z")]
"""How a host or a path ends."""


class Hosts(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What each list is for stands in the file."""

    file_hosts: tuple[Place, ...]
    redirectors: tuple[Place, ...]
    chat_innards: tuple[Place, ...]
    invites: tuple[Place, ...]
    shadow_libraries: tuple[Name, ...]
    downloads: tuple[End, ...]
    private: tuple[End, ...]


class InvalidHosts(Exception):
    """A file of hosts that must not be used; says each problem with its line."""


def read_hosts(path: Path) -> Hosts:
    """The hosts in this file. Raises `InvalidHosts` with all problems if there is any."""
    source = Source(path)
    hosts = convert(source, source.value, Hosts, ()) if not source.problems else None
    if hosts is None:
        raise InvalidHosts("\n".join(map(str, source.problems)))
    return hosts


@cache
def shipped_hosts() -> Hosts:
    """The hosts that come with the bot, read when somebody first asks for them."""
    with as_file(files("bot.community").joinpath("hosts.yaml")) as path:
        return read_hosts(path)
