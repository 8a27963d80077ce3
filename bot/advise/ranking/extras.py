"""Points of single entries on top of their facets: for words of the question, for what they follow on, for votes."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.advise.ranking.voice import Voice, voice_points
from bot.advise.ranking.weights import Weights
from bot.catalogue import Catalogue, Resource
from bot.understand import Keywords, ParsedQuery


class Extras:
    """Finds the few entries that a question has extra points for, by the words and skills that lead to them."""

    def __init__(self, catalogue: Catalogue, keywords: Keywords, weights: Weights) -> None:
        self._catalogue = catalogue
        self._keywords = keywords
        self._weights = weights
        self._requiring: dict[str, set[str]] = {}
        for resource in catalogue:
            for skill in resource.requires:
                self._requiring.setdefault(skill, set()).add(resource.id)

    def points(self, query: ParsedQuery, voice: Voice) -> dict[str, float]:
        """The extra points by id. `voice` is what the server says."""
        sums: dict[str, float] = {}
        votes = voice_points(voice, query, self._weights)
        for part in (self._for_keywords(query), self._for_next_steps(query), votes):
            for id_, points in part.items():
                sums[id_] = sums.get(id_, 0.0) + points
        return sums

    def _for_keywords(self, query: ParsedQuery) -> dict[str, float]:
        points: dict[str, float] = {}
        weights = self._weights
        for word in query.keywords:
            in_title, in_text = self._keywords.in_title.get(word, ()), self._keywords.in_text.get(word, ())
            if not in_title and not in_text:  # a word of an old button, which no entry has any more
                continue
            rarity = 1 - math.log(len(in_title) + len(in_text)) / math.log(max(len(self._catalogue), 2))
            for ids, worth in ((in_title, weights.keyword_in_title), (in_text, weights.keyword)):
                for id_ in ids:
                    points[id_] = points.get(id_, 0.0) + worth * rarity
        return {id_: min(sum_, self._weights.keywords_most) for id_, sum_ in points.items()}

    def _for_next_steps(self, query: ParsedQuery) -> dict[str, float]:
        """For entries that build on what something finished has taught, and for the next part of a series."""
        finished = [entry for id_ in query.ids("done") if (entry := self._catalogue.get(id_))]
        taught = {skill for entry in finished for skill in entry.teaches}
        builds_on = Counter(id_ for skill in taught for id_ in self._requiring.get(skill, ()))
        points = {
            id_: min(skills * self._weights.next_step, self._weights.next_steps_most)
            for id_, skills in builds_on.items()
        }
        for id_ in self._next_parts(finished, query):
            points[id_] = points.get(id_, 0.0) + self._weights.next_part
        for whole in {entry.part_of for entry in finished if entry.part_of}:
            points[whole] = points.get(whole, 0.0) + self._weights.whole_begun
        return points

    def _next_parts(self, finished: Sequence[Resource], query: ParsedQuery) -> Iterator[str]:
        """For each series of which a part is finished, the part after the last finished one that is of interest."""
        last = {entry.part_of: self._place(entry) for entry in sorted(finished, key=self._place) if entry.part_of}
        not_topics = frozenset(query.not_topics)
        for series, place in last.items():
            later = (part for part in self._catalogue.parts_of(series) if self._place(part) > place)
            yield from islice((part.id for part in later if not_topics.isdisjoint(part.topics[:1])), 1)

    def _place(self, entry: Resource) -> int:
        return self._catalogue.resources.index(entry)
