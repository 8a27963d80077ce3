"""From a question to a card: read the votes, ask the guide, lay out the answer."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from bot.advise import Advised, Answer, Comparison, Filters, Notice, Plan, Recommendation, Unsure, Verdict, WhichOne
from bot.advise.forms.question_ids import encode
from bot.advise.guide import PICKS
from bot.advise.plans.goals import question_for
from bot.advise.plans.readiness import NO_PROGRESS
from bot.advise.wording.compose import reply_of
from bot.catalogue import Resource
from bot.catalogue.server_entries import is_own
from bot.discord_app.core.context import Context
from bot.discord_app.core.outages import Outages
from bot.discord_app.core.services import Services
from bot.discord_app.members.buttons import mark_menu
from bot.discord_app.moderation.placement_marks import placed_line
from bot.discord_app.questions.buttons import MAX_ID, correction_id, correction_menu, more_button, more_id
from bot.discord_app.questions.cards import more_card, reply_card, verdict_card, which_card
from bot.discord_app.questions.comparison_card import comparison_card
from bot.discord_app.questions.plan_card import path_card
from bot.discord_app.questions.plan_picture import timeline
from bot.discord_app.questions.quotes import MOST_SAID
from bot.discord_app.questions.reading_queue import ReadingQueue
from bot.discord_app.reviews.buttons import review_buttons
from bot.discord_app.servers.views import ServerView
from bot.discord_app.suggestions.buttons import reopen_button
from bot.discord_app.ui.card import Card
from bot.discord_app.votes.buttons import misfit_menu
from bot.language import Language
from bot.store import MemberReview, Store
from bot.understand import ParsedQuery

SimpleAnswer = Advised | Recommendation | WhichOne | Comparison | Unsure | Notice
"""The answers that are laid out at once; plans need a picture and verdicts the members' reviews first."""
Note = Callable[[ParsedQuery, bool], None]
"""Takes a question and whether anything was found."""


def unnoted(query: ParsedQuery, found: bool) -> None:
    """Does nothing."""


class Replies:
    """Makes the cards that answer. Commands, buttons and messages share it, so that each question has one answer.

    `view` is how the bot looks from this server, or outside of any. `progress` is the list of a member who alone sees
    the answer, or empty. `private`: whether one member alone sees it. `note` is told every question for resources.
    `outages` is told what cannot be read. `queue` reads the questions.
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
    ) -> None:
        self.view = view
        self.private = private
        self.guide = view.guide.speaking(language)
        self.say = language
        self._store = store
        self._note = note
        self._outages = outages or Outages()
        self._queue = queue or ReadingQueue()

    async def to_words(self, text: str, progress: Mapping[str, str] = NO_PROGRESS) -> Card:
        """The answer to a question in free words."""
        answer = await self._queue.do(self._answer, text, progress)
        if isinstance(answer, Recommendation | Advised):
            self._note(answer.query, bool(answer.picks))
        elif isinstance(answer, Plan):
            self._note(answer.query, bool(answer.steps))
        return await self.lay_out(answer)

    def _answer(self, text: str, progress: Mapping[str, str]) -> Answer:
        """Read and answer a question; slow, so not on the event loop."""
        return self.guide.answer(self.guide.parse(text), self.view.voice, PICKS, progress)

    async def read(self, text: str) -> ParsedQuery:
        """What a text asks for."""
        return await self._queue.do(self.guide.parse, text)

    async def note(self, id_: str) -> Card:
        """The card of the note with this id."""
        return await self.lay_out(self.guide.note(id_, voice=self.view.voice))

    async def lay_out(self, answer: Answer) -> Card:
        """The card of any answer."""
        if isinstance(answer, Plan):
            return await self._plan(answer, answer.query)
        return await self._verdict(answer) if isinstance(answer, Verdict) else self._card(answer)

    async def recommend(self, query: ParsedQuery, filters: Filters, shown: int = 0) -> Card:
        """The picks after the first `shown`, or why there are none."""
        found = self.guide.recommend(query, filters, self.view.voice, PICKS, shown)
        if not shown:
            self._note(found.query, bool(found.picks))
        return self._picks(found, filters, shown=shown)

    async def review(self, name: str, progress: Mapping[str, str] = NO_PROGRESS) -> Card:
        """The verdict on what the name means, or a question back."""
        return await self.lay_out(self.guide.review(name, self.view.voice, progress))

    async def next(self, progress: Mapping[str, str]) -> Card:
        """What comes after what a member has marked as done."""
        found = self.guide.next(progress, self.view.voice)
        return self._picks(found, Filters())

    async def path(self, query: ParsedQuery, filters: Filters, progress: Mapping[str, str]) -> Card:
        """The plan for the question's goal, from what a member has marked as done."""
        found, asked = self.guide.path(query, filters, progress), filters.applied_to(query)
        self._note(asked, bool(found.steps))
        return await self._plan(found, asked)

    async def compare(self, names: Sequence[str]) -> Card:
        """The resources with these names side by side, or a question back."""
        return await self.lay_out(self.guide.compare(names, self.view.voice))

    def _card(self, answer: SimpleAnswer) -> Card:
        if isinstance(answer, Recommendation):
            return self._picks(answer, Filters())
        if isinstance(answer, WhichOne):
            return which_card(answer, self.say)
        if isinstance(answer, Comparison):
            card = comparison_card(answer, self.say, votable=self.view.votable)
            self._add_menus(card, answer.resources)
            return card
        reply = reply_of(answer, self.say)
        card = reply_card(reply, answer.query, self.say, votable=self.view.votable)
        if reply.picks:
            self._add_menus(card, [pick.resource for pick in reply.picks])
        return card

    async def _verdict(self, found: Verdict) -> Card:
        """The verdict, with what the server's members say about it."""
        said = await self._said_of(found.resource.id)
        placement = self.view.placements.get(found.resource.id)
        placed = placed_line(placement, self.say) if placement else ""
        card = verdict_card(found, self.say, votable=self.view.votable, placed=placed, said=said)
        if self.view.votable:
            card.row(review_buttons(found.resource.id, self.say, written=bool(said)))
            card.row([reopen_button(found.resource.id, self.say)] if is_own(found.resource.id) else [])
        self._add_menus(card, [found.resource])
        return card

    async def _said_of(self, id_: str) -> Sequence[MemberReview]:
        """The latest reviews of this server's members; none where they cannot be read: the verdict does without."""
        if self.view.id is None:
            return ()
        with self._outages.suppressed("members' reviews"):
            return await self._store.reviews.latest(self.view.id, id_, MOST_SAID)
        return ()

    async def _plan(self, found: Plan, asked: ParsedQuery) -> Card:
        """The plan with its picture, drawn in a thread so that nobody else waits for it.

        `asked` is the question without the member's list: whoever corrects it brings their own.
        """
        picture = await asyncio.to_thread(timeline, found, self.say) if found.steps else None
        card = path_card(found, picture, self.view.voice if self.view.votable else None, say=self.say)
        question = encode(question_for(asked, found.goal), Filters(), found.goal)
        if len(correction_id(question)) <= MAX_ID:
            card.row([correction_menu(question, self.say, with_formats=False)])
        if found.steps:
            card.row([mark_menu((step.resource for step in found.steps), self.say)])
        return card

    def _picks(self, found: Recommendation, filters: Filters, *, shown: int = 0) -> Card:
        reply = reply_of(found, self.say)
        picks = found.picks if shown else reply.picks
        question = encode(found.query, filters)
        now_shown = shown + len(picks)
        short_enough = len(more_id(now_shown, question)) <= MAX_ID
        goes_on = picks and found.total > now_shown and short_enough
        more = more_button(now_shown, question, self.say) if goes_on else None
        votable = self.view.votable
        if shown:
            card = more_card(found, self.say, votable=votable, more=more)
        else:
            correction = correction_menu(question, self.say) if short_enough else None
            card = reply_card(reply, found.query, self.say, votable=votable, more=more, correction=correction)
        if picks:
            self._add_menus(card, [pick.resource for pick in picks])
        return card

    def _add_menus(self, card: Card, resources: Sequence[Resource]) -> None:
        """The menus of these entries: saying why not, in a server, and marking them on one's own list."""
        if self.view.votable:
            card.row([misfit_menu(resources, self.say)])
        card.row([mark_menu(resources, self.say)])


async def replies_to(ctx: Context, *, private: bool | None) -> Replies:
    """The replies to this interaction: in the member's language if only they see them, else in the server's.

    Where `private` is None, the moderators' setting says whether others see it.
    """
    view = await ctx.view()
    private = bool(view.settings.private) if private is None else private
    language = ctx.say if private else ctx.services.shared_language(ctx.interaction, view.settings)
    return replies_in(ctx.services, view, language, ctx.member, private=private)


def replies_in(services: Services, view: ServerView, language: Language, member: int, *, private: bool) -> Replies:
    """The replies for this member in this language; their questions count in the server's statistics."""

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
    )
