"""Which resource a name means: nicknames, typos, partial titles and authors.

The score is a soft TF-IDF (Cohen, Ravikumar and Fienberg, "A comparison of string distance metrics for
name-matching tasks", 2003): words are compared by edit distance and weighed by how few resources have them.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz.distance import OSA

from bot.catalogue import Catalogue, Resource
from bot.understand.text import phrase

MATCH_FROM = 0.68
"""Below this score a name means nothing here: between what the tables of names and of unrelated phrases reach."""
MAKER = 0.85
"""What the name of an author or publisher is worth beside a title: it may mean other works of theirs."""
NUMBER = 2.0
"""What a number is worth beside a word: it is all that tells part 1 from part 2."""
UNKNOWN_NUMBER = 0.2
"""What a number is worth that no name has: an edition or a year, most likely."""
NEAR_FROM = 0.5
"""From this score on a resource is worth suggesting while somebody types."""
CLEAR_MARGIN = 0.05
"""Two resources whose scores differ by less are equally near: ask which."""
FORMAT_BONUS = 0.08
"""For being the book where the words say "book": more than the margin, so that it decides."""
WHOLE_NAME = 0.55
"""How much of the score rests on one name being there in full, rather than on every word being explained."""
SIMILAR_FROM = 0.74
SIMILAR_FROM_LONG = 0.81
"""One slip in four or five letters, one in six to ten, two in more."""
SHORT = 5
FUZZY_LETTERS = 4
LETTERS_FOR_TWO_SLIPS = 9
_NUMBERED = re.compile(r"([a-z]{2,})(\d)")
MAX_CANDIDATES = 400
MAX_OPTIONS = 5
FORMAT_WORDS = {"book": "book", "textbook": "book", "ebook": "book", "course": "course", "mooc": "course",
                "class": "course", "video": "video", "podcast": "podcast"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A resource that a name may mean, with a score from 0 to about 1."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means: `id` if that is clear, else the ids among which to ask; both empty where nothing is near."""

    id: str | None
    alternatives: tuple[str, ...] = ()


class NameIndex:
    """The names of all resources, searchable by any words of them.

    `fillers` are words that mean nothing in a name; `same_as` gives the words that others stand for.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        fillers: Iterable[str],
        same_as: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        self._catalogue = catalogue
        self._fillers = frozenset(fillers)
        self._same_as = same_as
        self.names = {resource.id: self._names_of(resource) for resource in catalogue}
        self._makers = {resource.id: self._makers_of(resource) for resource in catalogue}
        self._places = {resource.id: place for place, resource in enumerate(catalogue)}
        self._owners: dict[str, set[str]] = {}
        self._joined: dict[str, dict[str, float]] = {}
        for resource in catalogue:
            for name in self._all_names(resource.id):
                worth = self._worth(resource.id, name)
                ids = self._joined.setdefault("".join(name), {})
                ids[resource.id] = max(worth, ids.get(resource.id, 0.0))
            for word in {word for name in self._all_names(resource.id) for word in name}:
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
        matches = self._without_parts([match for match in self.matches(typed) if match.score >= MATCH_FROM])
        equal = [match.id for match in matches if match.score > matches[0].score - CLEAR_MARGIN]
        return Resolution(equal[0]) if len(equal) == 1 else Resolution(None, tuple(equal[:MAX_OPTIONS]))

    def owners(self, word: str) -> frozenset[str]:
        """The ids of the resources that have this word, or one that it may be a misspelling of, in a name."""
        return frozenset(id_ for known in self._similar(word) for id_ in self._owners.get(known, ()))

    def starting_with(self, typed: str, limit: int) -> list[str]:
        """The ids of the resources that have every word typed, the last of which may be unfinished; else near ones."""
        words = self._telling(phrase(typed))
        if not words:
            return [resource.id for resource in self._catalogue][:limit]
        ids = set.intersection(*(self._beginning(word) for word in words))
        in_order = [resource.id for resource in self._catalogue if resource.id in ids]
        found = sorted(in_order, key=lambda id_: not self._begins_so(id_, words))
        near = [match.id for match in self.matches(words) if match.score >= NEAR_FROM]
        return list(dict.fromkeys([*found, *near]))[:limit]

    def _beginning(self, start: str) -> set[str]:
        """The ids of the resources with a word that begins like this."""
        place = bisect_left(self._sorted_words, start)
        found: set[str] = set()
        while place < len(self._sorted_words) and self._sorted_words[place].startswith(start):
            found |= self._owners[self._sorted_words[place]]
            place += 1
        return found

    def _begins_so(self, id_: str, words: Sequence[str]) -> bool:
        return any(name[0].startswith(words[0]) for name in self.names[id_])

    def nearest(self, word: str) -> str:
        """The known word that this one is most likely a misspelling of, or itself."""
        similar = self._similar(word)
        return max(similar, key=lambda known: (similar[known], known), default=word)

    def matches(self, typed: Sequence[str]) -> list[Match]:
        """The resources that the words may mean, best first."""
        telling = self._telling(typed)
        joined = self._joined_owners("".join(telling))
        for id_, score in self._joined_owners("".join(typed)).items():
            joined[id_] = max(score, joined.get(id_, 0.0))
        evidence = [(self._similar(word), word) for word in self._with_joined_pairs(telling)]
        scored = [
            Match(id_, max(self._score(id_, evidence), joined.get(id_, 0.0)) + self._format_bonus(id_, typed))
            for id_ in self._candidates(evidence) | joined.keys()
        ]
        return sorted(scored, key=lambda match: (-match.score, self._places[match.id]))

    def _names_of(self, resource: Resource) -> list[tuple[str, ...]]:
        short_title = resource.title.split(":")[0]
        written = [resource.id, resource.title, short_title, *resource.aliases, *resource.authors]
        written += [author.split()[-1] for author in resource.authors]
        spelled = [phrase(text) for text in written]
        names = [*map(self._telling, spelled), *map(_without_article, spelled)]
        return list(dict.fromkeys(names))

    def _makers_of(self, resource: Resource) -> list[tuple[str, ...]]:
        makers = {text for text in (resource.publisher, resource.platform, *resource.authors) if text}
        makers |= {author.split()[-1] for author in resource.authors}
        return [self._telling(phrase(text)) for text in sorted(makers)]

    def _worth(self, id_: str, name: tuple[str, ...]) -> float:
        return MAKER if name in self._makers[id_] else 1.0

    def _all_names(self, id_: str) -> list[tuple[str, ...]]:
        return self.names[id_] + self._makers[id_]

    def _telling(self, typed: Sequence[str]) -> tuple[str, ...]:
        """The words without fillers, with short forms spelled out; all of them where all are fillers."""
        spelled = [word for given in typed for word in self._same_as.get(given, (given,))]
        return tuple(word for word in spelled if word not in self._fillers) or tuple(spelled)

    def _weight(self, word: str) -> float:
        owners = self._owners.get(word)
        if not owners:
            return self._unknown_weight * (UNKNOWN_NUMBER if word.isdigit() else 1.0)
        return math.log(1 + len(self._catalogue) / len(owners)) * (NUMBER if word.isdigit() else 1.0)

    def _similar(self, word: str) -> dict[str, float]:
        """The known words that this one may stand for, each with its similarity."""
        if word in self._owners or len(word) < FUZZY_LETTERS:
            return {word: 1.0} if word in self._owners else {}
        least = SIMILAR_FROM if len(word) <= SHORT else SIMILAR_FROM_LONG
        found = ((known, OSA.normalized_similarity(word, known, score_cutoff=least))
                 for known in self._shaped_like(word) if known in self._owners)  # fmt: skip
        return {known: score for known, score in found if score}

    def _shaped_like(self, word: str) -> Iterator[str]:
        for first in dict.fromkeys(word[:2]):
            for length in range(len(word) - 2, len(word) + 3):
                yield from self._by_shape.get((first, length), ())

    def _joined_owners(self, word: str) -> dict[str, float]:
        """The resources with a name that is this word once its spaces are gone ("fats ai" and "fastai")."""
        if word in self._joined:
            return dict(self._joined[word])
        if len(word) <= FUZZY_LETTERS:
            return {}
        slips = 1 if len(word) < LETTERS_FOR_TWO_SLIPS else 2
        found: dict[str, float] = {}
        for known in self._shaped_like(word):
            if known in self._joined and _digits(known) == _digits(word):
                distance = OSA.distance(word, known, score_cutoff=slips)
                for id_, worth in self._joined[known].items() if distance <= slips else ():
                    found[id_] = max(worth * (1 - distance / len(word)), found.get(id_, 0.0))
        return found

    def _with_joined_pairs(self, typed: Sequence[str]) -> list[str]:
        """The words, with two neighbours joined where only together they are known, and "part2" taken apart."""
        result: list[str] = []
        for word in typed:
            number = _NUMBERED.fullmatch(word) if word not in self._owners else None
            if result and result[-1] + word in self._owners and word not in self._owners:
                result[-1] += word
            else:
                result += self._telling(number.groups()) if number else [word]
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
        """How much of what was typed this resource explains, times how fully one of its names is there."""
        asked = 0.0
        present: dict[str, float] = {}
        for similar, _ in evidence:
            weight = max(map(self._weight, similar), default=self._unknown_weight)
            asked += weight
            own = {known: score for known, score in similar.items() if id_ in self._owners[known]}
            if own:
                best = max(own, key=lambda known: own[known])
                present[best] = max(present.get(best, 0.0), weight * own[best])
        explained = sum(present.values())
        if not explained:
            return 0.0
        whole = max(self._share(name, present) * self._worth(id_, name) for name in self._all_names(id_))
        return explained / asked * (1 - WHOLE_NAME + WHOLE_NAME * whole)

    def _share(self, name: tuple[str, ...], present: Mapping[str, float]) -> float:
        """How fully this name was typed, and how much of what was typed is this name."""
        weights = {word: self._weight(word) for word in name}
        typed = weights.keys() & present.keys()
        fully = sum(weights[word] for word in typed) / sum(weights.values())
        return fully * math.sqrt(sum(present[word] for word in typed) / sum(present.values()))

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


def _without_article(name: tuple[str, ...]) -> tuple[str, ...]:
    return name[1:] if len(name) > 1 and name[0] in ("the", "a", "an") else name


def _digits(word: str) -> str:
    return "".join(char for char in word if char.isdigit())
