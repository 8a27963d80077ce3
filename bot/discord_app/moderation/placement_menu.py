"""What is pinned and hidden in a server as moderators see it, with menus to undo it, and who is blocked there."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.discord_app.core.context import Context
from bot.discord_app.core.persistent import persistent
from bot.discord_app.moderation.access import Moderation, changed, moderating
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import shorten, shown
from bot.language import Language, mark
from bot.store import Placement
from bot.store.tables.servers import Kind

MOST = 25
"""Entries that can be pinned, and as many that can be hidden: what one menu holds."""
MOST_BLOCKED = 20
LEFT_FOR_OTHERS = 1000
"""Characters for everything but the lists."""
LEAST_LINE = 20
LIFTED: dict[Kind, str] = {"pinned": mark("No longer pinned: {title}."), "hidden": mark("No longer hidden: {title}.")}
HEADS: dict[Kind, str] = {"pinned": mark("Pinned"), "hidden": mark("Hidden")}
TAKE_OFF: dict[Kind, str] = {
    "pinned": mark("Choose what to unpin"),
    "hidden": mark("Choose what to unhide"),
}
NOTHING_PLACED = mark("Nothing is pinned or hidden here yet. Use /server pin or /server hide.")
OFF_ALREADY = mark("That has already been undone.")


KEPT = "3"
"""What the id of the button has that shows what is pinned and hidden: the third of the settings' pages, once."""


def lift_menu(kind: Kind, options: Sequence[discord.SelectOption], placeholder: str) -> ui.Select[Any]:
    """The menu that unpins or unhides entries."""
    most = max(len(options), 1)
    return ui.Select(custom_id=f"lift:1:{kind}", placeholder=placeholder, options=list(options), max_values=most)


@persistent(r"lift:1:(?P<kind>pinned|hidden)")
async def lift(ctx: Context, kind: Kind) -> None:
    """Unpin or unhide what was chosen, and show what is left."""
    moderation = await moderating(ctx)
    if moderation is None:
        return
    lifted = [id_ for id_ in ctx.chosen if await ctx.store.servers.lift(moderation.server, id_, kind)]
    moderation = await changed(ctx, moderation)
    titles = moderation.say.all_of([shown(_title(id_, moderation)) for id_ in lifted])
    head = moderation.say(LIFTED[kind], title=titles) if lifted else moderation.say(OFF_ALREADY)
    await ctx.edit(kept_card(head, moderation))


def kept_card(head: str, moderation: Moderation) -> Card:
    """What was just done, if anything, everything pinned and hidden, and the way to the settings."""
    card = Card()
    card.text(head or f"## {moderation.say('Pinned and hidden')}")
    add_kept(card, moderation)
    card.row([back_button(moderation.say)])
    return card


def back_button(say: Language) -> ui.Button[Any]:
    """Shows all settings."""
    return ui.Button(label=say("All settings"), custom_id="settings:1:1")


def add_kept(card: Card, moderation: Moderation) -> None:
    """Add what is pinned and hidden, each with a menu to undo it, and who is blocked."""
    say, view = moderation.say, moderation.view
    placed = {kind: [item for item in view.placements.values() if item.kind == kind] for kind in HEADS}
    room = (card.room - LEFT_FOR_OTHERS) // max(len(view.placements), 1)
    for kind, items in placed.items():
        if items:
            card.text(f"**{say(HEADS[kind])}**", *(_line(item, room, moderation) for item in items))
            options = [_option(item, moderation) for item in items[:MOST]]
            card.row([lift_menu(kind, options, say(TAKE_OFF[kind]))])
    card.text("" if view.placements else say(NOTHING_PLACED), blocked_line(view.blocked, say))


def blocked_line(blocked: frozenset[int], say: Language) -> str:
    """The blocked members as mentions, which ping nobody here."""
    if not blocked:
        return ""
    shown = [f"<@{user}>" for user in sorted(blocked)[:MOST_BLOCKED]]
    more = [say("{count} more", count=len(blocked) - MOST_BLOCKED)] if len(blocked) > MOST_BLOCKED else []
    return f"**{say('Blocked:')}** {say.all_of([*shown, *more])}"


def _line(item: Placement, room: int, moderation: Moderation) -> str:
    """An entry in so many characters: its title, until when, and as much of the note as fits."""
    until = moderation.say(" (until {date})", date=f"<t:{item.until}:D>") if item.until else ""
    title = shorten(_title(item.resource_id, moderation), min(max(room - len(until) - LEAST_LINE, LEAST_LINE), 80))
    head = f"- {shown(title)}{until}"
    left, note = room - len(head) - 3, shown(item.note)
    return f"{head}: {shorten(note, left)}" if note and left >= min(LEAST_LINE, len(note)) else head


def _option(item: Placement, moderation: Moderation) -> discord.SelectOption:
    return discord.SelectOption(label=shorten(_title(item.resource_id, moderation), 100), value=item.resource_id)


def _title(resource_id: str, moderation: Moderation) -> str:
    resource = moderation.view.guide.catalogue.get(resource_id)
    return resource.title if resource else moderation.say("{id} (no longer in my list)", id=resource_id)
