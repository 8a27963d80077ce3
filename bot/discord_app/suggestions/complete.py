"""What nobody knew of a suggestion when it was approved, moderators can add later."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import discord
import msgspec
from discord import ui

from bot.advise.wording.terms import JUDGED
from bot.catalogue import Catalogue
from bot.catalogue.server_entries import OwnEntry, suggestion_of
from bot.community.entry import confirmed, entry_of
from bot.community.suggestion_rules import Suggestion
from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.access import Moderation, moderating
from bot.discord_app.suggestions.buttons import NUMBER
from bot.discord_app.suggestions.facets_form import CHOOSE_A_TOPIC, complete_form, hints
from bot.discord_app.suggestions.reopen import NOT_AN_ENTRY
from bot.discord_app.ui.text import shorten, shown
from bot.language import Language, mark

MOST = 25
"""Entries that one menu holds."""
CHOOSE_ONE = mark("Add what you know about ...")
NOW_KNOWN = mark("Thank you. I now know all I need about {title}.")
STILL_OPEN = mark("Saved. Still missing for {title}: {facets}.")


def incomplete(catalogue: Catalogue) -> list[OwnEntry]:
    """The server's own entries of which something is not known, the oldest first."""
    return [entry for entry in catalogue if isinstance(entry, OwnEntry) and entry.unknown]


def complete_menu(entries: Sequence[OwnEntry], say: Language) -> ui.Select[Any]:
    """Opens the form for one of these entries."""
    options = [
        discord.SelectOption(
            label=shorten(entry.title, 100), value=entry.id, description=shorten(_missing(entry, say), 100)
        )
        for entry in entries[:MOST]
    ]
    return ui.Select(custom_id="complete:1", placeholder=say(CHOOSE_ONE), options=options)


@persistent("complete:1", reads=True)
async def complete(ctx: Context) -> None:
    """Open the form for the entry that a moderator chose."""
    moderation = await moderating(ctx)
    if moderation and (found := await _approved(ctx, moderation, next(iter(ctx.chosen), ""))):
        suggestion, entry = found
        await ctx.open(complete_form(entry, await hints(suggestion), ctx.say))


@persistent(rf"complete:1:(?P<id_>c-{NUMBER})")
async def completed(ctx: Context, id_: str) -> None:
    """Store what a moderator said of an entry, in place of what was said before."""
    moderation = await moderating(ctx)
    found = await _approved(ctx, moderation, id_) if moderation else None
    if moderation is None or found is None:
        return
    suggestion, before = found
    said = confirmed(ctx.values, before.topics)
    if said is None:
        await ctx.tell(CHOOSE_A_TOPIC)
        return
    entry = entry_of(suggestion, said, dt.datetime.fromtimestamp(ctx.now, dt.UTC).date())
    stored = msgspec.json.encode(entry).decode()
    if not await ctx.store.suggestions.complete(moderation.server, suggestion.id, stored):
        await ctx.tell(NOT_AN_ENTRY)
        return
    ctx.services.servers.changed(moderation.server, entries=True)
    facets = ctx.say.all_of(_names(entry.unknown, ctx.say))
    await ctx.tell(STILL_OPEN if entry.unknown else NOW_KNOWN, title=shown(entry.title), facets=facets)


async def _approved(ctx: Context, moderation: Moderation, id_: str) -> tuple[Suggestion, OwnEntry] | None:
    """The suggestion and the entry of this server with this id. If there is none, the moderator has been told."""
    entry = moderation.view.guide.catalogue.get(id_)
    suggestion = await ctx.store.suggestions.get(moderation.server, suggestion_of(id_) or 0)
    if isinstance(entry, OwnEntry) and suggestion is not None:
        return suggestion, entry
    await ctx.tell(NOT_AN_ENTRY)
    return None


def _missing(entry: OwnEntry, say: Language) -> str:
    return say("not known: {facets}", facets=say.all_of(_names(entry.unknown, say)))


def _names(unknown: Iterable[Any], say: Language) -> list[str]:
    return [say(JUDGED[facet]) for facet in unknown]
