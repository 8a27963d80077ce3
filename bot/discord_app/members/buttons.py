"""The menu that marks what a member has done, and the button that deletes what is stored about them."""

from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.catalogue import Resource
from bot.discord_app.ui.text import shorten
from bot.language import Language, mark

MARK, NEXT, FORGET = "mark:1", "next:1", "forget:1"
MOST_OPTIONS = 25
MARKS = {
    "done": mark("Done: {title}"),
    "doing": mark("In progress: {title}"),
    "neither": mark("Off your list: {title}"),
}
MARK_HERE = mark("Mark what is done or in progress")


def mark_menu(resources: Iterable[Resource], say: Language) -> ui.Select[Any]:
    """Puts one of a card's resources on the member's own list, or removes it."""
    options = [
        discord.SelectOption(label=shorten(say(words, title=resource.title), 100), value=f"{state}:{resource.id}")
        for resource in resources
        for state, words in MARKS.items()
    ]
    return ui.Select(placeholder=say(MARK_HERE), options=options[:MOST_OPTIONS], custom_id=MARK)


def next_button(say: Language) -> ui.Button[Any]:
    """Shows what comes after what the member has marked."""
    return ui.Button(label=say("What comes next?"), style=discord.ButtonStyle.secondary, custom_id=NEXT)


def forget_button(say: Language) -> ui.Button[Any]:
    """Deletes everything about the member who presses it."""
    return ui.Button(label=say("Delete everything"), style=discord.ButtonStyle.danger, custom_id=FORGET)
