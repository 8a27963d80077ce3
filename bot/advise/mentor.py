"""What a note or a subject says to one asker: the variant that is meant for them, and picks that their limits leave."""

from collections.abc import Callable, Collection, Sequence

from msgspec.structs import replace

from bot.advise.answers import Advised, Near, Pick
from bot.advise.facets import Constraint, constraints, firm_wishes
from bot.advise.filters import Filters
from bot.advise.rank import RankIndex
from bot.advise.unfit import unfit
from bot.advise.voice import Voice
from bot.advise.whom import variant_for
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Choice, Note, Subject
from bot.catalogue.vocabulary import LEVELS
from bot.understand import ParsedQuery

PICKS = 3
MOST_NEAR = 2
LIKELY = 0.08
"""The chance from which on a note is worth offering as what may be meant instead."""
SUBJECT = frozenset({"topics", "format"})
"""Constraints that a hand-made list need not meet: it is on the subject, and its formats were chosen with it."""
Fill = Callable[[ParsedQuery, int], Sequence[Pick]]
"""Gives so many ranked picks for a question."""


def noted(catalogue: Catalogue, index: RankIndex, note: Note, query: ParsedQuery, voice: Voice, fill: Fill) -> Advised:
    """What the note says to this asker. Where their limits leave none of its picks, `fill` gives one."""
    variant = variant_for(note, query)
    choices = note.picks if variant is None or variant.picks is None else variant.picks
    picks = chosen(catalogue, index, choices, query, voice)[:PICKS]
    if choices and not picks:
        picks = list(fill(query, 1))
    return Advised(
        query,
        note.id,
        answer=(variant and variant.answer) or note.answer,
        because=(variant and variant.because) or note.because,
        picks=tuple(picks),
        next=(variant and variant.next) or note.next or "",
        near=near(catalogue, query, {note.id}, note.see_also),
        checked=note.verified.date,
    )


def on_subject(
    catalogue: Catalogue,
    index: RankIndex,
    subject: Subject,
    query: ParsedQuery,
    voice: Voice,
    fill: Fill,
    limit: int = PICKS,
) -> Advised:
    """The subject in a sentence where it is asked what it is, else what to learn it from."""
    explained = query.intent == "explain"
    picks = chosen(catalogue, index, _for_asker(subject.shortlist, catalogue, query), query, voice)
    fitting = len(picks)
    if len(picks) < limit:
        shown = {pick.resource.id for pick in picks}
        picks += [pick for pick in fill(query, limit) if pick.resource.id not in shown]
    first = picks[0] if picks else None
    return Advised(
        query,
        subject.id,
        answer=subject.says if explained or first is None else "",
        because="" if explained else subject.says,
        picks=tuple(picks[: 1 if explained and fitting else limit]),
        next=subject.next or "",
        near=near(catalogue, query, set(), ()),
        checked=subject.verified.date,
    )


def chosen(
    catalogue: Catalogue, index: RankIndex, choices: Sequence[Choice], query: ParsedQuery, voice: Voice
) -> list[Pick]:
    """The choices that the asker's limits leave, in order; wishes count as long as any choice meets them."""
    limits = [limit for limit in constraints(query, Filters()) if limit.name not in SUBJECT or _bars(limit, query)]
    allowed = index.allowed(limits)
    fitting = [
        (choice, entry)
        for choice in choices
        if (entry := catalogue.get(choice.id)) and _has(index, entry, allowed) and not unfit(query, entry)
    ]
    for wish in firm_wishes(query):
        mask = allowed & index.allowed([wish])
        kept = [(choice, entry) for choice, entry in fitting if _has(index, entry, mask)]
        if wish.name in ("cost", "certificate") or kept:
            fitting = kept or fitting
    return [
        Pick(entry, 0.0, (choice.why,), (), voice.helped(entry.id), line=choice.why, whom=choice.whom or "")
        for choice, entry in fitting
    ]  # fmt: skip


def near(
    catalogue: Catalogue, query: ParsedQuery, but: Collection[str], further: Sequence[str], limit: int = MOST_NEAR
) -> tuple[Near, ...]:
    """The notes that may be meant instead, then those that a note points to."""
    likely = (guess.label for guess in query.notes if guess.chance >= LIKELY)
    ids = dict.fromkeys((*likely, *further))
    notes = (catalogue.advice.notes.get(id_) for id_ in ids if id_ not in but)
    return tuple(Near(note.id, note.question) for note in notes if note)[:limit]


def _for_asker(choices: Sequence[Choice], catalogue: Catalogue, query: ParsedQuery) -> list[Choice]:
    """The choices at the asker's level, and in the formats and tools that they want, before the others."""
    wanted = replace(query, topics=())

    def far(choice: Choice) -> int:
        entry = catalogue.get(choice.id)
        return _misses(wanted, entry) if entry else 0

    return sorted(choices, key=far)


def _misses(query: ParsedQuery, entry: Resource) -> int:
    """How many of the wishes the entry does not meet, level and format twice."""
    tools = {framework.name for framework in entry.frameworks}
    low, high = entry.level_span
    off = query.level is not None and not low <= LEVELS.index(query.level) <= high
    return (
        2 * (off and not query.ids("done"))
        + 2 * bool(query.formats and entry.format not in query.formats)
        + bool(query.frameworks and tools.isdisjoint(query.frameworks))
        + bool(query.cost == "free" and entry.cost != "free")
    )


def _bars(limit: Constraint, query: ParsedQuery) -> bool:
    """Whether a limit on formats is one of refusal, which holds for hand-made lists too."""
    return limit.name == "format" and bool(query.not_formats) and not query.formats


def _has(index: RankIndex, entry: Resource, mask: int) -> bool:
    return bool(index.among([entry.id], mask))
