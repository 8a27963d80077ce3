"""What the bot runs on: Python, libraries, the terminal, the port for metrics."""

import errno
import re
import socket
from collections.abc import Callable, Iterable, Iterator

from bot.doctor.finding import Finding, hint, ok, problem

STRICT_TABLES = (3, 37)
"""The first version of SQLite with what the schema uses."""
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[[^]]*\])?\s*(?P<bounds>[^;]*)(?:;\s*(?P<marker>.*))?")
_BOUND = re.compile(r"(>=|<)\s*([\d.]+)")
Version = tuple[int, ...]


def libraries(requirements: Iterable[str] | None, installed: Callable[[str], str | None]) -> Iterator[Finding]:
    """Whether what the package requires is there. `requirements` is None where it is not installed as a package;
    `installed` gives the version of a library, or None.
    """
    if requirements is None:
        what = "the bot is not installed as a package, so the versions it needs are unknown"
        yield hint("libraries", what, "Install it with: pip install .")
        return
    wrong = [line for line in (_wrong(text, installed) for text in requirements) if line]
    for line in wrong:
        yield problem("libraries", line, "Install the package again with its constraints: see the README.")
    if not wrong:
        yield ok("libraries", "all are installed in the right versions")


def _wrong(requirement: str, installed: Callable[[str], str | None]) -> str | None:
    match = _REQUIREMENT.fullmatch(requirement)
    if match is None or match["marker"]:  # what only an extra or another system needs
        return None
    found = installed(match["name"])
    if found is None:
        return f"{match['name']} is missing"
    fits = all(_is_within(found, sign, bound) for sign, bound in _BOUND.findall(match["bounds"]))
    return None if fits else f"{match['name']} is {found}, but {match['bounds'].strip()} is needed"


def _is_within(found: str, sign: str, bound: str) -> bool:
    return version(found) >= version(bound) if sign == ">=" else version(found) < version(bound)


def version(text: str) -> Version:
    """The numbers that a version begins with, without zeros at its end."""
    numbers = [int(number) for number in re.match(r"[\d.]*", text)[0].split(".") if number]  # type: ignore[index]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def sqlite(found: str) -> Finding:
    """Whether Python's SQLite is new enough."""
    if version(found) >= STRICT_TABLES:
        return ok("SQLite", f"version {found}")
    return problem("SQLite", f"version {found} is too old", "Use a Python with SQLite 3.37 or newer, or PostgreSQL.")


def terminal(encoding: str | None) -> Finding:
    """Whether what is printed can have any letter."""
    if (encoding or "").lower().replace("-", "") == "utf8":
        return ok("terminal", "UTF-8")
    what = f"its encoding is {encoding or 'not known'}, which cannot print the titles of some entries"
    return hint("terminal", what, "Set PYTHONUTF8=1 in the environment.")


def metrics(host: str, port: int | None, *, extra: bool) -> Finding:
    """Whether the port for metrics can be opened. `extra`: what it needs is installed."""
    if port is None:
        return ok("metrics", "METRICS_PORT is empty: no port is opened")
    if not extra:
        what = "METRICS_PORT is set, but prometheus_client is missing"
        return problem("metrics", what, "Install the extra: pip install 'dlguide[metrics]'.")
    fault = _cannot_open(host, port)
    if fault is None:
        return ok("metrics", f"port {port} is free on {host}")
    if fault.errno == errno.EADDRINUSE:
        what = f"port {port} on {host} is taken"
        return hint("metrics", what, "If the bot is running, it is the bot's own; if not, choose another METRICS_PORT.")
    what = f"port {port} cannot be opened on {host}: {fault.strerror or fault}"
    return problem("metrics", what, "Set METRICS_HOST to an address of this machine and METRICS_PORT to a free port.")


def _cannot_open(host: str, port: int) -> OSError | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        return error
    return None
