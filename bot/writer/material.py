"""What the model gets for one question: the message, what was read of it, and what our base knows that bears on it.

Values of text, made from the guide. No name or id of a member is in them, and of messages only the one that is asked.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.answers import Advised, Answer, Recommendation, Verdict, WhichOne
from bot.advise.conversation.turn import Turn
from bot.advise.guide import Guide
from bot.advise.plans.plan import Plan
from bot.advise.ranking.facets import constraints, firm_wishes
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.unfit import unfit
from bot.advise.ranking.voice import Voice
from bot.advise.verdicts.compare import Comparison
from bot.advise.wording.compose import TIERS, reply_of
from bot.catalogue import Resource
from bot.catalogue.advice import Note
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from bot.writer.facts import facts_text, faq_text, note_text, read_lines, route_text, subject_text

MOST_ENTRIES = 12
MOST_NOTES = 3
MOST_NAMED = 4
MOST_SUBJECTS = 2
MOST_MESSAGE = 2_000
"""So many characters of a message are sent, of a longer one its beginning and its end."""
END_OF_MESSAGE = 500
ASKED_FOR = frozenset({"topics", "format", "kin", "retired"})
"""Limits that are none of what the asker can take, or looked at by themselves: the model weighs subject and format."""
_IDS = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[\w ]+:|id:|t:)[^<>]*>|\b\d{15,}\b|@(?:everyone|here)")
"""What Discord writes for members, roles, channels, commands and emojis, and ids by themselves."""
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.-]*")


class Facts(Struct, frozen=True):
    """One entry as the model sees it. `barred` says why it may not be recommended to this asker; empty where it may."""

    entry: Resource
    text: str
    barred: str = ""


class Material(Struct, frozen=True):
    """All that one reply may be written from.

    `language` is the English name of the language to write in, `code` its code. `before` is our last answer, where
    this goes on from one. `notes` are whole notes and what else we say on the matter.
    """

    message: str
    language: str
    code: str
    today: date
    query: ParsedQuery
    read: tuple[str, ...]
    before: str
    notes: tuple[str, ...]
    facts: tuple[Facts, ...]

    @property
    def known(self) -> str:
        """Everything that comes from our base, as one text."""
        return "\n".join((self.before, *self.notes, *(one.text for one in self.facts)))

    def fact(self, id_: str) -> Facts | None:
        """The facts of the entry with this id, if they were given."""
        return next((one for one in self.facts if one.entry.id == id_), None)


class Asked(Struct, frozen=True):
    """A question with the reply of ours that would answer it. `turn` is the answer that it goes on from, if any."""

    text: str
    query: ParsedQuery
    own: Answer
    turn: Turn | None = None


def material_for(guide: Guide, asked: Asked, voice: Voice, code: str, today: date) -> Material:
    """What the model gets for this question, to write in the language with this code."""
    query = asked.query
    entries = _entries(guide, asked, voice)
    barred = {entry.id: _barred(guide, query, entry) for entry in entries}
    pace = query.hours_per_week
    return Material(
        message=without_ids(asked.text),
        language=ENGLISH.name_of(code),
        code=code,
        today=today,
        query=query,
        read=tuple(read_lines(query)),
        before=_before(guide, asked.turn),
        notes=tuple(_notes(guide, asked)),
        facts=tuple(
            Facts(entry, facts_text(entry, guide.catalogue, pace, voice, barred[entry.id]), barred[entry.id])
            for entry in entries
        ),
    )


def without_ids(text: str) -> str:
    """The message without what names members, channels or addresses, in no more than `MOST_MESSAGE` characters."""
    bare = _ADDRESS.sub("(an address)", _IDS.sub("(someone)", text)).strip()
    if len(bare) <= MOST_MESSAGE:
        return bare
    return f"{bare[: MOST_MESSAGE - END_OF_MESSAGE]} [...] {bare[-END_OF_MESSAGE:]}"


def _entries(guide: Guide, asked: Asked, voice: Voice) -> list[Resource]:
    """The entries that fit best, by standing: those named, those of our own reply and of the nearest notes, those
    that experts name first for the subject, and what ranking finds.
    """
    query, catalogue = asked.query, guide.catalogue
    named = [id_ for item in query.named for id_ in (item.id, *item.alternatives[:2])]
    before = [entry.id for entry in asked.turn.shown(guide.language)] if asked.turn else []
    ranked = guide.recommend(replace(query, intent="recommend"), None, voice, MOST_ENTRIES).picks
    sources = (
        _shown(asked.own), *_of_notes(guide, query), *_of_subjects(guide, query),
        [pick.resource.id for pick in ranked],
    )  # fmt: skip
    fitting = [id_ for id_ in _by_turns(sources) if (entry := catalogue.get(id_)) and not _barred(guide, query, entry)]
    ids = dict.fromkeys([*named[:MOST_NAMED], *before[:MOST_NAMED], *fitting])
    entries = [entry for id_ in ids if (entry := catalogue.get(id_)) and not guide.index.leaves_out(entry.id)]
    return sorted(entries[:MOST_ENTRIES], key=_standing)


def _shown(answer: Answer) -> list[str]:
    if isinstance(answer, Advised | Recommendation):
        return [pick.resource.id for pick in answer.picks]
    if isinstance(answer, Plan):
        return [step.resource.id for step in answer.steps]
    if isinstance(answer, Comparison):
        return [entry.id for entry in answer.resources]
    if isinstance(answer, WhichOne):
        return [entry.id for entry in answer.options]
    return [answer.resource.id, *(own.id for own in answer.similar)] if isinstance(answer, Verdict) else []


def _of_notes(guide: Guide, query: ParsedQuery) -> Iterator[list[str]]:
    for note in _near_notes(guide, query):
        choices = (note.picks, *(variant.picks or () for variant in note.variants))
        yield [choice.id for some in choices for choice in some]


def _of_subjects(guide: Guide, query: ParsedQuery) -> Iterator[list[str]]:
    for id_ in query.subjects[:MOST_SUBJECTS]:
        yield [choice.id for choice in guide.catalogue.advice.subjects[id_].shortlist]


def _by_turns(sources: Iterable[Sequence[str]]) -> Iterator[str]:
    """One of each source in turn, so that none fills all the room."""
    return (id_ for row in zip_longest(*sources) for id_ in row if id_)


def _near_notes(guide: Guide, query: ParsedQuery) -> list[Note]:
    notes = guide.catalogue.advice.notes
    return [notes[guess.label] for guess in query.notes if guess.label in notes][:MOST_NOTES]


def _standing(entry: Resource) -> int:
    return -TIERS.index(entry.standing.tier) if entry.standing else 0


def _barred(guide: Guide, query: ParsedQuery, entry: Resource) -> str:
    """Why this entry may not be recommended to the asker; empty where it may."""
    own = {entry.id, entry.part_of}
    if not own.isdisjoint(query.ids("done")):
        return "the asker has done it"
    if not own.isdisjoint(query.ids("avoid")):
        return "the asker does not want it"
    if entry.status == "retired":
        return "it is gone"
    if unfit(query, entry):
        return "it is not for this asker"
    wishes = (wish for wish in firm_wishes(query) if wish.name == "cost")
    for limit in (*constraints(query, Filters()), *wishes):
        if limit.name not in ASKED_FOR and not limit.allows(limit.key(entry)):
            return f"it breaks a limit of the asker: {limit.label(ENGLISH) or 'free'}"
    return ""


def _before(guide: Guide, turn: Turn | None) -> str:
    """Our last answer, and what was told of its picks since."""
    if turn is None:
        return ""
    reply = reply_of(turn.answer, guide.language)
    picks = (f"- {pick.resource.id}: {pick.resource.title}. {pick.line}" for pick in reply.picks)
    since = (f"- since then: {item.title or item.id} is {item.role}" for item in turn.named)
    return "\n".join(filter(None, (reply.answer, reply.because, *picks, *since, reply.next)))


def _notes(guide: Guide, asked: Asked) -> Iterator[str]:
    """The nearest notes whole, and what is said of the resources, subjects, terms or route that are asked about."""
    advice, query = guide.catalogue.advice, asked.query
    for note in _near_notes(guide, query):
        yield note_text(note)
    faq = advice.faqs.get(asked.own.source.rpartition(":")[0]) if isinstance(asked.own, Advised) else None
    faq = faq or next((found for named in query.named if (found := advice.faqs.get(named.id))), None)
    if faq:
        yield faq_text(faq)
    for id_ in query.subjects[:MOST_SUBJECTS]:
        yield subject_text(advice.subjects[id_])
    for id_ in query.terms:
        yield f"{advice.terms[id_].name}: {advice.terms[id_].means}"
    route = advice.routes.get(asked.own.source) if isinstance(asked.own, Advised) else None
    if route:
        yield route_text(route)
    if isinstance(asked.own, Plan | Comparison):
        reply = reply_of(asked.own, ENGLISH)
        yield f"What our rules would say: {reply.answer} {reply.because}"
