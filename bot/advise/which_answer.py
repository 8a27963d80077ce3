"""Which kind of answer a question gets: what is named, what is clearly asked, what it is likely about, or picks."""

from bot.advise.answers import Answer, Notice, WhichOne
from bot.advise.by_name import compared, known_of, reviewed
from bot.advise.faq_choice import CLEAR, NEARLY, SURE_OF_STORY, faq_for, is_unclear, judged_in, wants_verdict
from bot.advise.plans.routed import routed
from bot.advise.plans.ways import way
from bot.advise.question import Question, says_wishes
from bot.advise.unanswered import in_another_language, not_known, off_topic, out_of_scope, unsure
from bot.advise.verdicts.compare import Comparison
from bot.advise.verdicts.review import asked_back
from bot.language import mark
from bot.understand import Named, ParsedQuery
from bot.understand.query import LONG

SURE = 0.5
"""From this margin on a note answers what is read as no question: of 440 messages off topic three come so far."""
ABOUT_A_SUBJECT = frozenset({"recommend", "explain", "review", "compare"})
"""What is asked where the subject of a question answers it."""
PLAN = frozenset({"plan", "roadmap", "schedule", "timetable"})
"""Words that ask for a plan where a time is told."""
NOTE_GONE = mark("I no longer have an answer saved for that. Ask me in your own words and I'll look again.")


def answer(asked: Question) -> Answer:
    """The kind of answer that the question asks for: the first of these that has anything to say."""
    return (
        _on_the_named(asked)
        or _clearly_asked(asked)
        or _hardly_a_question(asked)
        or _likely_asked(asked)
        or _picked(asked)
        or unsure(asked)
    )


def by_source(asked: Question, source: str) -> Answer:
    """What the note, subject, term, route or answer about a resource with this id (`Advised.source`) says to an asker;
    that it is gone where there is none.
    """
    advice, (of, _, ask) = asked.catalogue.advice, source.rpartition(":")
    if source in advice.subjects:
        return asked.on_subject(advice.subjects[source])
    if source in advice.routes:
        route = advice.routes[source]
        return routed(route, asked.query, asked.catalogue, asked.index, asked.voice, (), asked.say)
    faq = advice.faqs.get(of)
    if faq and (said := next((answer for answer in faq.answers if answer.ask == ask), None)):
        return asked.on_resources((faq, said))
    if source in advice.terms and source not in advice.notes:
        return asked.on_terms([source])
    return note(asked, source)


def note(asked: Question, id_: str) -> Answer:
    """What the note with this id says to an asker; that it is gone where there is none (any more)."""
    return asked.noted(id_) if id_ in asked.catalogue.advice.notes else Notice(asked.query, asked.say(NOTE_GONE))


def _on_the_named(asked: Question) -> Answer | None:
    """What there is to say of the resources named: that one is not known, an answer about them, or the verdict."""
    query = asked.query
    if query.unknown and (told := known_of(asked) or not_known(asked)):
        return told
    judged = judged_in(query) if query.intent == "review" else None
    if judged and is_unclear(judged, query):
        return asked_back(asked.catalogue, judged)
    if said := faq_for(asked.catalogue, query):
        return asked.on_resources(said)
    if judged and wants_verdict(judged, query) and not _is_judged_by_note(judged, asked):
        return reviewed(asked, judged)
    return None


def _clearly_asked(asked: Question) -> Answer | None:
    """A plan for a time, a clear note, a comparison, or what terms mean."""
    query = asked.query
    if _asks_for_plan(query) and (found := way(asked)):
        return found
    both = compared(asked) if query.intent == "compare" else None
    if query.margin >= CLEAR and not _is_beside(asked, both):
        return asked.likeliest()
    return both or (asked.on_terms(query.terms) if query.terms else None)


def _hardly_a_question(asked: Question) -> Answer | None:
    """What is said to another language, and to who asks for nothing."""
    if not asked.query.is_english:
        return in_another_language(asked)
    return off_topic(asked) if asked.query.intent == "none" else None


def _likely_asked(asked: Question) -> Answer | None:
    """The likeliest note, the subject of the question, or that it is out of scope."""
    query, is_likely = asked.query, asked.query.margin >= NEARLY
    if is_likely and query.intent in ("review", "compare"):
        return asked.likeliest()
    if query.intent in ABOUT_A_SUBJECT and (subject := asked.subject):
        return asked.on_subject(subject)
    if is_likely and query.intent != "recommend":
        return asked.likeliest()
    return out_of_scope(asked) if query.intent == "other" else None


def _picked(asked: Question) -> Answer | None:
    """A way to what is wanted, picks by what is wished for, or what is said of the subject."""
    query = asked.query
    if query.intent == "path" and (found := way(asked)):
        return found
    if query.intent == "recommend" and says_wishes(query):
        return asked.recommended()
    if query.intent == "path" and (query.topics or query.level) and (picks := asked.recommended()).picks:
        return picks
    subject = asked.subject
    return asked.on_subject(subject) if subject else None


def _is_beside(asked: Question, both: Comparison | WhichOne | None) -> bool:
    """Whether the likeliest note speaks of something else than is asked: a comparison, a meaning, or nothing."""
    query = asked.query
    likeliest = asked.catalogue.advice.notes[query.notes[0].label]
    if query.intent == "none":
        return likeliest.intent != "none" and query.margin < SURE
    if query.intent == "explain" and (query.subjects or query.terms):
        return likeliest.intent != "explain"
    if likeliest.intent == "explain" and query.intent == "recommend":
        return True
    picks = {
        choice.id
        for choices in (likeliest.picks, *(own.picks for own in likeliest.variants))
        for choice in choices or ()
    }
    aside = isinstance(both, Comparison) and not picks.issuperset(entry.id for entry in both.resources)
    return aside and len(query.words) <= LONG


def _is_judged_by_note(judged: Named, asked: Question) -> bool:
    """Whether a clear note is on the very thing that a verdict is asked of: "is Kaggle worth my time?"."""
    query, notes = asked.query, asked.catalogue.advice.notes
    question = notes[query.notes[0].label].question if query.margin >= CLEAR else ""
    return bool(judged.title) and judged.title.casefold() in question.casefold()


def _asks_for_plan(query: ParsedQuery) -> bool:
    """Whether a plan for a time is asked for, and no note is surer than that."""
    asked = query.intent == "path" or not PLAN.isdisjoint(query.words)
    return asked and bool(query.weeks or query.hours) and query.margin < SURE_OF_STORY
