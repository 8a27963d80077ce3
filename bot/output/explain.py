"""What each part of the bot saw in a question and decided, for curators: `dlguide explain`."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from msgspec import Struct

from bot.advise import Advised, Answer, Comparison, Guide, Notice, Plan, Recommendation, Unsure, Verdict, WhichOne
from bot.advise.asker_conditions import variant_for
from bot.advise.faq_choice import CLEAR, NEARLY
from bot.advise.mentor import chosen
from bot.advise.plans.routed import SHOWN, ahead
from bot.advise.ranking.unfit import TABLE, unfit
from bot.advise.ranking.voice import SILENCE
from bot.advise.wording.compose import reply_of
from bot.catalogue import Resource, Skill
from bot.catalogue.advice import Choice, FaqAnswer, Note, Route, Subject, Term
from bot.language import ENGLISH
from bot.understand import ParsedQuery, Reading
from bot.understand.models.reading import NONE
from bot.understand.words.asked_part import asked_part

COLUMN, WIDTH = 18, 110
MOST_GUESSES = 4
ELSEWHERE = frozenset({"intent", "level", "topics", "named", "subjects", "told", "notes", "ask", "words"})
"""Fields of a question that have rows of their own, or that the models' rows tell."""
WHY: dict[type, tuple[str, str]] = {
    FaqAnswer: ("answer about a resource", "it is asked of the resource, more clearly than any note is"),
    Note: ("note", "it is the likeliest of the notes, and likelier than none"),
    Subject: ("subject", "it is asked about, and no note is clear"),
    Term: ("term", "its meaning is asked, and no note is clear"),
    Route: ("route", "a path is asked for that it leads along, and no note is clear"),
    Verdict: ("verdict", "a review of one resource is asked for"),
    WhichOne: ("question back", "the name fits several resources, or none"),
    Comparison: ("comparison", "resources that are named are to be compared"),
    Plan: ("plan", "a path is asked for, and no note is clear"),
    Recommendation: ("ranking", "no note is clear, and no subject or route answers"),
    Unsure: ("not sure", "no note is clear, and nothing else answers"),
    Notice: ("notice", "it is out of scope, or nothing in it was understood"),
}
"""What each kind of answer is called, and what leads to it."""
Row = tuple[str, str]
Source = Note | FaqAnswer | Subject | Term | Route


def explained(guide: Guide, text: str) -> list[str]:
    """What rules and models found in a message, what was decided, and which answer came of it and why, line by line."""
    query, reading = guide.parse(text), guide.understanding.reading(text)
    parts: dict[str, Iterable[Row]] = {
        "asked part": [("", asked_part(text))],
        "rules": _found_by_rules(query),
        "models": _read_by_models(reading, query, has_reader=guide.understanding.has_reader),
        "decided": [(name, _said(getattr(query, name))) for name in ("intent", "level", "topics", "subjects")],
        "answer": _answered(guide, guide.answer(query)),
    }
    return [line for heading, rows in parts.items() for line in (heading, *_laid_out(rows))]


def _laid_out(rows: Iterable[Row]) -> Iterator[str]:
    for label, value in list(rows) or [("", "")]:
        # A terminal would obey control characters, and halves of letters cannot be printed.
        clean = "".join(letter if letter.isprintable() else " " for letter in value)
        first, *more = wrap(clean, WIDTH - COLUMN, break_on_hyphens=False) or ["-"]
        yield f"  {label:{COLUMN - 2}}{first}"
        yield from (" " * COLUMN + line for line in more)


def _found_by_rules(query: ParsedQuery) -> Iterator[Row]:
    yield from (("named", f"{' or '.join((item.id, *item.alternatives))}: {item.role}") for item in query.named)
    yield from _given(query, ELSEWHERE)
    yield from ((f"told: {name}", value) for name, value in _given(query.told))


def _given(struct: Struct, but: Iterable[str] = ()) -> Iterator[Row]:
    """The fields of a value that are filled."""
    values = ((name, getattr(struct, name)) for name in struct.__struct_fields__ if name not in but)
    return ((name.replace("_", " "), _said(value)) for name, value in values if value)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(part.id if isinstance(part, Skill) else str(part) for part in value)
    return "yes" if value is True else f"{value:g}" if isinstance(value, float) else str(value or "")


def _read_by_models(reading: Reading | None, query: ParsedQuery, *, has_reader: bool) -> Iterator[Row]:
    if reading is None:
        yield "", "not asked: rules read every word" if has_reader else "there is no trained reader: rules alone"
        return
    for head, guesses in reading.heads.items():
        shown = [guess for place, guess in enumerate(guesses) if place < MOST_GUESSES or guess.label == NONE]
        yield head, ", ".join(f"{guess.label}={guess.chance:.2f}" for guess in shown)
    yield "margin of note", f"{query.margin:+.2f} over the next; clear from {CLEAR:g}, nearly from {NEARLY:g}"


def _answered(guide: Guide, answer: Answer) -> Iterator[Row]:
    of = source_of(guide, answer) if isinstance(answer, Advised) else answer
    kind, why = WHY[type(of)]
    ids = (answer.source,) if isinstance(answer, Advised) else _ids(answer)
    yield from (("kind", kind), ("because", why), ("of", _said(ids)))
    if isinstance(answer, Advised) and isinstance(of, Source):
        yield from _for_asker(guide, of, answer.query)
    elif isinstance(answer, Plan):
        yield "goal", answer.goal.value
        yield from (("left out", f"{dropped.resource.id}: {dropped.why}") for dropped in answer.dropped)
    reply = reply_of(answer, say=ENGLISH)
    yield "picks", _said(tuple(pick.resource.id for pick in reply.picks))
    yield "near", _said(tuple(near.id for near in reply.near))
    yield "not used", _said(reply.unused)


def source_of(guide: Guide, answer: Advised) -> Source:
    """What answers. As a note and a subject may share an id, it is the note only where its words are said."""
    advice, id_ = guide.catalogue.advice, answer.source
    of, _, ask = id_.partition(":")
    if ask:
        return next(answer for answer in advice.faqs[of].answers if answer.ask == ask)
    note = advice.notes.get(id_)
    if note and answer.answer in {note.answer, *(variant.answer for variant in note.variants)}:
        return note
    return advice.terms.get(id_) or advice.subjects.get(id_) or advice.routes[id_]


def _ids(of: Answer) -> tuple[str, ...]:
    """The ids of what answers, where that is no list of picks."""
    several = of.options if isinstance(of, WhichOne) else of.resources if isinstance(of, Comparison) else ()
    return tuple(entry.id for entry in ((of.resource,) if isinstance(of, Verdict) else several))


def _for_asker(guide: Guide, source: Source, query: ParsedQuery) -> Iterator[Row]:
    """For whom it is said so, and what this asker does not get of it."""
    variant = variant_for(source, query) if isinstance(source, Note | FaqAnswer) else None
    when = source.when if isinstance(source, Route) else variant and variant.when
    yield "meant for", "; ".join(map(": ".join, _given(when))) if when else "everybody"
    if isinstance(source, Note | FaqAnswer):
        lists = [source.picks if variant is None or variant.picks is None else variant.picks]
    elif isinstance(source, Subject):
        lists = [source.shortlist]
    elif isinstance(source, Term):
        lists = []
    else:
        lists = [stage.ways for stage in ahead(source, query, guide.catalogue)[:SHOWN]]
    yield from (("taken out", line) for choices in lists for line in _taken_out(guide, query, choices))


def _taken_out(guide: Guide, query: ParsedQuery, choices: Sequence[Choice]) -> Iterator[str]:
    kept = {pick.resource.id for pick in chosen(guide.catalogue, guide.index, choices, query, SILENCE)}
    entries = (guide.catalogue.get(choice.id) for choice in choices)
    return (f"{entry.id}: {_why_not(query, entry)}" for entry in entries if entry and entry.id not in kept)


def _why_not(query: ParsedQuery, entry: Resource) -> str:
    lines = (line for row in TABLE if row.told(query) for line in entry.not_for if row.words.search(line))
    if line := next(lines, ""):
        return f"not for {line}"
    return "its level or maths is too far off" if unfit(query, entry) else "outside what is asked for"
