"""Answers in a terminal: the same values as on Discord's cards, laid out by rich."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.advise import Advised, Answer, Comparison, Pick, Plan, Recommendation, Verdict, WhichOne
from bot.advise.forms.completions import titled
from bot.advise.plans.hours import hours_span, weeks_span
from bot.advise.plans.plan import Step
from bot.advise.wording.asked_in import asked_in
from bot.advise.wording.compose import MOST_PICKS, Reply, reply_of, small_print, unknown_names
from bot.advise.wording.reasons import rating_of
from bot.advise.wording.terms import COST, MATH_DEMAND, facts_of, levels_of
from bot.catalogue import Catalogue, Resource
from bot.language import ENGLISH
from bot.output.console import terminal
from bot.understand import ParsedQuery


def show_answer(query: ParsedQuery, answer: Answer, console: Console | None = None) -> None:
    """Print an answer, with what was understood and what was not used below it."""
    console = console or terminal()
    if told := asked_in(query.language, say=ENGLISH):
        console.print(Text(told, "dim"))
    for part in _parts(answer):
        console.print(part)
    for small in small_print(query, reply_of(answer, say=ENGLISH), say=ENGLISH):
        console.print(Text(small, "dim"))


def show_catalogue(catalogue: Catalogue, console: Console | None = None) -> None:
    """Print all entries as a table."""
    table = Table("id", "title", "format", "level", "maths", "cost", "status", title=f"{len(catalogue)} entries")
    for entry in catalogue:
        table.add_row(
            entry.id,
            Text(entry.title),
            entry.format,
            levels_of(entry, say=ENGLISH),
            entry.math,
            entry.cost,
            entry.status,
        )
    (console or terminal()).print(table)


# Everything is a `Text`, never a string: rich would read markup and emoji codes in strings.


def _parts(answer: Answer) -> Iterator[RenderableType]:
    reply = reply_of(answer, say=ENGLISH)
    if isinstance(answer, Verdict | Comparison) and answer.unknown:
        yield Text(unknown_names(answer.unknown, say=ENGLISH))
    yield from (Text(text, style) for text, style in ((reply.answer, "bold"), (reply.because, "")) if text)
    if isinstance(answer, Verdict):
        yield _verdict_panel(answer)
    elif isinstance(answer, Comparison):
        yield _comparison_table(answer)
    elif isinstance(answer, Plan):
        yield from (_step_panel(number, step) for number, step in enumerate(answer.steps, start=1))
        yield from (Text(f"Left out: {dropped.resource.title}: {dropped.why}.") for dropped in answer.dropped)
    elif isinstance(answer, WhichOne):
        yield from (
            Text.assemble(f"- {titled(entry, say=ENGLISH)} ", (f"({entry.id})", "dim")) for entry in answer.options
        )
    else:
        yield from (_pick_panel(number, pick) for number, pick in enumerate(_picks(answer, reply), start=1))
    if reply.next:
        yield Text.assemble(("Next: ", "bold"), reply.next)
    yield from (Text(f"- {near.question}") for near in reply.near)


def _picks(answer: Answer, reply: Reply) -> Sequence[Pick]:
    """The picks of the reply, or all that there are where more were asked for."""
    if not isinstance(answer, Advised | Recommendation):
        return reply.picks
    every = (*answer.picks, *(answer.further if isinstance(answer, Advised) else ()))
    return every if len(every) > MOST_PICKS else reply.picks


def _pick_panel(number: int, pick: Pick) -> Panel:
    url = pick.resource.url
    lines = [Text(pick.line), Text(facts_of(pick.resource, say=ENGLISH), "dim"), Text(url, f"link {url}")]
    return Panel(Group(*lines), title=Text(f"{number}. {titled(pick.resource, say=ENGLISH)}"), title_align="left")


def _step_panel(number: int, step: Step) -> Panel:
    url, hours = step.resource.url, hours_span(step.hours, ENGLISH)
    lines = [
        Text(step.why),
        Text(f"Takes: {hours}" + (f", in {weeks_span(step.weeks, ENGLISH)}" if step.weeks else "")),
    ]
    lines += [Text(f"Build: {step.build}")] if step.build else []
    title = Text(f"{number}. {titled(step.resource, say=ENGLISH)}")
    return Panel(Group(*lines, Text(url, f"link {url}")), title=title, title_align="left")


def _comparison_table(comparison: Comparison) -> Table:
    table = Table("")
    for name in comparison.names:
        table.add_column(Text(name))
    for axis in comparison.axes:
        table.add_row(Text(axis.name), *(Text(value) for value in axis.values))
    return table


def _verdict_panel(verdict: Verdict) -> Panel:
    entry = verdict.resource
    lines = [Text(line) for line in (entry.summary, entry.url, *_facts(entry))]
    lines += [Text(f"{review.reviewer} ({review.written}): {review.opinion}") for review in entry.reviews]
    lines += _bullets("Good for", entry.good_for, "green") + _bullets("Not for", entry.not_for, "yellow")
    lines += _bullets("Strengths", entry.strengths) + _bullets("The gripe", [entry.gripe] if entry.gripe else [])
    lines += _bullets("Similar", [titled(other, say=ENGLISH) for other in verdict.similar])
    return Panel(Group(*lines), title=Text(titled(entry, say=ENGLISH)), title_align="left")


def _facts(entry: Resource) -> Iterator[str]:
    yield f"Rating: {rating_of(entry, say=ENGLISH) or 'none given'}"
    yield f"Status: {entry.status}, checked {entry.verified.date}. {entry.status_reason or ''}"
    if entry.successor:
        yield f"Successor: {entry.successor.title} {entry.successor.url}"
    yield f"Level: {levels_of(entry, say=ENGLISH)}. Maths: {MATH_DEMAND[entry.math]}. Style: {entry.style}."
    yield f"Cost: {COST[entry.cost]}. {entry.cost_note or ''}"


def _bullets(heading: str, lines: Iterable[str], style: str = "") -> list[Text]:
    return [Text.assemble((heading, style), f": {'; '.join(lines)}")] if (lines := tuple(lines)) else []
