"""The buttons and the menu of details: other picks, the member's own list, why not, and posting the verdict."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import discord
from discord import ui

from bot.advise.forms.completions import titled
from bot.advise.forms.question_ids import DIGEST, digest, encode_entries
from bot.catalogue import Resource
from bot.discord_app.questions.buttons import ENTRIES, ID, MAX_ID
from bot.discord_app.ui.text import shorten
from bot.language import Language, mark

State = Literal["done", "doing", "neither"]
"""Where an entry stands on a member's own list."""
HERE = "here"
"""The place of a button on a card of its own, which says what was marked."""
SWITCH = rf"closer:1:(?P<entries>{ENTRIES})"
MINE = rf"mine:1:(?P<state>done|doing|neither):(?P<entry>{DIGEST})(?::(?P<place>{HERE}|{ENTRIES}))?"
AGAINST = rf"against:1:(?P<id_>{ID})"
SHARE = rf"share:1:(?P<id_>{ID})"
LABELS: dict[State, str] = {
    "done": mark("I did this"), "doing": mark("I'm doing this"), "neither": mark("Take it off"),
}  # fmt: skip
SECONDARY = discord.ButtonStyle.secondary
Button = ui.Button[Any]


def switch_menu(entries: Sequence[Resource], chosen: Resource, say: Language) -> ui.Select[Any]:
    """Shows another of the picks in place of this one."""
    options = [
        discord.SelectOption(label=shorten(titled(entry, say), MAX_ID), value=entry.id, default=entry is chosen)
        for entry in entries
    ]
    return ui.Select(options=options, custom_id=f"closer:1:{encode_entries(entries)}")


def mine_button(state: State, entry: Resource, say: Language, place: str = "") -> Button:
    """Puts an entry on the member's own list, or takes it off. `place` tells which card shows that: details of all
    these entries, or a card of its own (`HERE`); without, such a card is sent.
    """
    custom_id = f"mine:1:{state}:{digest(entry.id)}" + (f":{place}" if place else "")
    return ui.Button(label=say(LABELS[state]), style=SECONDARY, custom_id=custom_id)


def mine_buttons(state: str, entry: Resource, say: Language, place: str) -> Iterator[Button]:
    """What else the member may say of an entry that stands so on their list."""
    if state != "done":
        yield mine_button("done", entry, say, place)
    if state not in ("done", "doing"):
        yield mine_button("doing", entry, say, place)
    else:
        yield mine_button("neither", entry, say, place)


def against_button(resource_id: str, say: Language) -> Button:
    """Asks why an entry is not for the member who presses."""
    return ui.Button(label=say("Not for me"), style=SECONDARY, custom_id=f"against:1:{resource_id}")


def share_button(resource_id: str, say: Language) -> Button:
    """Posts the verdict on an entry for everyone in the channel."""
    return ui.Button(label=say("Post for everyone"), style=SECONDARY, custom_id=f"share:1:{resource_id}")
