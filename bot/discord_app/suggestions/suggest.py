"""/suggest: what a member proposes, from the modal to the moderators' queue."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Self

import discord
from discord import app_commands, ui
from msgspec.structs import replace

from bot.advise.wording.terms import FORMAT
from bot.catalogue.vocabulary import Format
from bot.community.addresses import Refused, address
from bot.community.duplicates import Near, near_duplicates
from bot.community.suggestion import (
    LONGEST_AUDIENCE,
    LONGEST_TITLE,
    LONGEST_WHY,
    Suggestion,
    crowded,
    suggestible,
    wrong_words,
)
from bot.discord_app.core.delivery import edit, send, tell
from bot.discord_app.core.dispatch import guarded
from bot.discord_app.core.faults import in_passing
from bot.discord_app.core.interaction import Interaction
from bot.discord_app.core.refusals import refuse
from bot.discord_app.moderation.moderators import post_to_moderators
from bot.discord_app.questions.cards import message_card
from bot.discord_app.servers.views import ServerView
from bot.discord_app.suggestions.cards import draft_card, public_card
from bot.discord_app.suggestions.decide import DECIDE_FORMS, DECIDE_ITEMS
from bot.discord_app.suggestions.queue import QUEUE_ITEMS, suggestion_card
from bot.discord_app.suggestions.reopen import REOPEN_ITEMS
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.forms import Form, Values, show
from bot.discord_app.ui.places import everywhere
from bot.discord_app.ui.text import plain
from bot.discord_app.votes.eligibility import admitted
from bot.language import ENGLISH, Language, mark

NEEDS_A_SERVER = mark("Suggestions belong to a server: use /suggest in one that I am a member of.")
SWITCHED_OFF = mark("This server does not take suggestions.")
WRONG_FORMAT = mark("This server takes no suggestions of that format.")
THANKS = mark(
    "Thank you. Your suggestion waits for this server's moderators now. I write to you when they have decided, and "
    "/my progress shows what became of it."
)
DROPPED = mark("Dropped. Nothing was sent.")
NO_DRAFT = mark("There is no draft of yours here any more: it was sent or dropped, or a day has passed.")
TEXTS = ("title", "why", "audience")
Why = tuple[str, Mapping[str, object]]
"""A sentence that says why not, and its values."""


class SuggestForm(Form):
    """Asks for everything about a resource that is missing."""

    template = re.compile(r"suggest:1")

    def __init__(self, formats: Iterable[Format], say: Language = ENGLISH) -> None:
        super().__init__(title=say("Suggest a resource"), custom_id="suggest:1")
        options = [discord.SelectOption(label=say(FORMAT[word]), value=word) for word in formats]
        long = discord.TextStyle.paragraph
        for text, hint, field in (
            (say("Title"), None, ui.TextInput(custom_id="title", min_length=2, max_length=LONGEST_TITLE)),
            (say("Address"), say("The page of whoever made it"), ui.TextInput(custom_id="url", max_length=2000)),
            (say("What it is"), None, ui.Select(custom_id="format", options=options)),
            (say("Why it is good"), None, ui.TextInput(custom_id="why", style=long, max_length=LONGEST_WHY)),
            (say("For whom"), None, ui.TextInput(custom_id="audience", max_length=LONGEST_AUDIENCE)),
        ):
            self.add_item(ui.Label(text=text, description=hint, component=field))

    @classmethod
    async def submitted(cls, interaction: Interaction, match: re.Match[str], values: Values) -> None:
        """Keep what was sent as a draft if something like it is there, else send it to the moderators."""
        view = await _taking(interaction)
        if view is None:
            return
        typed = {field: "".join(values.get(field, ())) for field in (*TEXTS, "url", "format")}
        made = _made(interaction, view, typed)
        if not isinstance(made, Suggestion):
            await refuse(interaction, made[0], **made[1])
            return
        store = interaction.client.store.suggestions
        known = await store.waiting(made.guild_id, drafts_of=interaction.user.id)
        near = near_duplicates(made.title, made.url, view.guide.catalogue, known)
        if near:
            made = replace(made, state="draft", public=False)
        if full := await store.add(made, crowded):
            await refuse(interaction, full[0], **full[1])
        elif near:
            await send(interaction, _draft_card(made, near, interaction), private=True)
        else:
            await _sent(interaction, view, made)


class DraftButton(ui.DynamicItem[ui.Button[Any]], template=r"draft:1:(?P<what>send|drop):(?P<id>\d{1,20})"):
    """Sends a draft to the moderators or drops it, for the member whose it is."""

    def __init__(self, what: str, suggestion_id: int, say: Language = ENGLISH) -> None:
        sends = what == "send"
        label = say("Send it all the same") if sends else say("Drop it")
        style = discord.ButtonStyle.primary if sends else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=f"draft:1:{what}:{suggestion_id}"))
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
        """Do so, if it is a draft of this member's in this server."""
        if self.what == "send":
            await self._send(interaction)
            return
        server = interaction.client.server_of(interaction.guild_id)
        store = interaction.client.store.suggestions
        dropped = server is not None and await store.drop(server, self.suggestion_id, interaction.user.id)
        await _in_its_place(interaction, DROPPED if dropped else NO_DRAFT)

    async def _send(self, interaction: Interaction) -> None:
        view = await _taking(interaction)
        if view is None or view.id is None:
            return
        public = view.settings.suggestions == "public"
        store = interaction.client.store.suggestions
        sent = await store.send(view.id, self.suggestion_id, interaction.user.id, public=public)
        if sent is None:
            await _in_its_place(interaction, NO_DRAFT)
        else:
            await _sent(interaction, view, sent)


SUGGEST_ITEMS: tuple[type[ui.DynamicItem[Any]], ...] = (DraftButton, *QUEUE_ITEMS, *DECIDE_ITEMS, *REOPEN_ITEMS)
SUGGEST_FORMS: tuple[type[Form], ...] = (SuggestForm, *DECIDE_FORMS)


@app_commands.command(description="Suggest a resource that is missing here; this server's moderators decide")
@everywhere
async def suggest(interaction: Interaction) -> None:
    """Answer /suggest with the modal."""
    if view := await _taking(interaction):
        say = interaction.client.own_language(interaction)
        await show(interaction, SuggestForm(suggestible(view.settings.formats), say))


async def _taking(interaction: Interaction) -> ServerView | None:
    """The view of this server, if it takes suggestions from this member now. If not, they have been told why."""
    view = await interaction.client.view(interaction)
    if view.id is None:
        await refuse(interaction, NEEDS_A_SERVER)
    elif view.settings.suggestions == "off":
        await refuse(interaction, SWITCHED_OFF)
    elif await admitted(interaction, view):
        return view
    return None


def _made(interaction: Interaction, view: ServerView, typed: Mapping[str, str]) -> Suggestion | Why:
    """The suggestion that was typed, cleaned; or why it cannot be taken."""
    format_ = next((word for word in suggestible(view.settings.formats) if word == typed["format"]), None)
    if format_ is None:
        return WRONG_FORMAT, {}
    url = address(typed["url"], format_)
    if isinstance(url, Refused):
        return url.why, {"host": plain(url.host, 80), "most": url.most}
    if wrong := wrong_words(*(typed[field] for field in TEXTS)):
        return wrong, {}
    return Suggestion(
        id=interaction.id,
        guild_id=view.id or 0,
        user_id=interaction.user.id,
        title=plain(typed["title"], LONGEST_TITLE),
        url=url,
        format=format_,
        why=plain(typed["why"], LONGEST_WHY),
        audience=plain(typed["audience"], LONGEST_AUDIENCE),
        public=view.settings.suggestions == "public",
        created_at=int(interaction.client.store.now()),
    )


def _draft_card(draft: Suggestion, near: tuple[Near, ...], interaction: Interaction) -> Card:
    say = interaction.client.own_language(interaction)
    card = draft_card(draft, near, say)
    card.row([DraftButton(what, draft.id, say) for what in ("send", "drop")])
    return card


async def _sent(interaction: Interaction, view: ServerView, suggestion: Suggestion) -> None:
    """Thank its author, show it to the server if votes are collected, and to the moderators."""
    try:
        await _in_its_place(interaction, THANKS)
    finally:
        with in_passing("telling moderators of a suggestion", view.id):
            replies = await interaction.client.replies(interaction, private=False)
            card = await suggestion_card(replies, interaction.client.store, suggestion)
            await post_to_moderators(interaction.client, view.settings, card)
    if suggestion.public:
        with in_passing("showing a suggestion to its server", view.id):
            await send(interaction, public_card(suggestion, replies.say), private=False)


async def _in_its_place(interaction: Interaction, sentence: str) -> None:
    """Tell the member, in the place of the card whose button they pressed if there is one that only they see."""
    if interaction.message is None or not interaction.message.flags.ephemeral:
        await tell(interaction, sentence)
        return
    await edit(interaction, message_card(interaction.client.own_language(interaction)(sentence)))
