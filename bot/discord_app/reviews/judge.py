"""Reported reviews as moderators see them, and what these decide."""

import logging
import re
from collections.abc import Sequence
from typing import Any, Literal, Self, cast

import discord
from discord import ui

from bot.catalogue import Catalogue
from bot.community.reviews import LONGEST
from bot.discord_app.core.delivery import edited, whisper
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.core.transport import ON_THE_WAY
from bot.discord_app.moderation.access import moderating
from bot.discord_app.questions.buttons import is_private
from bot.discord_app.questions.quotes import quoted
from bot.discord_app.servers.views import ServerView
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, plain, shorten
from bot.language import ENGLISH, Language, mark
from bot.store import MemberReview, Reported, Store

log = logging.getLogger(__name__)

Verdict = Literal["keep", "remove", "take-down"]
"""`take-down` removes also what was kept before; what a report brought up can be decided on once."""
REVIEW_ID = "[0-9]{1,19}"
LARGEST_ID = 2**63 - 1
MOST_REPORTED = 3
TITLE = 100
NEEDS_A_SERVER = mark("Reviews belong to a server: press this button in one that I am a member of.")
NOT_THERE = mark("That review was deleted or changed meanwhile.")
WORDS: dict[Verdict, str] = {"keep": mark("Keep it"), "remove": mark("Remove it"), "take-down": mark("Remove")}
DECIDED = {"kept": mark("{who} kept it."), "removed": mark("{who} removed it.")}
DECIDED_BEFORE = {
    "kept": mark("That was decided before: the review is kept."),
    "removed": mark("That was decided before: the review is removed."),
}
TO_AUTHOR = mark(
    'Moderators of the server "{server}" removed your review of "{title}" there. It said: {text}\n'
    "You can write another in its place."
)


class JudgeButton(
    ui.DynamicItem[ui.Button[Any]], template=rf"judge:1:(?P<verdict>keep|remove|take-down):(?P<id>{REVIEW_ID})"
):
    """Keeps or removes a review, for moderators."""

    def __init__(self, verdict: Verdict, review_id: int, say: Language = ENGLISH) -> None:
        style = discord.ButtonStyle.secondary if verdict == "keep" else discord.ButtonStyle.danger
        custom_id = f"judge:1:{verdict}:{review_id}"
        super().__init__(ui.Button(label=say(WORDS[verdict]), style=style, custom_id=custom_id))
        self.verdict: Verdict = verdict
        self.review_id = review_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(cast("Verdict", match["verdict"]), whole(match["id"]))

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Decide, say on the message what was decided, and tell the author of what was removed."""
        moderation = await moderating(interaction)
        if moderation is None:
            return
        replies = await interaction.client.replies(interaction, private=is_private(interaction))
        server, reviews = moderation.server, interaction.client.store.reviews
        outcome: Literal["kept", "removed"] = "kept" if self.verdict == "keep" else "removed"
        decided = await reviews.decide(server, self.review_id, outcome, again=self.verdict == "take-down")
        if decided:
            log.info("A review of %s in server %s: %s", decided.resource_id, server, outcome)
            words = replies.say(DECIDED[outcome], who=interaction.user.mention)
            shown = await self._settled(interaction, words)
            if outcome == "removed":
                await _tell_author(interaction, replies.guide.catalogue, decided, replies.say)
            if not shown:
                await whisper(interaction, words)
            return
        before = await reviews.find(server, self.review_id)
        sentence = DECIDED_BEFORE[before.state] if before else NOT_THERE
        await self._settled(interaction, replies.say(sentence))
        await whisper(interaction, moderation.say(sentence))

    async def _settled(self, interaction: Interaction, words: str) -> bool:
        """Show the message again with these words in the place of what can be pressed. Whether that could be done."""
        if view := self.view:
            for frame in [child for child in view.walk_children() if isinstance(child, ui.Container)]:
                _replace(frame, self, words)
        return await edited(interaction, view)


async def reported_card(store: Store, view: ServerView, say: Language = ENGLISH) -> Card | None:
    """The reviews that wait for this server's moderators, the oldest first, with what they may do; None without any.

    Raises `StoreUnavailable`.
    """
    found = await store.reviews.reported(view.id, MOST_REPORTED + 1) if view.id else []
    if not found:
        return None
    card = report_card(found[:MOST_REPORTED], view.guide.catalogue, say)
    card.text(say("More reviews wait after these.") if len(found) > MOST_REPORTED else "")
    return card


def report_card(found: Sequence[Reported], catalogue: Catalogue, say: Language = ENGLISH) -> Card:
    """Reported reviews, who wrote them, and a row of buttons for each."""
    card = Card()
    card.text(f"## {say('Reported reviews')}")
    for reported in found:
        review, entry = reported.review, catalogue.get(reported.review.resource_id)
        title = f"[{label(shorten(entry.title, TITLE))}]({entry.url})" if entry else review.resource_id
        card.line()
        card.text(
            say("{author} on {title}:", author=f"<@{review.user_id}>", title=title),
            *quoted(review, say),
            _count(reported, say),
        )
        card.row([JudgeButton("keep", review.id, say), JudgeButton("remove", review.id, say)])
    return card


def whole(digits: str) -> int:
    """The number of a custom id, which anybody may have made, as one that the store can look for."""
    return min(int(digits), LARGEST_ID)


def _count(reported: Reported, say: Language) -> str:
    by = say.counted("Reported by {count} member.", "Reported by {count} members.", reported.reports)
    hidden = say("It is hidden until one of you decides.") if reported.review.state == "hidden" else ""
    return f"{by if reported.reports else ''} {hidden}".strip()


def _replace(frame: ui.Container[Any], item: ui.Item[Any], words: str) -> None:
    children = frame.children
    frame.clear_items()
    for child in children:
        frame.add_item(ui.TextDisplay(words) if _holds(child, item) else child)


def _holds(child: ui.Item[Any], item: ui.Item[Any]) -> bool:
    if isinstance(child, ui.Section):
        return child.accessory is item
    return isinstance(child, ui.ActionRow) and item in child.children


async def _tell_author(interaction: Interaction, catalogue: Catalogue, review: MemberReview, say: Language) -> None:
    """Tell the author by direct message, if they take any."""
    entry, client = catalogue.get(review.resource_id), interaction.client
    server = plain(interaction.guild.name, TITLE) if interaction.guild else ""
    title = entry.title if entry else review.resource_id
    try:
        channel = await client.create_dm(discord.Object(review.user_id))
        await channel.send(say(TO_AUTHOR, server=server, title=plain(title, TITLE), text=plain(review.text, LONGEST)))
    except ON_THE_WAY as error:
        log.info("The author of a removed review in server %s could not be told: %s", interaction.guild_id, error)
