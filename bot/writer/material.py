"""What the model gets for one question: the message, what was read of it, and what our base knows that bears on it.

Values of text, made from the guide. No name or id of a member is in them, and of messages only the one that is asked.
"""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from bot.advise.answers import Advised
from bot.advise.asker_conditions import holds
from bot.advise.conversation.turn import Turn
from bot.advise.guide import Guide
from bot.advise.plans.plan import Plan
from bot.advise.ranking.voice import Voice
from bot.advise.verdicts.compare import Comparison
from bot.advise.wording.compose import reply_of
from bot.catalogue import Resource
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from bot.understand.words.placeholders import PLACEHOLDER
from bot.writer.entries import MOST_SUBJECTS, Asked, barred, entries_for, near_notes, subjects_of
from bot.writer.facts import brief_text, facts_text, faq_text, note_text, read_lines, route_text, subject_text

MOST_MESSAGE = 2_000
"""So many characters of a message are sent, of a longer one its beginning and its end."""
END_OF_MESSAGE = 500
_IDS = re.compile(rf"{PLACEHOLDER}|\b\d{{15,}}\b|@(?:everyone|here)")
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


def material_for(guide: Guide, asked: Asked, voice: Voice, code: str, today: date) -> Material:
    """What the model gets for this question, to write in the language with this code."""
    query = asked.query
    chosen = entries_for(guide, asked, voice)
    pace = query.hours_per_week
    why_not = {entry.id: barred(guide, query, entry) for entry in (*chosen.full, *chosen.brief)}
    return Material(
        message=without_ids(asked.text),
        language=ENGLISH.name_of(code),
        code=code,
        today=today,
        query=query,
        read=tuple(read_lines(query)),
        before=_before(guide, asked.turn),
        notes=tuple(_notes(guide, asked)),
        facts=(
            *(
                Facts(entry, facts_text(entry, guide.catalogue, pace, voice, why_not[entry.id]), why_not[entry.id])
                for entry in chosen.full
            ),
            *(Facts(entry, brief_text(entry, why_not[entry.id]), why_not[entry.id]) for entry in chosen.brief),
        ),
    )


def without_ids(text: str) -> str:
    """The message without what names members, channels or addresses, in no more than `MOST_MESSAGE` characters."""
    bare = _ADDRESS.sub("(an address)", _IDS.sub("(someone)", text)).strip()
    if len(bare) <= MOST_MESSAGE:
        return bare
    return f"{bare[: MOST_MESSAGE - END_OF_MESSAGE]} [...] {bare[-END_OF_MESSAGE:]}"


def _before(guide: Guide, turn: Turn | None) -> str:
    """Our last answer, and what was told of its picks since."""
    if turn is None:
        return ""
    reply = reply_of(turn.answer, guide.language)
    picks = (f"- {pick.resource.id}: {pick.resource.title}. {pick.line}" for pick in reply.picks)
    since = (f"- since then: {item.title or item.id} is {item.role}" for item in turn.named)
    return "\n".join(filter(None, (reply.answer, reply.because, *picks, *since, reply.next)))


def _notes(guide: Guide, asked: Asked) -> Iterator[str]:
    """The nearest note whole, of the next ones what they say to such askers, and what is said of the resources,
    subjects, terms or route that are asked about.
    """
    advice, query = guide.catalogue.advice, asked.query
    for place, note in enumerate(near_notes(guide, query)):
        meant = [variant for variant in note.variants if holds(variant.when, query)]
        yield note_text(note, meant if place else None)
    faq = advice.faqs.get(asked.own.source.rpartition(":")[0]) if isinstance(asked.own, Advised) else None
    faq = faq or next((found for named in query.named if (found := advice.faqs.get(named.id))), None)
    if faq:
        yield faq_text(faq)
    for id_ in subjects_of(guide, asked)[:MOST_SUBJECTS]:
        yield subject_text(advice.subjects[id_])
    for id_ in query.terms:
        yield f"{advice.terms[id_].name}: {advice.terms[id_].means}"
    route = advice.routes.get(asked.own.source) if isinstance(asked.own, Advised) else None
    if route:
        yield route_text(route)
    if isinstance(asked.own, Plan | Comparison):
        reply = reply_of(asked.own, ENGLISH)
        yield f"What our rules would say: {reply.answer} {reply.because}"
