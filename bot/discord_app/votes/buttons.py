"""The menu that says why something did not fit, and the buttons that decide on a burst of votes."""

from typing import Any, Literal

import discord
from discord import ui

from bot.catalogue import Resource
from bot.catalogue.allowed_values import Choice
from bot.discord_app.questions.buttons import ID
from bot.language import Language, mark

MISFIT = "misfit:1"
FLAG = rf"flag:1:(?P<state>counted|dropped):(?P<id_>{ID}):(?P<at>\d{{1,12}})"
NOT_FOR_ME = mark("Not for me: say why")
REASONS: dict[Choice, str] = {
    "too-hard": mark("Too hard"),
    "too-easy": mark("Too easy"),
    "too-mathematical": mark("Too mathematical"),
    "outdated": mark("Outdated"),
    "not-my-style": mark("Not my style"),
}
Outcome = Literal["counted", "dropped"]
ACTIONS: dict[Outcome, str] = {"counted": mark("Count them"), "dropped": mark("Discard them")}


def misfit_menu(resource: Resource, say: Language) -> ui.Select[Any]:
    """Says why an entry did not fit, in place of a vote for it."""
    options = [
        discord.SelectOption(label=say(words), value=f"{reason}:{resource.id}") for reason, words in REASONS.items()
    ]
    return ui.Select(placeholder=say(NOT_FOR_ME), options=options, custom_id=MISFIT)


def flag_button(state: Outcome, resource_id: str, opened_at: int, say: Language) -> ui.Button[Any]:
    """Decides on the votes of a burst, for moderators of the server."""
    style = discord.ButtonStyle.primary if state == "counted" else discord.ButtonStyle.danger
    return ui.Button(label=say(ACTIONS[state]), style=style, custom_id=f"flag:1:{state}:{resource_id}:{opened_at}")
