"""From an answer to a card: its texts, the buttons below it, and what members say of a resource."""

import asyncio
from collections.abc import Sequence
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
from bot.advise.conversation.turn import Turn
from bot.advise.forms.question_ids import encode_within
from bot.advise.guide import Guide
from bot.advise.plans.goals import question_for
from bot.advise.wording.compose import reply_of
from bot.discord_app.core.outages import Outages
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

SimpleAnswer = Advised | Recommendation | WhichOne | Comparison | Written | Unsure | Notice
"""The answers that are laid out at once; plans need a picture and verdicts the members' reviews first."""
GLANCE_WORDS = 130
"""With more words than this a third pick no longer fits a phone's screen; it comes first on More."""


class Layout:
    """Lays answers out as cards. `view` is how the bot looks from this server, or outside of any; `outages` is told
    what cannot be read.
    """

    def __init__(self, view: ServerView, guide: Guide, language: Language, store: Store, outages: Outages) -> None:
        self._view, self._guide, self._say = view, guide, language
        self._store, self._outages = store, outages

    async def card(self, answer: Answer, lead: str = "") -> Card:
        """The card of any answer; `lead` is said before an answer with picks."""
        if isinstance(answer, Plan):
            return await self.plan(answer, answer.query)
        card = await self._verdict(answer) if isinstance(answer, Verdict) else self._simple(answer, lead)
        card.turn = card.turn or Turn.of(answer)
        return card

    def further(self, found: Recommendation, shown: int, question: str) -> Card:
        """Further picks for a question whose first so many have been `shown`; it stands so in the ids of buttons."""
        now_shown = shown + len(found.picks)
        entries = [pick.resource for pick in found.picks]
        goes_on = now_shown if found.picks and found.total > now_shown else None
        buttons = controls(question, entries, self._say, goes_on=goes_on) if found.picks else ()
        return more_card(found, self._say, votable=self._view.votable, buttons=buttons)

    def _simple(self, answer: SimpleAnswer, lead: str = "") -> Card:
        if isinstance(answer, Recommendation):
            return self.picks(answer, Filters(), lead)
        if isinstance(answer, WhichOne):
            return which_card(answer, self._say)
        if isinstance(answer, Comparison):
            card = comparison_card(answer, self._say, votable=self._view.votable)
            card.row([look_button(answer.resources, self._say)])
            return card
        if isinstance(answer, Advised):
            return self._advised(answer, lead)
        if isinstance(answer, Written):
            return self._written(answer)
        return reply_card(reply_of(answer, self._say), answer.query, self._say, votable=self._view.votable)

    def _advised(self, answer: Advised, lead: str) -> Card:
        reply = reply_of(answer, self._say, GLANCE_WORDS)
        shown = len(reply.picks)
        question = encode_within(MOST_QUESTION, answer.query, Filters(), source=answer.source)
        goes_on = shown and more_of(answer, self._guide, self._view.voice, shown, count=1).picks
        entries = [pick.resource for pick in reply.picks]
        buttons = controls(question, entries, self._say, goes_on=shown if goes_on else None) if entries else ()
        return reply_card(reply, answer.query, self._say, votable=self._view.votable, buttons=buttons, lead=lead)

    def _written(self, answer: Written) -> Card:
        """A reply of the model's, with the buttons that our own would have."""
        reply, own = reply_of(answer, self._say), answer.own
        source = own.source if isinstance(own, Advised) else ""
        question = encode_within(MOST_QUESTION, answer.query, Filters(), source=source)
        entries = [pick.resource for pick in reply.picks]
        known = {entry.id for entry in entries}
        ranked = own.picks if isinstance(own, Advised | Recommendation) else ()
        seen = sum(1 for _ in takewhile(lambda pick: pick.resource.id in known, ranked))
        buttons = controls(question, entries, self._say, goes_on=seen) if entries else ()
        return reply_card(reply, answer.query, self._say, votable=self._view.votable, buttons=buttons)

    async def _verdict(self, found: Verdict) -> Card:
        """The verdict at a glance, with what the server's members say about it."""
        resource, say = found.resource, self._say
        said = await self.said_of(resource.id)
        placement = self._view.placements.get(resource.id)
        placed = placed_line(placement, say) if placement else ""
        card = verdict_card(found, say, votable=self._view.votable, placed=placed, said=said)
        reviews = review_buttons(resource.id, say, written=bool(said)) if self._view.votable else ()
        card.row([look_button([resource], say, MORE_OF_IT), mine_button("done", resource, say), *reviews])
        card.foot(sources([resource], say))
        return card

    async def said_of(self, id_: str) -> Sequence[MemberReview]:
        """The latest reviews of this server's members; none where they cannot be read: the verdict does without."""
        if self._view.id is None:
            return ()
        with self._outages.suppressed("members' reviews"):
            return await self._store.reviews.latest(self._view.id, id_, MOST_SAID)
        return ()

    async def plan(self, found: Plan, asked: ParsedQuery, lead: str = "") -> Card:
        """The plan with its pictures, drawn in a thread so that nobody else waits for them.

        `asked` is the question without the member's list: whoever corrects it brings their own.
        """
        pictures = await asyncio.to_thread(trail, found, self._say) if found.steps else []
        voice = self._view.voice if self._view.votable else None
        card = path_card(found, pictures, voice, say=self._say, lead=lead)
        card.turn = Turn.of(found)
        if found.steps:
            question = encode_within(MOST_QUESTION, question_for(asked, found.goal), Filters(), found.goal)
            card.row(controls(question, [step.resource for step in found.steps], self._say))
        return card

    def picks(self, found: Recommendation, filters: Filters, lead: str = "") -> Card:
        """The picks for a question within these filters, or why there are none."""
        reply = reply_of(found, self._say, GLANCE_WORDS)
        shown = len(reply.picks)
        question = encode_within(MOST_QUESTION, found.query, filters)
        entries = [pick.resource for pick in reply.picks]
        buttons = controls(question, entries, self._say, goes_on=shown if 0 < shown < found.total else None)
        card = reply_card(reply, found.query, self._say, votable=self._view.votable, buttons=buttons, lead=lead)
        card.turn = Turn.of(found, filters)
        return card
