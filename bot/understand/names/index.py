"""Which resource a name means: nicknames, typos, partial titles and authors.

The score is a soft TF-IDF (Cohen, Ravikumar and Fienberg, "A comparison of string distance metrics for
name-matching tasks", 2003): words are compared by edit distance and weighed by how few resources have them.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

from bot.catalogue import Catalogue
from bot.understand.names.table import NameTable
from bot.understand.words.spelling import CACHED, Spellings
from bot.understand.words.text import phrase

MATCH_FROM = 0.68
"""Below this score a name means nothing here: between what the tables of names and of unrelated phrases reach."""
NEAR_FROM = 0.5
"""From this score on a resource is worth suggesting while somebody types."""
CLEAR_MARGIN = 0.05
"""Two resources whose scores differ by less are equally near: ask which."""
FORMAT_BONUS = 0.08
"""For being the book where the words say "book": more than the margin, so that it decides."""
WHOLE_NAME = 0.55
"""How much of the score rests on one name being there in full, rather than on every word being explained."""
FUZZY_LETTERS = 4
"""Shorter words are taken as they are."""
TWO_SLIPS_IN_WORD = 11
TWO_SLIPS_IN_NAME = 11
"""From so many letters on, a word or a joined name may have two slips."""
MAX_CANDIDATES = 120
MAX_OPTIONS = 5
FORMAT_WORDS = {"book": "book", "textbook": "book", "ebook": "book", "course": "course", "mooc": "course",
                "class": "course", "video": "video", "podcast": "podcast"}  # fmt: skip
_NUMBERED = re.compile(r"([a-z]{2,})(\d)")

Evidence = Sequence[Mapping[str, float]]
"""For each word typed, the known words that it may stand for, with their similarity."""


class Match(Struct, frozen=True):
    """A resource that a name may mean, with a score from 0 to about 1."""

    id: str
    score: float


class Resolution(Struct, frozen=True):
    """What a name means: `id` if that is clear, else the ids among which to ask; both empty where nothing is near."""

    id: str | None
    alternatives: tuple[str, ...] = ()


class NameIndex:
    """Finds resources by any words of their names. `fillers` and `same_as` are explained at `NameTable`."""

    def __init__(
        self,
        catalogue: Catalogue,
        fillers: Iterable[str],
        same_as: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        self._catalogue = catalogue
        self._table = NameTable(catalogue, fillers, same_as)
        self.names = self._table.names
        self._places = {resource.id: place for place, resource in enumerate(catalogue)}
        self._words = Spellings(self._table.owners)
        self._joined_names = Spellings(self._table.joined)
        self._sorted_words = sorted(self._table.owners)
        self.owners = lru_cache(maxsize=CACHED)(self._owners)

    def resolve(self, text: str) -> Resolution:
        """The resource that this name means, or what to ask, or nothing where nothing is near."""
        return self.resolve_words(phrase(text))

    def resolve_words(self, typed: Sequence[str]) -> Resolution:
        """Like `resolve`, for words that are folded already."""
        matches = self._without_parts([match for match in self.matches(typed) if match.score >= MATCH_FROM])
        equal = [match.id for match in matches if match.score > matches[0].score - CLEAR_MARGIN]
        return Resolution(equal[0]) if len(equal) == 1 else Resolution(None, tuple(equal[:MAX_OPTIONS]))

    def nearest(self, word: str) -> str:
        """The known word that this one is most likely a misspelling of, or itself."""
        return next(iter(self._similar(word)), word)

    def starting_with(self, typed: str, limit: int) -> list[str]:
        """The ids of the resources that have every word typed, the last of which may be unfinished; else near ones."""
        words = self._table.telling(phrase(typed))
        if not words:
            return list(self._places)[:limit]
        ids = set.intersection(*map(self._beginning, dict.fromkeys(words)))
        found = sorted(ids, key=lambda id_: (not self._begins_with(id_, words[0]), self._places[id_]))[:limit]
        if len(found) == limit:
            return found
        near = [match.id for match in self.matches(words) if match.score >= NEAR_FROM]
        return list(dict.fromkeys([*found, *near]))[:limit]

    def matches(self, typed: Sequence[str]) -> list[Match]:
        """The resources that the words may mean, best first."""
        telling = self._table.telling(typed)
        joined = self._joined_owners("".join(telling))
        for id_, score in self._joined_owners("".join(typed)).items():
            joined[id_] = max(score, joined.get(id_, 0.0))
        evidence = [self._similar(word) or {word: 0.0} for word in self._with_joined_pairs(telling)]
        asked = sum(map(self._told, evidence))
        present = self._present(evidence, self._candidates(evidence) | joined.keys())
        formats = {FORMAT_WORDS[word] for word in typed if word in FORMAT_WORDS}
        scored = [
            Match(id_, max(self._score(id_, own, asked), joined.get(id_, 0.0)) + self._format_bonus(id_, formats))
            for id_, own in present.items()
        ]
        return sorted(scored, key=lambda match: (-match.score, self._places[match.id]))

    def _owners(self, word: str) -> frozenset[str]:
        """The ids of the resources that have this word, or one that it may be a misspelling of, in a name."""
        return frozenset(id_ for known in self._similar(word) for id_ in self._table.owners.get(known, ()))

    def _beginning(self, start: str) -> set[str]:
        """The ids of the resources with a word that begins like this."""
        place = bisect_left(self._sorted_words, start)
        found: set[str] = set()
        while place < len(self._sorted_words) and self._sorted_words[place].startswith(start):
            found |= self._table.owners[self._sorted_words[place]]
            place += 1
        return found

    def _begins_with(self, id_: str, start: str) -> bool:
        for name in self.names[id_]:  # noqa: SIM110 - asked of hundreds of names with each letter typed
            if name[0].startswith(start):
                return True
        return False

    def _similar(self, word: str) -> dict[str, float]:
        """The known words that this one may stand for, each with its similarity, the likeliest first."""
        if word in self._table.owners:
            return {word: 1.0}
        if len(word) < FUZZY_LETTERS:
            return {}
        slips = 1 if len(word) < TWO_SLIPS_IN_WORD else 2
        near = self._words.near(word, slips)
        return {known: 1 - distance / max(len(word), len(known)) for known, distance in near}

    def _joined_owners(self, word: str) -> dict[str, float]:
        """The resources with a name that is this word once its spaces are gone ("fats ai" and "fastai")."""
        if word in self._table.joined:
            return dict(self._table.joined[word])
        found: dict[str, float] = {}
        if len(word) > FUZZY_LETTERS:
            for known, distance in self._joined_names.near(word, 1 if len(word) < TWO_SLIPS_IN_NAME else 2):
                for id_, worth in self._table.joined[known].items() if _digits(known) == _digits(word) else ():
                    found[id_] = max(worth * (1 - distance / len(word)), found.get(id_, 0.0))
        return found

    def _with_joined_pairs(self, typed: Sequence[str]) -> list[str]:
        """The words, with two neighbours joined where only together they are known, and "part2" taken apart."""
        result: list[str] = []
        for word in typed:
            known = word in self._table.owners
            number = None if known else _NUMBERED.fullmatch(word)
            if result and not known and result[-1] + word in self._table.owners:
                result[-1] += word
            else:
                result += self._table.telling(number.groups()) if number else [word]
        return result

    def _candidates(self, evidence: Evidence) -> set[str]:
        """The resources that have the rarest of the words, so that common ones cost nothing in a large catalogue.

        Where all words are common, those that have several of them.
        """
        owners = sorted((self._table.owners.get(word, set()) for similar in evidence for word in similar), key=len)
        found: set[str] = set()
        for ids in owners:
            if len(found) + len(ids) <= MAX_CANDIDATES:
                found |= ids
            elif not found or len(found) > MAX_CANDIDATES:
                found = (found & ids) or found or set(ids)
        return found

    def _present(self, evidence: Evidence, candidates: set[str]) -> dict[str, dict[str, float]]:
        """For each candidate, the words of its names that were typed, with their weights."""
        present: dict[str, dict[str, float]] = {id_: {} for id_ in candidates}
        for similar in evidence:
            weight, left = self._told(similar), candidates
            for known, similarity in similar.items():  # the likeliest first
                for id_ in left & self._table.owners.get(known, set()):
                    present[id_][known] = max(present[id_].get(known, 0.0), weight * similarity)
                left = left - self._table.owners.get(known, set())
        return present

    def _told(self, similar: Mapping[str, float]) -> float:
        """How much a word that was typed tells."""
        return max(map(self._table.weight, similar))

    def _score(self, id_: str, present: Mapping[str, float], asked: float) -> float:
        """How much of what was typed this resource explains, times how fully one of its names is there.

        `present` is what was typed of its names, `asked` the weight of all that was typed.
        """
        explained = sum(present.values()) / asked if present else 0.0
        if explained < NEAR_FROM - FORMAT_BONUS:  # not near however full a name is, which takes long to say
            return explained * (1 - WHOLE_NAME)
        return explained * (1 - WHOLE_NAME + WHOLE_NAME * self._table.fullness(id_, present))

    def _format_bonus(self, id_: str, formats: Collection[str]) -> float:
        """What it is worth that the resource is of a format that was typed, such as "the keras book"."""
        resource = self._catalogue.get(id_) if formats else None
        return FORMAT_BONUS if resource and resource.format in formats else 0.0

    def _without_parts(self, matches: list[Match]) -> list[Match]:
        """The matches without the parts of a whole that is as near as they are."""
        scores = {match.id: match.score for match in matches}

        def whole_score(match: Match) -> float:
            resource = self._catalogue.get(match.id)
            return scores.get(resource.part_of or "", -1.0) if resource else -1.0

        return [match for match in matches if whole_score(match) <= match.score - CLEAR_MARGIN]


def _digits(word: str) -> str:
    return "".join(char for char in word if char.isdigit())
