"""From a question to a reply on Discord: read the votes, ask the guide, send the card."""

import logging
from typing import Any

import discord

from bot.advise import Answer, Filters, Guide, Notice, Recommendation, Review, Verdict
from bot.advise.compact import encode
from bot.advise.guide import PICKS
from bot.discord_app.buttons import MAX_ID, more_id, votable
from bot.discord_app.cards import Card, notice_card, recommendation_card, verdict_card, which_card
from bot.discord_app.interaction import Interaction
from bot.store import Store, StoreUnavailable
from bot.understand import ParsedQuery

log = logging.getLogger(__name__)


class Replies:
    """Sends answers. Commands and buttons share it, so that the same question gets the same reply."""

    def __init__(self, guide: Guide, store: Store) -> None:
        self._guide = guide
        self._store = store

    async def recommend(
        self, interaction: Interaction, query: ParsedQuery, filters: Filters, *, private: bool, shown: int = 0
    ) -> None:
        """Reply with the picks after the first `shown`, or with the kind of answer that the words ask for."""
        tally = await self._tally(interaction)
        if filters == Filters() and not shown:
            await self._answer(interaction, self._guide.answer(query, tally), private=private)
        else:
            found = self._guide.recommend(query, filters, tally, PICKS, shown)
            await self._picks(interaction, found, filters, private=private, shown=shown)

    async def _answer(self, interaction: Interaction, answer: Answer, *, private: bool) -> None:
        if isinstance(answer, Recommendation):
            await self._picks(interaction, answer, Filters(), private=private, shown=0)
        elif isinstance(answer, Notice):
            await send(interaction, notice_card(answer), private=private)
        else:
            await self._verdict(interaction, answer, private=private)

    async def _picks(
        self, interaction: Interaction, found: Recommendation, filters: Filters, *, private: bool, shown: int
    ) -> None:
        query = found.query
        question = encode(query, filters)
        there_is_more = found.total > shown + len(found.picks) and found.picks
        fits = len(more_id(shown + PICKS, question)) <= MAX_ID
        card = recommendation_card(
            found,
            votable=votable(interaction),
            more=question if there_is_more and fits else None,
            shown=shown,
        )
        await send(interaction, card, private=private)

    async def review(self, interaction: Interaction, name: str, *, private: bool) -> None:
        """Reply with the verdict on what the name means, or ask which one is meant."""
        answer = self._guide.review(name, await self._tally(interaction))
        await self._verdict(interaction, answer, private=private)

    async def _verdict(self, interaction: Interaction, answer: Review, *, private: bool) -> None:
        can_vote = votable(interaction)
        card = verdict_card(answer, votable=can_vote) if isinstance(answer, Verdict) else which_card(answer)
        await send(interaction, card, private=private)

    async def _tally(self, interaction: Interaction) -> dict[str, int]:
        """This server's votes; none where they cannot be read, since an answer without them beats no answer."""
        try:
            return await self._store.tally(interaction.guild_id if votable(interaction) else None)
        except StoreUnavailable:
            log.warning("Answered without votes: they could not be read", exc_info=True)
            return {}


async def send(interaction: discord.Interaction[Any], card: Card, *, private: bool) -> None:
    """Reply with a card, for everyone or for this member only."""
    await interaction.response.send_message(
        view=card, ephemeral=private, allowed_mentions=discord.AllowedMentions.none()
    )
