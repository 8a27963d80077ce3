"""The buttons of suggestions: for their senders, for the moderators who decide, and for deciding again."""

from typing import Any

import discord
from discord import ui

from bot.language import Language, mark

NUMBER = r"\d{1,20}"
DRAFT = rf"draft:1:(?P<what>send|drop):(?P<id_>{NUMBER})"
DECIDE = rf"decide:1:(?P<what>approve|decline|merge):(?P<id_>{NUMBER})"
NEXT = rf"queue:1:(?P<after>{NUMBER})"
REOPEN = rf"reopen:1:(?P<id_>c-{NUMBER})"
LABELS = {"approve": mark("Approve"), "decline": mark("Decline"), "merge": mark("Merge")}
STYLES = {
    "approve": discord.ButtonStyle.success,
    "decline": discord.ButtonStyle.danger,
    "merge": discord.ButtonStyle.secondary,
}
DECIDE_AGAIN = mark("Decide again")
Button = ui.Button[Any]


def draft_button(what: str, suggestion_id: int, say: Language) -> Button:
    """Sends a draft to the moderators or discards it, for its author."""
    sends = what == "send"
    label = say("Send it anyway") if sends else say("Discard it")
    style = discord.ButtonStyle.primary if sends else discord.ButtonStyle.secondary
    return ui.Button(label=label, style=style, custom_id=f"draft:1:{what}:{suggestion_id}")


def decide_button(what: str, suggestion_id: int, say: Language) -> Button:
    """Opens the form to approve, decline or merge a suggestion, for a moderator."""
    return ui.Button(label=say(LABELS[what]), style=STYLES[what], custom_id=f"decide:1:{what}:{suggestion_id}")


def next_button(after: int, say: Language) -> Button:
    """Shows a moderator what waits after the suggestion with this id."""
    return ui.Button(label=say("Next"), custom_id=f"queue:1:{after}")


def reopen_button(resource_id: str, say: Language) -> Button:
    """Takes a server's own entry out of the list, so that moderators can decide on it again."""
    secondary = discord.ButtonStyle.secondary
    return ui.Button(label=say(DECIDE_AGAIN), style=secondary, custom_id=f"reopen:1:{resource_id}")
