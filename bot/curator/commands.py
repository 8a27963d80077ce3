"""The commands under `dlguide knowledge`: their arguments, and what each prints."""

import argparse
import asyncio
import datetime as dt
import sys
from dataclasses import asdict
from pathlib import Path

from bot.catalogue import Base, InvalidCatalogue, load_catalogue, read_base
from bot.catalogue.advice.asks import Asks, check_asks, read_asks
from bot.catalogue.checks.addresses import addresses_of
from bot.catalogue.reading.files import all_read
from bot.catalogue.skills import SKILLS_FILE
from bot.curator.coverage import coverage, notes_by_theme, themes
from bot.output import contract, given
from bot.run.settings import Settings

PROBLEMS = 1
UNUSABLE = 2
SCHEMAS = ("entries", "skills", "notes", "subjects", "terms", "routes", "faqs")


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `knowledge` its commands. Each sets `run`, which takes options and settings."""
    commands = parser.add_subparsers(required=True, metavar="WHAT")

    check = commands.add_parser("check", help="every problem of the base, with its file and line")
    check.add_argument("file", nargs="?", type=Path)
    check.add_argument("--strict", action="store_true", help="warnings count as problems")
    check.add_argument("--date", type=_date, help="YYYY-MM-DD, to judge what is old (default: today)")
    check.set_defaults(run=_check)

    list_ = commands.add_parser("list", help="all entries")
    list_.add_argument("--json", action="store_true", help="one JSON object a line")
    list_.set_defaults(run=_list)

    covered = commands.add_parser("coverage", help="how much there is for each topic and level, and on each theme")
    covered.add_argument("--json", action="store_true", help="one JSON object a line")
    covered.set_defaults(run=_coverage)

    answers = commands.add_parser("answered", help="which notes answer the questions of a file, and which nothing does")
    answers.add_argument("questions", type=Path, help="a question on each line, or an object of JSON with it as `q`")
    answers.add_argument("--json", action="store_true", help="one JSON object a line")
    answers.set_defaults(run=_answered)

    add = commands.add_parser("add", help="ask for a new entry and write it")
    add.add_argument("file", nargs="?", type=Path, help="the file of the base to write it into")
    add.set_defaults(run=_add)

    schema = commands.add_parser("schema", help="the JSON schema of the files, for editors")
    schema.add_argument("of", nargs="?", choices=SCHEMAS, default="entries")
    schema.set_defaults(run=_schema)

    links = commands.add_parser("links", help="check whether all addresses still work")
    links.add_argument("file", nargs="?", type=Path)
    links.add_argument("--pause", type=_seconds, default=1.0, help="seconds between two requests to one host")
    links.add_argument("--seconds", type=_seconds, default=20.0, help="to wait for an answer (default: %(default)g)")
    links.add_argument("--contact", help="a contact address, told to the sites that are asked")
    links.set_defaults(run=_links)


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from bot.catalogue.checks.warnings import warnings_of  # here, because numpy takes longer than most commands

    base = _base(options, settings)
    asks = _asks(base)
    problems = [*base.problems, *asks.problems]
    warnings = warnings_of(base, options.date or _today(), asks)
    for line in (*problems, *warnings):
        print(line)
    if problems or (options.strict and warnings):
        return PROBLEMS
    counted = [_counted(len(base.found), "entry", "entries"), "no problems"]
    if warnings:
        counted.append(_counted(len(warnings), "warning", "warnings"))
    print(f"{base.sources[0].file}: {', '.join(counted)}")
    return 0


def _list(options: argparse.Namespace, settings: Settings) -> int:
    catalogue = load_catalogue(settings.knowledge_file)
    if options.json:
        for entry in catalogue:
            print(contract.line(entry))
    else:
        from bot.output.terminal import show_catalogue  # here, as below, because rich is only needed where it prints

        show_catalogue(catalogue)
    return 0


def _coverage(options: argparse.Namespace, settings: Settings) -> int:
    base = _sound(read_base(settings.knowledge_file))
    covered, noted = coverage(base.catalogue()), themes(base.advice.notes, _asks(base))
    if options.json:
        for topic, levels in covered.items():
            print(contract.line({"topic": topic, **levels}))
        for name, theme in noted.items():
            print(contract.line({"theme": name, **asdict(theme)}))
    else:
        from bot.curator.show import show_coverage, show_themes

        show_coverage(covered)
        show_themes(noted)
    return 0


def _answered(options: argparse.Namespace, settings: Settings) -> int:
    from bot.curator.answered import answered, questions_in  # here, as it takes long to make a guide
    from bot.run.knowledge import Knowledge

    try:
        questions = questions_in(given.text_in(options.questions))
    except UnicodeError:
        return _complain(f"{options.questions} cannot be read: it is not UTF-8 text; save it as such")
    except OSError as error:
        return _complain(f"{options.questions} cannot be read: {error.strerror}")
    themes_ = notes_by_theme(_sound(read_base(settings.knowledge_file)).advice.notes)
    found = answered(Knowledge(settings.knowledge_file).guide(), questions)
    if options.json:
        for theme, (count, unused) in found.by_theme(themes_).items():
            print(contract.line({"theme": theme, "questions": count, "answer_none": unused}))
        print(contract.line({"other_answers": found.by_kind, "unanswered": found.unanswered}))
    else:
        from bot.curator.show import show_answered

        show_answered(found, themes_, len(questions))
    return 0


def _schema(options: argparse.Namespace, settings: Settings) -> int:
    from bot.curator.schema import schema_text

    print(schema_text(options.of), end="")
    return 0


def _links(options: argparse.Namespace, settings: Settings) -> int:
    base = _sound(_base(options, settings))
    places = [(entry.where(place), url) for entry in base.found for place, url in addresses_of(entry.resource)]

    from bot.curator.links import Manners, check_links  # here, because aiohttp takes longer than most commands
    from bot.curator.show import progress

    urls = {url for _, url in places}
    with progress("Asking", len(urls)) as done:
        manners = Manners(options.pause, options.seconds, options.contact, settings.proxies)
        outcomes = asyncio.run(check_links(urls, manners, lambda _: done()))
    for where, url in places:
        if not outcomes[url].fine:
            print(f"{where}: {outcomes[url]}")
    dead = sum(outcome.dead for outcome in outcomes.values())
    print(f"{_counted(len(urls), 'address', 'addresses')}, {dead or 'none'} dead")
    return PROBLEMS if dead else 0


def _add(options: argparse.Namespace, settings: Settings) -> int:
    from bot.catalogue.entry_text import entry_text
    from bot.curator.form import Form
    from bot.curator.write import add_entry, files_with_entries, fitting, unwritable

    base = _sound(read_base(settings.knowledge_file))
    files = files_with_entries(base, options.file)
    if not files:
        return _complain(f"{options.file} is not a file of {settings.knowledge_file} with entries")
    if barred := unwritable(files):  # said before anybody has typed for ten minutes
        return _complain(f"You may not write {', '.join(barred)}. Run this as somebody who may, or name another file.")
    try:
        entry = Form(base, input, print).fill(_today())
    except (EOFError, UnicodeError):
        return _complain("The answers ended or were not text; nothing was written.")
    target = fitting(files, base, entry["topics"][0])
    problems = add_entry(base, target, entry, lambda: read_base(settings.knowledge_file))
    if problems:
        print(*problems, "Nothing was written. This is the entry, to add by hand:", entry_text(entry), sep="\n")
        return PROBLEMS
    print(f"{target.file}: {entry['id']} is at the end. Look it over; docs/curators.md lists more fields.")
    return 0


def _base(options: argparse.Namespace, settings: Settings) -> Base:
    """The base that is asked for. A draft is held to the skills of the one that is set.

    Where it stands beside that one, notes, subjects and routes are left out: they name entries of the whole base.
    """
    whole = settings.knowledge_file
    file = options.file or whole
    is_part = file.resolve() != whole.resolve() and file.resolve().parent == whole.resolve().parent
    return read_base(file, whole.with_name(SKILLS_FILE), with_advice=not is_part)


def _asks(base: Base) -> Asks:
    """The wordings for the notes and subjects of the base, checked."""
    if not base.advice.sources:
        return Asks()
    asks = read_asks(Path(base.sources[0].file).parent)
    if all_read(base.sources):
        check_asks(asks, [*base.advice.ids("notes"), *base.advice.ids("subjects")])
    return asks


def _sound(base: Base) -> Base:
    if base.problems:
        raise InvalidCatalogue(base.problems)
    return base


def _complain(line: str) -> int:
    print(line, file=sys.stderr)
    return UNUSABLE


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: use YYYY-MM-DD") from error


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time: use seconds from 0 to 3600")
    return seconds
