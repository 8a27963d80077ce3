"""Buttons that keep working after a restart: their ids hold all they need, and no state waits in memory."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.advise.forms.compact import PATTERN, decode
from bot.advise.forms.correct import corrected_by, corrections
from bot.discord_app.core.delivery import send, tell
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.members.own import own_list
from bot.discord_app.ui.repost import attach_again
from bot.discord_app.ui.text import shorten
from bot.language import ENGLISH, Language, mark

MAX_ID = 100
MAX_LABEL = 80
ID = r"[a-z0-9-]{1,60}"
CORRECT = mark("Not quite what you meant? Correct it here")
NOTHING_TO_POST = mark("There is no answer on this message to post. Ask again with /ask.")


class VoteButton(ui.DynamicItem[ui.Button[Any]], template=rf"vote:1:(?P<id>{ID})"):
    """Says that a resource helped: one vote a member, resource and server; pressing again takes it back."""

    def __init__(self, resource_id: str, votes: int = 0, say: Language = ENGLISH) -> None:
        super().__init__(ui.Button(label=vote_label(votes, say), custom_id=vote_id(resource_id)))
        self.resource_id = resource_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(match["id"])

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Cast the vote or take it back."""
        await interaction.client.voting.press(interaction, self.resource_id, "helped", self.view)


class MoreButton(ui.DynamicItem[ui.Button[Any]], template=rf"more:1:(?P<shown>\d{{1,3}}):(?P<question>{PATTERN})"):
    """Shows the next picks for the same question, to the member who presses."""

    def __init__(self, shown: int, question: str, say: Language = ENGLISH) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=say("More picks"), style=style, custom_id=more_id(shown, question)))
        self.shown = shown
        self.question = question

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(int(match["shown"]), match["question"])

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Answer the question again, from where the message stopped."""
        client = interaction.client
        replies = await client.replies(interaction, private=True)
        query, filters = decode(self.question, replies.guide.catalogue)
        await send(interaction, await replies.recommend(query, filters, self.shown), private=True)


class ReviewButton(ui.DynamicItem[ui.Button[Any]], template=rf"review:1:(?P<id>{ID})"):
    """Shows the verdict on one of several entries that a name may mean."""

    def __init__(self, resource_id: str, say: Language = ENGLISH) -> None:
        style = discord.ButtonStyle.primary
        super().__init__(ui.Button(label=say("This one"), style=style, custom_id=f"review:1:{resource_id}"))
        self.resource_id = resource_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(match["id"])

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Reply with the verdict."""
        client = interaction.client
        replies = await client.replies(interaction, private=True)
        card = await replies.review(self.resource_id, await own_list(interaction, private=True))
        await send(interaction, card, private=True)


class NoteButton(ui.DynamicItem[ui.Button[Any]], template=rf"note:1:(?P<id>{ID})"):
    """Answers one of the questions that may have been meant, to the member who presses."""

    def __init__(self, note_id: str, question: str = "", say: Language = ENGLISH) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=shorten(question or say("This one"), MAX_LABEL), style=style,
                                   custom_id=f"note:1:{note_id}"))  # fmt: skip
        self.note_id = note_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(match["id"])

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Reply with what the note says."""
        replies = await interaction.client.replies(interaction, private=True)
        await send(interaction, await replies.note(self.note_id), private=True)


class PostButton(ui.DynamicItem[ui.Button[Any]], template=r"post:1"):
    """Posts an answer that only one member sees, for everyone in the channel."""

    def __init__(self, say: Language = ENGLISH) -> None:
        super().__init__(ui.Button(label=say("Post it for everyone"), custom_id="post:1"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed: it needs nothing but the message that it stands on."""
        return cls()

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Send the message again as it is, for everyone, without this button."""
        view = self.view
        if not isinstance(view, ui.LayoutView):
            await tell(interaction, NOTHING_TO_POST)
            return
        for row in [child for child in view.walk_children() if _holds(child, self)]:
            if isinstance(row.parent, ui.Container):
                row.parent.remove_item(row)
        view.stop()
        files = await attach_again(view, interaction.message.attachments if interaction.message else ())
        await send(interaction, view, private=False, files=files)


class CorrectionSelect(ui.DynamicItem[ui.Select[Any]], template=rf"fix:1:(?P<question>{PATTERN})"):
    """Lets a member correct what was understood, one facet at a time, and see the answer that follows."""

    def __init__(self, question: str, say: Language = ENGLISH, *, with_formats: bool = True) -> None:
        choices = corrections(say, with_formats=with_formats)
        options = [discord.SelectOption(label=item.shown, value=value) for value, item in choices.items()]
        super().__init__(ui.Select(placeholder=say(CORRECT), options=options, custom_id=correction_id(question)))
        self.question = question

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The select that was used, read from its id alone, with what was chosen."""
        return cls(match["question"])

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Answer the question again with the facet that was chosen, to the member who chose."""
        client = interaction.client
        replies = await client.replies(interaction, private=True)
        query, filters = corrected_by(*decode(self.question, replies.guide.catalogue), self.item.values[0])
        if query.intent == "path":
            progress = await own_list(interaction, private=True)
            card = await replies.path(query, filters, progress)
        else:
            card = await replies.recommend(query, filters)
        await send(interaction, card, private=True)


BUTTONS: tuple[type[ui.DynamicItem[Any]], ...] = (
    VoteButton, MoreButton, ReviewButton, NoteButton, PostButton, CorrectionSelect,
)  # fmt: skip


def is_private(interaction: Interaction) -> bool:
    """Whether the message that was pressed on is seen by one member only."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def _holds(row: ui.Item[Any], item: ui.Item[Any]) -> bool:
    return isinstance(row, ui.ActionRow) and item in row.children


def vote_label(votes: int, say: Language = ENGLISH) -> str:
    """What stands on a vote button."""
    return say("Helped me · {count}", count=votes)


def vote_id(resource_id: str) -> str:
    """The id of the button that votes for an entry."""
    return f"vote:1:{resource_id}"


def correction_id(question: str) -> str:
    """The id of the menu that corrects a question; longer than `MAX_ID` where the question is too long for one."""
    return f"fix:1:{question}"


def more_id(shown: int, question: str) -> str:
    """The id of the button for more picks; longer than `MAX_ID` where the question is too long for one."""
    return f"more:1:{shown}:{question}"
