"""How near resources are to the words of a name.

The score is a soft TF-IDF (Cohen, Ravikumar and Fienberg, "A comparison of string distance metrics for
name-matching tasks", 2003): words are compared by edit distance and weighed by how few resources have them.
"""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from bot.catalogue import Catalogue
from bot.understand.names.alike import Alike
from bot.understand.names.table import NameTable

NEAR_FROM = 0.5
"""From this score on a resource is worth suggesting while somebody types."""
FORMAT_BONUS = 0.08
"""For being the book where the words say "book": more than the margin, so that it decides."""
WHOLE_NAME = 0.55
"""How much of the score rests on one name being there in full, rather than on every word being explained."""
MAX_CANDIDATES = 120
FORMAT_WORDS = {"book": "book", "textbook": "book", "ebook": "book", "buch": "book", "course": "course",
                "mooc": "course", "class": "course", "kurs": "course", "video": "video",
                "podcast": "podcast"}  # fmt: skip
ANOTHER_WORD = 0.54
"""The least that a word counts which is no part of a name, of what an unknown word does: "with R", "docs"."""
OTHER_WORDS_LOOSELY = 0.5
"""How much other words count against what is offered as called nearly so."""

Evidence = Sequence[Mapping[str, float]]
"""For each word typed, the known words that it may stand for, with their similarity."""


class Match(Struct, frozen=True):
    """A resource that a name may mean, with a score from 0 to about 1."""

    id: str
    score: float


class Scores:
    """Says how near the resources of a catalogue are to what was typed."""

    def __init__(self, catalogue: Catalogue, table: NameTable, alike: Alike) -> None:
        self._catalogue, self._table, self._alike = catalogue, table, alike
        self._places = {resource.id: place for place, resource in enumerate(catalogue)}

    def matches(self, typed: Sequence[str], *, loosely: bool = False) -> list[Match]:
        """The resources that the words may mean, best first. `loosely`: also codes that are nearly the same, and what
        other words hardly tell against.
        """
        telling = self._table.telling(typed)
        joined = self._alike.joined_owners(telling)
        for id_, score in self._alike.joined_owners(typed).items():
            joined[id_] = max(score, joined.get(id_, 0.0))
        words = telling if loosely else self._alike.with_joined_pairs(telling)
        evidence = [self._alike.similar(word, loosely=loosely) or {word: 0.0} for word in words]
        present = self._present(evidence, self._candidates(evidence) | joined.keys())
        other = OTHER_WORDS_LOOSELY if loosely else 1.0
        formats = {FORMAT_WORDS[word] for word in typed if word in FORMAT_WORDS}
        scored = [
            Match(id_, max(self._score(id_, *own, other), joined.get(id_, 0.0)) + self._format_bonus(id_, formats))
            for id_, own in present.items()
        ]
        return sorted(scored, key=lambda match: (-match.score, self._places[match.id]))

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

    def _present(self, evidence: Evidence, candidates: set[str]) -> dict[str, tuple[dict[str, float], float]]:
        """For each candidate, the words of its names that were typed, with their weights, and what the rest weighs."""
        present: dict[str, dict[str, float]] = {id_: {} for id_ in candidates}
        rest = dict.fromkeys(candidates, 0.0)
        for similar in evidence:
            weight, left = self._told(similar), candidates
            for known, similarity in similar.items():  # the likeliest first
                for id_ in left & self._table.owners.get(known, set()):
                    present[id_][known] = max(present[id_].get(known, 0.0), weight * similarity)
                    rest[id_] += weight * (1 - similarity)
                left = left - self._table.owners.get(known, set())
            for id_ in left:
                rest[id_] += max(weight, ANOTHER_WORD * self._table.unknown_weight)
        return {id_: (own, rest[id_]) for id_, own in present.items()}

    def _told(self, similar: Mapping[str, float]) -> float:
        """How much a word that was typed tells."""
        return max(map(self._table.weight, similar))

    def _score(self, id_: str, present: Mapping[str, float], rest: float, other: float) -> float:
        """How much of what was typed this resource explains, times how fully one of its names is there.

        `present` is what was typed of its names, `rest` the weight of what else was typed, which counts `other` of it.
        """
        known = sum(present.values())
        explained = known / (known + other * rest) if present else 0.0
        if explained < NEAR_FROM - FORMAT_BONUS:  # not near however full a name is, which takes long to say
            return explained * (1 - WHOLE_NAME)
        return explained * (1 - WHOLE_NAME + WHOLE_NAME * self._table.fullness(id_, present))

    def _format_bonus(self, id_: str, formats: Collection[str]) -> float:
        """What it is worth that the resource is of a format that was typed, such as "the keras book"."""
        resource = self._catalogue.get(id_) if formats else None
        return FORMAT_BONUS if resource and resource.format in formats else 0.0
