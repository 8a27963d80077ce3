"""The addresses of an entry, and those that no entry may carry."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from bot.catalogue.models import Resource
from bot.catalogue.source import Place

TRACKING = (
    "utm_",
    "a_aid",
    "a_bid",
    "affiliate",
    "aff_",
    "ref",
    "tag",
    "fbclid",
    "gclid",
    "irclickid",
    "ranmid",
)


def addresses_of(resource: Resource) -> Iterator[tuple[Place, str]]:
    """Every address of the entry, each with its place in it."""
    yield ("url",), resource.url
    yield from ((("links", index, "url"), link.url) for index, link in enumerate(resource.links))
    for index, edition in enumerate(resource.editions):
        if edition.url:
            yield ("editions", index, "url"), edition.url
    if resource.successor:
        yield ("successor", "url"), resource.successor.url


def tracking_parameter(url: str) -> str | None:
    """The first query parameter of the address that follows or credits the reader, or None."""
    names = (name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return next((name for name in names if name.lower().startswith(TRACKING)), None)
