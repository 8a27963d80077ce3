"""From a question to a card: read it, ask the guide, have the answer laid out."""

import contextlib
from collections.abc import Callable, Mapping, Sequence

from bot.advise import (
    Advised,
    Answer,
    Filters,
    Notice,
    Plan,
    Recommendation,
    Written,
)
from bot.advise.conversation.going_on import go_on
from bot.advise.conversation.turn import Turn
from bot.advise.guide import PICKS
from bot.advise.plans.readiness import NO_PROGRESS
from bot.advise.wording.asked_in import asked_in
from bot.advise.wording.follow_up_words import FORGOTTEN, LIGHT_WORDS
from bot.discord_app.core.context import Context
from bot.discord_app.core.outages import Outages
from bot.discord_app.core.services import Services
from bot.discord_app.questions.layout import Layout
from bot.discord_app.questions.reading_queue import ReadingQueue
from bot.discord_app.questions.writing import Waiting, Writing, going_on_with, turn_after, writing_in
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.card import Card
from bot.language import Language
from bot.store import Store
from bot.understand import ParsedQuery
from bot.understand.words.language import language_of

Note = Callable[[ParsedQuery, bool], None]
"""Takes a question and whether anything was found."""


def unnoted(query: ParsedQuery, found: bool) -> None:
    """Does nothing."""


class Replies:
    """Makes the cards that answer. Commands, buttons and messages share it, so that each question has one answer.

    `view` is how the bot looks from this server, or outside of any. `progress` is the list of a member who alone sees
    the answer, or empty. `private`: whether one member alone sees it. `note` is told every question for resources.
    `outages` is told what cannot be read. `queue` reads the questions. `writing` is the operator's model, where it may
    write.
    """

    def __init__(
        self,
        view: ServerView,
        language: Language,
        store: Store,
        *,
        private: bool = False,
        note: Note = unnoted,
        outages: Outages | None = None,
        queue: ReadingQueue | None = None,
        writing: Writing | None = None,
    ) -> None:
        self.view = view
        self.private = private
        self.guide = view.guide.speaking(language)
        self.say = language
        self.layout = Layout(view, self.guide, language, store, outages or Outages())
        self._note = note
        self._queue = queue or ReadingQueue()
        self._writing = writing

    async def to_words(
        self, text: str, progress: Mapping[str, str] = NO_PROGRESS, turn: Turn | None = None, *, of_other: bool = False
    ) -> Card:
        """The answer to a question in free words; `turn` is the answer that it may go on from. `of_other`: somebody
        else wrote the question, so that no model gets it.
        """
        query = await self.read(text)
        answer = await self._queue.do(self.guide.answer, query, self.view.voice, PICKS, progress)
        if isinstance(answer, Recommendation | Advised):
            self._note(answer.query, bool(answer.picks))
        elif isinstance(answer, Plan):
            self._note(answer.query, bool(answer.steps))
        if self._writing and not of_other:
            answer = await self._writing.bettered(self.guide, text, answer, query, self.view.voice, turn)
        card = await self.lay_out(answer)
        card.head(self._asked_in(text, answer))
        return card

    async def going_on(self, turn: Turn, text: str) -> Card | None:
        """The answer to a message that follows another answer; None where it asks something of its own."""
        following = await self._queue.do(go_on, self.guide, turn, text, self.view.voice)
        if following is None:
            return None
        answer, after = following.answer, following.turn
        if self._writing:
            query = going_on_with(after.query, await self.read(text))
            answer = await self._writing.bettered(self.guide, text, answer, query, self.view.voice, turn)
        card = await self.lay_out(answer)
        card.head(self._asked_in(text, answer))
        card.turn = turn_after(turn, answer, self.say) if isinstance(answer, Written) else after
        return card

    def _asked_in(self, text: str, answer: Answer) -> str:
        """That the answer is in English, where the question was not; a model answers in the language it was told."""
        return "" if isinstance(answer, Written) else asked_in(language_of(text), self.say)

    async def forgotten(self, text: str) -> Card | None:
        """What is said to a message that follows an answer of which nothing is known any more; None where it asks
        something of its own.
        """
        move = (await self._queue.do(self.guide.follow_ups.read, text)).move
        if move == "new":
            return None
        return await self.lay_out(Notice(ParsedQuery(), self.say(LIGHT_WORDS.get(move, FORGOTTEN))))

    async def read(self, text: str) -> ParsedQuery:
        """What a text asks for."""
        return await self._queue.do(self.guide.parse, text)

    async def note(self, id_: str) -> Card:
        """The card of the note with this id."""
        return await self.lay_out(self.guide.note(id_, voice=self.view.voice))

    async def lay_out(self, answer: Answer, lead: str = "") -> Card:
        """The card of any answer; `lead` is said before an answer with picks."""
        return await self.layout.card(answer, lead)

    async def recommend(self, query: ParsedQuery, filters: Filters, lead: str = "") -> Card:
        """The picks for a question, or why there are none."""
        found = self.guide.recommend(query, filters, self.view.voice, PICKS)
        self._note(found.query, bool(found.picks))
        card = self.layout.picks(found, filters, lead)
        card.head(asked_in(query.language, self.say))
        return card

    async def review(self, name: str, progress: Mapping[str, str] = NO_PROGRESS) -> Card:
        """The verdict on what the name means, or a question back."""
        return await self.lay_out(self.guide.review(name, self.view.voice, progress))

    async def next(self, progress: Mapping[str, str]) -> Card:
        """What comes after what a member has marked as done."""
        found = self.guide.next(progress, self.view.voice)
        return self.layout.picks(found, Filters())

    async def path(
        self, query: ParsedQuery, filters: Filters, progress: Mapping[str, str], lead: str = "", *, alone: bool = False
    ) -> Card:
        """The plan for the question's goal, from what a member has marked as done; `lead` is said before it.

        It tells of their list only where the reply is private, or they are `alone` with the bot.
        """
        found = self.guide.path(query, filters, progress, alone=alone or self.private)
        asked = filters.applied_to(query)
        self._note(asked, bool(found.steps))
        card = await self.layout.plan(found, asked, lead)
        card.head(asked_in(query.language, self.say))
        return card

    async def path_to(
        self, goal: str, query: ParsedQuery, filters: Filters, progress: Mapping[str, str], *, alone: bool = False
    ) -> Card:
        """The plan for the goal that was typed, or what there is to say instead: that it is none, or to ask which."""
        found = self.guide.goal(goal, query)
        if isinstance(found, ParsedQuery):
            return await self.path(found, filters, progress, alone=alone)
        self._note(query, False)
        return await self.lay_out(found)

    async def compare(self, names: Sequence[str]) -> Card:
        """The resources with these names side by side, or a question back."""
        return await self.lay_out(self.guide.compare(names, self.view.voice))


async def replies_to(ctx: Context, *, private: bool | None) -> Replies:
    """The replies to this interaction: in the member's language if only they see them, else in the server's.

    Where `private` is None, the moderators' setting says whether others see it.
    """
    view = await ctx.view()
    private = bool(view.settings.private) if private is None else private
    language = ctx.say if private else ctx.services.shared_language(ctx.interaction, view.settings)
    direct = ctx.interaction.context.dm_channel
    return replies_in(ctx.services, view, language, ctx.member, private=private, direct=direct)


def replies_in(
    services: Services, view: ServerView, language: Language, member: int, *, private: bool, direct: bool,
    waiting: Waiting = contextlib.nullcontext,
) -> Replies:  # fmt: skip
    """The replies for this member in this language; their questions count in the server's statistics.

    `direct`: whether this is a chat of the member's with the bot. `waiting` shows that a reply is being written.
    """

    def noting(query: ParsedQuery, found: bool) -> None:
        services.note(view.id, member, query, found=found)

    return Replies(
        view,
        language,
        services.store,
        private=private,
        note=noting,
        outages=services.outages,
        queue=services.reading_queue,
        writing=writing_in(services, view, language, direct=direct, waiting=waiting),
    )
