"""The commands under `dlguide knowledge`: their arguments, and what each prints."""

import argparse
import datetime as dt
from pathlib import Path

from bot import contract
from bot.catalogue import Base, load_catalogue, read_base
from bot.catalogue.skills import SKILLS_FILE
from bot.catalogue.warn import warnings_of
from bot.curator.coverage import coverage
from bot.settings import Settings

PROBLEMS = 1


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `knowledge` its commands. Each sets `run`, which takes options and settings."""
    commands = parser.add_subparsers(required=True, metavar="WHAT")

    check = commands.add_parser("check", help="every problem of the base, with its file and line")
    check.add_argument("file", nargs="?", type=Path)
    check.add_argument("--strict", action="store_true", help="warnings count as problems")
    check.add_argument("--date", type=_date, help="YYYY-MM-DD by which to judge what is old (default: today)")
    check.set_defaults(run=_check)

    list_ = commands.add_parser("list", help="all entries")
    list_.add_argument("--json", action="store_true", help="one JSON object a line")
    list_.set_defaults(run=_list)

    covered = commands.add_parser("coverage", help="how many entries each topic has at each level")
    covered.add_argument("--json", action="store_true", help="one JSON object a line")
    covered.set_defaults(run=_coverage)


def _check(options: argparse.Namespace, settings: Settings) -> int:
    base = _base(options, settings)
    problems = base.problems
    warnings = warnings_of(base, options.date or _today())
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
        from bot.terminal import show_catalogue  # here, as below, because rich is only needed where it prints

        show_catalogue(catalogue)
    return 0


def _coverage(options: argparse.Namespace, settings: Settings) -> int:
    covered = coverage(load_catalogue(settings.knowledge_file))
    if options.json:
        for topic, levels in covered.items():
            print(contract.line({"topic": topic, **levels}))
    else:
        from bot.curator.show import show_coverage

        show_coverage(covered)
    return 0


def _base(options: argparse.Namespace, settings: Settings) -> Base:
    """The base that is asked for; a draft elsewhere is held to the skills of the one that is set."""
    return read_base(options.file or settings.knowledge_file, settings.knowledge_file.with_name(SKILLS_FILE))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: use YYYY-MM-DD") from error
