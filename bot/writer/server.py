"""How a model's server is asked for one completion.

It speaks OpenAI's chat-completions API, in one of several dialects: servers differ in how a form is asked for and in
what the limit on tokens is called.
"""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from aiohttp import ClientConnectionError, ClientHttpProxyError, ClientResponse, ClientSession, ClientTimeout
from msgspec import Struct

from bot.writer.completion import Completion, ModelFault, completion_in, is_too_long, refusal, tokens_of
from bot.writer.model import Model

__all__ = ["DIALECTS", "MOST_BYTES", "Completion", "Dialect", "ModelFault", "ModelServer"]

log = logging.getLogger(__name__)

MOST_BYTES = 262_144
TEMPERATURE = 0.3
OTHER_DIALECT = frozenset({400, 404, 415, 422, 501})
"""Statuses with which servers refuse what they do not know."""
HEADERS = {"Accept-Encoding": "identity", "Connection": "close"}
"""What is not compressed cannot grow when it is unpacked, and no request goes into a connection that a server is about
to close for being idle: one more connection is nothing beside what a completion takes.
"""
UNTIMED = ClientTimeout(total=None)
"""One limit holds for all that is tried for a completion, so there is none for a request."""


class Dialect(Struct, frozen=True):
    """How a form is asked for, what the limit on tokens is called, and whether a temperature is taken."""

    form: Literal["json_schema", "json_object", ""]
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    heats: bool = True


DIALECTS = (
    Dialect("json_schema"),  # Ollama, llama.cpp, vLLM, LM Studio (which knows no json_object), OpenAI's older models
    Dialect("json_schema", "max_completion_tokens", heats=False),  # OpenAI's newer ones
    Dialect("json_object"),  # llama-cpp-python
    Dialect("json_object", "max_completion_tokens", heats=False),
    Dialect(""),
    Dialect("", "max_completion_tokens", heats=False),
)
"""Those tried, one after the other, until a server takes one; that one is kept."""


class ModelServer:
    """Asks one server. Raises only `ModelFault`; of texts nothing is in any fault or log."""

    def __init__(self, model: Model, *, session: ClientSession) -> None:
        self._model, self._session = model, session
        self._taken: Dialect | None = None

    @property
    def dialect(self) -> Dialect:
        """The dialect that the server took, or that is tried first."""
        return self._taken or DIALECTS[0]

    async def complete(
        self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seconds: float
    ) -> Completion:
        """A completion of these messages in the form of this schema, within so many seconds whatever has to be tried.

        A server that refuses what it took before is asked in all dialects at the next request: it may be another now.
        """
        fault = ModelFault("refused")
        try:
            async with asyncio.timeout(seconds):
                for dialect in (self._taken,) if self._taken else DIALECTS:
                    status, text, pause = await self._posted(self._body(dialect, messages, schema))
                    if status == 200:
                        self._taken = dialect
                        return completion_in(text, messages)
                    if is_too_long(status, text):
                        raise ModelFault("too_long", status=status)
                    fault = refusal(status, pause)
                    if not _is_of_dialect(status, text):
                        raise fault
        except TimeoutError:  # the server read the request nevertheless, and may be paid for it
            raise ModelFault("late", tokens=tokens_of(messages)) from None
        self._taken = None
        raise fault

    def _body(self, dialect: Dialect, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> bytes:
        body: dict[str, Any] = {"model": self._model.name, "messages": messages, dialect.limit: self._model.tokens}
        if dialect.heats:
            body["temperature"] = TEMPERATURE
        if dialect.form == "json_schema":
            form = {"name": "reply", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        elif dialect.form:
            body["response_format"] = {"type": dialect.form}
        return json.dumps(body).encode()

    async def _posted(self, request: bytes) -> tuple[int, bytes, str | None]:
        """The status, the body and the pause asked for. A redirect is not followed: the key would go along."""
        headers = {"Content-Type": "application/json", **HEADERS}
        if self._model.key:
            headers["Authorization"] = f"Bearer {self._model.key}"
        try:
            async with self._session.post(
                self._model.url, data=request, headers=headers, timeout=UNTIMED, allow_redirects=False,
                auto_decompress=False,
            ) as answer:  # fmt: skip
                return answer.status, await _read(answer), answer.headers.get("Retry-After")
        except ModelFault:
            raise
        except (ClientConnectionError, ClientHttpProxyError, OSError, RuntimeError) as error:
            # the last is that of a session that is closed
            log.debug("The model's server cannot be reached: %r", error)
            raise ModelFault("unreachable") from None
        except Exception as error:  # noqa: BLE001 - aiohttp's parsers raise many kinds, and our own reply must stand
            log.debug("The model's server answers with what is no answer: %r", error)
            raise ModelFault("broken") from None


def _is_of_dialect(status: int, body: bytes) -> bool:
    """Whether a server refused the dialect rather than what was asked. llama-cpp-python does so with 500."""
    return status in OTHER_DIALECT or (status == 500 and b"response_format" in body)


async def _read(answer: ClientResponse) -> bytes:
    """The body; of a longer one than any reply needs nothing is kept."""
    found = bytearray()
    async for part in answer.content.iter_any():
        found += part
        if len(found) > MOST_BYTES:
            raise ModelFault("broken", status=answer.status)
    return bytes(found)
