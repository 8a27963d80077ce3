"""The menu that says why something did not fit, and the buttons that decide on a burst of votes."""

from typing import Any, Literal

import discord
from discord import ui

from bot.catalogue import Resource
from bot.catalogue.allowed_values import Choice
from bot.discord_app.questions.buttons import ID
from bot.language import Language, mark
from bot.store import Flag

MISFIT = "misfit:1"
FLAG = rf"flag:1:(?P<press>counted|dropped|cleared|closed|look):(?P<id_>{ID}):(?P<at>\d{{1,12}})"
NOT_FOR_ME = mark("Not for me: say why")
REASONS: dict[Choice, str] = {
    "too-hard": mark("Too hard"),
    "too-easy": mark("Too easy"),
    "too-mathematical": mark("Too mathematical"),
    "outdated": mark("Outdated"),
    "not-my-style": mark("Not my style"),
}
FlagPress = Literal["counted", "dropped", "cleared", "closed", "look"]
PRESSES: dict[FlagPress, str] = {
    "counted": mark("Count them"),
    "dropped": mark("Leave them out"),
    "closed": mark("Close this"),
    "cleared": mark("Leave out the earlier ones too"),
    "look": mark("Update"),
}
STYLES: dict[FlagPress, discord.ButtonStyle] = {
    "counted": discord.ButtonStyle.primary,
    "dropped": discord.ButtonStyle.danger,
    "cleared": discord.ButtonStyle.danger,
}
DECIDED = r"bursts:1:decided"


def misfit_menu(resource: Resource, say: Language) -> ui.Select[Any]:
    """Says why an entry did not fit, in place of a vote for it."""
    options = [
        discord.SelectOption(label=say(words), value=f"{reason}:{resource.id}") for reason, words in REASONS.items()
    ]
    return ui.Select(placeholder=say(NOT_FOR_ME), options=options, custom_id=MISFIT)


def flag_button(press: FlagPress, flag: Flag, say: Language) -> ui.Button[Any]:
    """Decides on the votes of a burst, or shows how many there are by now, for moderators of the server."""
    style = STYLES.get(press, discord.ButtonStyle.secondary)
    custom_id = f"flag:1:{press}:{flag.resource_id}:{flag.opened_at}"
    return ui.Button(label=say(PRESSES[press]), style=style, custom_id=custom_id)


def decided_button(say: Language) -> ui.Button[Any]:
    """Shows moderators what was decided on bursts of votes."""
    return ui.Button(label=say("Decided bursts of votes"), style=discord.ButtonStyle.secondary, custom_id=DECIDED)
