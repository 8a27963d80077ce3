"""A server of models is asked once, and whatever it answers is a completion or a fault of a kind."""

import time

import pytest
from aiohttp import ClientSession

from bot.writer.model import Model
from bot.writer.server import Completion, ModelFault, ModelServer
from tests.support.model_server import ModelStandIn, model_server

MESSAGES = ({"role": "user", "content": "a question"},)
FORM = {"type": "object"}
KINDS = {
    "refused": "refused", "gone": "refused", "fails": "broken", "gateway": "broken", "empty": "empty", "null": "empty",
    "cut": "cut", "no json": "broken", "half json": "broken", "wrong shape": "broken", "number": "broken",
    "nothing": "broken", "busy": "busy", "hangs": "late", "endless": "broken", "closes": "broken",
    "redirect": "refused",
}  # fmt: skip


async def asked(server: ModelStandIn, seconds: float = 5.0, key: str | None = None) -> Completion:
    async with ClientSession() as session:
        return await ModelServer(Model(server.url, "m", key), session=session).complete(MESSAGES, FORM, seconds)


@pytest.mark.parametrize(("behaviour", "kind"), KINDS.items())
async def test_each_fault_has_its_kind_in_time(behaviour: str, kind: str) -> None:
    began = time.monotonic()
    async with model_server(behaviour) as server:
        with pytest.raises(ModelFault) as raised:
            await asked(server, 0.3 if behaviour == "hangs" else 5.0)
    assert raised.value.kind == kind
    assert time.monotonic() - began < 4.0


async def test_a_completion_comes_with_its_tokens_and_the_key_is_sent() -> None:
    async with model_server(lambda _: "said") as server:
        assert await asked(server, key="hush") == Completion("said", 100, 20)
    assert server.keys == ["Bearer hush"]
    assert "hush" not in str(server.requests)
    assert server.requests[0]["response_format"]["json_schema"]["schema"] == FORM


async def test_a_server_that_is_gone_is_unreachable() -> None:
    async with model_server(lambda _: "said") as server:
        pass
    with pytest.raises(ModelFault) as raised:
        await asked(server)
    assert raised.value.kind == "unreachable"


async def test_a_busy_server_says_for_how_long() -> None:
    async with model_server("busy") as server:
        with pytest.raises(ModelFault) as raised:
            await asked(server)
    assert raised.value.retry_after == 7.0


async def test_a_dialect_that_is_refused_is_given_up_for_the_next_and_kept() -> None:
    async with model_server("gone", "gone", lambda _: "said") as server, ClientSession() as session:
        client = ModelServer(Model(server.url, "m"), session=session)
        assert (await client.complete(MESSAGES, FORM, 5.0)).text == "said"
        await client.complete(MESSAGES, FORM, 5.0)
    forms = [request["response_format"]["type"] for request in server.requests]
    assert forms == ["json_schema", "json_schema", "json_object", "json_object"]
