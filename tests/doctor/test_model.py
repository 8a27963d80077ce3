"""What the doctor says of the operator's language model."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doctor.diagnosis import diagnosis
from bot.doctor.finding import Finding
from bot.doctor.model import LONGEST_NAME, MOST_LISTED, WRONG, asked, context_in, names_in, narrow, unencrypted
from bot.writer.model import Model
from tests.support.effort import examples
from tests.support.model_server import FAULTS, Behaviour, Json, ModelStandIn, model_server, refusing

KEY = "hush-hush"


def yes(_: Json) -> str:
    return '{"answer": "yes"}'


async def found_of(
    *behaviours: Behaviour, key: str | None = KEY, seconds: float = 5.0, models: list[str] | None = None
) -> Finding:
    async with ModelStandIn(behaviours) as server:
        server.models = models or []
        (found,) = await asked(Model(server.url, "small-model", key, seconds=seconds))
    assert found.about == "model"
    assert KEY not in f"{found}"
    assert (found.state == "ok") == (not found.what_to_do)
    return found


async def test_a_model_that_answers_is_told_with_its_dialect_and_seconds() -> None:
    found = await found_of(yes)
    assert found.state == "ok"
    assert found.what.startswith("small-model on this machine answers in 0.")
    assert found.what.endswith(" s; its server takes json_schema and max_tokens")
    found = await found_of(refusing(["response_format", "max_tokens"], yes))
    assert found.what.endswith("; its server takes no response_format and max_completion_tokens")


@pytest.mark.parametrize(
    ("behaviour", "what", "what_to_do"),
    [
        ("refused", "its server refuses the key", "Copy it again into MODEL_KEY."),
        ("forbidden", "its server refuses the key", "Copy it again into MODEL_KEY."),
        ("gone", "it refuses the request (status 404)", "Correct MODEL_URL"),
        ("redirect", "it refuses the request (status 307)", "Correct MODEL_URL"),
        ("busy", "it says that it is busy (status 429)", "Try again later"),
        ("overloaded", "it says that it is busy (status 503)", "Try again later"),
        ("fails", "it answers with something else than a completion (status 500)", "See its log"),
        ("no json", "it answers with something else than a completion", "See its log"),
        ("closes at once", "it cannot be reached", "Start its server"),
        ("hangs", "it does not answer within 0.3 seconds", "take a smaller model, or raise MODEL_SECONDS"),
        ("cut", "its reply is cut", "Raise MODEL_TOKENS"),
        ("empty", "its reply is empty", "Take another model"),
    ],
)
async def test_what_is_wrong_is_told_with_what_to_do(behaviour: str, what: str, what_to_do: str) -> None:
    found = await found_of(behaviour, seconds=0.3 if behaviour == "hangs" else 5.0)
    assert (found.state, found.what) == ("problem", f"small-model on this machine: {what}")
    assert what_to_do in found.what_to_do


@pytest.mark.parametrize("behaviour", FAULTS)
async def test_no_fault_of_a_server_is_one_of_the_doctor(behaviour: str) -> None:
    assert (await found_of(behaviour, seconds=0.5)).state == "problem"


def test_every_kind_of_fault_is_told() -> None:
    assert {*WRONG} == {"unreachable", "late", "busy", "refused", "broken", "cut", "empty", "too_long"}


async def test_a_reply_that_is_no_json_is_told() -> None:
    found = await found_of("no reply")
    assert found.state == "problem"
    assert found.what == "small-model on this machine answers, but not in the JSON that it was asked for"


async def test_a_key_that_is_missing_is_asked_for() -> None:
    found = await found_of("refused", key=None)
    assert (found.what, found.what_to_do) == (
        "small-model on this machine: its server wants a key", "Put it into MODEL_KEY.",
    )  # fmt: skip


async def test_a_model_that_the_server_lacks_is_told_with_those_it_has() -> None:
    found = await found_of("gone", models=["llama3.1:8b", "small-model:latest"])
    assert (found.state, found.what) == ("problem", "its server has no model small-model")
    assert found.what_to_do == "Set MODEL_NAME to one that it has: small-model:latest, llama3.1:8b."


async def test_of_many_models_the_nearest_five_are_told() -> None:
    many = [f"large-{number}" for number in range(30_000)] + ["small-models"]
    found = await found_of(refusing(["model"], yes), models=many)
    listed = found.what_to_do.removeprefix("Set MODEL_NAME to one that it has: ").split(", ")
    assert (listed[0], listed[-1], len(listed)) == ("small-models", "....", MOST_LISTED + 1)
    assert MOST_LISTED == 5


async def test_a_model_that_the_server_has_is_not_called_missing() -> None:
    found = await found_of(refusing(["model"], yes, 422), models=["small-model", "other"])
    assert found.what == "small-model on this machine: it refuses the request (status 422)"


async def test_a_server_that_is_not_there_is_told() -> None:
    async with model_server(yes) as server:
        pass
    (found,) = await asked(Model(server.url, "small-model"))
    assert (found.state, found.what) == ("problem", "small-model on this machine: it cannot be reached")


@pytest.mark.parametrize(
    ("url", "key", "told"),
    [
        ("http://10.0.0.2/v1/chat/completions", KEY, True),
        ("http://models.example.org/v1/chat/completions", KEY, True),
        ("https://models.example.org/v1/chat/completions", KEY, False),
        ("http://10.0.0.2/v1/chat/completions", None, False),
        ("http://localhost:11434/v1/chat/completions", KEY, False),
        ("http://127.0.0.1:11434/v1/chat/completions", KEY, False),
        ("http://[::1]:11434/v1/chat/completions", KEY, False),
    ],
)
def test_a_key_over_plain_http_to_another_machine_is_told(url: str, key: str | None, told: bool) -> None:
    found = list(unencrypted(Model(url, "small-model", key)))
    assert [finding.state for finding in found] == ["hint"] * told
    assert KEY not in f"{found}"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "data"]), inner, max_size=2),
    max_leaves=8,
)


@given(st.binary(max_size=100) | json_values.map(lambda value: json.dumps(value).encode()))
@examples(300)
def test_a_list_of_models_may_be_anything(body: bytes) -> None:
    assert all(name.isprintable() and 0 < len(name) <= LONGEST_NAME for name in names_in(body))


@given(st.binary(max_size=100) | json_values.map(lambda value: json.dumps(value).encode()), st.text(max_size=3))
@examples(300)
def test_a_context_is_read_out_of_any_list(body: bytes, name: str) -> None:
    assert context_in(body, name) is None


@pytest.mark.parametrize(
    ("models", "context"),
    [
        ([{"id": "small-model", "max_model_len": 4096}], 4096),
        ([{"id": "other", "max_model_len": 4096}, {"id": "small-model", "context_length": 32768}], 32768),
        ([{"id": "/models/it.gguf", "meta": {"n_ctx_train": 131072, "n_ctx": 8192}}], 8192),
        ([{"id": "one", "context_window": 1}, {"id": "two", "context_window": 2}], None),
        ([{"id": "small-model"}], None),
        ([{"id": "small-model", "context_length": True, "n_ctx": "4096", "max_model_len": 0, "meta": None}], None),
    ],
)
def test_the_context_of_a_model_is_read_out_of_its_servers_list(models: list[Json], context: int | None) -> None:
    assert context_in(json.dumps({"data": models}).encode(), "small-model") == context


@pytest.mark.parametrize(("context", "told"), [(None, False), (2048, True), (9_999, True), (10_000, False)])
def test_a_context_that_is_too_small_for_a_question_is_told(context: int | None, told: bool) -> None:
    found = list(narrow(context))
    assert [finding.state for finding in found] == ["hint"] * told
    assert all("16,000 or more" in finding.what_to_do for finding in found)


async def test_a_small_context_is_told_beside_an_answer() -> None:
    async with model_server(yes) as server:
        server.details = {"max_model_len": 4096}
        server.models = ["small-model"]
        found = await asked(Model(server.url, "small-model"))
    assert [finding.state for finding in found] == ["ok", "hint"]
    assert found[1].what.startswith("its context has 4,096 tokens")


def test_names_that_cannot_be_shown_are_left_out() -> None:
    ids: list[Any] = ["good", "", "\x1b[31mred", "x" * 81, "x" * 80, 7, None]
    assert names_in(json.dumps({"data": [{"id": one} for one in ids]}).encode()) == ["good", "x" * 80]


@pytest.fixture
async def there() -> AsyncIterator[ModelStandIn]:
    async with ModelStandIn([yes]) as server:
        yield server


def in_folder(folder: Path, base: Path, *, offline: bool, **environment: str) -> list[Finding]:
    settings = {"DISCORD_TOKEN": "", "KNOWLEDGE_FILE": str(base), "DATABASE_URL": f"sqlite:///{folder}/votes.db"}
    whole = diagnosis(settings | environment, folder / ".env", time.time(), offline=offline)
    return [finding for finding in whole if finding.about == "model"]


async def test_it_is_part_of_the_diagnosis_where_a_model_is_set(
    tmp_path: Path, few_file: Path, there: ModelStandIn
) -> None:
    url = there.url.removesuffix("/chat/completions")
    model = {"MODEL_URL": url, "MODEL_NAME": "small-model", "MODEL_KEY": KEY}
    assert await asyncio.to_thread(in_folder, tmp_path, few_file, offline=False) == []
    assert await asyncio.to_thread(in_folder, tmp_path, few_file, offline=True, **model) == []
    assert there.requests == []
    (found,) = await asyncio.to_thread(in_folder, tmp_path, few_file, offline=False, **model)
    assert found.state == "ok"
    assert len(there.requests) == 1
    assert there.keys == [f"Bearer {KEY}"]


def test_offline_the_way_of_the_key_is_looked_at_all_the_same(tmp_path: Path, few_file: Path) -> None:
    model = {"MODEL_URL": "http://10.0.0.2/v1", "MODEL_NAME": "small-model", "MODEL_KEY": KEY}
    assert [finding.state for finding in in_folder(tmp_path, few_file, offline=True, **model)] == ["hint"]
