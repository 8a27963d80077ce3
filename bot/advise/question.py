"""A question with all that its answer is made from, and the answers that the parts of the advice give to it."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.answers import Advised, Pick, Recommendation
from bot.advise.mentor import noted, on_resources, on_subject, on_terms
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import Voice
from bot.catalogue import Catalogue
from bot.catalogue.advice import Faq, FaqAnswer, Subject
from bot.language import Language
from bot.understand import ParsedQuery
from bot.understand.names.index import NameIndex

Ranked = Callable[[ParsedQuery, int], Recommendation]
"""Gives at most so many picks for a question."""


class Question(Struct, frozen=True):
    """What is asked and by whom, with the parts of a guide that answer it.

    `voice` is what the server says of entries; `progress` has "done" or "doing" by id, for a member.
    """

    query: ParsedQuery
    catalogue: Catalogue
    index: RankIndex
    names: NameIndex
    ranked: Ranked
    say: Language
    voice: Voice
    limit: int
    progress: Mapping[str, str]

    @property
    def subject(self) -> Subject | None:
        """The subject that the question is about most of all."""
        return subject_of(self.query, self.catalogue)

    def recommended(self, query: ParsedQuery | None = None) -> Recommendation:
        """The picks that fit the question best, or this one in its place."""
        return self.ranked(query or self.query, self.limit)

    def noted(self, id_: str) -> Advised:
        """What the note with this id says."""
        note = self.catalogue.advice.notes[id_]
        asked = replace(self.query, intent=note.intent)
        return noted(self.catalogue, self.index, note, asked, self.voice, self._fill, self.limit)

    def likeliest(self) -> Advised:
        """What the note says that answers it most likely; there must be one."""
        return self.noted(self.query.notes[0].label)

    def on_resources(self, found: tuple[Faq, FaqAnswer]) -> Advised:
        """What is said to it about resources by name."""
        return on_resources(self.catalogue, self.index, found, self.query, self.voice, self._fill, self.limit)

    def on_subject(self, subject: Subject) -> Advised:
        """What is said about a subject."""
        others = [self.catalogue.advice.subjects[id_] for id_ in self.query.subjects[1:2]]
        return on_subject(self.catalogue, subject, self._near_enough(), others)

    def on_terms(self, ids: Sequence[str]) -> Advised:
        """What these terms mean."""
        terms = [self.catalogue.advice.terms[id_] for id_ in ids]
        subjects = tuple({term.of: None for term in terms})
        asked = replace(self.query, intent="explain", terms=tuple(ids), subjects=subjects)
        return on_terms(terms, self.ranked(asked, 1), self.catalogue)

    def _near_enough(self) -> Recommendation:
        """Picks for the question; of other formats where there are none of those asked for."""
        found = self.recommended()
        if found.picks or not self.query.formats:
            return found
        other = self.recommended(replace(self.query, formats=()))
        return Recommendation(self.query, other.picks, other.total, found.relaxations)

    def _fill(self, query: ParsedQuery, count: int) -> Sequence[Pick]:
        return self.ranked(query, count).picks


def subject_of(query: ParsedQuery, catalogue: Catalogue) -> Subject | None:
    """The subject that a question is about most of all."""
    return catalogue.advice.subjects.get(query.subjects[0]) if query.subjects else None


def says_wishes(query: ParsedQuery) -> bool:
    """Whether a question says anything to pick by."""
    return bool(query.level or query.math or query.formats or query.cost or query.style or query.topics
                or query.frameworks or query.providers or query.certificate or query.keywords)  # fmt: skip
