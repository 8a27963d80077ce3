"""Writing a review in a modal, writing it anew, and deleting it."""

import logging
import re
from typing import Any, Self

import discord
from discord import ui

from bot.catalogue import Resource
from bot.community.reviews import LONGEST, LONGEST_AUDIENCE, SHORTEST, Fault, fault_of
from bot.discord_app.core.delivery import send, tell
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.core.refusals import refuse
from bot.discord_app.questions.buttons import ID
from bot.discord_app.questions.cards import message_card
from bot.discord_app.reviews.judge import NEEDS_A_SERVER, REVIEW_ID, whole
from bot.discord_app.reviews.report import tell_moderators
from bot.discord_app.ui.forms import Form, Values, show
from bot.discord_app.ui.text import label, plain, shorten
from bot.discord_app.votes.eligibility import admitted
from bot.language import ENGLISH, Language, mark
from bot.store import MemberReview, Reported
from bot.store.tables.reviews import State

log = logging.getLogger(__name__)

LONGEST_TITLE = 45
"""Discord's limit for the heading of a modal."""
GONE = mark("That entry is no longer in my list, so it cannot be reviewed.")
FAULTS: dict[Fault, str] = {
    "address": mark("Reviews have no addresses in them, so I did not keep this one. Send it again without."),
    "short": mark("A review needs at least {shortest} characters, so I did not keep this one."),
    "nobody": mark("I did not keep this yet: please say for whom it is, too."),
}
STANDS: dict[State, str] = {
    "shown": mark("Thank you. Members of this server see it under the verdict. Writing again replaces it."),
    "kept": mark("Thank you. Members of this server see it under the verdict. Writing again replaces it."),
    "hidden": mark("Thank you. Members reported what stood there before, so moderators look at this first."),
    "removed": mark("Moderators removed just this text, so it is not shown. You can write it in other words."),
}
WROTE = mark("You wrote: {text}")
DELETED = mark("Your review is deleted. It said: {text}")
NOT_YOURS = mark("There is nothing of yours to delete here: it was deleted or changed meanwhile.")


class ReviewForm(Form):
    """What a member writes of one resource, beginning with what they wrote before."""

    template = re.compile(rf"write:1:(?P<id>{ID})")

    def __init__(self, entry: Resource, before: MemberReview | None, say: Language = ENGLISH) -> None:
        title = shorten(say("Review: {title}", title=entry.title), LONGEST_TITLE)
        super().__init__(title=title, custom_id=f"write:1:{entry.id}", timeout=None)
        text: ui.TextInput[Self] = ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            default=before.text if before else None,
            min_length=SHORTEST,
            max_length=LONGEST,
        )
        audience: ui.TextInput[Self] = ui.TextInput(
            custom_id="audience", default=before.audience if before else None, max_length=LONGEST_AUDIENCE
        )
        for words, hint, field in (
            (say("Your review"), say("What it gave you, and what it lacks"), text),
            (say("For whom"), say("Such as: beginners who like to code"), audience),
        ):
            self.add_item(ui.Label(text=words, description=hint, component=field))

    @classmethod
    async def submitted(cls, interaction: Interaction, match: re.Match[str], values: Values) -> None:
        """Keep the review, or say why it cannot be and give the text back."""
        typed = [values.get(name, ("",))[0] for name in ("text", "audience")]
        text, audience = plain(typed[0], LONGEST), plain(typed[1], LONGEST_AUDIENCE)
        view = await interaction.client.view(interaction)
        entry = view.guide.catalogue.get(match["id"])
        if view.id is None:
            await refuse(interaction, NEEDS_A_SERVER)
        elif entry is None:
            await refuse(interaction, GONE)
        elif await admitted(interaction, view):
            if fault := fault_of(*typed) or fault_of(text, audience):
                await refuse(interaction, FAULTS[fault], shortest=SHORTEST)
            else:
                await _keep(interaction, view.id, entry, text, audience)


class WriteButton(ui.DynamicItem[ui.Button[Any]], template=rf"write:1:(?P<id>{ID})"):
    """Opens the modal for a review of one resource."""

    def __init__(self, resource_id: str, say: Language = ENGLISH) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=say("Write a review"), style=style, custom_id=f"write:1:{resource_id}"))
        self.resource_id = resource_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(match["id"])

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Show the modal with what this member wrote before."""
        client = interaction.client
        view = await client.view(interaction)
        entry = view.guide.catalogue.get(self.resource_id)
        if view.id is None or entry is None:
            await tell(interaction, GONE if view.id else NEEDS_A_SERVER)
        elif await admitted(interaction, view):
            before = await client.store.reviews.of_member(view.id, entry.id, interaction.user.id)
            await show(interaction, ReviewForm(entry, before, client.own_language(interaction)))


class DeleteButton(ui.DynamicItem[ui.Button[Any]], template=rf"delete-review:1:(?P<id>{REVIEW_ID})"):
    """Deletes a review of the member who presses it."""

    def __init__(self, review_id: int, say: Language = ENGLISH) -> None:
        style, words = discord.ButtonStyle.danger, say("Delete my review")
        super().__init__(ui.Button(label=words, style=style, custom_id=f"delete-review:1:{review_id}"))
        self.review_id = review_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(whole(match["id"]))

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Delete it, and give the text back a last time."""
        client = interaction.client
        server = client.server_of(interaction.guild_id)
        if server is None:
            await tell(interaction, NEEDS_A_SERVER)
            return
        deleted = await client.store.reviews.delete(server, self.review_id, interaction.user.id)
        await tell(interaction, DELETED if deleted else NOT_YOURS, text=plain(deleted.text if deleted else "", LONGEST))


async def _keep(interaction: Interaction, server: int, entry: Resource, text: str, audience: str) -> None:
    client = interaction.client
    say = client.own_language(interaction)
    review = await client.store.reviews.write(server, entry.id, interaction.user.id, text, audience, id_=interaction.id)
    log.info("A review of %s in server %s: %s", entry.id, server, review.state)
    card = message_card(f"**{label(entry.title)}**\n{say(STANDS[review.state])}\n{say(WROTE, text=text)}")
    card.row([DeleteButton(review.id, say)])
    try:
        await send(interaction, card, private=True)
    finally:
        if review.state == "hidden" and review.id == interaction.id:
            await tell_moderators(interaction, Reported(review, 0))
