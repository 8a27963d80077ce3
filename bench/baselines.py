"""What the guide is measured against: rapidfuzz over plain texts, and BM25, each as anyone would write it."""

from collections.abc import Sequence
from typing import Protocol

from rank_bm25 import BM25Okapi
from rapidfuzz import fuzz, process, utils

from bot.catalogue import Catalogue, Resource

SHOWN = 3
NAME_FROM = 80


def document(entry: Resource) -> str:
    """Everything that an entry says of itself to somebody who looks for it, as one text."""
    facets = [entry.format, *entry.level, f"{entry.math} math", entry.cost, *entry.topics]
    tools = [tool.name for tool in entry.frameworks]
    texts = [entry.summary, *entry.good_for, *entry.not_for, *entry.strengths]
    return " ".join([entry.title, *entry.aliases, *entry.authors, *facets, *tools, *texts])


class Ranking(Protocol):
    """Finds the ids of the best entries for a question, best first."""

    def best(self, question: str) -> list[str]: ...


class FuzzyRanking:
    """rapidfuzz's token_set_ratio of the question with each document."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._ids = [entry.id for entry in catalogue]
        self._documents = [document(entry) for entry in catalogue]

    def best(self, question: str) -> list[str]:
        scorer, folded = fuzz.token_set_ratio, utils.default_process
        found = process.extract(question, self._documents, scorer=scorer, processor=folded, limit=SHOWN)
        return [self._ids[place] for _, _, place in found]


class WordRanking:
    """BM25 over the lower-case words of each document; one without any word of the question is no result."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._ids = [entry.id for entry in catalogue]
        self._index = BM25Okapi([document(entry).lower().split() for entry in catalogue])

    def best(self, question: str) -> list[str]:
        scores: Sequence[float] = self._index.get_scores(question.lower().split())
        order = sorted(range(len(self._ids)), key=lambda place: -scores[place])
        return [self._ids[place] for place in order[:SHOWN] if scores[place] > 0]


class FuzzyNames:
    """rapidfuzz's WRatio of what was typed with each title, alias and author; one answer or none."""

    def __init__(self, catalogue: Catalogue) -> None:
        names = {entry.id: (entry.title, *entry.aliases, *entry.authors) for entry in catalogue}
        self._names = [name for own in names.values() for name in own]
        self._ids = [id_ for id_, own in names.items() for _ in own]

    def resolve(self, typed: str) -> str | None:
        scorer, folded = fuzz.WRatio, utils.default_process
        found = process.extractOne(typed, self._names, scorer=scorer, processor=folded, score_cutoff=NAME_FROM)
        return self._ids[found[2]] if found else None
