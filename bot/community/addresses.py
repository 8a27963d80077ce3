"""From the address that a member typed to the one that is kept, or to the reason why it is refused."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote_plus

import msgspec
from msgspec import Struct
from yarl import URL

from bot.catalogue.allowed_values import Format
from bot.catalogue.checks.addresses import is_of, what_is_wrong_with
from bot.catalogue.checks.trackers import is_tracking
from bot.catalogue.models import Url
from bot.community.hosts import shipped_hosts
from bot.language import mark

LONGEST_TYPED = 2000
NOT_AN_ADDRESS = mark("I can't read that link. It should look like https://example.org/page.")
NOT_THE_WEB = mark("Please give a link that begins with http:// or https://.")
TOO_LONG = mark("That link is too long: at most {most} characters, not counting tracking parameters.")
WITH_A_NAME = mark("That link contains a user name or password. Please give one that anyone can open.")
WITH_A_PORT = mark("That link contains a port number. Please give one without it.")
NOT_PUBLIC = mark("Not everyone can reach {host}. Please give a public link.")
FILE_HOST = mark("Anyone can upload files to {host}. Please link to the maker's own page.")
LEADS_ELSEWHERE = mark("{host} only forwards to another page. Please link to that page.")
COPIES = mark("{host} shares other people's work without permission. Please link to the maker's own page.")
INSIDE_CHAT = mark("{host} leads to something inside Discord. Please link to a page on the web.")
INVITE = mark("{host} is an invite link. That's fine for a community: choose that format, or give another link.")
DOWNLOAD = mark("That link starts a download. Please link to the page about it.")

_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+-]*):(?!\d)", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]*[a-z0-9])")
_UNSAFE = re.compile(r"[<>()\[\]`]")
"""What `Url` does not accept, and what would end a piece of code in a message."""
_IN_A_TEXT = re.compile(
    r"""
    \w\s*:\s*//                                        # any scheme, also with spaces in it
    | \bhxxp | \bwww\.\w | \bmailto:
    | \S@[\w-]+\.\w                                    # of e-mail
    | \w\.[^\W\d_][\w-]+\.?(:\d+)?/[\w?\#~]            # of a page; names such as fast.ai are none
    | \b(discord|dsc)\W{0,3}gg\b | \bt\.me\b           # of groups
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HIDDEN_DOT = re.compile(r"[\[({]\s*\.\s*[\])}]")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")


class Refused(Struct, frozen=True):
    """Why an address cannot be suggested: a sentence with places for `host` and `most`."""

    why: str
    host: str = ""
    most: int = 300


def address(typed: str, format: Format) -> str | Refused:  # noqa: A002 - what the vocabulary calls it
    """The address as it is kept, for a resource of this format, or why it is refused. Never raises.

    It has one spelling, without tracking and affiliate parameters, and fits into `Resource.url`.
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
    """Why this address is refused, the plainest reason first."""
    hosts = shipped_hosts()
    if not host or not (any(char in host for char in ".:") or host == "localhost"):
        yield Refused(NOT_AN_ADDRESS)
    if url.raw_user is not None or url.raw_password is not None:
        yield Refused(WITH_A_NAME)
    if not url.is_default_port():
        yield Refused(WITH_A_PORT)
    if not _HOST.fullmatch(host) or host.endswith(hosts.private):
        yield Refused(NOT_PUBLIC, host[:80])
    host, path = host.removeprefix("www."), url.raw_path
    places = {FILE_HOST: hosts.file_hosts, LEADS_ELSEWHERE: hosts.redirectors, INSIDE_CHAT: hosts.chat_innards}
    for why, refused in places.items():
        if any(_is_at(host, path, place) for place in refused):
            yield Refused(why, host)
    if any(f".{name}." in f".{host}." for name in hosts.shadow_libraries):
        yield Refused(COPIES, host)
    if format != "community" and any(_is_at(host, path, place) for place in hosts.invites):
        yield Refused(INVITE, host)
    if path.lower().rstrip("/").endswith(hosts.downloads):
        yield Refused(DOWNLOAD)


def _is_at(host: str, path: str, place: str) -> bool:
    name, slash, below = place.partition("/")
    return is_of(host, (name,)) and (not slash or path.startswith(f"/{below}"))


def _written(url: URL, host: str) -> str:
    """The address without tracking parameters and without the fragment that only names a place on the page."""
    kept = [part for part in url.raw_query_string.split("&") if part and not is_tracking(_name(part), host)]
    fragment = url.raw_fragment if url.raw_fragment.startswith(("/", "!")) else ""
    query = "?" + "&".join(kept) if kept else ""
    written = f"{url.scheme}://{host}{url.raw_path or '/'}{query}{'#' + fragment if fragment else ''}"
    return _UNSAFE.sub(lambda char: f"%{ord(char[0]):02X}", written)


def _name(part: str) -> str:
    return unquote_plus(part.partition("=")[0])


def has_address(typed: str) -> bool:
    """Whether a text, as it was typed, contains a link or an invite, even a disguised one.

    Ask this before the text is made plain, which breaks addresses up. A site's name, such as fast.ai, is not a link.
    """
    letters = unicodedata.normalize("NFKC", typed)
    seen = "".join(char for char in letters if unicodedata.category(char) != "Cf" and char not in _BLANK)
    return _IN_A_TEXT.search(_HIDDEN_DOT.sub(".", seen)) is not None
