"""`dlguide doctor`: its arguments, and what it prints."""

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.doctor.diagnosis import diagnosis
from bot.doctor.finding import Finding
from bot.monitor.logs import Redaction
from bot.output import contract
from bot.run.proxy import Proxies
from bot.run.written import InvalidSettings, bare, in_file, is_quoted

PROBLEMS = 1
HIDDEN = ("DISCORD_TOKEN", "MODEL_KEY")
MARKS = {"ok": "ok     ", "hint": "hint   ", "problem": "PROBLEM"}


def doctor(*, offline: bool, as_json: bool) -> int:
    """Print what is found. Returns the exit code: 0 without problems, 1 with some."""
    # a token or key that was put in a wrong place may be in what is said of that
    found, redacted = [], Redaction(secrets(os.environ, Path(".env")))
    for finding in diagnosis(os.environ, Path(".env"), time.time(), offline=offline):
        print(redacted(contract.line(finding) if as_json else said(finding)), flush=True)
        found.append(finding)
    if not as_json:
        print(summary(found))
    return PROBLEMS if any(finding.state == "problem" for finding in found) else 0


def secrets(environment: Mapping[str, str], env_file: Path) -> list[str]:
    """What may not be shown, as it is written and as it is meant, however wrong the settings are."""
    try:
        in_file_ = in_file(env_file)
    except InvalidSettings:
        in_file_ = {}
    values = [(name, written) for some in (environment, in_file_) for name, written in some.items() if written]
    hidden = [bare(written) for name, written in values if name in HIDDEN]
    hidden += [written[1:-1] for written in hidden if is_quoted(written)]
    passwords = [secret for name, written in values for secret in Proxies.read({name: bare(written)}).secrets]
    return sorted({*hidden, *passwords}, key=len, reverse=True)


def said(finding: Finding) -> str:
    """A finding as people read it, with what to do on a line of its own."""
    line = f"{MARKS[finding.state]}  {finding.about}: {finding.what}"
    return f"{line}\n         {finding.what_to_do}" if finding.what_to_do else line


def summary(found: Iterable[Finding]) -> str:
    """How many of each there were."""
    states = [finding.state for finding in found]
    problems, hints = states.count("problem"), states.count("hint")
    return f"{_counted(problems, 'problem')}, {_counted(hints, 'hint')}"


def _counted(count: int, one: str) -> str:
    return f"{count or 'no'} {one if count == 1 else one + 's'}"
