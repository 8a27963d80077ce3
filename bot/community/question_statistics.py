"""What a server's members ask for, as counts of combinations of conditions: no text, no names, no members.

A combination has at most three conditions, so that many questions share one, and nothing asked for fewer than five
times (`FLOOR`) is shown: the counts do not reveal who asked something unusual.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from msgspec import Struct

from bot.advise.wording.understood import understood
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS, TOPICS
from bot.language import Language
from bot.understand import ParsedQuery

FLOOR = 5
MOST_CONDITIONS = 3
MONTHS_KEPT = 12
DAY = 86_400
MOST_A_DAY = 20
"""Combinations of one member that count per day, so that no single member dominates a server's counts."""
MOST_COUNTED = 10_000
MOST_SEEN = 100_000
"""The most combinations and fingerprints kept in memory; beyond them nothing is counted until it is emptied."""
BESIDE = frozenset(("other", "review", "compare"))
"""Intents that ask for no resource by its conditions: what is out of scope, and what is asked of named ones."""
CONDITIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "topic": ("topics", TOPICS),
    "format": ("formats", FORMATS),
    "level": ("level", LEVELS),
    "cost": ("cost", COSTS),
    "math": ("math", MATHS),
}
"""The conditions by name, those first that say most of what a list lacks: the field of a question, and its words."""


class Asking(NamedTuple):
    """What is counted together: a server's questions in a month with the same combination and outcome."""

    server: int
    month: str
    combination: str
    found: bool


class Common(Struct, frozen=True):
    """The counts that may be shown: those of `FLOOR` and more, and all others as one sum."""

    times: tuple[tuple[str, int], ...]
    others: int


def combination(query: ParsedQuery) -> str | None:
    """The conditions of a question as words of the vocabulary, such as `topic=nlp level=beginner`.

    Of several topics or formats the first counts. None for questions that have no conditions.
    """
    if query.intent in BESIDE:
        return None
    return " ".join(list(_conditions(query))[:MOST_CONDITIONS])


def _conditions(query: ParsedQuery) -> Iterator[str]:
    for name, (field, words) in CONDITIONS.items():
        said = getattr(query, field)
        word = said[0] if isinstance(said, tuple) and said else said
        if word in words:
            yield f"{name}={word}"


def in_words(combination: str, say: Language) -> str:
    """The combination in words for people."""
    return understood(_question(combination), say) or say("nothing in particular")


def _question(combination: str) -> ParsedQuery:
    """A question with these conditions. Words that are no longer in the vocabulary are left out."""
    said: dict[str, Any] = {}
    for part in combination.split():
        name, _, word = part.partition("=")
        field, words = CONDITIONS.get(name, ("", ()))
        if word in words:
            said[field] = (word,) if field in ("topics", "formats") else word
    return ParsedQuery(**said)


def common(times: Mapping[str, int]) -> Common:
    """How often each combination was asked for, as far as that may be shown.

    Counts are rounded down to multiples of the floor, so that comparing two looks reveals no single question; the order
    of equal ones says nothing.
    """
    told = {combination: floored(count) for combination, count in times.items() if count >= FLOOR}
    rest = sum(count for count in times.values() if count < FLOOR)
    return Common(tuple(sorted(told.items(), key=lambda item: (-item[1], item[0]))), floored(rest))


def floored(count: int) -> int:
    """The count as it may be shown; 0 where it may not be shown."""
    return count // FLOOR * FLOOR


def month_of(seconds: float, back: int = 0) -> str:
    """The month of this time, or `back` months before it, such as `2027-01`."""
    moment = time.gmtime(seconds)
    year, month = divmod(moment.tm_year * 12 + moment.tm_mon - 1 - back, 12)
    return f"{year:04}-{month + 1:02}"


class Asked:
    """Counts questions in memory until they are taken away to be stored.

    A member's questions of one combination count once a day, up to a number of combinations. To know that it keeps
    fingerprints, keyed with `key`, which are forgotten every day and never stored.
    """

    def __init__(self, now: Callable[[], float], key: bytes, most_seen: int = MOST_SEEN) -> None:
        """`now` gives the seconds since 1970; `key` is a secret."""
        self._now, self._key, self._most_seen = now, key, most_seen
        self._counts: Counter[Asking] = Counter()
        self._seen: set[bytes] = set()
        self._of_member: Counter[bytes] = Counter()
        self._day = 0

    def note(self, server: int | None, member: int, query: ParsedQuery, *, found: bool) -> bool:
        """Count a question asked in a server; elsewhere nothing is counted. Returns whether it counts."""
        said = combination(query)
        if server is None or said is None or not self._is_new(server, member, said):
            return False
        self.put_back({Asking(server, month_of(self._now()), said, found): 1})
        return True

    def take(self) -> dict[Asking, int]:
        """The counts so far; this forgets them."""
        taken, self._counts = dict(self._counts), Counter()
        return taken

    def put_back(self, counts: Mapping[Asking, int]) -> None:
        """Take back counts that could not be stored, as far as there is room."""
        for asking, times in counts.items():
            if asking in self._counts or len(self._counts) < MOST_COUNTED:
                self._counts[asking] += times

    def _is_new(self, server: int, member: int, said: str) -> bool:
        today = int(self._now() // DAY)
        if today != self._day:
            self._day = today
            self._seen.clear()
            self._of_member.clear()
        who, what = self._mark(f"{server} {member}"), self._mark(f"{server} {member} {said}")
        if what in self._seen or self._of_member[who] >= MOST_A_DAY or len(self._seen) >= self._most_seen:
            return False
        self._seen.add(what)
        self._of_member[who] += 1
        return True

    def _mark(self, text: str) -> bytes:
        return blake2b(text.encode(), key=self._key, digest_size=8).digest()
