"""Where the operator's language model may write replies, in which language, and what it gets of a conversation."""

import contextlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bot.advise import Answer, Comparison, Guide, Notice, Plan, Verdict, WhichOne, Written
from bot.advise.conversation.turn import Turn
from bot.advise.ranking.voice import Voice
from bot.discord_app.core.services import Services
from bot.discord_app.servers.views import ServerView
from bot.language import Language
from bot.understand import ParsedQuery
from bot.understand.words.language import UNKNOWN, language_of

if TYPE_CHECKING:
    from bot.writer.writer import Writer

Waiting = Callable[[], AbstractAsyncContextManager[object]]
"""Shows the asker that an answer is being written, as long as its context lasts."""


class Writing(Struct, frozen=True):
    """The model, allowed to write in this place. `server` is the id of the server, None in a direct message.

    `language` is the code of the language to write in; None for that of the question.
    """

    writer: "Writer"
    server: int | None
    language: str | None
    say: Language
    waiting: Waiting = contextlib.nullcontext

    async def bettered(
        self, guide: Guide, text: str, own: Answer, query: ParsedQuery, voice: Voice, turn: Turn | None = None
    ) -> Answer:
        """What the model says to a question, or `own` where that stands. `turn` is the answer that it goes on from."""
        if not is_for_model(own):
            return own
        from bot.writer.entries import Asked  # here, because most bots have no model

        async with self.waiting():
            asked = Asked(text, query, own, turn)
            found = await self.writer.answer(guide, asked, voice, self._code(text), self.server)
        return found or own

    def _code(self, text: str) -> str:
        """The code of the language to write in: of what is in none that is known, that of our own reply."""
        code = self.language or language_of(text)
        return self.say.code if code == UNKNOWN or "-" in code else code


def is_for_model(own: Answer) -> bool:
    """Whether a model may better this reply of ours: no light word, no question back for a name, nothing beside a name
    that we don't know, and no plan, whose weeks have to be reckoned.
    """
    if isinstance(own, Verdict | Comparison) and own.unknown:
        return False
    return not (own.light if isinstance(own, Notice) else isinstance(own, WhichOne | Plan))


def writing_in(
    services: Services, view: ServerView, say: Language, *, direct: bool, waiting: Waiting
) -> Writing | None:
    """The model where it may write: in servers that turned it on, and in direct messages if the operator allows it."""
    writer, wish = services.writer, view.settings.model
    if writer is None or not (wish if view.id is not None else direct and writer.model.direct):
        return None
    return Writing(writer, view.id, say.code if wish == "server" else None, say, waiting)


def going_on_with(query: ParsedQuery, said: ParsedQuery) -> ParsedQuery:
    """The question of a conversation with what its last message says of notes, subjects and names."""
    known = {item.id for item in query.named}
    return replace(
        query,
        notes=(*said.notes[:2], *query.notes[:1]),
        subjects=tuple(dict.fromkeys((*said.subjects, *query.subjects))),
        terms=said.terms,
        named=(*query.named, *(item for item in said.named if item.id not in known)),
        words=(),
        language=said.language,
    )


def turn_after(before: Turn, answer: Written, say: Language) -> Turn:
    """From where one may go on after an answer of the model's that went on from another."""
    return replace(Turn.of(answer, before.filters), seen=(*before.seen, *before.shown(say)), named=before.named)
