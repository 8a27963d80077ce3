"""The settings as they were written: names that are none of ours, and the form of the token."""

import base64
import binascii
import stat
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.doctor.finding import Finding, hint, ok, problem
from bot.run.written import QUOTES, bare, is_quoted

ALIKE = 80
"""From this likeness on, in percent, a name may be a slip for one of ours."""
GET_TOKEN = "Copy it again from the developer portal (Bot, Reset Token) into DISCORD_TOKEN."  # noqa: S105 - a sentence


def names(in_file: Mapping[str, str | None], around: Iterable[str], ours: Collection[str]) -> Iterator[Finding]:
    """Names in `.env` that are none of ours, lines without any, and names in the environment that look like a slip."""
    nameless = [name for name, value in in_file.items() if value is None and name not in ours]
    if nameless:  # it is not told: it may be a token
        what = f"lines of .env without = set nothing: {len(nameless)}"
        yield hint("settings", what, "Write NAME=value, for example DISCORD_TOKEN= and the token.")
    unknown = [name for name in in_file if name not in ours and name not in nameless]
    for name in unknown:
        meant = _meant(name, ours)
        what_to_do = f"Write {meant}." if meant else "Remove it, or see .env.example for all settings."
        yield hint("settings", f".env has {name}, which is not a setting", what_to_do)
    for name in around:
        if name not in ours and name not in in_file and (meant := _meant(name, ours)) and meant not in in_file:
            what = f"the environment has {name}, which is not a setting"
            yield hint("settings", what, f"If you mean {meant}, write that.")
    if not (unknown or nameless):
        yield ok("settings", f"{len(in_file)} in .env; the rest comes from the environment and defaults")


def quoted(around: Mapping[str, str], ours: Collection[str]) -> Iterator[Finding]:
    """Settings of ours whose quotes got into the environment, which other programs would take for a part of them."""
    found = [name for name in ours if is_quoted(bare(around.get(name, "")))]
    if found:
        what = f"in the environment {', '.join(found)} stands in quotes, which the bot leaves out"
        yield hint(
            "settings", what, "Write it without: most programs that set the environment keep quotes as they are."
        )


def readable(env_file: Path) -> Iterator[Finding]:
    """Whether others on this machine can read the token in `.env`. Windows keeps that elsewhere."""
    if sys.platform != "win32" and env_file.exists() and env_file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        what = "other users of this machine can read .env, which holds the token"
        yield hint("settings", what, "Remove that right: chmod 600 .env.")


def _meant(name: str, ours: Collection[str]) -> str | None:
    found = process.extractOne(name.upper(), ours, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found else None


def token(written: str | None) -> Finding:
    """Whether the token has the form of one. It is never told."""
    if not written:
        return problem("token", "DISCORD_TOKEN is not set", "Put the bot's token into .env (see .env.example).")
    if written.casefold().startswith("bot "):
        return problem("token", 'it begins with "Bot "', "Remove that word: only the token itself is needed.")
    if any(sign in QUOTES for sign in written):
        return problem("token", "it stands in quotes, or a quote in it", "Write the token itself, without any quote.")
    parts = written.split(".")
    if len(parts) != 3 or not all(parts) or any(letter.isspace() for letter in written):
        return problem("token", "it does not look like a bot's token: three parts separated by dots", GET_TOKEN)
    if application_of(written) is None:
        what = "its first part is not a bot's id; a client secret or public key is not a token"
        return problem("token", what, GET_TOKEN)
    return ok("token", "it looks like a bot's token")


def application_of(written: str) -> int | None:
    """The id that a token's first part says; None where it says none."""
    first = written.partition(".")[0]
    try:
        said = base64.b64decode(first + "=" * (-len(first) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return int(said) if said.isdigit() and 15 <= len(said) <= 20 else None
