"""Asking the operator's language model for one tiny completion, and what is said of how that went.

The key is never told, nor what the server says of its own: that might repeat it.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from rapidfuzz import process
from yarl import URL

from bot.doctor.finding import Finding, hint, ok, problem
from bot.writer.completion import Completion, Kind, ModelFault
from bot.writer.draft import Unreadable, read_draft
from bot.writer.model import COMPLETIONS, Model
from bot.writer.server import Dialect, ModelServer

ABOUT = "model"
TOLD = 'Answer with one JSON object that has one field, "answer", which holds one word: yes.'
FORM = {
    "type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"],
    "additionalProperties": False,
}  # fmt: skip
PATIENCE = 10.0
MOST_LISTED = 5
REQUEST, LEAST_CONTEXT = 9_000, 10_000
"""Tokens of a usual request, and of a context into which it fits with its reply."""
CONTEXTS = ("max_model_len", "context_length", "context_window", "loaded_context_length", "n_ctx", "n_ctx_train")
"""How servers call the context of a model that they list: vLLM, OpenRouter, Groq, LM Studio, llama.cpp."""
LONGEST_NAME = 80
MOST_BYTES = 4_000_000
"""Hosted ones list hundreds of models, each with a description."""
WRONG: dict[Kind, tuple[str, str]] = {
    "unreachable": ("it cannot be reached", "Start its server, or correct MODEL_URL."),
    "late": (
        "it does not answer within {seconds:g} seconds",
        "If it was only loading the model, try again; else take a smaller model, or raise MODEL_SECONDS (at most 60).",
    ),
    "busy": ("it says that it is busy{status}", "Try again later; with a hosted one, look at its limits and bills."),
    "refused": ("it refuses the request{status}", "Correct MODEL_URL: that of most servers ends with /v1."),
    "too_long": (
        "it says that one word is longer than its context{status}",
        "Start its server with a context of 16,000 tokens or more: see docs/operating.md.",
    ),
    "broken": (
        "it answers with something else than a completion{status}",
        "See its log, and whether MODEL_URL leads to its OpenAI-compatible API: that of most servers ends with /v1.",
    ),
    "cut": ("its reply is cut", "Raise MODEL_TOKENS: a model that thinks first needs several times as many."),
    "empty": ("its reply is empty", "Take another model, or turn its thinking off."),
}
"""What is wrong with each kind of fault, and what to do."""


def unencrypted(model: Model) -> Iterator[Finding]:
    """Whether others on the network can read the key on its way."""
    if model.key and URL(model.url).scheme == "http" and not model.is_local:
        what = f"MODEL_KEY goes to {model.host} over http, which others on the network can read"
        yield hint(ABOUT, what, "Write https:// in MODEL_URL if the server can, or keep to a network of your own.")


async def asked(model: Model, proxy: str | None = None) -> list[Finding]:
    """What comes of asking the model for one word, and its server for its context; through a proxy if one is given."""
    began = time.monotonic()
    async with ClientSession(proxy=proxy) as session:
        server = ModelServer(model, session=session)
        try:
            found = await server.complete([{"role": "user", "content": TOLD}], FORM, model.seconds)
        except ModelFault as fault:
            listed = names_in(await _list(model, session)) if _may_lack_the_model(fault) else []
            return [wrong(model, fault, listed)]
        seconds, listing = time.monotonic() - began, await _list(model, session)
    return [judged(model, found, server.dialect, seconds), *narrow(context_in(listing, model.name))]


def judged(model: Model, found: Completion, dialect: Dialect, seconds: float) -> Finding:
    """Whether the reply can be read, and what the server takes."""
    try:
        read_draft(found.text)
    except Unreadable:
        what = f"{_named(model)} answers, but not in the JSON that it was asked for"
        return problem(ABOUT, what, "Take another model, or a server that holds it to a form (json_schema).")
    takes = f"{dialect.form or 'no response_format'} and {dialect.limit}"
    return ok(ABOUT, f"{_named(model)} answers in {seconds:.1f} s; its server takes {takes}")


def narrow(context: int | None) -> Iterator[Finding]:
    """Whether a context of so many tokens is too small for a question; nothing where it is not known."""
    if context is not None and context < LEAST_CONTEXT:
        what = f"its context has {context:,} tokens, and a request has some {REQUEST:,}: longer ones are refused or cut"
        yield hint(
            ABOUT, what, "Start its server with 16,000 or more: see docs/operating.md, A language model of your own."
        )


def wrong(model: Model, fault: ModelFault, listed: list[str]) -> Finding:
    """What is wrong where there was no completion; `listed` are the models that the server has, as far as it says."""
    if fault.status in (401, 403):
        if model.key:
            return problem(ABOUT, f"{_named(model)}: its server refuses the key", "Copy it again into MODEL_KEY.")
        return problem(ABOUT, f"{_named(model)}: its server wants a key", "Put it into MODEL_KEY.")
    if listed and model.name not in listed:
        near = [name for name, *_ in process.extract(model.name, listed, limit=MOST_LISTED)]
        what_to_do = f"Set MODEL_NAME to one that it has: {', '.join(near)}{', ...' * (len(listed) > len(near))}."
        return problem(ABOUT, f"its server has no model {model.name}", what_to_do)
    what, what_to_do = WRONG[fault.kind]
    status = f" (status {fault.status})" if fault.status not in (None, 200) else ""
    return problem(ABOUT, f"{_named(model)}: {what.format(seconds=model.seconds, status=status)}", what_to_do)


def _named(model: Model) -> str:
    return f"{model.name} on {'this machine' if model.is_local else model.host}"


def _may_lack_the_model(fault: ModelFault) -> bool:
    return fault.kind == "refused" and fault.status not in (401, 403)


async def _list(model: Model, session: ClientSession) -> bytes:
    """The list of the server's models; nothing where it does not give one."""
    address = f"{model.url.removesuffix(COMPLETIONS)}/models"
    headers = {"Authorization": f"Bearer {model.key}"} if model.key else {}
    try:
        async with session.get(
            address, headers=headers, timeout=ClientTimeout(total=PATIENCE), allow_redirects=False
        ) as answer:
            return await _start_of(answer) if answer.status == 200 else b""
    except (OSError, ClientError, ValueError):  # a timeout is an OSError
        return b""


async def _start_of(answer: ClientResponse) -> bytes:
    found = bytearray()
    async for part in answer.content.iter_any():
        found += part
        if len(found) > MOST_BYTES:
            break
    return bytes(found)


def names_in(body: bytes) -> list[str]:
    """The models in a server's list, those whose names can be shown."""
    try:
        found: Any = json.loads(body)
        names = [one["id"] for one in found["data"]]
    except (ValueError, TypeError, LookupError, RecursionError):
        return []
    return [name for name in names if isinstance(name, str) and name.isprintable() and 0 < len(name) <= LONGEST_NAME]


def context_in(body: bytes, name: str) -> int | None:
    """The tokens of this model's context in a server's list, the least that it says; None where it says none."""
    try:
        models: list[Any] = json.loads(body)["data"]
        one = next((model for model in models if model["id"] == name), models[0] if len(models) == 1 else {})
        told = {**one, **(one.get("meta") or {})}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    counts = [told[key] for key in CONTEXTS if type(told.get(key)) is int and told[key] > 0]
    return min(counts, default=None)
