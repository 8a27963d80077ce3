"""From a question to a reply on Discord: read the votes, ask the guide, send the card."""

import logging
from typing import Any

import discord

from bot.advise import Filters, Guide, Notice, Verdict
from bot.advise.compact import encode
from bot.advise.guide import NOT_ABOUT_LEARNING, PICKS
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
        """Reply with the picks after the first `shown`, or with what stands in their way."""
        if query.intent == "none" and filters == Filters():
            await send(interaction, notice_card(Notice(query, NOT_ABOUT_LEARNING)), private=private)
            return
        found = self._guide.recommend(query, filters, await self._tally(interaction), PICKS, shown)
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
