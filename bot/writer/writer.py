"""The way of one reply that a model writes: asked, verified, repaired once, or given up for our own."""

import asyncio
import contextlib
import hashlib
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, Protocol
from weakref import WeakKeyDictionary

from msgspec import Struct

from bot.advise.answers import Answer
from bot.advise.guide import Guide
from bot.advise.ranking.voice import Voice
from bot.writer.draft import Draft, Unreadable, read_draft
from bot.writer.entries import Asked
from bot.writer.limits import Breaker, Budget
from bot.writer.material import Material, material_for
from bot.writer.model import Model
from bot.writer.request import Message, instructions, repair_of, request_for, schema_for
from bot.writer.server import ModelFault, ModelServer
from bot.writer.verify import Verifier
from bot.writer.written import written

if TYPE_CHECKING:
    from bot.catalogue import Catalogue

log = logging.getLogger(__name__)

REMEMBERED_SECONDS = 3600.0
"""For so long the same question, with the same knowledge about it, gets the same reply without the model."""
MOST_REMEMBERED = 500
FAULTS_BEFORE_PAUSE, REFUSALS_BEFORE_PAUSE = 3, 10
FAULT_PAUSES = (30.0, 60.0, 120.0, 240.0, 480.0, 600.0)
"""Seconds without the model after so many faults of its server in a row; each further one makes it the next."""
REFUSAL_PAUSES = (600.0,)
"""Seconds without it after so many replies in a row that were not let through: it does not write what can be shown."""
MARGIN = 0.1
"""Seconds by which the server's time ends before ours, so that its being late is told from our own waiting."""
LEAST_SECONDS = 0.5
"""With less time left no request is begun: its being late would tell nothing of the server."""
Ended = Literal["at_once", "repaired", "remembered", "refused", "fault", "late", "paused", "spent", "stopping"]
"""How a question to the model ended; from the fourth on our own reply stands."""


class Told(Protocol):
    """Who is told what the model does. Each method is called as it happens, and must return at once."""

    def wrote(self, ended: str, seconds: float) -> None:
        """A question was meant for the model, and this came of it (`Ended`)."""

    def turned_down(self, reason: str) -> None:
        """A completion was not let through, for this reason among others."""

    def spent(self, server: int | None, tokens: int) -> None:
        """A request of this server, or of a direct message, took so many tokens."""


class Written(Struct, frozen=True):
    """What came of a request and, where need be, of its repair."""

    draft: Draft | None
    ended: Ended


class Writer:
    """Writes replies with the model that the operator set. `now` gives the seconds since 1970.

    It never raises but where its task is cancelled: whatever goes wrong, there is no reply of the model's.
    """

    def __init__(self, server: ModelServer, model: Model, now: Callable[[], float], told: Told) -> None:
        self.model = model
        self._server, self._now, self._told = server, now, told
        self._budget = Budget(model.daily_tokens, now)
        self._faults = Breaker(now, FAULTS_BEFORE_PAUSE, FAULT_PAUSES)
        self._refusals = Breaker(now, REFUSALS_BEFORE_PAUSE, REFUSAL_PAUSES)
        self._turn = asyncio.Semaphore(model.at_once)
        self._remembered: OrderedDict[str, tuple[float, Draft]] = OrderedDict()
        self._verifiers: WeakKeyDictionary[Catalogue, Verifier] = WeakKeyDictionary()
        self._instructions = instructions()
        self._under_way: set[asyncio.Timeout] = set()
        self._stopping = False

    def stop(self) -> None:
        """Ask the model nothing more, and give up what is under way: our own replies stand at once."""
        self._stopping = True
        for timeout in self._under_way:
            timeout.reschedule(asyncio.get_running_loop().time())

    async def answer(self, guide: Guide, asked: Asked, voice: Voice, code: str, server: int | None) -> Answer | None:
        """What the model says to a question of this server (None: a direct message), in the language with this code;
        None where our own reply stands.
        """
        began = time.monotonic()
        try:
            today = datetime.fromtimestamp(self._now(), UTC).date()
            material = await asyncio.to_thread(material_for, guide, asked, voice, code, today)
            found = await self._in_time(guide, material, server)
            answer = written(found.draft, material, asked, voice) if found.draft else None
        except Exception:  # our own reply stands, whatever is wrong with a text of the model's or with ours
            log.exception("A reply of the model's could not be made")
            found, answer = Written(None, "fault"), None
        self._told.wrote(found.ended, time.monotonic() - began)
        return answer

    async def _in_time(self, guide: Guide, material: Material, server: int | None) -> Written:
        """What comes of the request in the time that there is."""
        try:
            async with asyncio.timeout(0.0 if self._stopping else self.model.seconds) as timeout:
                with self._counted(timeout):
                    return await self._written(guide, material, server, timeout.when() or 0.0)
        except TimeoutError:  # while waiting for others' replies: no fault of the server's
            return Written(None, "stopping" if self._stopping else "late")

    async def _written(self, guide: Guide, material: Material, server: int | None, until: float) -> Written:
        messages = request_for(material, self._instructions)
        key = hashlib.blake2b(json.dumps(messages).encode("utf-8", errors="replace")).hexdigest()
        if known := self._known(key):
            return Written(known, "remembered")
        async with self._turn:
            if self._budget.left() <= 0:
                return Written(None, "spent")
            if not (self._refusals.allows() and self._faults.allows()):
                return Written(None, "paused")
            try:
                found = await self._tried(guide, material, messages, server, until)
            except ModelFault as fault:
                if fault.tokens:
                    self._spend(fault.tokens, server)
                self._failed(fault)
                return Written(None, "late" if fault.kind == "late" else "fault")
        if found.ended != "late":
            self._faults.worked()
        if found.draft:
            self._remember(key, found.draft)
        return found

    async def _tried(
        self,
        guide: Guide,
        material: Material,
        messages: tuple[Message, ...],
        server: int | None,
        until: float,
    ) -> Written:
        """A draft that is let through, at once or after one repair."""
        verifier = await self._verifier(guide)
        for ended in ("at_once", "repaired"):
            left = until - asyncio.get_running_loop().time() - MARGIN
            if left < LEAST_SECONDS:
                return Written(None, "late")
            completion = await self._server.complete(messages, schema_for(material), left)
            self._spend(completion.prompt_tokens + completion.completion_tokens, server)
            draft, wrong = await asyncio.to_thread(self._checked, completion.text, material, verifier)
            if draft and not wrong:
                self._refusals.worked()
                return Written(draft, ended)
            log.debug("Not let through: %s", wrong)
            messages = repair_of(messages, completion.text, wrong)
        self._refusals.failed()
        return Written(None, "refused")

    def _spend(self, tokens: int, server: int | None) -> None:
        self._budget.spend(tokens)
        self._told.spent(server, tokens)

    def _checked(self, text: str, material: Material, verifier: Verifier) -> tuple[Draft | None, list[str]]:
        """The draft in a completion, and what is wrong with it."""
        try:
            draft = read_draft(text)
        except Unreadable as error:
            self._told.turned_down("unreadable")
            return None, [str(error)]
        faults = verifier.faults(draft, material)
        for reason in {fault.reason for fault in faults}:
            self._told.turned_down(reason)
        return draft, [fault.what for fault in faults]

    async def _verifier(self, guide: Guide) -> Verifier:
        """The verifier of this guide's base, made when it is first needed."""
        known = self._verifiers.get(guide.catalogue)
        if known is None:
            known = self._verifiers[guide.catalogue] = await asyncio.to_thread(Verifier, guide)
        return known

    def _failed(self, fault: ModelFault) -> None:
        if fault.kind == "refused":
            log.error("The model's server refuses our requests: look at MODEL_URL, MODEL_NAME and MODEL_KEY")
        elif fault.kind == "too_long":
            log.error("A request is longer than the model's server takes: give it a context of 16,000 tokens or more")
        else:
            log.warning("The model gave no reply: %s", fault.kind)
        self._faults.failed(FAULT_PAUSES[-1] if fault.kind == "refused" else fault.retry_after)

    def _known(self, key: str) -> Draft | None:
        until, draft = self._remembered.get(key, (0.0, None))
        return draft if self._now() < until else None

    def _remember(self, key: str, draft: Draft) -> None:
        self._remembered[key] = (self._now() + REMEMBERED_SECONDS, draft)
        self._remembered.move_to_end(key)
        while len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)

    @contextlib.contextmanager
    def _counted(self, timeout: asyncio.Timeout) -> Iterator[None]:
        """Within this block, `stop` ends it."""
        self._under_way.add(timeout)
        try:
            yield
        finally:
            self._under_way.discard(timeout)
