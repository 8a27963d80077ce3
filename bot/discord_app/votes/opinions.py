"""What members say of an entry beyond that it helped: why it was not the right one for them."""

import re
from collections.abc import Iterable
from typing import Any, Self, cast

import discord
from discord import ui

from bot.catalogue import Resource
from bot.catalogue.vocabulary import Choice
from bot.discord_app.core.delivery import tell
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.ui.text import shorten
from bot.discord_app.votes.burst_card import FLAG_ITEMS
from bot.discord_app.votes.voting import GONE
from bot.language import ENGLISH, Language, mark

MOST_OPTIONS, MOST_LABEL, MOST_TITLE = 25, 100, 70
NOT_FOR_ME = mark("Not for me: say why")
REASONS: dict[Choice, str] = {
    "too-hard": mark("{title}: too hard"),
    "too-easy": mark("{title}: too easy"),
    "too-mathematical": mark("{title}: too mathematical"),
    "outdated": mark("{title}: outdated"),
    "not-my-style": mark("{title}: not my style"),
}


class MisfitSelect(ui.DynamicItem[ui.Select[Any]], template=r"misfit:1"):
    """Says of one of the entries of a card why it was not the right one, in the place of any vote for it."""

    def __init__(
        self, resources: Iterable[Resource] = (), say: Language = ENGLISH, shown: ui.Select[Any] | None = None
    ) -> None:
        options = [
            discord.SelectOption(label=option_label(words, resource, say), value=f"{reason}:{resource.id}")
            for resource in resources
            for reason, words in REASONS.items()
        ]
        made = ui.Select[Any](placeholder=say(NOT_FOR_ME), options=options[:MOST_OPTIONS], custom_id="misfit:1")
        super().__init__(shown or made)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The select that was used, with its options, since the message is shown again with it."""
        return cls(shown=cast("ui.Select[Any]", item))

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Cast the choice or take it back."""
        chosen, _, id_ = self.item.values[0].partition(":")
        reason = next((choice for choice in REASONS if choice == chosen), None)
        if reason is None:
            await tell(interaction, GONE)
            return
        await interaction.client.voting.press(interaction, id_, reason, self.view)


def option_label(words: str, resource: Resource, say: Language) -> str:
    """A reason against an entry, as one may choose it."""
    return shorten(say(words, title=shorten(resource.title, MOST_TITLE)), MOST_LABEL)


OPINIONS_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (MisfitSelect, *FLAG_ITEMS)
