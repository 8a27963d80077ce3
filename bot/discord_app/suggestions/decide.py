"""Moderators decide on a suggestion: approve it, decline it with a reason, or merge it into an entry.

Whoever comes second is told who decided what: the store changes a suggestion only while it is open.
"""

import asyncio
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, NamedTuple, Self

import discord
import msgspec
from discord import ui

from bot.advise.forms.complete import titled
from bot.advise.forms.propose import proposals
from bot.advise.wording.terms import COST, LEVEL, MATH_DEMAND, STYLE, TOPIC
from bot.community.entry import CHOICES, MOST, confirmed, entry_of
from bot.community.suggestion import LONGEST_REASON, Suggestion
from bot.discord_app.core.delivery import tell
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.core.refusals import refuse
from bot.discord_app.moderation.access import moderating
from bot.discord_app.servers.views import ServerView
from bot.discord_app.suggestions.outcome import NOT_HERE, conclude, show_decided
from bot.discord_app.ui.forms import Form, Values, show
from bot.discord_app.ui.text import plain
from bot.language import ENGLISH, Language, mark

ID = r"(?P<id>\d{1,20})"
LABELS = {"approve": mark("Approve"), "decline": mark("Decline"), "merge": mark("Merge")}
STYLES = {
    "approve": discord.ButtonStyle.success,
    "decline": discord.ButtonStyle.danger,
    "merge": discord.ButtonStyle.secondary,
}
FACETS: Mapping[str, tuple[str, str, Mapping[Any, str]]] = {
    "level": (mark("Level"), mark("The lowest and the highest that it is for"), LEVEL),
    "math": (mark("Maths"), mark("What it demands"), MATH_DEMAND),
    "cost": (mark("Cost"), mark("What one pays for all of it"), COST),
    "topics": (mark("Topics"), mark("What it teaches; few that fit well beat many"), TOPIC),
    "style": (mark("Style"), mark("How it teaches"), STYLE),
}
CHOOSE_ALL = mark("Please choose something for each point, and no more than the form allows. Nothing was decided.")
GIVE_A_REASON = mark("Please give the reason in words. Nothing was decided.")
NO_ENTRY = mark('Nothing in my list is called "{name}", and nothing was decided. Press Merge again with another name.')
WHICH_ENTRY = mark('"{name}" may mean {titles}. Nothing was decided. Press Merge again and type one of: {ids}.')


class Found(NamedTuple):
    """An open suggestion of the server where a moderator pressed."""

    view: ServerView
    server: int
    suggestion: Suggestion


async def open_one(interaction: Interaction, suggestion_id: int) -> Found | None:
    """The open suggestion that a moderator wants to decide on. None, and they have been told, where that cannot be."""
    moderation = await moderating(interaction)
    if moderation is None:
        return None
    view, server = moderation.view, moderation.server
    suggestion = await interaction.client.store.suggestions.get(server, suggestion_id)
    if suggestion is None or suggestion.state == "draft":
        await refuse(interaction, NOT_HERE)
        return None
    if suggestion.state != "open":
        await show_decided(interaction, view, suggestion)
        return None
    return Found(view, server, suggestion)


class DecideButton(ui.DynamicItem[ui.Button[Any]], template=rf"decide:1:(?P<what>approve|decline|merge):{ID}"):
    """Opens the form to approve, decline or merge a suggestion, for a moderator."""

    def __init__(self, what: str, suggestion_id: int, say: Language = ENGLISH) -> None:
        custom_id = f"decide:1:{what}:{suggestion_id}"
        super().__init__(ui.Button(label=say(LABELS[what]), style=STYLES[what], custom_id=custom_id))
        self.what = what
        self.suggestion_id = suggestion_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, read from its id alone."""
        return cls(match["what"], int(match["id"]))

    @guarded
    async def callback(self, interaction: Interaction) -> None:
        """Open the form, if there is something to decide."""
        found = await open_one(interaction, self.suggestion_id)
        if found is None:
            return
        say = interaction.client.own_language(interaction)
        if self.what == "approve":
            await show(interaction, ApproveForm(found.suggestion.id, await proposed(found), say))
        elif self.what == "decline":
            await show(interaction, DeclineForm(found.suggestion.id, say))
        else:
            await show(interaction, MergeForm(found.suggestion.id, say))


async def proposed(found: Found) -> dict[str, list[str]]:
    """What a suggestion's own words propose for each facet."""
    asked = found.suggestion
    words = f"{asked.why}. {asked.audience}"
    read = await asyncio.to_thread(proposals, asked.title, words, asked.url, found.view.guide.catalogue.skills)
    return {facet: re.findall(r"[\w-]+", read[facet]) for facet in FACETS}


class ApproveForm(Form):
    """Asks for what it takes to recommend a suggestion; what its words propose is chosen already."""

    template = re.compile(rf"decide:1:approve:{ID}")

    def __init__(self, suggestion_id: int, chosen: Mapping[str, list[str]], say: Language = ENGLISH) -> None:
        super().__init__(title=say("Approve this suggestion"), custom_id=f"decide:1:approve:{suggestion_id}")
        for facet, (text, hint, names) in FACETS.items():
            options = [
                discord.SelectOption(label=say(names[word]), value=word, default=word in chosen[facet])
                for word in CHOICES[facet]
            ]
            menu = ui.Select[Any](custom_id=facet, options=options, max_values=MOST.get(facet, 1))
            self.add_item(ui.Label(text=say(text), description=say(hint), component=menu))

    @classmethod
    async def submitted(cls, interaction: Interaction, match: re.Match[str], values: Values) -> None:
        """Make the suggestion an entry of the server's own."""
        found = await open_one(interaction, int(match["id"]))
        if found is None:
            return
        said = confirmed(values, (await proposed(found))["topics"])
        if said is None:
            await tell(interaction, CHOOSE_ALL)
            return
        store = interaction.client.store
        today = dt.datetime.fromtimestamp(store.now(), dt.UTC).date()
        entry = msgspec.json.encode(entry_of(found.suggestion, said, today)).decode()
        done = await store.suggestions.approve(found.server, found.suggestion.id, interaction.user.id, entry)
        await conclude(interaction, found.view, found.suggestion, done)


class DeclineForm(Form):
    """Asks for the reason, which the author is told."""

    template = re.compile(rf"decide:1:decline:{ID}")

    def __init__(self, suggestion_id: int, say: Language = ENGLISH) -> None:
        super().__init__(title=say("Decline this suggestion"), custom_id=f"decide:1:decline:{suggestion_id}")
        field = ui.TextInput[Any](custom_id="reason", style=discord.TextStyle.paragraph, max_length=LONGEST_REASON)
        hint = say("Its author is told, in these words")
        self.add_item(ui.Label(text=say("Reason"), description=hint, component=field))

    @classmethod
    async def submitted(cls, interaction: Interaction, match: re.Match[str], values: Values) -> None:
        """Decline it."""
        found = await open_one(interaction, int(match["id"]))
        if found is None:
            return
        reason = plain("".join(values.get("reason", ())), LONGEST_REASON)
        if not reason:
            await tell(interaction, GIVE_A_REASON)
            return
        store = interaction.client.store.suggestions
        done = await store.decline(found.server, found.suggestion.id, interaction.user.id, reason)
        await conclude(interaction, found.view, found.suggestion, done)


class MergeForm(Form):
    """Asks for the entry that the suggestion is the same as."""

    template = re.compile(rf"decide:1:merge:{ID}")

    def __init__(self, suggestion_id: int, say: Language = ENGLISH) -> None:
        super().__init__(title=say("Merge this suggestion"), custom_id=f"decide:1:merge:{suggestion_id}")
        field = ui.TextInput[Any](custom_id="name", max_length=200)
        hint = say("A title, nickname or id; votes for the suggestion go there")
        self.add_item(ui.Label(text=say("The entry that it is"), description=hint, component=field))

    @classmethod
    async def submitted(cls, interaction: Interaction, match: re.Match[str], values: Values) -> None:
        """Merge it, if the name is clear."""
        found = await open_one(interaction, int(match["id"]))
        if found is None:
            return
        name = "".join(values.get("name", ()))
        meant = found.view.guide.resolve(name)
        if meant.id is None:
            await _ask_which(interaction, found.view, name, meant.alternatives)
            return
        store = interaction.client.store.suggestions
        done = await store.merge(found.server, found.suggestion.id, interaction.user.id, meant.id)
        await conclude(interaction, found.view, found.suggestion, done)


async def _ask_which(interaction: Interaction, view: ServerView, name: str, ids: tuple[str, ...]) -> None:
    near = [entry for id_ in ids if (entry := view.guide.catalogue.get(id_))]
    say = interaction.client.own_language(interaction)
    titles = say.any_of([plain(titled(entry, say), 100) for entry in near])
    listed = ", ".join(f"`{entry.id}`" for entry in near)
    await tell(interaction, WHICH_ENTRY if near else NO_ENTRY, name=plain(name, 80), titles=titles, ids=listed)


DECIDE_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (DecideButton,)
DECIDE_FORMS: tuple[type[Form], ...] = (ApproveForm, DeclineForm, MergeForm)
