"""The log as text and as JSON, and what must never stand in it."""

import asyncio
import gc
import json
import logging
import os
import pty
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.monitor.logs import LEFT_OUT, REMOVED, JsonLines, Lines, Redaction

TOKEN = "MTA5NzYyMTM0NTY3ODkwMTIzNA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - made up
KEPT = (
    "bot.discord_app.moderation.posting.post_to_moderators", "see https://example.org:8080/a/b and write to me",
    "12:30:59",
    "https://example.org/@somebody", "My.Own.Name", "a token is needed", "webhooks/1/2",
)  # fmt: skip


class Typed(ValueError):
    """An exception that has what a member typed in its text."""


def caught(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause  # noqa: TRY301 - so that it has a place where it happened
    except BaseException as found:  # noqa: BLE001 - that is what it is for
        return found


def info_of(error: BaseException) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    return type(error), error, error.__traceback__


def record(message: str, *values: object, error: BaseException | None = None, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("bot.x", logging.ERROR, "x.py", 1, message, values, info_of(error) if error else None)
    vars(made).update(extra)
    return made


def as_json(made: logging.LogRecord, *, with_values: bool = False) -> dict[str, Any]:
    line = JsonLines(Redaction([]), with_values=with_values).format(made)
    assert "\n" not in line
    found: dict[str, Any] = json.loads(line)
    return found


def as_text(made: logging.LogRecord, *, with_values: bool = False) -> str:
    return Lines(Redaction([]), with_values=with_values).format(made)


def test_a_json_line_has_its_fields() -> None:
    made = record("Fault %s", "1a2b", fault="1a2b", server=7, seconds=0.25, unknown="x", outcome=None)
    made.created = datetime(2027, 1, 15, 8, 0, 1, 500_000, UTC).timestamp()
    assert as_json(made) == {
        "time": "2027-01-15T08:00:01.500+00:00", "level": "ERROR", "logger": "bot.x", "message": "Fault 1a2b",
        "fault": "1a2b", "server": 7, "seconds": 0.25,
    }  # fmt: skip


def test_a_text_line_reads_as_before() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ERROR   bot\.x: it is so", as_text(record("it is so")))


def test_lines_of_a_message_stay_one_object() -> None:
    assert as_json(record("one\ntwo \u2028 \x00"))["message"] == "one\ntwo \u2028 \x00"


@given(st.text(max_size=80))
def test_any_message_is_one_line_of_json(message: str) -> None:
    line = JsonLines(Redaction([])).format(record("%s", message))
    assert len(line.encode("utf-8", "surrogatepass").split(b"\n")) == 1
    json.loads(line)


SECRETS = {
    "token": (f"token {TOKEN}!", TOKEN),
    "bot": (f"Authorization: Bot {TOKEN}", TOKEN),
    "database": ("cannot reach postgresql://guide:s3cr3t@db:5432/guide", "s3cr3t"),
    "odd password": ("cannot reach postgres://guide:s3:c@r/3t@db/guide", "s3:c@r/3t"),
    "parameter": ("postgresql://db/guide?user=me&password=s3cr3t&x=1", "s3cr3t"),
    "webhook": ("429 for https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb246MTIz/messages/@original", "aW50ZXJ"),
    "callback": ("POST /interactions/123/aW50ZXJhY3Rpb246MTIz/callback", "aW50ZXJ"),
    "payload": ("{'op': 2, 'd': {'token': 'aW50ZXJhY3Rpb24'}}", "aW50ZXJ"),
}


@pytest.mark.parametrize(("said", "secret"), SECRETS.values(), ids=SECRETS)
def test_what_looks_like_a_secret_is_taken_out(said: str, secret: str) -> None:
    error = caught(OSError(said))
    for line in (as_text(record("%s", said, error=error)), json.dumps(as_json(record("a", error=error, command=said)))):
        assert secret not in line
        assert REMOVED in line


@pytest.mark.parametrize("said", KEPT)
def test_what_is_no_secret_stays(said: str) -> None:
    assert Redaction()(said) == said


@given(st.text(st.characters(exclude_characters="<>"), min_size=1, max_size=30))
def test_a_known_secret_is_taken_out_whatever_it_looks_like(secret: str) -> None:
    assert Redaction([secret, None, ""])(f"<{secret}>") in (f"<{REMOVED}>", REMOVED + ">", "<" + REMOVED, REMOVED)


@pytest.mark.parametrize("part", ["://a:", "password=", "MTA5Nzyy", "/webhooks/1/", "'token': '"])
def test_a_long_text_is_cleaned_at_once(part: str) -> None:
    began = time.process_time()
    Redaction()(part * 20_000)
    assert time.process_time() - began < 5  # 0.1 s here; some minutes where a rule looks again and again


def test_an_exception_is_told_without_what_it_holds() -> None:
    error = caught(OSError("the disk is full"), caught(Typed("xylophone")))
    found = as_json(record("Fault", error=error))["exception"]
    assert found.index(f"Typed: {LEFT_OUT}") < found.index("Which led to:") < found.index("OSError: the disk is full")
    assert "in caught" in found
    assert "xylophone" not in found


@pytest.mark.parametrize("error", [KeyError("xylophone"), Typed("xylophone"), Exception("xylophone")])
def test_at_debug_all_of_it_is_told(error: Exception) -> None:
    assert "xylophone" in as_text(record("Fault", error=caught(error)), with_values=True)
    assert "xylophone" not in as_text(record("Fault", error=caught(error)))


def test_what_asyncio_says_of_a_task_leaves_out_its_text_too() -> None:
    typed = "the words of somebody"

    async def fail() -> None:
        raise Typed(typed)

    async def left_alone() -> None:
        task = asyncio.create_task(fail())
        await asyncio.wait((task,))
        del task
        gc.collect()

    told: list[dict[str, Any]] = []
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda _, context: told.append(context))
    loop.run_until_complete(left_alone())
    loop.close()
    (context,) = told
    made = record(f"{context['message']}\nfuture: {context['future']!r}", error=context["exception"])
    for line in (as_text(made), as_json(made)["message"]):
        assert "exception=Typed>" in line
        assert typed not in line
    assert typed in as_text(made, with_values=True)


def test_a_group_is_told_part_by_part() -> None:
    parts = [KeyError("xylophone"), TypeError("no number")]
    for part in parts:
        caught(part)
    group = caught(ExceptionGroup("xylophone", parts))
    found = as_text(record("Fault", error=group))
    assert "xylophone" not in found
    assert f"KeyError: {LEFT_OUT}" in found
    assert "TypeError: no number" in found


def test_what_another_handler_made_of_an_exception_is_not_taken_over() -> None:
    made = record("Fault", error=caught(Typed("xylophone")))
    logging.Formatter().format(made)
    assert "xylophone" not in as_text(made)


def test_an_exception_that_led_to_itself_ends() -> None:
    first, second = caught(KeyError(1)), caught(KeyError(2))
    first.__suppress_context__ = second.__suppress_context__ = False
    first.__context__, second.__context__ = second, first
    assert as_text(record("Fault", error=first)).count("KeyError: ") == 2


PROGRAM = """
import logging, sys, warnings
from bot.monitor.logs import set_up
set_up(sys.argv[1], sys.argv[2], ["my.secret"])
logging.getLogger("bot").info("it is my.secret", extra={"server": 1})
logging.getLogger("discord.http").debug("payload")
warnings.warn("mind this", stacklevel=1)
"""


def lines_of(level: str, form: str, *, terminal: bool = False) -> list[str]:
    """What a process writes to stderr, which is a pipe or a terminal."""
    command = [sys.executable, "-c", PROGRAM, level, form]
    if not terminal:
        found = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
        return found.stderr.splitlines()
    ours, its = pty.openpty()
    subprocess.run(command, stderr=its, check=True)  # noqa: S603 - ours
    os.close(its)
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    return said.splitlines()


def test_a_pipe_gets_json_and_a_terminal_gets_lines() -> None:
    piped = [json.loads(line) for line in lines_of("INFO", "auto")]
    assert [(line["logger"], line["message"]) for line in piped][:1] == [("bot", f"it is {REMOVED}")]
    assert (piped[0]["server"], piped[1]["logger"]) == (1, "py.warnings")
    assert "mind this" in piped[1]["message"]
    assert lines_of("INFO", "auto", terminal=True)[0].endswith(f"INFO    bot: it is {REMOVED}")


def test_the_setting_wins_over_what_stderr_is() -> None:
    assert lines_of("INFO", "text")[0].endswith(f"INFO    bot: it is {REMOVED}")
    assert json.loads(lines_of("DEBUG", "json", terminal=True)[1])["message"] == "payload"
