"""A server of models is asked once, and whatever it answers is a completion or a fault of a kind, in time."""

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import ClientSession, web
from hypothesis import given
from hypothesis import strategies as st

from bot.monitor.logs import told
from bot.writer.completion import (
    LONGEST_PAUSE,
    MOST_TOKENS,
    Completion,
    ModelFault,
    completion_in,
    pause_in,
    refusal,
)
from bot.writer.model import Model
from bot.writer.server import DIALECTS, MOST_BYTES, OTHER_DIALECT, Dialect, ModelServer
from tests.support.effort import examples
from tests.support.model_server import (
    FAULTS,
    Behaviour,
    Json,
    ModelStandIn,
    completed,
    in_parts,
    late,
    model_server,
    refusing,
    uncounted,
)

MESSAGES = ({"role": "user", "content": "an intimate question"},)
FORM = {"type": "object"}
KEY = "hush-hush"
KINDS = {
    "refused": "refused", "forbidden": "refused", "gone": "refused", "redirect": "refused",
    "busy": "busy", "overloaded": "busy",
    "fails": "broken", "gateway": "broken", "no json": "broken", "half json": "broken", "wrong shape": "broken",
    "wrong content": "broken", "half a letter": "broken", "number": "broken", "deep": "broken", "nothing": "broken",
    "endless": "broken", "closes": "broken", "bad chunks": "broken", "bad length": "broken",
    "no http": "broken", "long head": "broken",
    "empty": "empty", "blank": "empty", "null": "empty", "refusal": "empty", "filtered": "empty",
    "cut": "cut", "cut while thinking": "cut",
    "no gzip": "broken", "hangs": "late", "closes at once": "unreachable",
}  # fmt: skip


def says(_: Json) -> str:
    return "said"


async def asked(server: ModelStandIn, seconds: float = 5.0, key: str | None = None) -> Completion:
    async with ClientSession() as session:
        return await ModelServer(Model(server.url, "m", key), session=session).complete(MESSAGES, FORM, seconds)


async def fault_of(*behaviours: Behaviour, seconds: float = 5.0, key: str | None = None) -> ModelFault:
    async with ModelStandIn(behaviours) as server:
        with pytest.raises(ModelFault) as raised:
            await asked(server, seconds, key)
    return raised.value


def test_every_fault_of_the_stand_in_is_looked_at() -> None:
    assert {*KINDS, "no reply"} == {*FAULTS}  # of which only the text is none


@pytest.mark.parametrize(("behaviour", "kind"), KINDS.items())
async def test_each_fault_has_its_kind_in_time(behaviour: str, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    began = time.monotonic()
    fault = await fault_of(behaviour, seconds=0.3 if behaviour == "hangs" else 5.0, key=KEY)
    assert fault.kind == kind
    assert time.monotonic() - began < 3.0
    said = "\n".join([*told(fault, with_values=True), caplog.text])
    assert not [text for text in (KEY, "intimate", 'answer":', "html", "cannot help") if text in said]


@pytest.mark.parametrize("behaviour", KINDS)
async def test_no_fault_keeps_the_next_request_from_working(behaviour: str) -> None:
    async with model_server(behaviour, says) as server, ClientSession() as session:
        client = ModelServer(Model(server.url, "m"), session=session)
        if behaviour != "gone":  # which is tried in other dialects
            with pytest.raises(ModelFault):
                await client.complete(MESSAGES, FORM, 0.3 if behaviour == "hangs" else 5.0)
        assert (await client.complete(MESSAGES, FORM, 5.0)).text == "said"


async def test_the_time_is_for_all_that_is_tried() -> None:
    slow_refusal = late(0.2, refusing(["model"], says))
    began = time.monotonic()
    fault = await fault_of(slow_refusal, seconds=0.5)
    assert fault.kind == "late"
    assert time.monotonic() - began < 1.0


async def test_who_gives_up_is_not_told_of_a_fault() -> None:
    arrived = asyncio.Event()

    async def hangs(_: Json) -> str:
        arrived.set()
        return await asyncio.Future()

    async with model_server(hangs) as server:
        asking = asyncio.create_task(asked(server))
        await arrived.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking


async def test_a_late_completion_is_one_if_there_is_time() -> None:
    async with model_server(late(0.1, says)) as server:
        assert (await asked(server)).text == "said"


@pytest.mark.parametrize(
    ("behaviour", "tokens"), [(says, (100, 20)), (uncounted(says), (len("an intimate question") // 4 + 1, 2)),
                              (in_parts(says), (100, 20))]
)  # fmt: skip
async def test_a_completion_comes_with_its_tokens(behaviour: Behaviour, tokens: tuple[int, int]) -> None:
    async with model_server(behaviour) as server:
        assert await asked(server) == Completion("said", *tokens)


@pytest.mark.parametrize("behaviour", ["cut", "empty", "refusal"])
async def test_what_a_useless_completion_took_is_known(behaviour: str) -> None:
    assert (await fault_of(behaviour)).tokens == 120


@pytest.mark.parametrize("behaviour", ["gone", "no json"])
async def test_what_a_fault_took_is_not_made_up(behaviour: str) -> None:
    assert (await fault_of(behaviour, seconds=0.3)).tokens == 0


async def test_what_a_server_read_and_never_answered_is_estimated() -> None:
    assert (await fault_of("hangs", seconds=0.3)).tokens == len("an intimate question") // 4 + 1


async def test_the_request_is_as_the_operator_set_it() -> None:
    async with model_server(says) as server, ClientSession() as session:
        await ModelServer(Model(server.url, "llama", tokens=321), session=session).complete(MESSAGES, FORM, 5.0)
    assert server.requests == [{
        "model": "llama", "messages": [*MESSAGES], "max_tokens": 321, "temperature": 0.3,
        "response_format": {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": FORM}},
    }]  # fmt: skip
    assert server.keys == [None]
    assert (server.headers[0]["accept-encoding"], server.headers[0]["connection"]) == ("identity", "close")


async def test_the_key_is_in_its_header_and_nowhere_else() -> None:
    async with model_server(refusing(["json_schema"], says)) as server:
        await asked(server, key=KEY)
    assert len(server.requests) == 3
    for request, headers in zip(server.requests, server.headers, strict=True):
        assert headers.pop("authorization") == f"Bearer {KEY}"
        assert KEY not in f"{request} {headers}"


async def test_a_key_does_not_go_along_with_a_redirect() -> None:
    async with model_server(says) as other:
        away = web.Response(status=307, headers={"Location": other.url})
        assert (await fault_of(lambda _: away, key=KEY)).kind == "refused"
    assert other.requests == []


async def test_a_server_that_is_gone_is_unreachable() -> None:
    async with model_server(says) as server:
        pass
    with pytest.raises(ModelFault) as raised:
        await asked(server)
    assert raised.value.kind == "unreachable"


async def test_nothing_goes_out_once_the_session_is_closed() -> None:
    async with model_server(says) as server:
        async with ClientSession() as session:
            client = ModelServer(Model(server.url, "m"), session=session)
        with pytest.raises(ModelFault) as raised:
            await client.complete(MESSAGES, FORM, 5.0)
    assert raised.value.kind == "unreachable"
    assert server.requests == []


@pytest.mark.parametrize(("more", "kind"), [(0, None), (1, "broken")])
async def test_a_body_has_at_most_256_kilobytes(more: int, kind: str | None) -> None:
    body = b'{"choices":[{"message":{"content":"said"}}]}'
    whole = web.Response(body=body + b" " * (256 * 1024 - len(body) + more))
    async with model_server(lambda _: whole) as server:
        if kind is None:
            assert (await asked(server)).text == "said"
            return
        with pytest.raises(ModelFault) as raised:
            await asked(server)
    assert raised.value.kind == kind
    assert MOST_BYTES == 256 * 1024


async def forms(behaviours: Sequence[Behaviour], times: int = 2) -> tuple[list[tuple[Any, bool, bool]], list[str]]:
    """How each request asked (its form, whether by max_tokens, whether with a temperature), and what came of them."""
    ended = []
    async with ModelStandIn(behaviours) as server, ClientSession() as session:
        client = ModelServer(Model(server.url, "m"), session=session)
        for _ in range(times):
            try:
                ended.append((await client.complete(MESSAGES, FORM, 5.0)).text)
            except ModelFault as fault:
                ended.append(fault.kind)
    asked = [
        (request.get("response_format", {}).get("type"), "max_tokens" in request, "temperature" in request)
        for request in server.requests
    ]
    assert all(("max_tokens" in request) != ("max_completion_tokens" in request) for request in server.requests)
    return asked, ended


SCHEMA, NEWER = ("json_schema", True, True), ("json_schema", False, False)
OBJECT, NEWER_OBJECT = ("json_object", True, True), ("json_object", False, False)
PLAIN, NEWER_PLAIN = (None, True, True), (None, False, False)


@pytest.mark.parametrize(
    ("refused", "tried"),
    [
        ([], [SCHEMA]),
        (["max_tokens"], [SCHEMA, NEWER]),
        (["temperature"], [SCHEMA, NEWER]),
        (["json_schema"], [SCHEMA, NEWER, OBJECT]),
        (["json_schema", "max_tokens"], [SCHEMA, NEWER, OBJECT, NEWER_OBJECT]),
        (["response_format"], [SCHEMA, NEWER, OBJECT, NEWER_OBJECT, PLAIN]),
        (["response_format", "temperature"], [SCHEMA, NEWER, OBJECT, NEWER_OBJECT, PLAIN, NEWER_PLAIN]),
    ],
)
@pytest.mark.parametrize("status", sorted(OTHER_DIALECT))
async def test_a_dialect_that_is_refused_is_given_up_for_the_next_and_kept(
    refused: list[str], tried: list[Any], status: int
) -> None:
    asked, ended = await forms([refusing(refused, says, status)])
    assert asked == [*tried, tried[-1]]
    assert ended == ["said", "said"]


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
async def test_no_other_dialect_is_tried_after_what_says_nothing_of_dialects(status: int) -> None:
    asked, _ = await forms([refusing(["model"], says, status)], times=1)
    assert asked == [SCHEMA]


async def test_a_server_that_fails_over_the_form_is_asked_in_another_dialect() -> None:
    """As llama-cpp-python answers."""
    message = "1 validation error: {'loc': ('body', 'response_format', 'type'), 'input': 'json_schema'}"
    asked, ended = await forms([refusing(["json_schema"], says, 500, message)])
    assert asked == [SCHEMA, NEWER, OBJECT, OBJECT]
    assert ended == ["said", "said"]


async def test_a_server_that_refuses_what_it_took_is_asked_in_all_dialects_at_the_next_request() -> None:
    asked, ended = await forms([says, "gone", refusing(["json_schema"], says)], times=3)
    assert asked == [SCHEMA, SCHEMA, SCHEMA, NEWER, OBJECT]
    assert ended == ["said", "refused", "said"]


async def test_a_server_that_refuses_all_dialects_refuses() -> None:
    asked, ended = await forms([refusing(["model"], says)], times=1)
    assert (len(asked), ended) == (len(DIALECTS), ["refused"])


TOO_LONG = [  # as OpenAI, vLLM, llama.cpp (older and newer), llama-cpp-python, LM Studio and Anthropic put it
    (400, "context_length_exceeded"),
    (400, "This model's maximum context length is 4096 tokens. However, you requested 9700 tokens."),
    (500, "the request exceeds the available context size"),
    (400, "exceed_context_size_error"),
    (500, "Requested tokens (9000) exceed context window of 4096"),
    (400, "Trying to keep the first 9000 tokens when context the overflows."),
    (422, "prompt is too long: 9000 tokens > 4096 maximum"),
    (413, "no"),
]


@pytest.mark.parametrize(("status", "message"), TOO_LONG)
async def test_a_request_that_is_too_long_is_told_from_one_that_is_refused(status: int, message: str) -> None:
    asked, ended = await forms([refusing(["model"], says, status, message), says], times=2)
    assert asked == [SCHEMA, SCHEMA]
    assert ended == ["too_long", "said"]


@pytest.mark.parametrize(("status", "message"), [(400, "unknown field"), (401, "context size"), (429, "context size")])
async def test_what_is_not_said_of_the_length_is_refused_as_ever(status: int, message: str) -> None:
    _, ended = await forms([refusing(["model"], says, status, message)], times=1)
    assert ended != ["too_long"]


def test_the_dialects_are_these() -> None:
    older = [Dialect(form, "max_tokens", heats=True) for form in ("json_schema", "json_object", "")]
    newer = [Dialect(form, "max_completion_tokens", heats=False) for form in ("json_schema", "json_object", "")]
    assert [*DIALECTS] == [dialect for both in zip(older, newer, strict=True) for dialect in both]
    assert {400, 404, 415, 422, 501} == OTHER_DIALECT


NOW = datetime(2026, 12, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        (None, None), ("", None), ("soon", None), ("nan", None), ("inf", None), ("²", None),
        ("7", 7.0), (" 7 ", 7.0), ("1.5", 1.5), ("-5", 0.0), ("1e9", 3600.0), ("86400", 3600.0),
        ("Tue, 01 Dec 2026 12:00:30 GMT", 30.0), ("Tue, 01 Dec 2026 12:00:30 -0000", 30.0),
        ("Tue, 01 Dec 2026 14:00:30 +0200", 30.0), ("Mon, 30 Nov 2026 12:00:30 GMT", 0.0),
        ("Wed, 02 Dec 2026 12:00:30 GMT", 3600.0), ("Tue, 99 Dec 2026 12:00:30 GMT", None),
    ],
)  # fmt: skip
def test_a_pause_is_read(written: str | None, seconds: float | None) -> None:
    assert pause_in(written, NOW) == seconds


@given(st.text() | st.datetimes().map(format_datetime))
@examples(500)
def test_a_pause_is_at_most_an_hour_whatever_is_written(written: str) -> None:
    seconds = pause_in(written, NOW)
    assert seconds is None or 0.0 <= seconds <= LONGEST_PAUSE == 3600.0


async def test_a_busy_server_says_for_how_long() -> None:
    assert (await fault_of("busy")).retry_after == 7.0
    assert (await fault_of("overloaded")).retry_after is None


@given(st.integers(100, 999).filter(lambda status: status != 200), st.none() | st.text())
@examples(500)
def test_every_status_is_a_fault_of_a_kind_and_known(status: int, pause: str | None) -> None:
    fault = refusal(status, pause)
    assert fault.status == status
    assert (fault.kind == "busy") == (status in (429, 503))
    assert (fault.kind == "refused") <= (300 <= status < 500)
    assert (fault.retry_after is None) or fault.kind == "busy"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
contents = json_values | st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": json_values}), max_size=3)
usages = json_values | st.fixed_dictionaries({"prompt_tokens": json_values, "completion_tokens": json_values})
bodies = (
    st.binary(max_size=200)
    | json_values.map(lambda value: json_of(value))
    | st.builds(
        lambda content, reason, usage, refused: json_of({
            "choices": [{"message": {"content": content, "refusal": refused}, "finish_reason": reason}],
            "usage": usage,
        }),
        contents, st.sampled_from(["stop", "length", None]) | json_values, usages, st.none() | json_values,
    )
)  # fmt: skip


def json_of(value: Any) -> bytes:
    return web.json_response(value).body  # type: ignore[return-value]


@given(bodies)
@examples(1000)
def test_every_body_is_a_completion_or_a_fault(body: bytes) -> None:
    found = read(body)
    if isinstance(found, ModelFault):
        assert found.kind in ("broken", "cut", "empty")
        assert 0 <= found.tokens <= 2 * MOST_TOKENS
        assert str(found) == found.kind
        assert found.__suppress_context__ or found.__context__ is None
    else:
        assert found.text.strip()
        found.text.encode()
        assert 0 < found.prompt_tokens <= MOST_TOKENS
        assert 0 < found.completion_tokens <= MOST_TOKENS


@pytest.mark.parametrize(
    ("error", "kind", "status"),
    [
        ({"code": 429, "message": "slow down"}, "busy", 429), ({"code": "503"}, "busy", 503),
        ({"code": 502}, "broken", 502), ({"code": 408}, "broken", 408), ({"code": 401}, "refused", 401),
        ({"code": 402}, "refused", 402), ({"code": 400, "message": "maximum context length is 8"}, "too_long", 400),
        ({"code": "rate_limit_exceeded"}, "broken", 200), ({"code": 99999}, "broken", 200), ("gone", "broken", 200),
        ({"code": "４２９"}, "broken", 200), ([1], "broken", 200),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", [{}, {"choices": []}, {"choices": [{"message": {"content": None}}]}])
def test_a_fault_that_a_gateway_tells_with_200_is_the_one_it_tells(
    error: object, kind: str, status: int, more: dict[str, object]
) -> None:
    found = read(json_of({"error": error, **more}))
    assert isinstance(found, ModelFault)
    assert (found.kind, found.status, found.tokens) == (kind, status, 0)


@pytest.mark.parametrize("nothing", [None, {}, "", False])
def test_no_fault_told_is_none(nothing: object) -> None:
    assert completion_in(json_of({**completed("Hello."), "error": nothing}), MESSAGES).text == "Hello."


def test_what_broke_off_within_a_completion_is_not_shown() -> None:
    found = read(json_of(completed("Half a", "error")))
    assert isinstance(found, ModelFault)
    assert (found.kind, found.tokens) == ("broken", 120)


def read(body: bytes) -> Completion | ModelFault:
    try:
        return completion_in(body, MESSAGES)
    except ModelFault as fault:
        return fault


@given(st.text(min_size=1).filter(str.strip))
@examples(100)
def test_a_text_comes_through_as_it_is(text: str) -> None:
    assert completion_in(json_of(completed(text)), MESSAGES) == Completion(text, 100, 20)


@pytest.mark.parametrize("usage", [None, 7, {}, {"prompt_tokens": -5}, {"prompt_tokens": 1e999}, {"prompt_tokens": "9"},
                                   {"prompt_tokens": True}, {"prompt_tokens": 10**30}])  # fmt: skip
def test_a_count_that_is_none_is_estimated(usage: Any) -> None:
    body = json_of({"choices": [{"message": {"content": "x" * 40}}], "usage": usage})
    assert completion_in(body, MESSAGES) == Completion("x" * 40, 6, 11)


@given(st.lists(st.tuples(st.sampled_from(sorted({*FAULTS} - {"hangs", "long head"})), st.booleans()), max_size=6))
@examples(50)
async def test_no_order_of_faults_raises_anything_else_or_keeps_the_next_from_working(
    order: list[tuple[str, bool]],
) -> None:
    behaviours: list[Behaviour] = []
    for fault, good in order:
        behaviours += [fault, says] if good else [fault]
    async with ModelStandIn([*behaviours, says]) as server, ClientSession() as session:
        client = ModelServer(Model(server.url, "m"), session=session)
        ended = []
        for _ in range(len(behaviours)):
            try:
                await client.complete(MESSAGES, FORM, 3.0)
            except ModelFault as raised:
                ended.append(raised.kind)
        assert (await client.complete(MESSAGES, FORM, 3.0)).text == "said"
    assert "late" not in ended
