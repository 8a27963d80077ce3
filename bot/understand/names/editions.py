"""Years, editions and versions beside a name: "Deep Learning (2016)", "2nd ed.", "3e", "2. Auflage", "winter 2023"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
"""A year from which there is something to learn from."""
_SEASON = "spring|summer|autumn|fall|winter|sommersemester|wintersemester|ss|ws"
_NUMBER = (
    r"\d{1,2}(?:st|nd|rd|th|te|ter)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    "|erste[rns]?|zweite[rns]?|dritte[rns]?|vierte[rns]?|funfte[rns]?|sechste[rns]?"
)
_KIND = (
    "new|newer|newest|latest|current|old|older|revised|updated|expanded|extended|international|global|print|free|online"
    "|neue[rns]?|neueste[rns]?|aktuelle[rns]?|alte[rns]?|uberarbeitete[rns]?"
)
_UNIT = "edition|edn|ed|auflage|ausgabe|version"
_BESIDE = re.compile(
    rf"(?<!\S)(?:(?:(?:{_SEASON}) )?(?P<year>{YEAR.pattern})"
    rf"|(?:(?:{_NUMBER}|{_KIND}) )+(?:{_UNIT})|(?:{_UNIT}) (?:{_NUMBER})"
    r"|\d{1,2}e|v(?:ersion)?(?P<version>\d{1,2})|edition|edn|auflage|ausgabe)(?!\S)"
)
_VERSION = re.compile(r"v(\d{1,2})$")


class Beside(Struct, frozen=True):
    """A name without the years, editions and versions that were typed beside it."""

    name: tuple[str, ...]
    years: tuple[int, ...] = ()
    versions: tuple[str, ...] = ()


def beside(typed: Sequence[str]) -> Beside:
    """The words of a name, folded, apart from what stands beside it."""
    text = " ".join(typed)
    found = list(_BESIDE.finditer(text))
    if not found:
        return Beside(tuple(typed))
    years = tuple(int(match["year"]) for match in found if match["year"])
    versions = tuple(match["version"] for match in found if match["version"])
    return Beside(tuple(_BESIDE.sub("", text).split()), years, versions)


def versions_in(names: Iterable[Sequence[str]]) -> Iterator[str]:
    """The versions that names are of: 3 for "dreamer v3" and "dreamerv3"."""
    return (found[1] for name in names for word in name if (found := _VERSION.search(word)))
