"""Which resource a name means: nicknames, typos, partial titles and authors.

The score is a soft TF-IDF (Cohen, Ravikumar and Fienberg, "A comparison of string distance metrics for
name-matching tasks", 2003): words are compared by edit distance and weighed by how few resources have them.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.catalogue import Catalogue, Resource
from bot.understand.text import phrase

MATCH_FROM = 0.66
"""Below this score a name means nothing here: between what the tables of names and of unrelated phrases reach."""
CLEAR_MARGIN = 0.06
"""Two resources whose scores differ by less are equally near: ask which."""
FORMAT_BONUS = 0.08
"""For being the book where the words say "book": more than the margin, so that it decides."""
WHOLE_NAME = 0.55
"""How much of the score rests on one name being there in full, rather than on every word being explained."""
SIMILAR_FROM = 0.74
FUZZY_LETTERS = 4
MAX_CANDIDATES = 400
FORMAT_WORDS = {"book": "book", "textbook": "book", "ebook": "book", "course": "course", "mooc": "course",
                "class": "course", "video": "video", "podcast": "podcast"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A resource that a name may mean, with a score from 0 to about 1."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means: `id` if that is clear. `alternatives` are the ids to ask about, or near misses."""

    id: str | None
    alternatives: tuple[str, ...] = ()


class NameIndex:
    """The names of all resources, searchable by any words of them."""

    def __init__(self, catalogue: Catalogue, fillers: Iterable[str]) -> None:
        self._catalogue = catalogue
        self._fillers = frozenset(fillers)
        self.names = {resource.id: self._names_of(resource) for resource in catalogue}
        self._owners: dict[str, set[str]] = {}
        self._joined: dict[str, set[str]] = {}
        for resource in catalogue:
            for name in self.names[resource.id]:
                self._joined.setdefault("".join(name), set()).add(resource.id)
            for word in self._bag(resource):
                self._owners.setdefault(word, set()).add(resource.id)
        self._sorted_words = sorted(self._owners)
        self._unknown_weight = math.log(1 + len(catalogue))
        self._by_shape: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._owners.keys() | self._joined.keys()):
            self._by_shape.setdefault((word[0], len(word)), []).append(word)

    def resolve(self, text: str) -> Resolution:
        """The resource that this name means, or what to ask, or nothing where nothing is near."""
        return self.resolve_words(phrase(text))

    def resolve_words(self, typed: Sequence[str]) -> Resolution:
        """Like `resolve`, for words that are folded already."""
        matches = self._without_parts(self.matches(typed))
        near = [match.id for match in matches if match.score >= MATCH_FROM]
        if not near:
            return Resolution(None, tuple(match.id for match in matches[:3]))
        equal = [match.id for match in matches if match.score > matches[0].score - CLEAR_MARGIN]
        return Resolution(near[0]) if len(equal) == 1 else Resolution(None, tuple(equal[:5]))

    def owners(self, word: str) -> frozenset[str]:
        """The ids of the resources that have this word, or one that it may be a misspelling of, in a name."""
        return frozenset(id_ for known in self._similar(word) for id_ in self._owners.get(known, ()))

    def starting_with(self, typed: str, limit: int) -> list[str]:
        """The ids of the resources that have every word typed, the last of which may be unfinished; else near ones."""
        words = [word for word in phrase(typed) if word not in self._fillers] or list(phrase(typed))
        if not words:
            return [resource.id for resource in self._catalogue][:limit]
        ids = set.intersection(*(self._beginning(word) for word in words))
        found = sorted(ids, key=lambda id_: (not self._begins_so(id_, words), id_))
        near = [match.id for match in self.matches(words)]
        return list(dict.fromkeys([*found, *near]))[:limit]

    def _beginning(self, start: str) -> set[str]:
        """The ids of the resources with a word that begins like this."""
        place = bisect_left(self._sorted_words, start)
        found: set[str] = set()
        while place < len(self._sorted_words) and self._sorted_words[place].startswith(start):
            found |= self._owners[self._sorted_words[place]]
            place += 1
        return found

    def _begins_so(self, id_: str, words: list[str]) -> bool:
        return any(name[0].startswith(words[0]) for name in self.names[id_])

    def nearest(self, word: str) -> str:
        """The known word that this one is most likely a misspelling of, or itself."""
        similar = self._similar(word)
        return max(similar, key=lambda known: (similar[known], known), default=word)

    def matches(self, typed: Sequence[str]) -> list[Match]:
        """The resources that have at least half of what the words ask for, best first."""
        telling = [word for word in typed if word not in self._fillers] or list(typed)
        joined = self._joined_owners("".join(telling))
        evidence = [(self._similar(word), word) for word in self._with_joined_pairs(telling)]
        scored = [
            Match(id_, max(self._score(id_, evidence), joined.get(id_, 0.0)) + self._format_bonus(id_, typed))
            for id_ in self._candidates(evidence) | joined.keys()
        ]
        return sorted((match for match in scored if match.score >= 0.5), key=lambda match: (-match.score, match.id))

    def _names_of(self, resource: Resource) -> list[tuple[str, ...]]:
        short_title = resource.title.split(":")[0]
        written = [resource.id, resource.title, short_title, *resource.aliases, *resource.authors]
        written += [author.split()[-1] for author in resource.authors]
        names = (self._telling(phrase(text)) for text in written)
        return list(dict.fromkeys(name for name in names if name))

    def _telling(self, name: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in name if word not in self._fillers) or name

    def _bag(self, resource: Resource) -> set[str]:
        places = [text for text in (resource.publisher, resource.platform) if text]
        return {word for name in self.names[resource.id] for word in name} | {
            word for text in places for word in phrase(text)
        }

    def _weight(self, word: str) -> float:
        owners = self._owners.get(word)
        return math.log(1 + len(self._catalogue) / len(owners)) if owners else self._unknown_weight

    def _similar(self, word: str) -> dict[str, float]:
        """The known words that this one may stand for, each with its similarity."""
        if word in self._owners or len(word) < FUZZY_LETTERS:
            return {word: 1.0} if word in self._owners else {}
        found = ((known, OSA.normalized_similarity(word, known, score_cutoff=SIMILAR_FROM))
                 for known in self._shaped_like(word) if known in self._owners)  # fmt: skip
        return {known: score for known, score in found if score}

    def _shaped_like(self, word: str) -> Iterator[str]:
        for first in dict.fromkeys(word[:2]):
            for length in range(len(word) - 2, len(word) + 3):
                yield from self._by_shape.get((first, length), ())

    def _joined_owners(self, word: str) -> dict[str, float]:
        """The resources with a name that is this word once its spaces are gone ("fats ai" and "fastai")."""
        if word in self._joined:
            return dict.fromkeys(self._joined[word], 1.0)
        if len(word) <= FUZZY_LETTERS:
            return {}
        found: dict[str, float] = {}
        for known in self._shaped_like(word):
            score = OSA.normalized_similarity(word, known, score_cutoff=0.8) if known in self._joined else 0.0
            for id_ in self._joined[known] if score else ():
                found[id_] = max(score, found.get(id_, 0.0))
        return found

    def _with_joined_pairs(self, typed: Sequence[str]) -> list[str]:
        """The words, with two neighbours joined where only together they are a known word."""
        result: list[str] = []
        for word in typed:
            if result and result[-1] + word in self._owners and word not in self._owners:
                result[-1] += word
            else:
                result.append(word)
        return result

    def _candidates(self, evidence: list[tuple[dict[str, float], str]]) -> set[str]:
        """The resources that have the rarest of the words, so that common ones cost nothing in a large catalogue."""
        known = sorted({word for similar, _ in evidence for word in similar}, key=lambda word: len(self._owners[word]))
        found: set[str] = set()
        for word in known:
            if found and len(found) + len(self._owners[word]) > MAX_CANDIDATES:
                break
            found |= self._owners[word]
        return found

    def _score(self, id_: str, evidence: list[tuple[dict[str, float], str]]) -> float:
        asked = explained = 0.0
        present: set[str] = set()
        for similar, word in evidence:
            weight = max(map(self._weight, similar), default=self._unknown_weight)
            own = {known: score for known, score in similar.items() if id_ in self._owners[known]}
            present |= own.keys()
            asked += weight
            explained += weight * max(own.values(), default=0.0)
        if not explained:
            return 0.0
        whole = max(self._share(name, present) for name in self.names[id_])
        return explained / asked * (1 - WHOLE_NAME + WHOLE_NAME * whole)

    def _share(self, name: tuple[str, ...], present: set[str]) -> float:
        weights = {word: self._weight(word) for word in name}
        return sum(weights[word] for word in weights.keys() & present) / sum(weights.values())

    def _format_bonus(self, id_: str, typed: Sequence[str]) -> float:
        resource = self._catalogue.get(id_)
        said = {FORMAT_WORDS[word] for word in typed if word in FORMAT_WORDS}
        return FORMAT_BONUS if resource and resource.format in said else 0.0

    def _without_parts(self, matches: list[Match]) -> list[Match]:
        """The matches without the parts of a whole that is as near as they are."""
        scores = {match.id: match.score for match in matches}

        def whole_score(match: Match) -> float:
            resource = self._catalogue.get(match.id)
            return scores.get(resource.part_of or "", -1.0) if resource else -1.0

        return [match for match in matches if whole_score(match) <= match.score - CLEAR_MARGIN]
