"""Entries, notes and what was read of a question, as text for the model: only facts and sentences of our base."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from bot.advise.plans.hours import hours_span, span
from bot.advise.ranking.voice import Voice
from bot.advise.wording.understood import about
from bot.catalogue import Catalogue, Resource
from bot.catalogue.advice import Choice, Faq, Note, Route, Subject, Variant, When
from bot.language import ENGLISH
from bot.understand import ParsedQuery

ROLES = {
    "asked": "asked about", "done": "done", "doing": "in the middle of it", "avoid": "not wanted",
    "mentioned": "mentioned",
}  # fmt: skip
STANDING = {
    "core": "what most practitioners name first for this", "solid": "a good choice", "niche": "for special cases",
}  # fmt: skip
MOST_TOLD = 5
"""So many words of a condition say what it means."""
COST = {"free": "free", "freemium": "free in part", "paid": "paid", "subscription": "subscription"}


def facts_text(entry: Resource, catalogue: Catalogue, pace: float | None, voice: Voice, barred: str) -> str:
    """All that is known of an entry, a line each. `pace` is the asker's hours a week."""
    return "\n".join(filter(None, _facts(entry, catalogue, pace, voice, barred)))


def _facts(entry: Resource, catalogue: Catalogue, pace: float | None, voice: Voice, barred: str) -> Iterator[str]:
    yield f"[{entry.id}] {entry.title}"
    if barred:
        yield f"DO NOT PICK: {barred}"
    by = f"by {ENGLISH.all_of(entry.authors)}" if entry.authors else ""
    where = entry.platform or entry.publisher or ""
    language = f"in {ENGLISH.name_of(entry.language)}"
    made = [entry.format, by, where, entry.edition or "", str(entry.year or ""), language]
    yield f"is: {', '.join(filter(None, made))}. {entry.summary}"
    if entry.standing:
        yield f"standing: {STANDING[entry.standing.tier]}: {entry.standing.why}"
    yield from _status(entry)
    yield from _demands(entry, catalogue)
    yield from _listed("tools", (" ".join(filter(None, (tool.name, tool.version))) for tool in entry.frameworks))
    yield from _listed("for", entry.good_for)
    yield from _listed("not for", entry.not_for)
    yield from _listed("strengths", entry.strengths)
    yield f"weakness: {entry.gripe}" if entry.gripe else ""
    yield from _price(entry, pace)
    yield from _said_here(entry, voice)


def _status(entry: Resource) -> Iterator[str]:
    if entry.status != "current":
        yield f"status: {entry.status}. {entry.status_reason or ''}"
    if entry.successor:
        yield f"successor: {entry.successor.title}"


def _demands(entry: Resource, catalogue: Catalogue) -> Iterator[str]:
    level = entry.level[0] if entry.level[0] == entry.level[1] else " to ".join(entry.level)
    known = [f"level {level}" if entry.knows("level") else "", f"maths {entry.math}" if entry.knows("math") else ""]
    style = f"style {entry.style}" if entry.knows("style") else ""
    code = f"programming: {entry.programming}" if entry.programming else ""
    yield "demands: " + ", ".join(filter(None, [*known, style, code]))
    yield from _listed("builds on", (catalogue.skills.skill(id_).name for id_ in entry.requires))


def _price(entry: Resource, pace: float | None) -> Iterator[str]:
    cost = COST[entry.cost] if entry.knows("cost") else "not known"
    yield f"cost: {cost}. {entry.cost_note or ''}".strip()
    if entry.hours:
        low, high = entry.hours
        weeks = span((ceil(low / pace), ceil(high / pace)), ENGLISH) if pace else ""
        paced = f", {weeks} weeks at the asker's pace" if weeks else ""
        yield f"time: {hours_span(entry.hours, ENGLISH)}{paced}. {entry.hours_note or ''}".strip()
    if entry.certificate is not None:
        yield f"certificate: {'yes' if entry.certificate else 'no'}"


def _said_here(entry: Resource, voice: Voice) -> Iterator[str]:
    if votes := voice.helped(entry.id):
        yield f"in this server: helped {votes}"
    told = (f"{choice} for {members}" for choice, members in voice.misfits(entry.id).items())
    yield from _listed("members of this server against it", told)


def brief_text(entry: Resource, barred: str) -> str:
    """An entry in a line: what it is, for whom, what it costs and takes, and its weakness."""
    lines = [f"[{entry.id}] {entry.title}", f"DO NOT PICK: {barred}" if barred else "", _in_a_line(entry)]
    return "\n".join(filter(None, lines))


def _in_a_line(entry: Resource) -> str:
    by = f"by {ENGLISH.all_of(entry.authors)}" if entry.authors else ""
    level = f"level {' to '.join(dict.fromkeys(entry.level))}" if entry.knows("level") else ""
    cost = COST[entry.cost] if entry.knows("cost") else ""
    time = hours_span(entry.hours, ENGLISH) if entry.hours else ""
    made = [entry.format, by, entry.edition or "", str(entry.year or ""), level, cost, time]
    state = f" {entry.status}: {entry.status_reason or ''}" if entry.status != "current" else ""
    says = entry.standing.why if entry.standing else entry.summary
    return f"{', '.join(filter(None, made))}. {says} {entry.gripe or ''}{state}".strip()


def note_text(note: Note, variants: Iterable[Variant] | None = None) -> str:
    """A note: the question that it answers, what it says to all, and to whom it says something else: all of its
    variants, or these alone.
    """
    lines = [f"QUESTION: {note.question}", note.answer, note.because, *_choices(note.picks)]
    lines.append(f"Next: {note.next}" if note.next else "")
    for variant in note.variants if variants is None else variants:
        said = (variant.answer or "", variant.because or "", f"Next: {variant.next}" if variant.next else "")
        lines += [f"IF {_condition(variant.when)}: {' '.join(filter(None, said))}", *_choices(variant.picks or ())]
    return "\n".join(filter(None, lines))


def faq_text(faq: Faq) -> str:
    """What is said to each thing that people ask about a resource, or about which of two to take."""
    lines = [f"ABOUT {' and '.join(faq.of)}:"]
    for answer in faq.answers:
        lines += [f"{answer.ask}: {answer.answer} {answer.because}", *_choices(answer.picks)]
    return "\n".join(lines)


def subject_text(subject: Subject) -> str:
    """What a subject is, and what experts name first to learn it."""
    says = f"SUBJECT {subject.name}: {subject.says} {subject.how or ''}".strip()
    return "\n".join(filter(None, [says, *_choices(subject.shortlist), subject.next or ""]))


def route_text(route: Route) -> str:
    """A whole route, a line for each stage."""
    lines = [f"ROUTE {route.title}:"]
    for place, stage in enumerate(route.stages, start=1):
        ways = "; ".join(f"{choice.id} ({choice.why})" for choice in stage.ways)
        lines.append(f"{place}. {stage.reach} ({stage.hours[0]} to {stage.hours[1]} hours): {ways}. {stage.project}")
    return "\n".join(lines)


def _choices(choices: Iterable[Choice]) -> list[str]:
    return [f"- {choice.id}: {choice.why}{f' (for {choice.whom})' if choice.whom else ''}" for choice in choices]


def _condition(when: When) -> str:
    """Whom a variant is for, in the words of its conditions."""
    told = {
        "level": when.level, "maths": when.math, "is a": when.who, "knows": when.knows, "lacks": when.lacks,
        "wants": when.wants, "pays": when.cost, "topic": when.topics, "has done": when.done, "says": when.says,
    }  # fmt: skip
    parts = [f"{name} {_some(values)}" for name, values in told.items() if values]
    parts += [f"has less than {when.hours_below:g} hours a week"] if when.hours_below else []
    return " and ".join(parts)


def _some(values: Sequence[str]) -> str:
    return " or ".join(values[:MOST_TOLD]) + (" or the like" if len(values) > MOST_TOLD else "")


def read_lines(query: ParsedQuery) -> Iterator[str]:
    """What was read from a question, a line for each kind of thing."""
    told = query.told
    yield from _listed("level", filter(None, [query.level]))
    yield from _listed("maths at most", filter(None, [query.math]))
    yield from _listed("formats wanted", query.formats)
    yield from _listed("not wanted", (*query.not_formats, *query.not_frameworks, *query.not_providers))
    yield from _listed("cost at most", filter(None, [query.cost]))
    yield from _listed("tools", query.frameworks)
    yield from _listed("is", told.who)
    yield from _listed("knows", (*told.knows, *(skill.name for skill in query.knows)))
    yield from _listed("lacks", told.lacks)
    yield from _listed("wants", (*told.aims, *(["a certificate"] if query.certificate else [])))
    yield from _listed("resources in", map(ENGLISH.name_of, told.languages))
    for value, unit in ((query.hours_per_week, "hours a week"), (query.weeks, "weeks"), (query.hours, "hours in all")):
        if value:
            yield f"time: {about(value):g} {unit}"
    for item in query.named:
        yield f"names {item.title or item.id}: {ROLES[item.role]}"


def _listed(name: str, values: Iterable[str]) -> Iterator[str]:
    if listed := "; ".join(values):
        yield f"{name}: {listed}"
