"""Reporting a member's review to the moderators."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.community.reviews import REPORTERS
from bot.discord_app.core.delivery import tell
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.faults import in_passing
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.moderation.moderators import post_to_moderators
from bot.discord_app.reviews.judge import NEEDS_A_SERVER, NOT_THERE, REVIEW_ID, report_card, whole
from bot.discord_app.votes.eligibility import admitted
from bot.language import ENGLISH, Language, mark
from bot.store import Reported

YOUR_OWN = mark("That is your own review: you can delete it instead.")
WAS_KEPT = mark("Moderators have looked at this review already, and kept it.")
REPORTED_BEFORE = mark("You have reported this review already. Moderators will look at it.")
NOTED = mark("Thank you. Moderators of this server will look at it.")


class ReportButton(ui.DynamicItem[ui.Button[Any]], template=rf"report:1:(?P<id>{REVIEW_ID})"):
    """Reports a review to the moderators."""

    def __init__(self, review_id: int, say: Language = ENGLISH) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=say("Report"), style=style, custom_id=f"report:1:{review_id}"))
        self.review_id = review_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(whole(match["id"]))

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Note the report; the first and the one that hides the review go to the moderators at once."""
        client = interaction.client
        view = await client.view(interaction)
        if view.id is None:
            await tell(interaction, NEEDS_A_SERVER)
            return
        if not await admitted(interaction, view):
            return
        found, new = await client.store.reviews.report(view.id, self.review_id, interaction.user.id)
        try:
            await tell(interaction, _answer(found, interaction.user.id, new=new))
        finally:
            if found and new and found.reports in (1, REPORTERS):
                await tell_moderators(interaction, found)


async def tell_moderators(interaction: Interaction, reported: Reported) -> None:
    """Post a reported review where this server's moderators look, if they chose a channel for that."""
    client = interaction.client
    with in_passing("telling moderators of a reported review", interaction.guild_id):
        replies = await client.replies(interaction, private=False)
        card = report_card([reported], replies.guide.catalogue, replies.say)
        await post_to_moderators(client, replies.view.settings, card)


def _answer(found: Reported | None, reporter: int, *, new: bool) -> str:
    if found is None or found.review.state == "removed":
        return NOT_THERE
    if found.review.user_id == reporter:
        return YOUR_OWN
    if found.review.state == "kept":
        return WAS_KEPT
    return NOTED if new else REPORTED_BEFORE
