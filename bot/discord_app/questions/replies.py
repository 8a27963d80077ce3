"""From a question to a card: read the votes, ask the guide, lay out the answer."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from bot.advise import (
    Advised,
    Answer,
    Comparison,
    Filters,
    Notice,
    Plan,
    Recommendation,
    Unsure,
    Verdict,
    WhichOne,
    Written,
)
from bot.advise.asked_again import more_of
from bot.advise.conversation.going_on import go_on
from bot.advise.conversation.turn import Turn
from bot.advise.forms.question_ids import encode_within
from bot.advise.guide import PICKS
from bot.advise.plans.goals import question_for
from bot.advise.plans.readiness import NO_PROGRESS
from bot.advise.wording.asked_in import asked_in
from bot.advise.wording.compose import reply_of
from bot.advise.wording.follow_up_words import FORGOTTEN, LIGHT_WORDS
from bot.discord_app.core.context import Context
from bot.discord_app.core.outages import Outages
from bot.discord_app.core.services import Services
from bot.discord_app.moderation.placement_marks import placed_line
from bot.discord_app.questions.buttons import (
    MORE_OF_IT,
    MOST_QUESTION,
    controls,
    look_button,
)
from bot.discord_app.questions.cards import more_card, reply_card, sources, which_card
from bot.discord_app.questions.plan_card import path_card
from bot.discord_app.questions.plan_picture import trail
from bot.discord_app.questions.reading_queue import ReadingQueue
from bot.discord_app.questions.writing import Waiting, Writing, going_on_with, turn_after, writing_in
from bot.discord_app.reviews.buttons import review_buttons
from bot.discord_app.reviews.quotes import MOST_SAID
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.card import Card
from bot.discord_app.verdicts.buttons import mine_button
from bot.discord_app.verdicts.cards import verdict_card
from bot.discord_app.verdicts.comparison_card import comparison_card
from bot.language import Language
from bot.store import MemberReview, Store
from bot.understand import ParsedQuery
from bot.understand.words.language import language_of

SimpleAnswer = Advised | Recommendation | WhichOne | Comparison | Written | Unsure | Notice
"""The answers that are laid out at once; plans need a picture and verdicts the members' reviews first."""
GLANCE_WORDS = 130
"""With more words than this a third pick no longer fits a phone's screen; it comes first on More."""
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
        self._store = store
        self._note = note
        self._outages = outages or Outages()
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
        if isinstance(answer, Plan):
            return await self._plan(answer, answer.query)
        card = await self._verdict(answer) if isinstance(answer, Verdict) else self._card(answer, lead)
        card.turn = card.turn or Turn.of(answer)
        return card

    async def recommend(self, query: ParsedQuery, filters: Filters, lead: str = "") -> Card:
        """The picks for a question, or why there are none."""
        found = self.guide.recommend(query, filters, self.view.voice, PICKS)
        self._note(found.query, bool(found.picks))
        card = self._picks(found, filters, lead)
        card.head(asked_in(query.language, self.say))
        return card

    def further(self, found: Recommendation, shown: int, question: str) -> Card:
        """Further picks for a question whose first so many have been `shown`; it stands so in the ids of buttons."""
        now_shown = shown + len(found.picks)
        entries = [pick.resource for pick in found.picks]
        goes_on = now_shown if found.picks and found.total > now_shown else None
        buttons = controls(question, entries, self.say, goes_on=goes_on) if found.picks else ()
        return more_card(found, self.say, votable=self.view.votable, buttons=buttons)

    async def review(self, name: str, progress: Mapping[str, str] = NO_PROGRESS) -> Card:
        """The verdict on what the name means, or a question back."""
        return await self.lay_out(self.guide.review(name, self.view.voice, progress))

    async def next(self, progress: Mapping[str, str]) -> Card:
        """What comes after what a member has marked as done."""
        found = self.guide.next(progress, self.view.voice)
        return self._picks(found, Filters())

    async def path(
        self, query: ParsedQuery, filters: Filters, progress: Mapping[str, str], lead: str = "", *, alone: bool = False
    ) -> Card:
        """The plan for the question's goal, from what a member has marked as done; `lead` is said before it.

        It tells of their list only where the reply is private, or they are `alone` with the bot.
        """
        found = self.guide.path(query, filters, progress, alone=alone or self.private)
        asked = filters.applied_to(query)
        self._note(asked, bool(found.steps))
        card = await self._plan(found, asked, lead)
        card.head(asked_in(query.language, self.say))
        return card

    async def compare(self, names: Sequence[str]) -> Card:
        """The resources with these names side by side, or a question back."""
        return await self.lay_out(self.guide.compare(names, self.view.voice))

    def _card(self, answer: SimpleAnswer, lead: str = "") -> Card:
        if isinstance(answer, Recommendation):
            return self._picks(answer, Filters(), lead)
        if isinstance(answer, WhichOne):
            return which_card(answer, self.say)
        if isinstance(answer, Comparison):
            card = comparison_card(answer, self.say, votable=self.view.votable)
            card.row([look_button(answer.resources, self.say)])
            return card
        if isinstance(answer, Advised):
            return self._advised(answer, lead)
        if isinstance(answer, Written):
            return self._written(answer)
        return reply_card(reply_of(answer, self.say), answer.query, self.say, votable=self.view.votable)

    def _advised(self, answer: Advised, lead: str) -> Card:
        reply = reply_of(answer, self.say, GLANCE_WORDS)
        shown = len(reply.picks)
        question = encode_within(MOST_QUESTION, answer.query, Filters(), source=answer.source)
        goes_on = shown and more_of(answer, self.guide, self.view.voice, shown, count=1).picks
        entries = [pick.resource for pick in reply.picks]
        buttons = controls(question, entries, self.say, goes_on=shown if goes_on else None) if entries else ()
        return reply_card(reply, answer.query, self.say, votable=self.view.votable, buttons=buttons, lead=lead)

    def _written(self, answer: Written) -> Card:
        """A reply of the model's, with the buttons that our own would have."""
        reply, own = reply_of(answer, self.say), answer.own
        source = own.source if isinstance(own, Advised) else ""
        question = encode_within(MOST_QUESTION, answer.query, Filters(), source=source)
        entries = [pick.resource for pick in reply.picks]
        known = {entry.id for entry in entries}
        ranked = own.picks if isinstance(own, Advised | Recommendation) else ()
        seen = sum(1 for _ in takewhile(lambda pick: pick.resource.id in known, ranked))
        buttons = controls(question, entries, self.say, goes_on=seen) if entries else ()
        return reply_card(reply, answer.query, self.say, votable=self.view.votable, buttons=buttons)

    async def _verdict(self, found: Verdict) -> Card:
        """The verdict at a glance, with what the server's members say about it."""
        resource, say = found.resource, self.say
        said = await self.said_of(resource.id)
        placement = self.view.placements.get(resource.id)
        placed = placed_line(placement, say) if placement else ""
        card = verdict_card(found, say, votable=self.view.votable, placed=placed, said=said)
        reviews = review_buttons(resource.id, say, written=bool(said)) if self.view.votable else ()
        card.row([look_button([resource], say, MORE_OF_IT), mine_button("done", resource, say), *reviews])
        card.foot(sources([resource], say))
        return card

    async def said_of(self, id_: str) -> Sequence[MemberReview]:
        """The latest reviews of this server's members; none where they cannot be read: the verdict does without."""
        if self.view.id is None:
            return ()
        with self._outages.suppressed("members' reviews"):
            return await self._store.reviews.latest(self.view.id, id_, MOST_SAID)
        return ()

    async def _plan(self, found: Plan, asked: ParsedQuery, lead: str = "") -> Card:
        """The plan with its pictures, drawn in a thread so that nobody else waits for them.

        `asked` is the question without the member's list: whoever corrects it brings their own.
        """
        pictures = await asyncio.to_thread(trail, found, self.say) if found.steps else []
        voice = self.view.voice if self.view.votable else None
        card = path_card(found, pictures, voice, say=self.say, lead=lead)
        card.turn = Turn.of(found)
        if found.steps:
            question = encode_within(MOST_QUESTION, question_for(asked, found.goal), Filters(), found.goal)
            card.row(controls(question, [step.resource for step in found.steps], self.say))
        return card

    def _picks(self, found: Recommendation, filters: Filters, lead: str = "") -> Card:
        reply = reply_of(found, self.say, GLANCE_WORDS)
        shown = len(reply.picks)
        question = encode_within(MOST_QUESTION, found.query, filters)
        entries = [pick.resource for pick in reply.picks]
        buttons = controls(question, entries, self.say, goes_on=shown if 0 < shown < found.total else None)
        card = reply_card(reply, found.query, self.say, votable=self.view.votable, buttons=buttons, lead=lead)
        card.turn = Turn.of(found, filters)
        return card


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
