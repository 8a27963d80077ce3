"""The entries that a server's members brought in: only that server has them, and no curator has looked at them."""

import re

from bot.catalogue.allowed_values import Cost, Level, Math, Style
from bot.catalogue.models import Judged, Resource

_OWN = re.compile(r"c-(?P<number>\d{1,20})")


def own_id(suggestion_id: int) -> str:
    """The id of the entry that a suggestion becomes, and under which votes for it are kept from the start."""
    return f"c-{suggestion_id}"


def suggestion_of(resource_id: str) -> int | None:
    """The suggestion that this entry of a server's own was made from; None for an entry of the curated list."""
    found = _OWN.fullmatch(resource_id)
    return int(found["number"]) if found else None


def is_own(resource_id: str) -> bool:
    """Whether this is the id of a server's own entry."""
    return suggestion_of(resource_id) is not None


class OwnEntry(Resource, frozen=True, kw_only=True):
    """An entry of a server's own. `unknown` has what no moderator said of it: these fields hold what stands here, which
    is never shown, ranked or filtered by.
    """

    level: tuple[Level, Level] = ("beginner", "advanced")
    math: Math = "light"
    style: Style = "balanced"
    cost: Cost = "paid"
    unknown: tuple[Judged, ...] = ()

    def knows(self, facet: Judged) -> bool:
        """Whether a moderator said it."""
        return facet not in self.unknown
