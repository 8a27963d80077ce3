"""Questions of a folder sent through the real writer to a server of models: the work of `bench.written send`."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from msgspec import Struct

from bot.advise.answers import Answer
from bot.advise.guide import Guide
from bot.advise.ranking.voice import SILENCE
from bot.discord_app.core.observer import Unobserved
from bot.understand.words.language import language_of
from bot.writer.entries import Asked
from bot.writer.model import Model
from bot.writer.server import Completion, ModelServer
from bot.writer.writer import Writer


class Sent(Struct, frozen=True):
    """What came of one question: how it ended, for what reasons completions were refused, and what it cost."""

    answer: Answer | None
    ended: str
    reasons: tuple[str, ...]
    completions: tuple[str, ...]
    seconds: float
    tokens: int


class Noted(Unobserved):
    """Notes what a writer tells of one question."""

    def __init__(self) -> None:
        self.ended, self.seconds, self.tokens = "", 0.0, 0
        self.reasons: list[str] = []

    def wrote(self, ended: str, seconds: float) -> None:
        self.ended, self.seconds = ended, seconds

    def turned_down(self, reason: str) -> None:
        self.reasons.append(reason)

    def spent(self, server: int | None, tokens: int) -> None:
        self.tokens += tokens


class KeptServer(ModelServer):
    """A server whose completions are kept, so that they can be read."""

    def __init__(self, model: Model, *, session: ClientSession) -> None:
        super().__init__(model, session=session)
        self.completions: list[str] = []

    async def complete(
        self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seconds: float
    ) -> Completion:
        found = await super().complete(messages, schema, seconds)
        self.completions.append(found.text)
        return found


async def send(guide: Guide, question: Asked, model: Model) -> Sent:
    """What comes of this question. Its writer is its own, so that no pause after others' refusals holds it up."""
    noted, code = Noted(), language_of(question.text)
    async with ClientSession() as session:
        server = KeptServer(model, session=session)
        answer = await Writer(server, model, time.time, noted).answer(guide, question, SILENCE, code, None)
    return Sent(answer, noted.ended, tuple(noted.reasons), tuple(server.completions), noted.seconds, noted.tokens)


def keep(folder: Path, name: str, sent: Sent, shown: str) -> None:
    """What the model wrote, and what would be shown, beside the question."""
    texts = (*sent.completions, f"{sent.ended}: {', '.join(sent.reasons)}", shown)
    (folder / f"{name}.sent.txt").write_text("\n\n".join(filter(None, texts)), encoding="utf-8")


def summary(sent: Sequence[Sent]) -> str:
    """How many ended how, how often each reason was one, and what a question took."""
    ended = Counter(one.ended for one in sent)
    reasons = Counter(reason for one in sent for reason in one.reasons)
    seconds, tokens = sum(one.seconds for one in sent), sum(one.tokens for one in sent)
    lines = [f"{count:3}  {how}" for how, count in ended.most_common()]
    lines += [f"{count:3}  completions refused for: {reason}" for reason, count in reasons.most_common()]
    return "\n".join([*lines, f"{seconds / len(sent):.0f} s and {tokens / len(sent):,.0f} tokens a question"])
