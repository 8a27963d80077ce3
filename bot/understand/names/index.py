"""Which resource a name means: nicknames, typos, partial titles and authors."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

from bot.catalogue import Catalogue
from bot.understand.names.alike import Alike, is_code
from bot.understand.names.editions import Beside, beside, versions_in
from bot.understand.names.links import Links
from bot.understand.names.scores import NEAR_FROM, Match, Scores
from bot.understand.names.table import Name, NameTable
from bot.understand.words.spelling import CACHED
from bot.understand.words.text import phrase

MATCH_FROM = 0.68
"""Below this score a name means nothing here: between what the tables of names and of unrelated phrases reach."""
CLEAR_MARGIN = 0.05
"""Two resources whose scores differ by less are equally near: ask which."""
MARGIN_OF_A_CODE = 0.1
"""The same for a code that is no whole name of any: "cs50" of several."""
MAX_OPTIONS = 5
TITULAR = frozenset({"specialization", "specialisation", "nanodegree"})
"""Formats that stand in the titles of few and in wishes hardly ever."""
DIGITS_OF_A_CODE = 4
"""With so many digits a name of nothing but numbers may be the code of a course: "18.03"."""
MOST_NEAR = 3


class Resolution(Struct, frozen=True):
    """What a name means: `id` if that is clear, else the ids among which to ask.

    Both are empty where nothing has that name; `near` are then the ids of what is called nearly so, if anything.
    """

    id: str | None
    alternatives: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class NameIndex:
    """Finds resources by any words of their names. `fillers` and `same_as` are explained at `NameTable`.

    `plain` are words of any talk, which by themselves name nothing but what is called just so.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        fillers: Iterable[str],
        same_as: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        plain: Iterable[str] = (),
    ) -> None:
        self._catalogue = catalogue
        self._table = NameTable(catalogue, fillers, same_as)
        self.names = self._table.names
        self.links = Links(catalogue)
        self._plain = frozenset(plain) - TITULAR
        self._places = {resource.id: place for place, resource in enumerate(catalogue)}
        self._alike = Alike(self._table)
        self.nearest = self._alike.nearest
        self.matches = Scores(catalogue, self._table, self._alike).matches
        self.owners = lru_cache(maxsize=CACHED)(self._owners)

    def resolve(self, text: str) -> Resolution:
        """The resource that this name means, or what to ask, or nothing where nothing is near."""
        linked = self.links.entries(text)
        spelled = self.links.titled(text).replace("w/ ", "with ")
        return Resolution(linked[0]) if len(linked) == 1 else self.resolve_words(phrase(spelled))

    def resolve_words(self, typed: Sequence[str]) -> Resolution:
        """Like `resolve`, for words that are folded already."""
        said = Beside(tuple(typed)) if self._is_whole(typed) else beside(typed)
        if not self._is_name(said.name):
            digits = "".join(filter(str.isdigit, "".join(said.name)))
            return Resolution(None, near=self._near(said.name) if len(digits) >= DIGITS_OF_A_CODE else ())
        found = self._resolved(said.name)
        if of_year := self._of_year(said, found):
            found = Resolution(of_year)
        if found.id and said.versions and self._is_of_another_version(found.id, said.versions):
            found = Resolution(None, near=(found.id,))
        return found if found.id or found.alternatives or found.near else Resolution(None, near=self._near(typed))

    def of_year(self, typed: Sequence[str], year: str) -> str | None:
        """The id of the one resource with this name that is of this year: which "Deep Learning (2016)" is meant."""
        said = beside((*typed, year))
        return self._of_year(said, Resolution(None)) if said.name and self._is_name(said.name) else None

    def _of_year(self, said: Beside, found: Resolution) -> str | None:
        of_year = [id_ for id_ in self._called(said.name, found) if self._year_of(id_) in said.years]
        return of_year[0] if len(of_year) == 1 else None

    def _resolved(self, name: Name) -> Resolution:
        just_so = {id_ for id_, worth in self._table.joined.get("".join(name), {}).items() if worth == 1}
        good = [match for match in self.matches(name) if match.score >= MATCH_FROM]
        if just_so and self._table.telling(name) != name:  # "think python" is no "The Python Tutorial"
            good = [match for match in good if match.id in just_so]
        margin = MARGIN_OF_A_CODE if len(name) == 1 and is_code(name[0]) and not just_so else CLEAR_MARGIN
        matches = self._without_parts(good)
        equal = [match.id for match in matches if match.score > matches[0].score - margin]
        return Resolution(equal[0]) if len(equal) == 1 else Resolution(None, tuple(equal[:MAX_OPTIONS]))

    def _is_whole(self, typed: Sequence[str]) -> bool:
        """Whether the words are all of a name: "bishop 2024", "think bayes 2", "18.06", "the batch"."""
        spelled = {"".join(typed), "".join(self._table.telling(typed))}
        return any(len(name) > 1 and name in self._table.joined for name in spelled)

    def _is_name(self, typed: Sequence[str]) -> bool:
        """Whether the words can name anything: letters, numbers and words of any talk cannot, unless all of a name."""
        naming = [word for word in self._table.telling(typed) if len(word.rstrip("+#")) > 1 and not word.isdigit()]
        return self._is_whole(typed) or not self._plain.issuperset(naming)

    def _called(self, name: Name, found: Resolution) -> Iterable[str]:
        """The ids of what a name means or may mean, and of all that has just this name, as the works of an author."""
        telling = self._table.telling(name)
        named = self._table.owners.get(telling[0], set())
        return {*found.alternatives, *(id_ for id_ in named if telling in self.names[id_])}

    def _year_of(self, id_: str) -> int | None:
        resource = self._catalogue.get(id_)
        return resource.year if resource else None

    def _is_of_another_version(self, id_: str, versions: Collection[str]) -> bool:
        known = set(versions_in(self.names[id_]))
        return bool(known) and known.isdisjoint(versions)

    def _near(self, typed: Sequence[str]) -> tuple[str, ...]:
        """The ids of what is called nearly so, the nearest first, codes with another letter or digit among them."""
        near = [match.id for match in self.matches(typed, loosely=True) if match.score >= NEAR_FROM]
        return tuple(near[:MOST_NEAR])

    def works_of(self, maker: str) -> tuple[str, ...]:
        """The ids of what an author, publisher or platform of this name made, at most as many as one may ask among."""
        return self._table.works_of(self._table.telling(phrase(maker)))[:MAX_OPTIONS]

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

    def _owners(self, word: str) -> frozenset[str]:
        """The ids of the resources that have this word, or one that it may be a misspelling of, in a name."""
        return frozenset(id_ for known in self._alike.similar(word) for id_ in self._table.owners.get(known, ()))

    def _beginning(self, start: str) -> set[str]:
        """The ids of the resources with a word that begins like this."""
        place = bisect_left(self._alike.sorted_words, start)
        found: set[str] = set()
        while place < len(self._alike.sorted_words) and self._alike.sorted_words[place].startswith(start):
            found |= self._table.owners[self._alike.sorted_words[place]]
            place += 1
        return found

    def _begins_with(self, id_: str, start: str) -> bool:
        for name in self.names[id_]:  # noqa: SIM110 - asked of hundreds of names with each letter typed
            if name[0].startswith(start):
                return True
        return False

    def _without_parts(self, matches: list[Match]) -> list[Match]:
        """The matches without the parts of a whole that is as near as they are."""
        scores = {match.id: match.score for match in matches}

        def whole_score(match: Match) -> float:
            resource = self._catalogue.get(match.id)
            return scores.get(resource.part_of or "", -1.0) if resource else -1.0

        return [match for match in matches if whole_score(match) <= match.score - CLEAR_MARGIN]
