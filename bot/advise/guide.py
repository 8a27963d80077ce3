"""The whole of the advice in one value: a catalogue with everything worked out from it, ready for questions."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.advise import which_answer
from bot.advise.answers import Answer, Notice, Recommendation, Review, WhichOne
from bot.advise.by_name import meaning_of, reviewed, side_by_side, told_of_asker
from bot.advise.forms.completions import Completion, choice_of, complete_name, complete_query
from bot.advise.plans.next import NOTHING_DONE, after, next_query
from bot.advise.plans.plan import Plan
from bot.advise.plans.readiness import NO_PROGRESS, Asker
from bot.advise.plans.ways import plan_for, what_follows, with_goal
from bot.advise.question import Question, subject_of
from bot.advise.ranking.extras import Extras
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.learned import taught_before
from bot.advise.ranking.recommend import recommend
from bot.advise.ranking.voice import SILENCE, Voice
from bot.advise.ranking.weights import Weights
from bot.advise.verdicts.compare import Comparison
from bot.advise.verdicts.review import review
from bot.catalogue import Catalogue, Resource
from bot.language import ENGLISH, Language
from bot.understand import Lexicon, ParsedQuery, Resolution, Understanding
from bot.understand.follow_up import FollowUps

if TYPE_CHECKING:
    from bot.understand.models.reader import Reader

PICKS = 3
CHOICES = 1000
"""Entries whose line in a list of names is remembered: such a list is asked for with each letter typed."""


class Guide:
    """Answers questions from a catalogue. Immutable: a changed catalogue makes a new guide."""

    def __init__(
        self, catalogue: Catalogue, lexicon: Lexicon, reader: "Reader | None" = None, weights: Weights | None = None
    ) -> None:
        """`reader` has the trained models; without it messages are read by rules alone."""
        self.catalogue = catalogue
        self._lexicon, self._reader, self._weights = lexicon, reader, weights
        self.understanding = Understanding(catalogue, lexicon, reader)
        self.follow_ups = FollowUps(FollowUps.phrases(), reader.follow_ups if reader else None)
        weights = weights or Weights()
        self.index = RankIndex(catalogue, weights)
        self._extras = Extras(catalogue, self.understanding.keywords, weights)
        self._by_id = {resource.id: resource for resource in catalogue}
        self._choice = lru_cache(maxsize=CHOICES)(lambda id_, say: choice_of(self._by_id[id_], say))
        self.language = ENGLISH

    def speaking(self, language: Language) -> "Guide":
        """The same guide, answering in another language; both share everything that was worked out."""
        other = copy(self)
        other.language = language
        return other

    def with_entries(self, entries: Sequence[Resource]) -> "Guide":
        """A guide that knows these entries too. Making it takes about as long as making the first one."""
        own = self.catalogue
        whole = Catalogue((*own.resources, *entries), own.redirects, own.skills, own.advice)
        return Guide(whole, self._lexicon, self._reader, self._weights).speaking(self.language)

    def without(self, ids: Collection[str]) -> "Guide":
        """The same guide, which never suggests these entries; by their names it still knows them."""
        other = copy(self)
        other.index = self.index.without(ids)
        return other

    def parse(self, text: str) -> ParsedQuery:
        """What a text asks for."""
        return self.understanding.parse(text)

    def recommend(
        self,
        query: ParsedQuery,
        filters: Filters | None = None,
        voice: Voice = SILENCE,
        limit: int = PICKS,
        skip: int = 0,
    ) -> Recommendation:
        """Picks for a question; see `bot.advise.ranking.recommend`."""
        extras = self._extras.points(query, voice)
        taught, chosen = taught_before(self.catalogue, query), filters or Filters()
        subject = None if chosen.topic else subject_of(query, self.catalogue)
        say = self.language
        return recommend(self.index, query, chosen, extras, voice, limit, skip, taught, say=say, subject=subject)

    def next(self, progress: Mapping[str, str], voice: Voice = SILENCE, limit: int = PICKS) -> Recommendation:
        """What comes after what a member has marked: `progress` has "done" or "doing" by id."""
        query = next_query(self.catalogue, progress)
        found = self.recommend(query, None, voice, limit)
        words = found.message or after(self.catalogue, query, self.language) or self.language(NOTHING_DONE)
        return replace(found, message=words)

    def what_follows(self, query: ParsedQuery, voice: Voice = SILENCE, limit: int = PICKS) -> Recommendation:
        """What comes after what the question says is done."""
        return what_follows(self._asked(query, voice, limit))

    def complete_query(self, typed: str) -> list[Completion]:
        """What a member who has typed this much of a question may go on with."""
        return complete_query(self.understanding, typed)

    def complete_name(self, typed: str, *, hidden: bool = False) -> list[Completion]:
        """The entries that a member who has typed this much of a name may mean; with `hidden`, also those left out."""
        offered = self._by_id.__contains__ if hidden else self._offers
        choice = partial(self._choice, say=self.language)
        return complete_name(self.understanding, choice, typed, offered)

    def _offers(self, id_: str) -> bool:
        return id_ in self._by_id and not self.index.leaves_out(id_)

    def resolve(self, name: str) -> Resolution:
        """The id that a name means, or the ids to ask about. An id itself, also a renamed one, is always clear."""
        return meaning_of(name, self.catalogue, self.understanding.names)

    def review(self, name: str, voice: Voice = SILENCE, progress: Mapping[str, str] = NO_PROGRESS) -> Review:
        """The verdict on what a name means, or a question back; `progress` as for `answer`."""
        found = self.resolve(name)
        if not (found.id or found.alternatives):
            query = self.parse(name)
            if judged := told_of_asker(query):
                return reviewed(self._asked(query, voice, progress=progress), judged)
        return review(self.catalogue, self.index, name, found, voice, Asker(ParsedQuery(), progress))

    def compare(self, names: Sequence[str], voice: Voice = SILENCE) -> Comparison | Review:
        """The resources with these names side by side; a question back for a name that is not clear.

        Where only some of them mean anything, what these mean, with the names that nothing here has.
        """
        reviews = ((name, self.review(name, voice)) for name in names)
        return side_by_side(reviews, partial(self._asked, voice=voice))

    def answer(
        self,
        query: ParsedQuery,
        voice: Voice = SILENCE,
        limit: int = PICKS,
        progress: Mapping[str, str] = NO_PROGRESS,
    ) -> Answer:
        """The kind of answer that the question asks for.

        `progress` has "done" or "doing" by id, for a member who alone sees the answer: a verdict tells of it.
        """
        return which_answer.answer(self._asked(query, voice, limit, progress))

    def note(self, id_: str, query: ParsedQuery | None = None, voice: Voice = SILENCE) -> Answer:
        """What the note with this id says; that it is gone where there is none (any more)."""
        return which_answer.note(self._asked(query or ParsedQuery(), voice), id_)

    def by_source(self, source: str, query: ParsedQuery, voice: Voice = SILENCE) -> Answer:
        """What the note, subject, term, route or answer about a resource with this id (`Advised.source`) says to an
        asker; that it is gone where there is none.
        """
        return which_answer.by_source(self._asked(query, voice), source)

    def path(
        self,
        query: ParsedQuery,
        filters: Filters | None = None,
        progress: Mapping[str, str] = NO_PROGRESS,
        *,
        alone: bool = False,
    ) -> Plan:
        """The plan for a question; see `bot.advise.plans.ways`.

        `progress` has "done" or "doing" by id, for a member. It makes the plan shorter, which tells of it only where
        the member is `alone` with it.
        """
        asked = (filters or Filters()).applied_to(query)
        return plan_for(asked, self.catalogue, self.index, self.language, progress, alone=alone)

    def goal(self, typed: str, query: ParsedQuery) -> ParsedQuery | WhichOne | Notice:
        """The question with the goal that was typed for a plan; what to ask, or that it is none we know."""
        return with_goal(self._asked(query), typed)

    def _asked(
        self,
        query: ParsedQuery,
        voice: Voice = SILENCE,
        limit: int = PICKS,
        progress: Mapping[str, str] = NO_PROGRESS,
    ) -> Question:
        """The question with what of the guide answers it."""

        def ranked(query: ParsedQuery, count: int) -> Recommendation:
            return self.recommend(query, None, voice, count)

        names = self.understanding.names
        return Question(query, self.catalogue, self.index, names, ranked, self.language, voice, limit, progress)
