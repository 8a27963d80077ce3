"""/suggest: what a member suggests, from the form to the moderators' queue."""

from collections.abc import Iterable, Mapping

import discord
from discord import app_commands, ui
from msgspec.structs import replace

from bot.advise.wording.terms import FORMAT
from bot.catalogue.allowed_values import Format
from bot.community.addresses import Refused, address
from bot.community.duplicates import Near, near_duplicates
from bot.community.suggestion_rules import (
    LONGEST_AUDIENCE,
    LONGEST_TITLE,
    LONGEST_WHY,
    Suggestion,
    crowded,
    suggestible,
    wrong_words,
)
from bot.discord_app.core.context import Context, Interaction
from bot.discord_app.core.faults import in_passing
from bot.discord_app.core.persistent import persistent
from bot.discord_app.core.refusals import refuse
from bot.discord_app.moderation.posting import note_posted, post_to_moderators
from bot.discord_app.questions.cards import message_card
from bot.discord_app.questions.replies import replies_to
from bot.discord_app.servers.views import ServerView
from bot.discord_app.suggestions.buttons import DRAFT, draft_button
from bot.discord_app.suggestions.cards import TO_ALL, TO_MODERATORS, draft_card, public_card
from bot.discord_app.suggestions.queue import suggestion_card
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.places import everywhere
from bot.discord_app.ui.text import kept, plain
from bot.discord_app.votes.eligibility import admitted
from bot.language import Language, mark

NEEDS_A_SERVER = mark("Suggestions belong to a server: please use /suggest in a server I'm in.")
SWITCHED_OFF = mark("This server doesn't take suggestions.")
WRONG_FORMAT = mark("This server doesn't take suggestions in that format.")
THANKS = mark(
    "Thank you. Your suggestion is now with this server's moderators. I'll message you when they decide, and /my "
    "progress shows where it stands."
)
KEPT_LINK = mark("I kept the link as {url}.")
DROPPED = mark("Discarded. Nothing was sent.")
NO_DRAFT = mark("That draft is gone: it was sent or discarded, or a day has passed. You can start again with /suggest.")
SUGGEST = "suggest:1"
TEXTS = ("title", "why", "audience")
Why = tuple[str, Mapping[str, object]]
"""A sentence that says why not, with its values."""


def suggest_form(formats: Iterable[Format], say: Language) -> ui.Modal:
    """Asks for everything about a missing resource."""
    form = ui.Modal(title=say("Suggest a resource"), custom_id=SUGGEST)
    options = [discord.SelectOption(label=say(FORMAT[word]), value=word) for word in formats]
    long = discord.TextStyle.paragraph
    fields: tuple[tuple[str, str | None, ui.Item[ui.Modal]], ...] = (
        (say("Title"), None, ui.TextInput(custom_id="title", max_length=LONGEST_TITLE)),
        (say("Link"), say("The maker's own page"), ui.TextInput(custom_id="url", max_length=2000)),
        (say("What it is"), None, ui.Select(custom_id="format", options=options)),
        (say("Why it's good"), None, ui.TextInput(custom_id="why", style=long, max_length=LONGEST_WHY)),
        (say("Who it's for"), None, ui.TextInput(custom_id="audience", max_length=LONGEST_AUDIENCE)),
    )
    for text, hint, field in fields:
        form.add_item(ui.Label(text=text, description=hint, component=field))
    return form


@persistent(SUGGEST)
async def suggested(ctx: Context) -> None:
    """Store it as a draft if something similar is there, else send it to the moderators."""
    view = await _taking(ctx)
    if view is None:
        return
    typed = {field: "".join(ctx.values.get(field, ())) for field in (*TEXTS, "url", "format")}
    made = _made(ctx, view, typed)
    if not isinstance(made, Suggestion):
        await refuse(ctx, made[0], **made[1])
        return
    store = ctx.store.suggestions
    known = await store.waiting(made.guild_id, drafts_of=ctx.member)
    near = near_duplicates(made.title, made.url, view.guide.catalogue, known)
    if near:
        made = replace(made, state="draft", public=False)
    if full := await store.add(made, crowded):
        await refuse(ctx, full[0], **full[1])
    elif near:
        await ctx.send(_draft_card(made, near, _link_told(made, typed["url"], ctx.say), ctx.say), private=True)
    else:
        await _sent(ctx, view, made, _link_told(made, typed["url"], ctx.say))


@persistent(DRAFT)
async def settle_draft(ctx: Context, what: str, id_: str) -> None:
    """Send this member's draft in this server to the moderators, or discard it."""
    if what == "send":
        await _send(ctx, int(id_))
        return
    dropped = ctx.server is not None and await ctx.store.suggestions.drop(ctx.server, int(id_), ctx.member)
    await _in_its_place(ctx, ctx.say(DROPPED if dropped else NO_DRAFT))


async def _send(ctx: Context, suggestion_id: int) -> None:
    view = await _taking(ctx)
    if view is None or view.id is None:
        return
    public = view.settings.suggestions == "public"
    sent = await ctx.store.suggestions.send(view.id, suggestion_id, ctx.member, public=public)
    if sent is None:
        await _in_its_place(ctx, ctx.say(NO_DRAFT))
    else:
        await _sent(ctx, view, sent)


@app_commands.command(description="Suggest a missing resource; this server's moderators decide")
@everywhere
async def suggest(interaction: Interaction) -> None:
    """Answer /suggest with the form."""
    await open_suggestion(Context.of(interaction))


async def open_suggestion(ctx: Context) -> None:
    """Open the form for a suggestion, or tell the member why not."""
    if view := await _taking(ctx):
        await ctx.open(suggest_form(suggestible(view.settings.formats), ctx.say))


async def _taking(ctx: Context) -> ServerView | None:
    """The view of this server, if it accepts suggestions from this member now. If not, they have been told why."""
    view = await ctx.view()
    if view.id is None:
        await refuse(ctx, NEEDS_A_SERVER)
    elif view.settings.suggestions == "off":
        await refuse(ctx, SWITCHED_OFF)
    elif await admitted(ctx, view):
        return view
    return None


def _made(ctx: Context, view: ServerView, typed: Mapping[str, str]) -> Suggestion | Why:
    """The suggestion as typed, cleaned, or why it cannot be accepted."""
    format_ = next((word for word in suggestible(view.settings.formats) if word == typed["format"]), None)
    if format_ is None:
        return WRONG_FORMAT, {}
    url = address(typed["url"], format_)
    if isinstance(url, Refused):
        return url.why, {"host": plain(url.host, 80), "most": url.most}
    if wrong := wrong_words(*(typed[field] for field in TEXTS)):
        return wrong, {}
    return Suggestion(
        id=ctx.interaction.id,
        guild_id=view.id or 0,
        user_id=ctx.member,
        title=kept(typed["title"], LONGEST_TITLE),
        url=url,
        format=format_,
        why=kept(typed["why"], LONGEST_WHY),
        audience=kept(typed["audience"], LONGEST_AUDIENCE),
        public=view.settings.suggestions == "public",
        created_at=int(ctx.now),
    )


def _link_told(made: Suggestion, typed: str, say: Language) -> str:
    """The link that is kept, where it is not what was typed."""
    return "" if made.url == typed.strip() else say(KEPT_LINK, url=f"`{made.url}`")


def _draft_card(draft: Suggestion, near: tuple[Near, ...], link: str, say: Language) -> Card:
    card = draft_card(draft, near, say)
    card.text(link)
    card.row([draft_button(what, draft.id, say) for what in ("send", "drop")])
    return card


async def _sent(ctx: Context, view: ServerView, suggestion: Suggestion, link: str = "") -> None:
    """Thank its author, and show it to the moderators and, if it is public, to the server."""
    try:
        await _in_its_place(ctx, f"{ctx.say(THANKS)} {link}".strip())
    finally:
        with in_passing("telling moderators of a suggestion", view.id):
            replies = await replies_to(ctx, private=False)
            card = await suggestion_card(replies, ctx.store, suggestion)
            await post_to_moderators(ctx, view.settings, card, TO_MODERATORS.format(suggestion.id))
    if suggestion.public:
        with in_passing("showing a suggestion to its server", view.id):
            if shown := await ctx.send(public_card(suggestion, replies.say), private=False):
                await note_posted(ctx, TO_ALL.format(suggestion.id), shown)


async def _in_its_place(ctx: Context, said: str) -> None:
    """Say it to the member, in place of the card whose button they pressed if only they see it."""
    if ctx.is_private:
        await ctx.edit(message_card(said))
    else:
        await ctx.whisper(said)
