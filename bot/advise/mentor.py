"""What a note or a subject says to one asker: the variant that is meant for them, and picks that their limits leave."""

import re
from collections.abc import Callable, Collection, Sequence

from bot.advise.answers import Advised, Near, Pick, Recommendation
from bot.advise.asker_conditions import variant_for
from bot.advise.faq_choice import CLEAR, SURE_OF_STORY
from bot.advise.ranking.constraints import Constraint, constraints, firm_wishes
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.unfit import cannot_code, unfit
from bot.advise.ranking.voice import Voice
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Choice, Faq, FaqAnswer, Note, Subject, Term
from bot.catalogue.allowed_values import Ask
from bot.understand import ParsedQuery
from bot.understand.query import LONG

PICKS = 3
MOST_NEAR = 2
LIKELY = 0.05
"""The chance from which on a note is worth offering as what may be meant instead."""
MOST_WORDS_OF_TERMS = 120
"""So many words of meanings leave room for a pick and the small print."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
DIFFERENCE = frozenset({"difference", "differ", "different", "v", "vs", "versus", "between"})
SUBJECT = frozenset({"topics", "format"})
"""Constraints that a hand-made list need not meet: it is on the subject, and its formats were chosen with it."""
AT_HAND: frozenset[Ask] = frozenset({"parts", "stuck", "next", "instead"})
"""What is asked of a resource by who has it already, or wants another."""
Fill = Callable[[ParsedQuery, int], Sequence[Pick]]
"""Gives so many ranked picks for a question."""


def noted(
    catalogue: Catalogue, index: RankIndex, note: Note, query: ParsedQuery, voice: Voice, fill: Fill, limit: int = PICKS
) -> Advised:
    """What the note says to this asker. `fill` gives a pick where their limits leave none of its own, or where none is
    of a format asked for, and further ones up to `limit`.
    """
    variant = variant_for(note, query)
    choices = note.picks if variant is None or variant.picks is None else variant.picks
    picks = chosen(catalogue, index, choices, query, voice)[:PICKS]
    if choices and not picks:
        picks = list(fill(query, 1))
    elif choices and query.formats and not any(pick.resource.format in query.formats for pick in picks):
        asked_for = [pick for pick in fill(query, 1) if pick.resource.format in query.formats]
        picks = [*picks[: PICKS - len(asked_for)], *asked_for]
    count = limit - len(picks) if choices and limit > PICKS else 0
    return Advised(
        query,
        note.id,
        answer=(variant and variant.answer) or note.answer,
        because=(variant and variant.because) or note.because,
        picks=tuple(picks),
        next=(variant and variant.next) or note.next or "",
        near=near(catalogue, query, {note.id}, note.see_also),
        checked=note.verified.date,
        further=_further({pick.resource.id for pick in picks}, query, fill, count),
        read_as=note.question if _is_guessed(note, query) else "",
    )


def _is_guessed(note: Note, query: ParsedQuery) -> bool:
    """Whether the note is only the likeliest for a long story, and may well answer a neighbour's question."""
    likeliest = query.notes[0].label if query.notes else ""
    return likeliest == note.id and len(query.words) > LONG and query.margin < SURE_OF_STORY


def on_resources(
    catalogue: Catalogue,
    index: RankIndex,
    found: tuple[Faq, FaqAnswer],
    query: ParsedQuery,
    voice: Voice,
    fill: Fill,
    limit: int = PICKS,
) -> Advised:
    """What is said to this asker about one resource, or two: these first among the picks, unless they are at hand.

    `fill` gives further picks up to `limit`.
    """
    faq, said = found
    variant = variant_for(said, query)
    choices = said.picks if variant is None or variant.picks is None else variant.picks
    own = [] if said.ask in AT_HAND else [entry for id_ in faq.of if (entry := catalogue.get(id_))]
    of = [_with_standing(entry, voice) for entry in own if entry.id not in {choice.id for choice in choices}]
    picks = (*of, *chosen(catalogue, index, choices, query, voice))[:PICKS]
    count = limit - len(picks) if limit > PICKS else 0
    same = {query.notes[0].label} if len(faq.of) > 1 and query.margin >= CLEAR else set()  # it asks which of both, too
    return Advised(
        query,
        f"{faq.id}:{said.ask}",
        answer=(variant and variant.answer) or said.answer,
        because=(variant and variant.because) or said.because,
        picks=picks,
        next=(variant and variant.next) or said.next or "",
        near=near(catalogue, query, same, ()),
        checked=faq.verified.date,
        further=_further({*faq.of, *(pick.resource.id for pick in picks)}, query, fill, count),
    )


def _further(named: Collection[str], query: ParsedQuery, fill: Fill, count: int) -> tuple[Pick, ...]:
    """So many picks beyond those named, for who asks for more than a reply shows."""
    found = fill(query, count + len(named)) if count > 0 else ()
    return tuple(pick for pick in found if pick.resource.id not in named)[: max(count, 0)]


def _with_standing(entry: Resource, voice: Voice) -> Pick:
    line = entry.standing.why if entry.standing else ""
    return Pick(entry, 0.0, (), (), voice.helped(entry.id), line=line)


def on_subject(
    catalogue: Catalogue, subject: Subject, found: Recommendation, others: Sequence[Subject] = ()
) -> Advised:
    """The subject in a sentence, and `found` to learn it from: one where it is only asked what it is or how it works.

    `others` are asked about with it: "what is the difference between ...", and to compare two is to say what each is.
    For a wish, composing the reply says which pick is for whom.
    """
    query, picks = found.query, found.picks
    compared = query.intent == "compare" and bool(others)
    explained = query.intent == "explain" or compared
    asked_too = compared or (explained and DIFFERENCE.intersection(query.words))
    beside = " ".join(other.says for other in others) if asked_too else ""
    return Advised(
        query,
        subject.id,
        answer=subject.says if explained or not picks else "",
        because=(beside or subject.how or "") if explained else "",
        picks=picks[:1] if explained else picks,
        next="" if cannot_code(query) else subject.next or "",
        near=near(catalogue, query, (), ()),
        checked=subject.verified.date,
    )


def on_terms(terms: Sequence[Term], found: Recommendation, catalogue: Catalogue) -> Advised:
    """What each term means, the first at length where there are many, and the first of `found` to learn more from."""
    first, *others = [term.means for term in terms]
    if sum(len(means.split()) for means in (first, *others)) > MOST_WORDS_OF_TERMS:
        others = [_first_sentence(means) for means in others]
    answer = _first_sentence(first)
    return Advised(
        found.query,
        terms[0].id,
        answer=answer,
        because="\n".join((first.removeprefix(answer).strip(), *others)),
        picks=found.picks[:1],
        next="",
        near=near(catalogue, found.query, (), ()),
        checked=catalogue.advice.subjects[terms[0].of].verified.date,
    )


def _first_sentence(text: str) -> str:
    return _SENTENCE_END.split(text, maxsplit=1)[0]


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
        if wish.name == "level":
            continue  # the list was chosen for its readers; what is far off is left out as unfit
        mask = allowed & index.allowed([wish])
        kept = [(choice, entry) for choice, entry in fitting if _has(index, entry, mask)]
        if wish.name == "cost" or kept:
            fitting = kept  # who asks for nothing to pay gets no paid pick, even if none is left of the note's own
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


def _bars(limit: Constraint, query: ParsedQuery) -> bool:
    """Whether a limit on formats is one of refusal, which holds for hand-made lists too."""
    return limit.name == "format" and bool(query.not_formats) and not query.formats


def _has(index: RankIndex, entry: Resource, mask: int) -> bool:
    return bool(index.among([entry.id], mask))
