"""The command line: reads arguments, puts the parts together, prints."""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot import __version__
from bot.advise import Answer
from bot.advise.guide import PICKS
from bot.catalogue import InvalidCatalogue
from bot.curator.commands import add_commands
from bot.output import contract, given, streams
from bot.run.database import is_new
from bot.run.garbage import uncollected
from bot.run.knowledge import Knowledge
from bot.run.settings import Settings
from bot.run.stopping import ignore_hangup
from bot.run.written import InvalidSettings
from bot.store import (
    Address,
    OutcomeUnknown,
    Store,
    StoreAway,
    StoreInUse,
    StoreUnavailable,
    StoreUnusable,
    address_of,
    backup,
    copy,
    restore,
)
from bot.store.alone import alone_on_file, in_use
from bot.store.database import UNHURRIED
from bot.understand import ParsedQuery

UNUSABLE = 2
IN_USE = 69
"""EX_UNAVAILABLE of sysexits.h: another bot has the database."""
TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: what was in the way may be gone in a while."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, or nobody reads it; 1 problems found, 2 it could not run, 75 it
    may run later.
    """
    streams.show_any_letter()
    try:
        try:
            return _ended(_parser().parse_args(arguments))
        finally:  # also after `--help`, which exits
            streams.flush()
    except OSError as error:
        if streams.has_no_reader(error):
            streams.give_up()
            return 0
        if streams.has_no_room(error):
            streams.give_up()
            return _complain(f"What is printed cannot be written: {error.strerror}.")
        raise


def _ended(options: argparse.Namespace) -> int:
    """The exit code of a command, once what is wrong is told."""
    try:
        # The doctor tells itself what is wrong with the settings.
        code: int = _doctor(options) if options.run is _doctor else options.run(options, Settings.from_environment())
    except InvalidCatalogue as error:
        return _complain(*map(str, error.problems), "The knowledge base has problems; nothing was started.")
    except StoreInUse as error:
        return _complain(str(error), code=IN_USE)
    except StoreAway as error:
        return _complain(str(error), code=TRY_AGAIN)
    except (InvalidSettings, StoreUnusable) as error:
        return _complain(str(error))
    except OutcomeUnknown as error:
        return _complain(
            f"The database failed: {error}. It may have been done: check before you try again.", code=TRY_AGAIN
        )
    except StoreUnavailable as error:
        return _complain(f"The database failed: {error}. Nothing was changed.", code=TRY_AGAIN)
    except KeyboardInterrupt:  # asking many sites, or a curator many things, takes long enough to think again
        return _complain("Stopped.")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dlguide", description="Answers how to learn deep learning.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="on Discord, with DISCORD_TOKEN")
    run.add_argument("--sync", action="store_true", help="tell Discord about the commands even if they did not change")
    run.set_defaults(run=_run)

    try_ = commands.add_parser("try", help="the same bot on a local page, without Discord")
    try_.add_argument("--port", type=_port, default=0, help="port of the local page (default: any free one)")
    try_.add_argument("--no-browser", action="store_true", help="only print the address")
    try_.set_defaults(run=_try)

    ask = commands.add_parser("ask", help="one answer in the terminal; without a question, one for each line read")
    ask.add_argument("question", nargs="*")
    ask.add_argument("--json", action="store_true", help="one JSON object a line")
    ask.add_argument(
        "--limit", type=_count, default=PICKS, metavar="N", help="results; 0 for all (default: %(default)s)"
    )
    ask.set_defaults(run=_ask)

    review = commands.add_parser("review", help="the verdict on a resource; without a name, for each line read")
    review.add_argument("name", nargs="*")
    review.add_argument("--json", action="store_true", help="one JSON object a line")
    review.set_defaults(run=_review)

    explain = commands.add_parser("explain", help="what was understood from a question, and why it gets that answer")
    explain.add_argument("question", nargs="*", help="without one, each line read is explained")
    explain.set_defaults(run=_explain)

    doctor = commands.add_parser("doctor", help="what keeps the bot from running well, and what to do about it")
    doctor.add_argument("--offline", action="store_true", help="ask nothing of Discord or a language model")
    doctor.add_argument("--json", action="store_true", help="one JSON object a line")
    doctor.set_defaults(run=_doctor)

    add_commands(commands.add_parser("knowledge", help="the knowledge base"))

    database = commands.add_parser("db", help="the database").add_subparsers(required=True, metavar="WHAT")
    database.add_parser("upgrade", help="bring its schema up to date").set_defaults(run=_upgrade)
    for name, what, run_ in (
        ("backup", "copy it to FILE", _backup),
        ("restore", "put FILE in its place", _restore),
    ):
        command = database.add_parser(name, help=f"{what}; also while the bot runs")
        command.add_argument("file", type=Path)
        command.set_defaults(run=run_)
    copy_ = database.add_parser("copy", help="copy all from one database into an empty one, to move to PostgreSQL")
    copy_.add_argument("source", metavar="FROM", type=_address, help="an address as DATABASE_URL takes it")
    copy_.add_argument("target", metavar="TO", type=_address, help="the address of an empty database")
    copy_.set_defaults(run=_copy)
    return parser


def _run(options: argparse.Namespace, settings: Settings) -> int:
    if not settings.discord_token:
        return _complain(
            "DISCORD_TOKEN is not set. Put it into the environment or into .env (see .env.example).",
            "To try the bot without Discord: dlguide try",
        )
    ignore_hangup()  # until the knowledge base is followed: it is being read in any case
    with uncollected():
        from bot.run.online import run  # here, because importing discord takes longer than most commands
    return run(Knowledge(settings.knowledge_file), settings, always_sync=options.sync)


def _try(options: argparse.Namespace, settings: Settings) -> int:
    try:
        with uncollected():
            from bot.local.serve import serve
    except ModuleNotFoundError as error:
        return _complain(f"The local page needs the extra 'try' ({error.name} is missing): pip install 'dlguide[try]'")
    knowledge = Knowledge(settings.knowledge_file)
    return serve(knowledge, settings, port=options.port, open_browser=not options.no_browser)


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    guide = Knowledge(settings.knowledge_file).guide()
    for question in _given(options.question):
        query = guide.parse(question)
        answer = guide.answer(query, limit=options.limit)
        if options.json:
            print(contract.line(contract.answer_object(question, query, answer, options.limit)), flush=True)
        else:
            _show(query, answer)
    return 0


def _review(options: argparse.Namespace, settings: Settings) -> int:
    guide = Knowledge(settings.knowledge_file).guide()
    for name in _given(options.name):
        if options.json:
            print(contract.line(contract.review_object(name, guide.resolve(name))), flush=True)
        else:
            _show(guide.parse(""), guide.review(name))
    return 0


def _explain(options: argparse.Namespace, settings: Settings) -> int:
    from bot.output.explain import explained  # here, because nothing else needs it

    guide = Knowledge(settings.knowledge_file).guide()
    for question in _given(options.question):
        print(*explained(guide, question), sep="\n", end="\n\n", flush=True)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from bot.doctor.commands import doctor

    return doctor(offline=options.offline, as_json=options.json)


def _upgrade(options: argparse.Namespace, settings: Settings) -> int:
    async def upgrade() -> None:
        with alone_on_file(settings.database):
            async with Store.open(settings.database, time.time):
                pass

    new = is_new(settings.database)
    asyncio.run(upgrade())
    print(f"{settings.database} is {'new and ' if new else ''}up to date")
    return 0


def _backup(options: argparse.Namespace, settings: Settings) -> int:
    backup(settings.database, options.file)
    print(f"{settings.database} is copied to {options.file}")
    return 0


def _restore(options: argparse.Namespace, settings: Settings) -> int:
    who = in_use(settings.database)
    kept = restore(options.file, settings.database)
    print(f"{options.file} is restored to {settings.database}")
    if kept:
        print(f"What was there before is kept in {kept}")
    if who:
        print(f"A bot works on it ({who}). Start that one again: it keeps some of what it read before.")
    return 0


def _copy(options: argparse.Namespace, settings: Settings) -> int:
    copied = asyncio.run(copy(options.source, options.target, UNHURRIED, random.random))
    for table, count in copied.items():
        print(f"{table:12} {count:>10,} in both")
    print(f"All of {options.source} is in {options.target}. Put that into DATABASE_URL and start the bot.")
    return 0


def _show(query: ParsedQuery, answer: Answer) -> None:
    from bot.output.terminal import show_answer  # here, because --json does not need it

    show_answer(query, answer)


def _given(words: Sequence[str]) -> Iterable[str]:
    return [given.whole(" ".join(words))] if words else given.lines_of(sys.stdin.buffer)  # type: ignore[arg-type]


def _complain(*lines: str, code: int = UNUSABLE) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return code


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: use a number up to 65535")
    return int(text)


def _address(text: str) -> Address:
    try:
        return address_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"an address {error}") from None


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a count: use 0 or more")
    return int(text)
