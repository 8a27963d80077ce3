"""The menu that says why something did not fit, and the buttons that decide on a burst of votes."""

from collections.abc import Iterable
from typing import Any, Literal

import discord
from discord import ui

from bot.catalogue import Resource
from bot.catalogue.allowed_values import Choice
from bot.discord_app.questions.buttons import ID
from bot.discord_app.ui.text import shorten
from bot.language import Language, mark

MISFIT = "misfit:1"
FLAG = rf"flag:1:(?P<state>counted|dropped):(?P<id_>{ID}):(?P<at>\d{{1,12}})"
MOST_OPTIONS, MOST_LABEL, MOST_TITLE = 25, 100, 70
NOT_FOR_ME = mark("Not for me: say why")
REASONS: dict[Choice, str] = {
    "too-hard": mark("{title}: too hard"),
    "too-easy": mark("{title}: too easy"),
    "too-mathematical": mark("{title}: too mathematical"),
    "outdated": mark("{title}: outdated"),
    "not-my-style": mark("{title}: not my style"),
}
Outcome = Literal["counted", "dropped"]
ACTIONS: dict[Outcome, str] = {"counted": mark("Count them"), "dropped": mark("Discard them")}


def misfit_menu(resources: Iterable[Resource], say: Language) -> ui.Select[Any]:
    """Says why one of a card's entries did not fit, in place of a vote for it."""
    options = [
        discord.SelectOption(label=_option(words, resource, say), value=f"{reason}:{resource.id}")
        for resource in resources
        for reason, words in REASONS.items()
    ]
    return ui.Select(placeholder=say(NOT_FOR_ME), options=options[:MOST_OPTIONS], custom_id=MISFIT)


def flag_button(state: Outcome, resource_id: str, opened_at: int, say: Language) -> ui.Button[Any]:
    """Decides on the votes of a burst, for moderators of the server."""
    style = discord.ButtonStyle.primary if state == "counted" else discord.ButtonStyle.danger
    return ui.Button(label=say(ACTIONS[state]), style=style, custom_id=f"flag:1:{state}:{resource_id}:{opened_at}")


def _option(words: str, resource: Resource, say: Language) -> str:
    """A reason against an entry, as a choice."""
    return shorten(say(words, title=shorten(resource.title, MOST_TITLE)), MOST_LABEL)
