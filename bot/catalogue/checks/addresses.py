"""The addresses of an entry, and those that no entry may carry."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.catalogue.checks.trackers import tracking_parameter
from bot.catalogue.models import Resource
from bot.catalogue.reading.lines import Place

SHORTENERS = (
    "bit.ly", "buff.ly", "cutt.ly", "dub.sh", "fb.me", "git.io", "goo.gl", "hubs.ly", "is.gd", "lnkd.in", "mng.bz",
    "oreil.ly", "ow.ly", "rb.gy", "rebrand.ly", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "wp.me",
)  # fmt: skip
AFFILIATES = (
    "a.co", "amzn.to", "anrdoezrs.net", "awin1.com", "dpbolvw.net", "geni.us", "jdoqocy.com", "kqzyfj.com",
    "linksynergy.com", "prf.hn", "pxf.io", "rstyle.me", "shareasale.com", "shrsl.com", "sjv.io", "skimresources.com",
    "tidd.ly", "tkqlhce.com",
)  # fmt: skip


def addresses_of(resource: Resource) -> Iterator[tuple[Place, str]]:
    """Every address of the entry, each with its place in it."""
    yield ("url",), resource.url
    yield from ((("links", index, "url"), link.url) for index, link in enumerate(resource.links))
    for index, edition in enumerate(resource.editions):
        if edition.url:
            yield ("editions", index, "url"), edition.url
    if resource.successor:
        yield ("successor", "url"), resource.successor.url


def what_is_wrong_with(url: str) -> str | None:
    """Why no entry may carry this address, or None."""
    if tracker := tracking_parameter(url):
        return f"the address carries the tracking or affiliate parameter {tracker!r}; strip it"
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if is_of(host, SHORTENERS):
        return f"{host} shortens addresses; give the one that it leads to"
    if is_of(host, AFFILIATES) or (host.startswith("amazon.") and "/ref=" in parts.path):
        return f"the address goes through {host} and credits whoever set it; give the maker's own"
    return None


def is_of(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether the host is one of these, or below one of them."""
    return any(host == other or host.endswith(f".{other}") for other in hosts)
