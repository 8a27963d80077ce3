"""The knowledge base: whether it can be used, and how old what it says is."""

import datetime as dt
from collections.abc import Iterator

from bot.catalogue import Base
from bot.doctor.finding import Finding, hint, ok, problem

OLD_DAYS = 365


def knowledge(base: Base, today: dt.date) -> Iterator[Finding]:
    """What is wrong with the base, and when something of it was looked up last."""
    if base.problems:
        first, count = base.problems[0], len(base.problems)
        counted = "1 problem" if count == 1 else f"{count} problems, the first"
        yield problem("knowledge", f"it has {counted}: {first}", "Fix it; `dlguide knowledge check` lists them all.")
    dates = [entry.resource.verified.date for entry in base.found]
    if not dates:
        return
    newest, count = max(dates), len(dates)
    what = f"{count} entries, last checked between {min(dates)} and {newest}"
    if (today - newest).days > OLD_DAYS:
        yield hint("knowledge", what, "Install a newer version of the bot, or check the entries again.")
    else:
        yield ok("knowledge", what)
