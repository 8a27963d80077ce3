"""From the address that a member typed to the one that is kept, or to why it is refused."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote_plus

import msgspec
from msgspec import Struct
from yarl import URL

from bot.catalogue.checks.addresses import is_of, is_tracking, what_is_wrong_with
from bot.catalogue.models import Url
from bot.catalogue.vocabulary import Format
from bot.community import hosts
from bot.language import mark

LONGEST_TYPED = 2000
NOT_AN_ADDRESS = mark("That is no address that I can read. It should look like https://example.org/page.")
NOT_THE_WEB = mark("Only addresses that begin with http:// or https:// can be suggested.")
TOO_LONG = mark("That address is too long to keep: at most {most} characters, what tracks its readers not counted.")
WITH_A_NAME = mark("That address has a user name or a password in it. Please give the one that everybody may open.")
WITH_A_PORT = mark("That address names a port of its own. Please give one that everybody can open.")
NOT_PUBLIC = mark("{host} is not a place that everybody can reach.")
FILE_HOST = mark("Anybody can put files on {host}. Please give the page of whoever made the resource.")
LEADS_ELSEWHERE = mark("{host} only leads on to somewhere else. Please give the address that it leads to.")
COPIES = mark("{host} gives away copies that are not its own. Please give the page of whoever made the resource.")
INSIDE_CHAT = mark("{host} leads to something inside Discord, not to a resource.")
INVITE = mark("{host} leads to an invitation. That is fine for a community, but this is suggested as something else.")
DOWNLOAD = mark("That address downloads a program or an archive. Please give the page that tells about it.")

_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+-]*):(?!\d)", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]*[a-z0-9])")
_UNSAFE = re.compile(r"[<>()\[\]`]")
"""What `Url` does not take, and what would end a piece of code in a message."""
_PLACES: Sequence[tuple[Sequence[str], str]] = (
    (hosts.FILE_HOSTS, FILE_HOST),
    (hosts.REDIRECTORS, LEADS_ELSEWHERE),
    (hosts.CHAT_INNARDS, INSIDE_CHAT),
)


class Refused(Struct, frozen=True):
    """Why an address cannot be suggested: a sentence to be said, with places for `host` and `most`."""

    why: str
    host: str = ""
    most: int = 300


def address(typed: str, format: Format) -> str | Refused:  # noqa: A002 - what the vocabulary calls it
    """The address as it is kept, for a resource of this format, or why it is refused. Never raises.

    It is written in one way only, without what follows or credits the reader, and fits into `Resource.url`.
    """
    url = _read(typed.strip().removeprefix("<").removesuffix(">"))
    if isinstance(url, Refused):
        return url
    host = (url.raw_host or "").rstrip(".")
    if refused := next(_refusals(url, host, format), None):
        return refused
    kept = _written(url, host)
    if what_is_wrong_with(kept):
        return Refused(LEADS_ELSEWHERE, host)
    try:
        return msgspec.convert(kept, Url)
    except msgspec.ValidationError:
        return Refused(TOO_LONG)


def _read(typed: str) -> URL | Refused:
    if len(typed) > LONGEST_TYPED:
        return Refused(TOO_LONG)
    if not typed or any(char.isspace() or not char.isprintable() for char in typed):
        return Refused(NOT_AN_ADDRESS)
    found = _SCHEME.match(typed)
    if found and found["scheme"].lower() not in ("http", "https"):
        return Refused(NOT_THE_WEB)
    try:
        return URL(typed if found else "https://" + typed.lstrip("/"))
    except (ValueError, IndexError):  # yarl 1.25 reads past the end of "[]@"
        return Refused(NOT_AN_ADDRESS)


def _refusals(url: URL, host: str, format: Format) -> Iterator[Refused]:  # noqa: A002 - as above
    """Why not this address, the plainest reason first."""
    if not host or not (any(char in host for char in ".:") or host == "localhost"):
        yield Refused(NOT_AN_ADDRESS)
    if url.raw_user is not None or url.raw_password is not None:
        yield Refused(WITH_A_NAME)
    if not url.is_default_port():
        yield Refused(WITH_A_PORT)
    if not _HOST.fullmatch(host) or host.endswith(hosts.PRIVATE):
        yield Refused(NOT_PUBLIC, host[:80])
    host, path = host.removeprefix("www."), url.raw_path
    for places, why in _PLACES:
        if any(_is_at(host, path, place) for place in places):
            yield Refused(why, host)
    if not hosts.SHADOW_LIBRARIES.isdisjoint(host.split(".")):
        yield Refused(COPIES, host)
    if format != "community" and any(_is_at(host, path, place) for place in hosts.INVITES):
        yield Refused(INVITE, host)
    if path.lower().rstrip("/").endswith(hosts.DOWNLOADS):
        yield Refused(DOWNLOAD)


def _is_at(host: str, path: str, place: str) -> bool:
    name, slash, below = place.partition("/")
    return is_of(host, (name,)) and (not slash or path.startswith(f"/{below}"))


def _written(url: URL, host: str) -> str:
    """The address again, without tracking and without what only names a place on the page."""
    kept = [part for part in url.raw_query_string.split("&") if part and not is_tracking(_name(part))]
    fragment = url.raw_fragment if url.raw_fragment.startswith(("/", "!")) else ""
    query = "?" + "&".join(kept) if kept else ""
    written = f"{url.scheme}://{host}{url.raw_path or '/'}{query}{'#' + fragment if fragment else ''}"
    return _UNSAFE.sub(lambda char: f"%{ord(char[0]):02X}", written)


def _name(part: str) -> str:
    return unquote_plus(part.partition("=")[0])
