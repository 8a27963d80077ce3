"""What the bot may do in a channel, as Discord works it out from roles and the channel's exceptions."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

ADMINISTRATOR, VIEW_CHANNEL, SEND_MESSAGES, ATTACH_FILES = 1 << 3, 1 << 10, 1 << 11, 1 << 15
Json = Mapping[str, Any]


def permissions_in(channel: Json, roles: Sequence[Json], server: int, member: int, has: Collection[int]) -> int:
    """The permissions, as a sum of bits, of a member who `has` these roles of the server, in one of its channels."""
    held = {server, *has}
    base = 0
    for role in roles:
        if int(role["id"]) in held:
            base |= int(role["permissions"])
    if base & ADMINISTRATOR:
        return base
    exceptions = {int(item["id"]): item for item in channel.get("permission_overwrites", ())}
    base = _with(base, [exceptions[server]] if server in exceptions else [])
    base = _with(base, [exceptions[role] for role in has if role in exceptions and role != server])
    return _with(base, [exceptions[member]] if member in exceptions else [])


def _with(base: int, exceptions: Sequence[Json]) -> int:
    """After these exceptions: all that they deny goes, then all that they allow comes."""
    for item in exceptions:
        base &= ~int(item["deny"])
    for item in exceptions:
        base |= int(item["allow"])
    return base
