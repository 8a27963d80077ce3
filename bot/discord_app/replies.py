"""From a question to a card: read the votes, ask the guide, lay the answer out."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.advise import Answer, Comparison, Filters, Guide, Notice, Plan, Recommendation, Verdict, WhichOne
from bot.advise.compact import encode
from bot.advise.goals import question_for
from bot.advise.guide import PICKS
from bot.advise.readiness import NO_PROGRESS
from bot.discord_app.buttons import MAX_ID, CorrectionSelect, MoreButton, correction_id, more_id
from bot.discord_app.card import Card
from bot.discord_app.cards import notice_card, recommendation_card, verdict_card, which_card
from bot.discord_app.compare_card import comparison_card
from bot.discord_app.path_card import path_card
from bot.discord_app.progress import MarkSelect
from bot.discord_app.timeline import timeline
from bot.language import Language
from bot.store import Store, StoreUnavailable
from bot.understand import ParsedQuery

SimpleAnswer = Recommendation | Verdict | WhichOne | Comparison | Notice
"""The answers that are laid out at once: all but plans, whose picture takes a moment to draw."""

log = logging.getLogger(__name__)


class Replies:
    """Makes the cards that answer. Commands, buttons and messages share it, so that each question has one answer.

    `server` is the id of the server whose votes count, or None where there are none. `progress` is the list of a
    member who alone sees the answer, or empty.
    """

    def __init__(self, guide: Guide, store: Store) -> None:
        self.guide = guide
        self._store = store
        self._say = guide.language

    def speaking(self, language: Language) -> "Replies":
        """The same replies in another language."""
        return Replies(self.guide.speaking(language), self._store)

    async def to_words(self, text: str, server: int | None, progress: Mapping[str, str] = NO_PROGRESS) -> Card:
        """The answer to a question in free words, of the kind that it asks for."""
        tally = await self.tally(server)
        answer = self.guide.answer(self.guide.parse(text), tally, PICKS, progress)
        return await self.lay_out(answer, tally, votable=server is not None)

    async def lay_out(self, answer: Answer, tally: Mapping[str, int], *, votable: bool) -> Card:
        """The card of any answer. `votable`: whether there is a server to vote in, whose votes `tally` has."""
        if isinstance(answer, Plan):
            return await self._plan(answer, answer.query, tally, votable=votable)
        return self._card(answer, votable=votable)

    async def recommend(self, query: ParsedQuery, filters: Filters, server: int | None, shown: int = 0) -> Card:
        """The picks after the first `shown`, or what stands in their way."""
        found = self.guide.recommend(query, filters, await self.tally(server), PICKS, shown)
        return self._picks(found, filters, votable=server is not None, shown=shown)

    async def review(self, name: str, server: int | None, progress: Mapping[str, str] = NO_PROGRESS) -> Card:
        """The verdict on what the name means, or a question back."""
        found = self.guide.review(name, await self.tally(server), progress)
        return self._card(found, votable=server is not None)

    async def next(self, progress: Mapping[str, str], server: int | None) -> Card:
        """What comes after what a member has marked as done."""
        found = self.guide.next(progress, await self.tally(server))
        return self._picks(found, Filters(), votable=server is not None)

    async def path(self, query: ParsedQuery, filters: Filters, progress: Mapping[str, str], server: int | None) -> Card:
        """The plan to what the question wants, from what a member has marked as done."""
        found = self.guide.path(query, filters, progress)
        return await self._plan(found, filters.applied_to(query), await self.tally(server), votable=server is not None)

    async def compare(self, names: Sequence[str], server: int | None) -> Card:
        """The resources with these names side by side, or a question back."""
        return self._card(self.guide.compare(names, await self.tally(server)), votable=server is not None)

    def _card(self, answer: SimpleAnswer, *, votable: bool) -> Card:
        if isinstance(answer, Recommendation):
            return self._picks(answer, Filters(), votable=votable)
        if isinstance(answer, Verdict):
            card = verdict_card(answer, self._say, votable=votable)
            card.row([MarkSelect([answer.resource], self._say)])
            return card
        if isinstance(answer, Comparison):
            card = comparison_card(answer, self._say, votable=votable)
            card.row([MarkSelect(answer.resources, self._say)])
            return card
        return notice_card(answer) if isinstance(answer, Notice) else which_card(answer, self._say)

    async def _plan(self, found: Plan, asked: ParsedQuery, tally: Mapping[str, int], *, votable: bool) -> Card:
        """The plan with its picture, drawn in a thread so that nobody else waits for it.

        `asked` is the question without the member's list: of whoever corrects it, their own list counts.
        """
        picture = await asyncio.to_thread(timeline, found, self._say) if found.steps else None
        card = path_card(found, picture, tally if votable else None, self._say)
        question = encode(question_for(asked, found.goal), Filters(), found.goal)
        if len(correction_id(question)) <= MAX_ID:
            card.row([CorrectionSelect(question, self._say, with_formats=False)])
        if found.steps:
            card.row([MarkSelect((step.resource for step in found.steps), self._say)])
        return card

    def _picks(self, found: Recommendation, filters: Filters, *, votable: bool, shown: int = 0) -> Card:
        question = encode(found.query, filters)
        now_shown = shown + len(found.picks)
        short_enough = len(more_id(now_shown, question)) <= MAX_ID
        goes_on = found.picks and found.total > now_shown and short_enough
        more = MoreButton(now_shown, question, self._say) if goes_on else None
        correction = CorrectionSelect(question, self._say) if short_enough and not shown else None
        card = recommendation_card(found, self._say, votable=votable, more=more, correction=correction, shown=shown)
        if found.picks:
            card.row([MarkSelect((pick.resource for pick in found.picks), self._say)])
        return card

    async def tally(self, server: int | None) -> dict[str, int]:
        """This server's votes; none where they cannot be read, since an answer without them beats no answer."""
        try:
            return await self._store.tally(server)
        except StoreUnavailable:
            log.warning("Answered without votes: they could not be read", exc_info=True)
            return {}
