"""Known words that a word may be a misspelling of, found among those alike in first letter and length."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

CACHED = 20_000
"""Words whose neighbours are remembered; people misspell the same words."""


class Spellings:
    """A set of words. Distances count letters missing, added, changed, or swapped with their neighbour."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_shape: dict[tuple[str, int], list[str]] = {}
        for word in sorted(set(words)):
            self._by_shape.setdefault((word[0], len(word)), []).append(word)
        self.near = lru_cache(maxsize=CACHED)(self._near)

    def _near(self, word: str, slips: int) -> tuple[tuple[str, int], ...]:
        """The known words within so many slips of this one, each with its distance, the nearest first."""
        found = [
            (known, int(distance))
            for first in dict.fromkeys(word[:2])  # the first two letters may be swapped
            for length in range(len(word) - slips, len(word) + slips + 1)
            for known, distance, _ in process.extract(
                word, self._by_shape.get((first, length), ()), scorer=OSA.distance, score_cutoff=slips, limit=None
            )
        ]
        return tuple(sorted(found, key=lambda pair: (pair[1], pair[0])))
