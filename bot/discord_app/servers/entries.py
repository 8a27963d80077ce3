"""A server's own entries as they were stored: a broken one is left out, without harm to the others.

The log names it with the kind of fault, not its text, which could contain a member's words.
"""

import logging
from collections.abc import Iterator, Mapping

import msgspec

from bot.advise import Guide
from bot.catalogue import Resource
from bot.catalogue.server_entries import OwnEntry

log = logging.getLogger(__name__)


def decoded(server: int, stored: Mapping[str, str]) -> Iterator[Resource]:
    """The entries whose JSON is still valid, by their ids."""
    for id_, entry in stored.items():
        try:
            yield msgspec.json.decode(entry, type=OwnEntry)
        except (msgspec.MsgspecError, UnicodeError) as error:
            _left_out(server, id_, error)


def guide_with(base: Guide, server: int, own: tuple[Resource, ...]) -> Guide:
    """The guide with these entries. Takes time: call it in a thread."""
    try:
        return base.with_entries(own)
    except Exception:  # noqa: BLE001 - whatever it is, the server's other entries and all of ours stay
        return base.with_entries(tuple(_usable(base, server, own)))


def _usable(base: Guide, server: int, own: tuple[Resource, ...]) -> Iterator[Resource]:
    """Those that a guide can be made with, found by bisection, since each try takes time."""
    try:
        base.with_entries(own)
    except Exception as error:  # noqa: BLE001 - as above
        if len(own) == 1:
            _left_out(server, own[0].id, error)
            return
        half = len(own) // 2
        yield from _usable(base, server, own[:half])
        yield from _usable(base, server, own[half:])
    else:
        yield from own


def _left_out(server: int, id_: str, error: Exception) -> None:
    fault = type(error).__name__
    log.error("Left out entry %s of server %s, which cannot be used: %s", id_, server, fault)
