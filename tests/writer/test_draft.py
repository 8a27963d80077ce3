"""A reply is read from whatever a model wraps it in, and nothing else is taken for one."""

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writer.draft import MOST_CHARACTERS, MOST_STARTS, Draft, DraftPick, Unreadable, read_draft

REPLY = {"answer": "Yes.", "because": "You can.", "picks": [{"id": "a-b", "why": "Free."}], "next": "Go.", "unsure": ""}
DRAFT = Draft("Yes.", "You can.", (DraftPick("a-b", "Free."),), "Go.")
PLAIN = json.dumps(REPLY)


@pytest.mark.parametrize(
    "completion",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f"Here is the reply:\n\n{PLAIN}\n\nI hope it helps!",
        f"<think>They want {{a book}}. {PLAIN[:20]}</think>{PLAIN}",
        f'{{"note": "a set {{1, 2}}"}} {PLAIN}',
        json.dumps({**REPLY, "unsure": None, "confidence": 0.9}),
        json.dumps(REPLY, indent=4),
        f"{PLAIN}{PLAIN}",
    ],
)
def test_a_reply_is_found_in_what_stands_around_it(completion: str) -> None:
    assert read_draft(completion) == DRAFT


def test_braces_and_quotes_in_texts_end_nothing() -> None:
    text = 'Write {x} and "y" and \\" and }.'
    assert read_draft(json.dumps({"answer": text})).answer == text


@pytest.mark.parametrize(
    "completion",
    [
        "", "null", "[]", "Take fast.ai.", PLAIN[:-1], json.dumps([1]), "{" * 100, '{"answer": 3}', '{"because": "x"}',
        '{"answer": "x", "picks": "fast.ai"}', '{"answer": "x", "picks": [{"id": 1, "why": "y"}]}', "<think>" + PLAIN,
        json.dumps({"reply": REPLY})[:30], '{"answer": "\\ud800"',
    ],
)  # fmt: skip
def test_what_is_no_reply_is_refused(completion: str) -> None:
    with pytest.raises(Unreadable):
        read_draft(completion)


def test_a_reply_within_an_object_is_found() -> None:
    assert read_draft(json.dumps({"reply": REPLY})) == DRAFT


def test_what_is_far_too_long_is_not_read() -> None:
    assert read_draft(" " * (MOST_CHARACTERS - len(PLAIN)) + PLAIN) == DRAFT
    with pytest.raises(Unreadable, match="too long"):
        read_draft(" " * MOST_CHARACTERS + PLAIN)


def test_so_many_beginnings_are_tried() -> None:
    assert read_draft("{} " * (MOST_STARTS - 1) + PLAIN) == DRAFT
    with pytest.raises(Unreadable):
        read_draft("{} " * MOST_STARTS + PLAIN)


@given(st.text() | st.lists(st.sampled_from(['{"answer": "', '"', "{", "}", "\\", "a", "[", "<think>"])).map("".join))
def test_nothing_else_is_raised(completion: str) -> None:
    with contextlib.suppress(Unreadable):
        assert read_draft(completion).texts


def test_nothing_but_beginnings_takes_no_time() -> None:
    began = time.process_time()
    for completion in ('{"a":' * 4_000, "{" * MOST_CHARACTERS, '"{' * 9_000):
        with pytest.raises(Unreadable):
            read_draft(completion)
    assert time.process_time() - began < 2.0
