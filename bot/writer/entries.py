"""Which entries the model gets for a question: a dozen in full, and further ones in a line each."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.answers import Advised, Answer, Recommendation, Verdict, WhichOne
from bot.advise.asker_conditions import holds
from bot.advise.conversation.turn import Turn
from bot.advise.guide import Guide
from bot.advise.plans.plan import Plan
from bot.advise.ranking.constraints import constraints, firm_wishes
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.unfit import unfit
from bot.advise.ranking.voice import Voice
from bot.advise.verdicts.compare import Comparison
from bot.advise.wording.verdict_words import TIERS
from bot.catalogue import Resource
from bot.catalogue.advice import Note
from bot.catalogue.allowed_values import Topic
from bot.language import ENGLISH
from bot.understand import ParsedQuery
from bot.understand.words.asked_part import asked_part
from bot.understand.words.text import phrase

MOST_ENTRIES = 12
MOST_BRIEF = 28
MOST_NOTES = 3
MOST_NAMED = 4
MOST_SHOWN = 3
MOST_OF_NEAREST, MOST_OF_NEXT = 4, 5
"""So many of the nearest note's picks come first of all, and so many of the next ones' before other brief ones."""
MOST_SUBJECTS = 4
MOST_LISTED = 8
"""So many subjects give entries; of the first `MOST_SUBJECTS` the model gets the texts as well."""
MOST_BY_WORDS = 6
BASICS = frozenset({"python-basics", "python-data", "math", "calculus", "linear-algebra", "probability", "statistics"})
"""Skills that a beginner in this field may well have."""
IN_TITLE = 2.0
"""What a word counts that stands in a title; elsewhere in an entry it counts 1. Both times how rare the word is."""
ASKED_FOR = frozenset({"topics", "format", "kin", "retired"})
"""Limits that are none of what the asker can take, or looked at by themselves: the model weighs subject and format."""


class Asked(Struct, frozen=True):
    """A question with the reply of ours that would answer it. `turn` is the answer that it goes on from, if any."""

    text: str
    query: ParsedQuery
    own: Answer
    turn: Turn | None = None


class Chosen(Struct, frozen=True):
    """The entries for a question: in full, those that experts name first before others, and in brief."""

    full: list[Resource]
    brief: list[Resource]


def entries_for(guide: Guide, asked: Asked, voice: Voice) -> Chosen:
    """The entries that fit best: those named or shown before, the first of our own reply and of the nearest note; then
    by turns those of the near notes, of the subjects that the message names, of its telling words, and what ranking
    finds.
    """
    query = asked.query
    named = [id_ for item in query.named for id_ in (item.id, *item.alternatives[:2])]
    before = [entry.id for entry in asked.turn.shown(guide.language)] if asked.turn else []
    notes = [_of_note(note, query) for note in near_notes(guide, query)]
    first = [*_shown(asked.own)[:MOST_SHOWN], *chain.from_iterable(notes[:1])][: MOST_SHOWN + MOST_OF_NEAREST]
    fitting = [id_ for id_ in (*first, *_by_turns(_sources(guide, asked, voice))) if _fits(guide, query, id_)]
    full = _entries(guide, [*named[:MOST_NAMED], *before[:MOST_NAMED], *fitting])[:MOST_ENTRIES]
    read_of = chain(*notes[:1], *(note[:MOST_OF_NEXT] for note in notes[1:]))
    told = [id_ for id_ in read_of if _fits(guide, query, id_)]
    brief = [entry for entry in _entries(guide, [*told, *fitting]) if entry not in full]
    return Chosen(sorted(full, key=_standing), brief[:MOST_BRIEF])


def _entries(guide: Guide, ids: Iterable[str]) -> list[Resource]:
    """The entries with these ids that the guide may suggest, each once."""
    found = (guide.catalogue.get(id_) for id_ in dict.fromkeys(ids))
    return [entry for entry in found if entry and not guide.index.leaves_out(entry.id)]


def _fits(guide: Guide, query: ParsedQuery, id_: str) -> bool:
    entry = guide.catalogue.get(id_)
    return entry is not None and not barred(guide, query, entry) and not _teaches_nothing_new(query, entry)


def _teaches_nothing_new(query: ParsedQuery, entry: Resource) -> bool:
    return bool(entry.teaches) and {skill.id for skill in query.knows}.issuperset(entry.teaches)


def _sources(guide: Guide, asked: Asked, voice: Voice) -> Iterator[Sequence[str]]:
    query = asked.query
    yield from (_of_note(note, query) for note in near_notes(guide, query))
    for id_ in subjects_of(guide, asked)[:MOST_LISTED]:
        yield [choice.id for choice in guide.catalogue.advice.subjects[id_].shortlist]
    yield _by_words(guide, asked.text)
    yield from (_named_first(guide, topic) for topic in query.topics[:2])
    ranked = guide.recommend(replace(query, intent="recommend"), None, voice, MOST_ENTRIES).picks
    yield [pick.resource.id for pick in ranked]


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


def near_notes(guide: Guide, query: ParsedQuery) -> list[Note]:
    """The notes that may answer, the likeliest first."""
    notes = guide.catalogue.advice.notes
    return [notes[guess.label] for guess in query.notes if guess.label in notes][:MOST_NOTES]


def _of_note(note: Note, query: ParsedQuery) -> list[str]:
    """What the note picks for such askers, then for all, then for others."""
    meant = [variant for variant in note.variants if holds(variant.when, query)]
    others = [variant for variant in note.variants if variant not in meant]
    choices = (*(each.picks or () for each in meant), note.picks, *(each.picks or () for each in others))
    return [choice.id for some in choices for choice in some]


def subjects_of(guide: Guide, asked: Asked) -> list[str]:
    """The subject asked about most, then all that the message names: who tells a job's six skills means each."""
    return list(dict.fromkeys([*asked.query.subjects[:1], *guide.understanding.subjects_named(asked.text)]))


def _by_words(guide: Guide, text: str) -> list[str]:
    """The entries that have most of the telling words of what is asked, the rarer the word the more it counts."""
    keywords, count = guide.understanding.keywords, len(guide.catalogue)
    points: dict[str, float] = {}
    for word in dict.fromkeys(phrase(asked_part(text))):
        in_title, in_text = keywords.in_title.get(word, ()), keywords.in_text.get(word, ())
        rarity = math.log(count / max(len(in_title) + len(in_text), 1))
        for ids, worth in ((in_title, IN_TITLE), (in_text, 1.0)):
            for id_ in ids:
                points[id_] = points.get(id_, 0.0) + worth * rarity
    return sorted(points, key=lambda id_: (-points[id_], id_))[:MOST_BY_WORDS]


def _named_first(guide: Guide, topic: Topic) -> list[str]:
    """What most practitioners name first on a topic, whatever words the message has for it."""
    entries = (entry for entry in guide.index.entries if topic in entry.topics[:1])
    return [entry.id for entry in entries if entry.standing and entry.standing.tier == "core"]


def _by_turns(sources: Iterable[Sequence[str]]) -> Iterator[str]:
    """One of each source in turn, so that none fills all the room."""
    return (id_ for row in zip_longest(*sources) for id_ in row if id_)


def _standing(entry: Resource) -> int:
    return -TIERS.index(entry.standing.tier) if entry.standing else 0


def barred(guide: Guide, query: ParsedQuery, entry: Resource) -> str:
    """Why this entry may not be recommended to the asker; empty where it may."""
    own = {entry.id, entry.part_of}
    if not own.isdisjoint(query.ids("done")):
        return "the asker has done it"
    if not own.isdisjoint(query.ids("avoid")):
        return "the asker does not want it"
    if entry.status == "retired":
        return "it is gone"
    if unfit(_as_told(query), entry):
        return "it is not for this asker"
    wishes = (wish for wish in firm_wishes(query) if wish.name == "cost")
    for limit in (*constraints(query, Filters()), *wishes):
        if limit.name not in ASKED_FOR and not limit.allows(limit.key(entry)):
            return f"it breaks a limit of the asker: {limit.label(ENGLISH) or 'free'}"
    return ""


def _as_told(query: ParsedQuery) -> ParsedQuery:
    """The question without what is only guessed of its asker: the model sees whom an entry is not for, and weighs it.

    A style is guessed from single words ("live coding test"), and who uses the tools of the field is hardly a beginner.
    """
    beyond = {skill.id for skill in query.knows} - BASICS
    return replace(query, style=None, level=None if query.level == "beginner" and beyond else query.level)
