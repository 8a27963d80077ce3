"""Backups of a database on a PostgreSQL server, made by its own `pg_dump` and read whole before they get their name."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from bot.store.address import PostgresAddress
from bot.store.errors import StoreUnusable

WAIT_FOR_LOCKS = "60s"
NOT_HERE = (
    "{address} is copied by PostgreSQL's own programs, and {program} is not here. Install them (Debian and Ubuntu: "
    "postgresql-client), or copy where they are: pg_dump --format=custom --file={file} '{address}'"
)
TOO_OLD = (
    "{address} cannot be copied by the pg_dump that is here: {said}. Install PostgreSQL's client programs in the "
    "server's version or a newer one, and put them on PATH."
)
FAILED = "{address} could not be copied: {said}"
NOT_WHOLE = "the copy of {address} cannot be read back: {said}"
NOT_OURS = "{address} holds no data of this bot; nothing was copied"
MISMATCH = "server version mismatch"
OURS = re.compile(r"\bTABLE DATA \S+ migration\b")
"""What a table of contents has where the copy is of this bot's database."""


def dump(database: PostgresAddress, file: Path) -> None:
    """Write a consistent copy of the database to this file, in PostgreSQL's own form, also while the bot runs, and read
    it back. Raises `StoreUnusable`.
    """
    program, reader = (_found(name, database, file) for name in ("pg_dump", "pg_restore"))
    url, password = without_password(database.url)
    options = ("--format=custom", "--no-password", f"--lock-wait-timeout={WAIT_FOR_LOCKS}", f"--file={file}")
    done = _run([program, *options, f"--dbname={url}"], password)
    if done.returncode:
        saying = TOO_OLD if MISMATCH in done.stderr else FAILED
        raise StoreUnusable(saying.format(address=database, said=_said(done.stderr)))
    if not OURS.search(_read(reader, database, "--list", str(file))):
        raise StoreUnusable(NOT_OURS.format(address=database))
    _read(reader, database, f"--file={os.devnull}", str(file))  # the list alone would not miss what comes after it


def without_password(url: str) -> tuple[str, str | None]:
    """An address that anybody on this machine may see, and the password that was in it."""
    parts = urlsplit(url)
    user, has_user, hosts = parts.netloc.rpartition("@")
    name, _, password = user.partition(":")
    options = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in options if key != "password"]
    secrets = [unquote(password), *(value for key, value in options if key == "password")]
    shown = parts._replace(netloc=f"{name}{has_user}{hosts}", query=urlencode(kept, quote_via=quote))
    return urlunsplit(shown), next(filter(None, secrets), None)


def _found(program: str, database: PostgresAddress, file: Path) -> str:
    found = shutil.which(program)
    if found is None:
        raise StoreUnusable(NOT_HERE.format(address=database, program=program, file=file))
    return found


def _read(reader: str, database: PostgresAddress, *options: str) -> str:
    """What `pg_restore` prints. Raises `StoreUnusable` where it cannot read the file."""
    done = _run([reader, *options], None)
    if done.returncode:
        raise StoreUnusable(NOT_WHOLE.format(address=database, said=_said(done.stderr)))
    return done.stdout


def _run(command: list[str], password: str | None) -> "subprocess.CompletedProcess[str]":
    """Run a program of PostgreSQL, in English. A password is in its environment, where other users cannot see it."""
    environment = {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password else {})}
    return subprocess.run(  # noqa: S603 - no shell, and programs found on PATH
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
    )  # fmt: skip


def _said(stderr: str) -> str:
    """The first of its lines that says something."""
    lines = [line.partition("error: ")[2] or line for line in stderr.splitlines() if line.strip()]
    return lines[0] if lines else "it does not say why"
