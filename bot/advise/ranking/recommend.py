"""From a question to picks, each with its reasons and caveats, or to what stands in the way of any."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from bot.advise.answers import Pick, Recommendation, Relaxation
from bot.advise.ranking.constraints import Constraint, constraints, firm_wishes
from bot.advise.ranking.facets import facets
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex, Scored
from bot.advise.ranking.learned import repetition_facets
from bot.advise.ranking.nothing import nothing_fits
from bot.advise.ranking.timing import time_caveats, time_facets, time_reasons
from bot.advise.ranking.unfit import asks_for_code, codes_otherwise, in_their_language, unfit
from bot.advise.ranking.voice import Voice
from bot.advise.ranking.weights import Weights
from bot.advise.wording.reasons import MAX_CAVEATS, MAX_REASONS, caveats, found_here, line_of, reasons
from bot.catalogue import Resource
from bot.catalogue.advice import Choice, Subject
from bot.language import Language, mark
from bot.understand import ParsedQuery

POOL = 4
SAME_WORDS = 4
"""Titles of one author that begin with so many same words are editions of one work."""
WINDOW = 12
"""Each pick is chosen among so many of the best left, so that a set is mixed but every pick in it good."""
MAX_RELAXATIONS = 3
NO_MORE = mark("No more picks: you've seen everything that fits.")


def recommend(
    index: RankIndex,
    query: ParsedQuery,
    filters: Filters,
    extras: Mapping[str, float],
    voice: Voice,
    limit: int,
    skip: int = 0,
    taught: frozenset[str] = frozenset(),
    *,
    say: Language,
    subject: Subject | None = None,
) -> Recommendation:
    """The `limit` best picks after the first `skip`; a limit of 0 gives every entry that passes, in order.

    `extras` are points of single entries by id, `voice` what the server says of them, `taught` the skills that the
    asker has from what they finished. What is on the shortlist of `subject` leads, as far as the limits leave it. As
    long as there are others, entries are left out that say that they are not for this asker or are in a language other
    than theirs; for who does not program, what asks for code goes where one of the best does without.
    """
    query = filters.applied_to(query)
    conditions = constraints(query, filters)
    shortlist = {choice.id: choice for choice in subject.shortlist} if subject else {}
    allowed = _allowed(index, conditions, shortlist)
    if not allowed:
        relaxed = _relaxations(index, query, conditions, say)
        return Recommendation(query, (), 0, relaxed, nothing_fits(index, query, conditions, relaxed, say))
    for wish in firm_wishes(query):
        allowed = (allowed & index.allowed([wish])) or allowed
    wanted = (skip + limit + WINDOW) * POOL if limit else 0
    weights = index.weights
    asked = [*facets(query, weights), *time_facets(query, index.skills, weights), *repetition_facets(taught, weights)]
    ranked = index.best(asked, allowed, _with_shortlist(extras, shortlist, weights), wanted)
    scored = [entry for entry in ranked if _suits(query, entry.resource, shortlist)] or ranked
    total = allowed.bit_count() - (len(ranked) - len(scored))
    if limit and (codeless := _codeless(scored, query, shortlist)):
        scored, total = codeless, len(codeless)
    chosen = _mixed(scored, query, index, skip + limit)[skip:] if limit else scored
    picks = tuple(_pick(entry, query, voice, say, shortlist.get(entry.resource.id)) for entry in chosen)
    return Recommendation(query, picks, total, message="" if picks else say(NO_MORE))


def _allowed(index: RankIndex, conditions: Sequence[Constraint], shortlist: Mapping[str, Choice]) -> int:
    """The entries that the limits leave; those on the shortlist were chosen for the subject by hand, whatever topics
    they name.
    """
    allowed = index.allowed(conditions)
    if shortlist:
        others = [condition for condition in conditions if condition.name != "topics"]
        allowed |= index.bits(shortlist) & index.allowed(others)
    return allowed


def _suits(query: ParsedQuery, entry: Resource, shortlist: Mapping[str, Choice]) -> bool:
    """Whether nothing about an entry says that it is for others than this asker."""
    theirs = in_their_language(query, entry) and not unfit(query, entry)
    return theirs and (entry.id in shortlist or not codes_otherwise(query, entry))


def _codeless(scored: Sequence[Scored], query: ParsedQuery, shortlist: Mapping[str, Choice]) -> list[Scored]:
    """Those of the best that ask for no code, where the asker cannot program and others of the best do: a few that
    suit them, not more that hardly fit the question. Empty where that leaves nothing out.
    """
    best = [entry for entry in scored if entry.resource.id in shortlist] or scored[:WINDOW]
    codeless = [entry for entry in best if not asks_for_code(query, entry.resource)]
    return codeless if len(codeless) < len(best) else []


def _with_shortlist(
    extras: Mapping[str, float], shortlist: Mapping[str, Choice], weights: Weights
) -> Mapping[str, float]:
    """The extra points with those for being named for the subject, the first named most."""
    points = {id_: weights.shortlist - weights.shortlist_step * place for place, id_ in enumerate(shortlist)}
    return {**extras, **{id_: extras.get(id_, 0.0) + more for id_, more in points.items()}}


def _pick(entry: Scored, query: ParsedQuery, voice: Voice, say: Language, choice: Choice | None = None) -> Pick:
    votes, against = voice.helped(entry.resource.id), voice.misfits(entry.resource.id, query)
    why = [*_pin(entry.resource.id, voice, say), *time_reasons(query, entry.resource, say)]
    why += reasons(query, entry.resource, votes, say)
    but = [*time_caveats(query, entry.resource, say), *caveats(query, entry.resource, say, against)]
    line = choice.why if choice else line_of(entry.resource)
    here = (*_pin(entry.resource.id, voice, say), *found_here(against, say))
    return Pick(entry.resource, round(entry.score, 3), tuple(why[:MAX_REASONS]), tuple(but[:MAX_CAVEATS]), votes, line,
                (choice.whom if choice else None) or "", here)  # fmt: skip


def _pin(id_: str, voice: Voice, say: Language) -> Iterator[str]:
    """That the server's moderators put an entry first, with their note."""
    if id_ in voice.pinned:
        note, pinned = voice.pinned[id_], say("pinned by this server's moderators")
        yield f"{pinned}: {note}" if note else pinned


def _mixed(scored: Sequence[Scored], query: ParsedQuery, index: RankIndex, count: int) -> list[Scored]:
    """The best, with other formats before more of the same, and never a whole beside its parts.

    A greedy form of maximal marginal relevance (Carbonell and Goldstein, 1998).
    """
    chosen: list[Scored] = []
    rest = list(scored)
    while rest and len(chosen) < count:
        apart = (entry for entry in rest if not any(_same_family(entry, other) for other in chosen))
        window = list(islice(apart, WINDOW)) or rest[:WINDOW]
        best = max(window, key=lambda entry: entry.score + _repeats(entry, chosen, query, index))
        chosen.append(best)
        rest = [entry for entry in rest if entry is not best]
    return chosen


def _repeats(entry: Scored, chosen: Sequence[Scored], query: ParsedQuery, index: RankIndex) -> float:
    if len(query.formats) == 1:
        return 0.0
    return index.weights.same_format * sum(other.resource.format == entry.resource.format for other in chosen)


def _same_family(entry: Scored, other: Scored) -> bool:
    """Whether one is a part of the other, or both are editions of one work; two parts of one whole are not."""
    one, two = entry.resource, other.resource
    if one.part_of or two.part_of:
        return one.part_of == two.id or two.part_of == one.id
    same = one.title.split()[:SAME_WORDS] == two.title.split()[:SAME_WORDS]
    return same and bool(one.authors) and one.authors == two.authors


def _relaxations(
    index: RankIndex, query: ParsedQuery, conditions: Sequence[Constraint], say: Language
) -> tuple[Relaxation, ...]:
    """What giving up each one condition would bring, the most fruitful first. The retired stay away."""
    found = []
    for position, condition in enumerate(conditions[1:], start=1):
        allowed = index.allowed([*conditions[:position], *conditions[position + 1 :]])
        if allowed:
            best = index.best(facets(query, index.weights), allowed, {}, 1)[0].resource
            found.append(Relaxation(condition.label(say), allowed.bit_count(), best))
    return tuple(sorted(found, key=lambda relaxation: -relaxation.count)[:MAX_RELAXATIONS])
