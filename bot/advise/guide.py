"""The whole of the advice in one value: a catalogue with everything worked out from it, ready for questions."""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bot.advise.answers import Answer, Notice, Pick, Recommendation, Review, Unsure, Verdict, WhichOne
from bot.advise.asker_conditions import route_for
from bot.advise.faq_choice import CLEAR, NEARLY, SURE_OF_STORY, faq_for, is_unclear, judged_in, wants_verdict
from bot.advise.forms.completions import Completion, choice_of, complete_name, complete_query
from bot.advise.mentor import near, noted, on_resources, on_subject, on_terms
from bot.advise.plans.goals import goal_of, says_goal
from bot.advise.plans.next import NOTHING_DONE, after, at_level_reached, next_query, with_progress
from bot.advise.plans.plan import Plan
from bot.advise.plans.planner import plan
from bot.advise.plans.readiness import NO_PROGRESS, Asker
from bot.advise.plans.routed import planned, routed
from bot.advise.ranking.extras import Extras
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.learned import taught_before
from bot.advise.ranking.recommend import recommend
from bot.advise.ranking.voice import SILENCE, Voice
from bot.advise.ranking.weights import Weights
from bot.advise.verdicts.compare import Comparison, compare
from bot.advise.verdicts.review import asked_back, maker_of_much, review, verdict, which_one
from bot.advise.wording.follow_up_words import LIGHT_WORDS
from bot.advise.wording.plan_words import goal_name
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Route, Subject
from bot.language import ENGLISH, Language, mark
from bot.understand import Lexicon, Named, ParsedQuery, Resolution, Understanding
from bot.understand.follow_up import FollowUps
from bot.understand.query import LONG
from bot.understand.words.text import phrase

if TYPE_CHECKING:
    from bot.understand.models.reader import Reader

PICKS = 3
MOST_COMPARED = 4
SURE = 0.5
"""From this margin on a note answers what is read as no question: of 440 messages off topic three come so far."""
NEAREST = 3
"""So many questions are offered where it is not clear which one is meant."""
CHOICES = 1000
"""Entries whose line in a list of names is remembered: such a list is asked for with each letter typed."""

ABOUT_A_SUBJECT = frozenset({"recommend", "explain", "review", "compare"})
"""What is asked where the subject of a question answers it."""
NOT_ABOUT_LEARNING = mark(
    "That's one for the others here: I only know about learning machine learning. Ask me about that any time."
)
THANKS = frozenset({"thank", "thx", "ty", "you", "so", "much", "a", "lot", "very", "cheer", "great", "cool", "nice"})
PLAN = frozenset({"plan", "roadmap", "schedule", "timetable"})
"""Words that ask for a plan where a time is told."""
GREETINGS = frozenset({"hi", "hello", "hey", "yo", "there", "good", "morning", "evening", "bot", "everyone", "all"})
NOT_ENGLISH = mark("I didn't understand that. English works best: ask me again in English, as simply as you like.")
NOT_UNDERSTOOD = mark(
    "I'm not sure what you're asking. Tell me what you want to learn and where you stand, for example: I know "
    "Python, how do I get into deep learning?"
)
OUT_OF_SCOPE = mark("I can't help with that: I only know how to learn this field, and anything else would be a guess.")
NO_GOAL = mark(
    "I know no way to that: I only plan how to learn machine learning. Give me a subject, a skill or a resource, for "
    "example computer vision, or ready for the Goodfellow book."
)
NOTE_GONE = mark("I no longer have an answer saved for that. Ask me in your own words and I'll look again.")


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
        subject = None if chosen.topic else self._subject(query)
        say = self.language
        return recommend(self.index, query, chosen, extras, voice, limit, skip, taught, say=say, subject=subject)

    def _subject(self, query: ParsedQuery) -> Subject | None:
        """The subject that a question is about most of all."""
        return self.catalogue.advice.subjects.get(query.subjects[0]) if query.subjects else None

    def next(self, progress: Mapping[str, str], voice: Voice = SILENCE, limit: int = PICKS) -> Recommendation:
        """What comes after what a member has marked: `progress` has "done" or "doing" by id."""
        query = next_query(self.catalogue, progress)
        found = self.recommend(query, None, voice, limit)
        return _with_message(
            found, found.message or after(self.catalogue, query, self.language) or self.language(NOTHING_DONE)
        )

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
        known = self.catalogue.get(name.strip().lower())
        return Resolution(known.id) if known else self.understanding.names.resolve(name)

    def review(self, name: str, voice: Voice = SILENCE, progress: Mapping[str, str] = NO_PROGRESS) -> Review:
        """The verdict on what a name means, or a question back; `progress` as for `answer`."""
        found = self.resolve(name)
        if not (found.id or found.alternatives) and (told := self._told_of_asker(name)):
            return self._reviewed(*told, voice, progress)
        return review(self.catalogue, self.index, name, found, voice, Asker(ParsedQuery(), progress))

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
        if query.unknown and (told := self._known_of(query, voice, progress) or self._not_known(query)):
            return told
        judged = judged_in(query) if query.intent == "review" else None
        if judged and is_unclear(judged, query):
            return asked_back(self.catalogue, judged)
        if said := faq_for(self.catalogue, query):
            return on_resources(self.catalogue, self.index, said, query, voice, self._fill(voice), limit)
        if judged and wants_verdict(judged, query) and not self._is_judged_by_note(judged, query):
            return self._reviewed(judged, query, voice, progress)
        if _asks_for_plan(query) and (way := self._way(query, voice, limit)):
            return way
        compared = self._compared(query, voice) if query.intent == "compare" else None
        if query.margin >= CLEAR and not self._is_beside(query.notes[0].label, query, compared):
            return self._noted(query.notes[0].label, query, voice, limit)
        if compared:
            return compared
        if query.terms:
            return self._on_terms(query, voice)
        if not query.is_english:
            return self._in_another_language(query, voice, limit)
        if query.intent == "none":
            if query.margin >= CLEAR:
                return self._unsure(query)
            return Notice(query, self.language(light_words(query.words) or NOT_ABOUT_LEARNING), light=True)
        if query.intent in ("review", "compare") and query.margin >= NEARLY:
            return self._noted(query.notes[0].label, query, voice, limit)
        if query.intent in ABOUT_A_SUBJECT and (subject := self._subject(query)):
            return self._on_subject(subject, query, voice, limit)
        if query.intent == "other":
            if query.margin >= NEARLY:
                return self._noted(query.notes[0].label, query, voice, limit)
            return self._unsure(query) if query.notes else Notice(query, self.language(OUT_OF_SCOPE))
        if query.margin >= NEARLY and query.intent != "recommend":
            return self._noted(query.notes[0].label, query, voice, limit)
        if query.intent == "path" and (way := self._way(query, voice, limit)):
            return way
        found = self.recommend(query, None, voice, limit)
        if query.intent == "recommend" and says_wishes(query):
            return found
        if query.intent == "path" and found.picks and (query.topics or query.level):
            return found
        if subject := self._subject(query):
            return self._on_subject(subject, query, voice, limit)
        return self._unsure(query)

    def _in_another_language(self, query: ParsedQuery, voice: Voice, limit: int) -> Answer:
        """The nearest note where one is likely, else the subject (names are much the same anywhere), else the topic."""
        if query.margin >= NEARLY:
            return self._noted(query.notes[0].label, query, voice, limit)
        if subject := self._subject(query):
            return self._on_subject(subject, query, voice, limit)
        if query.topics and (found := self.recommend(query, None, voice, limit)).picks:
            return found
        return Notice(query, self.language(NOT_ENGLISH), near(self.catalogue, query, (), (), NEAREST))

    def _on_subject(self, subject: Subject, query: ParsedQuery, voice: Voice, limit: int) -> Answer:
        others = [self.catalogue.advice.subjects[id_] for id_ in query.subjects[1:2]]
        return on_subject(self.catalogue, subject, self._near_enough(query, voice, limit), others)

    def _on_terms(self, query: ParsedQuery, voice: Voice) -> Answer:
        terms = [self.catalogue.advice.terms[id_] for id_ in query.terms]
        asked = replace(query, intent="explain", subjects=tuple({term.of: None for term in terms}))
        return on_terms(terms, self.recommend(asked, None, voice, 1), self.catalogue)

    def _near_enough(self, query: ParsedQuery, voice: Voice, limit: int) -> Recommendation:
        """Picks for a question; of other formats where there are none of those asked for."""
        found = self.recommend(query, None, voice, limit)
        if found.picks or not query.formats:
            return found
        other = self.recommend(replace(query, formats=()), None, voice, limit)
        return Recommendation(query, other.picks, other.total, found.relaxations)

    def _is_beside(self, note_id: str, query: ParsedQuery, compared: Comparison | WhichOne | None) -> bool:
        """Whether the note speaks of something else than is asked: a comparison, a meaning, or nothing."""
        note = self.catalogue.advice.notes[note_id]
        if query.intent == "none":
            return note.intent != "none" and query.margin < SURE
        if query.intent == "explain" and (query.subjects or query.terms):
            return note.intent != "explain"
        if note.intent == "explain" and query.intent == "recommend":
            return True
        picks = {
            choice.id for choices in (note.picks, *(own.picks for own in note.variants)) for choice in choices or ()
        }
        aside = isinstance(compared, Comparison) and not picks.issuperset(entry.id for entry in compared.resources)
        return aside and len(query.words) <= LONG

    def _is_judged_by_note(self, judged: Named, query: ParsedQuery) -> bool:
        """Whether a clear note is on the very thing that a verdict is asked of: "is Kaggle worth my time?"."""
        question = self.catalogue.advice.notes[query.notes[0].label].question if query.margin >= CLEAR else ""
        return bool(judged.title) and judged.title.casefold() in question.casefold()

    def _noted(self, id_: str, query: ParsedQuery, voice: Voice, limit: int = PICKS) -> Answer:
        note = self.catalogue.advice.notes[id_]
        asked = replace(query, intent=note.intent)
        return noted(self.catalogue, self.index, note, asked, voice, self._fill(voice), limit)

    def _fill(self, voice: Voice) -> Callable[[ParsedQuery, int], Sequence[Pick]]:
        return lambda query, count: self.recommend(query, None, voice, count).picks

    def note(self, id_: str, query: ParsedQuery | None = None, voice: Voice = SILENCE) -> Answer:
        """What the note with this id says; that it is gone where there is none (any more)."""
        if id_ not in self.catalogue.advice.notes:
            return Notice(query or ParsedQuery(), self.language(NOTE_GONE))
        return self._noted(id_, query or ParsedQuery(), voice)

    def by_source(self, source: str, query: ParsedQuery, voice: Voice = SILENCE, limit: int = PICKS) -> Answer:
        """What the note, subject, term, route or answer about a resource with this id (`Advised.source`) says to an
        asker; that it is gone where there is none.
        """
        advice, (of, _, ask) = self.catalogue.advice, source.rpartition(":")
        if source in advice.subjects:
            return self._on_subject(advice.subjects[source], query, voice, limit)
        if source in advice.routes:
            return routed(advice.routes[source], query, self.catalogue, self.index, voice, (), self.language)
        faq = advice.faqs.get(of)
        if faq and (said := next((answer for answer in faq.answers if answer.ask == ask), None)):
            return on_resources(self.catalogue, self.index, (faq, said), query, voice, self._fill(voice), limit)
        if source in advice.terms and source not in advice.notes:
            return self._on_terms(replace(query, terms=(source,)), voice)
        return self.note(source, query, voice)

    def _unsure(self, query: ParsedQuery) -> Answer:
        """That it is not clear what is asked, with the questions that may be meant; else with what can be asked."""
        offered = near(self.catalogue, query, (), (), NEAREST)
        return Unsure(query, offered) if offered else Notice(query, self.language(NOT_UNDERSTOOD))

    def path(
        self,
        query: ParsedQuery,
        filters: Filters | None = None,
        progress: Mapping[str, str] = NO_PROGRESS,
        *,
        alone: bool = False,
    ) -> Plan:
        """The plan for a question: the curated route that fits, else one worked out by `bot.advise.plans.planner`.

        `progress` has "done" or "doing" by id, for a member. It makes the plan shorter, which tells of it only where
        the member is `alone` with it.
        """
        asked = (filters or Filters()).applied_to(query)
        query = with_progress(self.catalogue, asked, progress)
        told = query if alone else asked
        goal = goal_of(query, self.catalogue)
        if goal.kind != "entry" and (route := self._route(query, goal.value)):
            name = goal_name(goal, query, self.catalogue, self.language)
            found = planned(route, goal, name, query, self.catalogue, self.index, SILENCE, self.language, told)
            if found:
                return found
        return plan(self.catalogue, self.index, query, told=told, say=self.language)

    def goal(self, typed: str, query: ParsedQuery) -> ParsedQuery | WhichOne | Notice:
        """The question with the goal that was typed for a plan; what to ask, or that it is none we know."""
        unclear = next((item for item in query.named if item.role in ("asked", "mentioned")), None)
        if unclear and unclear.alternatives:
            return asked_back(self.catalogue, unclear)
        if not typed.strip() or says_goal(query, self.catalogue):
            return query
        meant = self.resolve(typed)
        if meant.id:
            return replace(query, named=(Named(meant.id, "asked", typed=typed),))
        asked = which_one(self.catalogue, typed, meant)
        return asked if asked.options else Notice(query, self.language(NO_GOAL), light=True)

    def _route(self, query: ParsedQuery, goal: str = "") -> Route | None:
        """The curated route to a goal or to what the question is about, for this asker."""
        routes = tuple(self.catalogue.advice.routes.values())
        return route_for(routes, list(filter(None, [*query.subjects, goal, *query.topics])), query)

    def compare(self, names: Sequence[str], voice: Voice = SILENCE) -> Comparison | Review:
        """The resources with these names side by side; a question back for a name that is not clear.

        Where only some of them mean anything, what these mean, with the names that nothing here has.
        """
        named: list[Named] = []
        unknown: list[WhichOne] = []
        for name in names:
            answer = self.review(name, voice)
            if isinstance(answer, Verdict):
                named.append(Named(answer.resource.id, "asked", typed=name))
            elif answer.options and not answer.is_near:
                return answer
            else:
                unknown.append(answer)
        query = ParsedQuery(intent="compare", named=tuple(named), unknown=tuple(answer.name for answer in unknown))
        return self._known_of(query, voice, NO_PROGRESS) or unknown[0]

    def what_follows(self, query: ParsedQuery, voice: Voice = SILENCE, limit: int = PICKS) -> Recommendation:
        """What comes after what the question says is done."""
        reached = at_level_reached(self.catalogue, query)
        return _with_message(self.recommend(reached, None, voice, limit), after(self.catalogue, reached, self.language))

    def _way(self, query: ParsedQuery, voice: Voice, limit: int) -> Answer | None:
        """What comes next for somebody who has finished something, a plan where time was said, else a route."""
        timed = bool(query.hours_per_week or query.weeks or query.hours)
        if query.ids("done") and not timed:
            found = self.what_follows(query, voice, limit)
            return found if found.picks else None
        route = self._route(query)
        if route and not timed:
            others = near(self.catalogue, query, (), ())
            return routed(route, query, self.catalogue, self.index, voice, others, self.language)
        plan_ = self.path(query) if timed or query.topics or query.named else None
        return plan_ if plan_ and plan_.steps else None

    def _told_of_asker(self, name: str) -> tuple[Named, ParsedQuery] | None:
        """The resource and the words around it, where a name comes with what somebody knows or has done.

        The words of a name alone are never read so: "Introduction to ..." is a title, and no level.
        """
        query = self.parse(name)
        judged = judged_in(query)
        return (judged, query) if judged and (query.level or query.ids("done")) else None

    def _reviewed(self, named: Named, query: ParsedQuery, voice: Voice, progress: Mapping[str, str]) -> Review:
        if named.alternatives:
            return asked_back(self.catalogue, named)
        resource = self.catalogue.get(named.id)
        if resource is None:
            return WhichOne(named.id, ())
        return verdict(self.catalogue, self.index, resource, voice, Asker(query, progress))

    def _known_of(self, query: ParsedQuery, voice: Voice, progress: Mapping[str, str]) -> Comparison | Review | None:
        """What there is to say of the names that mean anything; None where none does."""
        if compared := self._compared(query, voice):
            return compared
        judged = judged_in(query)
        if judged is None:
            return None
        found = self._reviewed(judged, query, voice, progress)
        return replace(found, unknown=query.unknown) if isinstance(found, Verdict) else found

    def _not_known(self, query: ParsedQuery) -> WhichOne | None:
        """That the name a question is all about means nothing here, with what is called nearly so."""
        name = query.unknown[0]
        is_all = phrase(name) == query.words
        if not is_all and (says_wishes(query) or query.subjects or query.margin >= CLEAR or len(query.words) > LONG):
            return None
        return which_one(self.catalogue, name, self.resolve(name))

    def _compared(self, query: ParsedQuery, voice: Voice) -> Comparison | WhichOne | None:
        """The resources that are to be compared side by side, a question back, or None for fewer than two."""
        asked = [item for item in query.named if item.role in ("asked", "mentioned")]
        unclear = next((item for item in asked if item.alternatives), None)
        entries = {entry.id: entry for item in asked if (entry := self.catalogue.get(item.id))}
        if len(entries) < 2:
            return None
        if unclear:
            return asked_back(self.catalogue, unclear)
        resources = list(entries.values())[:MOST_COMPARED]
        if unclear_maker := maker_of_much(self.catalogue, self.understanding.names, asked, resources):
            return unclear_maker
        return replace(compare(resources, voice, query, self.language), unknown=query.unknown)


def light_words(words: Sequence[str]) -> str:
    """What to say to a mere greeting or thanks; empty for anything else."""
    said = set(words)
    if said == {"help"}:
        return LIGHT_WORDS["help"]
    if said and said <= THANKS:
        return LIGHT_WORDS["thanks"]
    return LIGHT_WORDS["hello"] if said and said <= GREETINGS else ""


def _asks_for_plan(query: ParsedQuery) -> bool:
    """Whether a plan for a time is asked for, and no note is surer than that."""
    asked = query.intent == "path" or not PLAN.isdisjoint(query.words)
    return asked and bool(query.weeks or query.hours) and query.margin < SURE_OF_STORY


def says_wishes(query: ParsedQuery) -> bool:
    """Whether the question says anything to pick by."""
    return bool(query.level or query.math or query.formats or query.cost or query.style or query.topics
                or query.frameworks or query.providers or query.certificate or query.keywords)  # fmt: skip


def _with_message(found: Recommendation, message: str) -> Recommendation:
    return Recommendation(found.query, found.picks, found.total, found.relaxations, message)
