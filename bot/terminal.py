"""Answers in a terminal: the same values as on Discord's cards, laid out by rich."""

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from bot.advise import Answer, Notice, Pick, Recommendation, Verdict
from bot.advise.complete import titled
from bot.advise.wording import COST, MATH_DEMAND, rating_of, understood
from bot.catalogue import Catalogue, Resource
from bot.contract import message_of
from bot.understand import ParsedQuery


def show_answer(query: ParsedQuery, answer: Answer, console: Console | None = None) -> None:
    """Print an answer with what was understood above it."""
    console = console or Console()
    if read := understood(query):
        console.print(f"[dim]Understood: {escape(read)}.[/dim]")
    for part in _parts(answer):
        console.print(part)


def show_catalogue(catalogue: Catalogue, console: Console | None = None) -> None:
    """Print all entries as a table."""
    table = Table("id", "title", "format", "level", "maths", "cost", "status", title=f"{len(catalogue)} entries")
    for entry in catalogue:
        level = " to ".join(dict.fromkeys(entry.level))
        table.add_row(entry.id, escape(entry.title), entry.format, level, entry.math, entry.cost, entry.status)
    (console or Console()).print(table)


def _parts(answer: Answer) -> Iterator[RenderableType]:
    if message := message_of(answer):
        yield escape(message)
    if isinstance(answer, Recommendation):
        yield from (_pick_panel(number, pick) for number, pick in enumerate(answer.picks, start=1))
    elif isinstance(answer, Verdict):
        yield _verdict_panel(answer)
    elif not isinstance(answer, Notice):
        yield from (f"- {escape(titled(entry))} [dim]({entry.id})[/dim]" for entry in answer.options)
        if not answer.options:
            yield "Nothing in my list has that name."


def _pick_panel(number: int, pick: Pick) -> Panel:
    lines = [escape(pick.resource.summary), f"[link={pick.resource.url}]{escape(pick.resource.url)}[/link]"]
    lines += _bullets("[green]Why[/green]", pick.reasons) + _bullets("[yellow]But[/yellow]", pick.caveats)
    return Panel(Group(*lines), title=f"{number}. {escape(titled(pick.resource))}", title_align="left")


def _verdict_panel(verdict: Verdict) -> Panel:
    entry = verdict.resource
    lines = [escape(entry.summary), escape(entry.url), *_facts(entry)]
    lines += [escape(f"{review.reviewer} ({review.written}): {review.opinion}") for review in entry.reviews]
    lines += _bullets("[green]Good for[/green]", entry.good_for) + _bullets("[yellow]Not for[/yellow]", entry.not_for)
    lines += _bullets("Strengths", entry.strengths) + _bullets("The gripe", [entry.gripe] if entry.gripe else [])
    lines += _bullets("Similar", [titled(other) for other in verdict.similar])
    return Panel(Group(*lines), title=escape(titled(entry)), title_align="left")


def _facts(entry: Resource) -> Iterator[str]:
    yield f"Rating: {escape(rating_of(entry) or 'none given')}"
    yield f"Status: {entry.status}, checked {entry.verified.date}"
    if entry.successor:
        yield f"Successor: {escape(entry.successor.title)} {escape(entry.successor.url)}"
    yield f"Level: {' to '.join(dict.fromkeys(entry.level))}. Maths: {MATH_DEMAND[entry.math]}. Style: {entry.style}."
    yield f"Cost: {COST[entry.cost]}. {escape(entry.cost_note or '')}"


def _bullets(heading: str, lines: Iterable[str]) -> list[str]:
    return [f"{heading}: {escape('; '.join(lines))}"] if (lines := tuple(lines)) else []
