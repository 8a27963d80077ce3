"""What the commands show in a terminal, laid out by rich; imported only when something is shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.catalogue.advice import Note
from bot.catalogue.allowed_values import LEVELS, Level, Topic
from bot.curator.answered import Answered
from bot.curator.coverage import Cell, Theme
from bot.output.console import terminal

HOLE = "-"


def show_coverage(covered: Mapping[Topic, Mapping[Level, Cell]], console: Console | None = None) -> None:
    """Print a line for each topic and a column for each level; what is missing is a dash."""
    table = Table("topic", *LEVELS, title="Entries for each topic and level, and how many are free")
    for topic, levels in covered.items():
        table.add_row(topic, *(_cell(levels[level]) for level in LEVELS))
    (console or terminal()).print(table)


def show_themes(themes: Mapping[str, Theme], console: Console | None = None) -> None:
    """Print a line for each file of notes, where there is any."""
    table = Table("theme", "notes", "variants", "wordings", "hands", title="Notes of each theme, and who words them")
    for name, theme in themes.items():
        wordings = f"{theme.wordings} or more, median {theme.median_wordings}"
        table.add_row(name, str(theme.notes), str(theme.variants), wordings, f"{theme.hands} or more")
    if themes:
        (console or terminal()).print(table)


def show_answered(
    found: Answered, themes: Mapping[str, Sequence[Note]], questions: int, console: Console | None = None
) -> None:
    """Print a line for each theme, then what else answers, and each question that nothing does."""
    console = console or terminal()
    table = Table("theme", "notes", "questions", "notes that answer none", title=f"What answers {questions} questions")
    for theme, (count, unused) in found.by_theme(themes).items():
        table.add_row(theme, str(len(themes[theme])), str(count), ", ".join(unused) or HOLE)
    console.print(table)
    for kind, count in sorted(found.by_kind.items()):
        console.print(f"{kind}: {count}")
    for question in found.unanswered:
        console.print(f"Unanswered: {question}", markup=False)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on the standard error, where that is a terminal; what is given is called for each thing done."""
    console = terminal(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def _cell(cell: Cell) -> str:
    return f"{cell.entries}, {cell.free or 'none'} free" if cell.entries else HOLE
