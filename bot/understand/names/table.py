"""The names of all resources, and which of them have which word."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.catalogue import Catalogue, Resource
from bot.catalogue.server_entries import is_own
from bot.understand.words.spelling import CACHED
from bot.understand.words.text import phrase

MAKER = 0.85
"""What the name of an author or publisher is worth beside a title: it may mean other works of theirs.

An entry that is meant where nothing but its author is named has that name among its nicknames.
"""
SHORTER = 0.9
"""What a title without its subtitle is worth beside a whole one: "Deep Learning" is the book of just that name."""
NUMBER = 2.0
"""What a number is worth beside a word: it is all that tells part 1 from part 2."""
GROUPS = frozenset({
    "team", "group", "contributors", "community", "authors", "developers", "foundation", "lab", "labs", "university",
})  # fmt: skip
ARTICLES = ("the", "a", "an")

Name = tuple[str, ...]


class Weighed(NamedTuple):
    """A name: its words with the weight of each, their sum, and what the name is worth."""

    words: tuple[tuple[str, float], ...]
    whole: float
    worth: float


class NameTable:
    """Titles, nicknames and makers as folded words.

    `names` are titles, aliases and authors by resource id; `owners` the ids by word; `joined` the ids, each with
    the worth of the name, by a name without its spaces. `fillers` are words that mean nothing in a name, and
    `same_as` gives the words that others stand for.
    """

    def __init__(self, catalogue: Catalogue, fillers: Iterable[str], same_as: Mapping[str, Name]) -> None:
        self._fillers = frozenset(fillers)
        self._same_as = same_as
        self.names = {resource.id: self._names_of(resource) for resource in catalogue}
        self._made_by = {resource.id: self._makers_of(resource) for resource in catalogue}
        self._makers = {one.id: self._made_by[one.id] - self._nicknames_of(one) for one in catalogue}
        self._shorter = {resource.id: self._shorter_of(resource) for resource in catalogue}
        self.owners: dict[str, set[str]] = {}
        self.joined: dict[str, dict[str, float]] = {}
        for resource in catalogue:
            self._index(resource.id)
        self._weights = {
            word: math.log(1 + len(catalogue) / len(ids)) * (NUMBER if word.isdigit() else 1.0)
            for word, ids in self.owners.items()
        }
        self.unknown_weight = math.log(1 + len(catalogue))
        self._weighed = lru_cache(maxsize=CACHED)(self._weigh)

    def telling(self, typed: Sequence[str]) -> Name:
        """The words without fillers, with short forms spelled out; all of them where all are fillers."""
        spelled = [word for given in typed for word in self._same_as.get(given, (given,))]
        return tuple(word for word in spelled if word not in self._fillers) or tuple(spelled)

    def weight(self, word: str) -> float:
        """How much a word tells: the more, the fewer resources have it."""
        return self._weights.get(word, self.unknown_weight)

    def fullness(self, id_: str, present: Mapping[str, float]) -> float:
        """How fully one name of this resource was typed, and how much of what was typed is this name, at best.

        `present` has the words typed with their weights.
        """
        whole = sum(present.values())
        return max([_share(name, present, whole) for name in self._weighed(id_)])

    def works_of(self, maker: Name) -> tuple[str, ...]:
        """The ids of what an author, publisher or platform of this name made."""
        return tuple(id_ for id_, makers in self._made_by.items() if maker in makers)

    def _weigh(self, id_: str) -> list["Weighed"]:
        """The names of this resource with the weight of each word, which is looked up only once."""
        names = [({word: self.weight(word) for word in name}, self._worth(id_, name)) for name in self._all_names(id_)]
        return [Weighed(tuple(weights.items()), sum(weights.values()), worth) for weights, worth in names]

    def _index(self, id_: str) -> None:
        for name in self._all_names(id_):
            ids = self.joined.setdefault("".join(name), {})
            ids[id_] = max(self._worth(id_, name), ids.get(id_, 0.0))
            for word in name:
                self.owners.setdefault(word, set()).add(id_)

    def _names_of(self, resource: Resource) -> list[Name]:
        short_title = resource.title.split(":")[0]
        persons = _persons(resource)
        written = [resource.title, short_title, *resource.aliases, *persons]
        written += [person.split()[-1] for person in persons]
        if not is_own(resource.id):  # those only count up, and are near one another
            written.insert(0, resource.id)
        spelled = [name for text in written if (name := phrase(text))] or [phrase(resource.id)]
        return list(dict.fromkeys([*map(self.telling, spelled), *map(_without_article, spelled)]))

    def _makers_of(self, resource: Resource) -> frozenset[Name]:
        persons = _persons(resource)
        makers = {text for text in (resource.publisher, resource.platform, *persons) if text}
        makers |= {person.split()[-1] for person in persons}
        return frozenset(self.telling(phrase(text)) for text in makers)

    def _nicknames_of(self, resource: Resource) -> frozenset[Name]:
        return frozenset(self.telling(phrase(text)) for text in (resource.title, *resource.aliases))

    def _shorter_of(self, resource: Resource) -> frozenset[Name]:
        """The title without what follows its colon, where that is something else than its whole names."""
        return frozenset({self.telling(phrase(resource.title.split(":")[0]))}) - self._nicknames_of(resource)

    def _all_names(self, id_: str) -> list[Name]:
        return [*self.names[id_], *self._makers[id_]]

    def _worth(self, id_: str, name: Name) -> float:
        if name in self._makers[id_]:
            return MAKER
        return SHORTER if name in self._shorter[id_] else 1.0


def _persons(resource: Resource) -> list[str]:
    """The authors that are people: who writes of "my team" names no resource of the PyTorch team.

    Of a paper the first, by whom it is called.
    """
    authors = resource.authors[:1] if resource.format == "paper" else resource.authors
    return [author for author in authors if author.split()[-1].casefold() not in GROUPS]


def _without_article(name: Name) -> Name:
    return name[1:] if len(name) > 1 and name[0] in ARTICLES else name


def _share(name: Weighed, present: Mapping[str, float], whole: float) -> float:
    typed = explained = 0.0
    for word, weight in name.words:
        if word in present:
            typed += weight
            explained += present[word]
    return typed / name.whole * math.sqrt(explained / whole) * name.worth if typed else 0.0
