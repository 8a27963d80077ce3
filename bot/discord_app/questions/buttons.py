"""The buttons and menus of answers. Their ids hold all they need; `presses.py` has what they do."""

from typing import Any

import discord
from discord import ui

from bot.advise.forms.corrections import corrections
from bot.advise.forms.question_ids import PATTERN
from bot.discord_app.ui.text import shorten
from bot.language import Language, mark

MAX_ID = 100
MAX_LABEL = 80
ID = r"[a-z0-9-]{1,60}"
VOTE = rf"vote:1:(?P<id_>{ID})"
MORE = rf"more:1:(?P<shown>\d{{1,3}}):(?P<question>{PATTERN})"
REVIEW = rf"review:1:(?P<id_>{ID})"
NOTE = rf"note:1:(?P<id_>{ID})"
POST = "post:1"
CORRECT = rf"fix:1:(?P<question>{PATTERN})"
CORRECT_HERE = mark("Not quite what you meant? Correct it here")
Button = ui.Button[Any]


def vote_button(resource_id: str, votes: int, say: Language) -> Button:
    """Says that a resource helped: one vote per member, resource and server; pressing again takes it back."""
    return ui.Button(label=vote_label(votes, say), custom_id=vote_id(resource_id))


def more_button(shown: int, question: str, say: Language) -> Button:
    """Shows the next picks for the same question, to the member who presses."""
    secondary = discord.ButtonStyle.secondary
    return ui.Button(label=say("More picks"), style=secondary, custom_id=more_id(shown, question))


def which_button(resource_id: str, say: Language) -> Button:
    """Shows the verdict on one of several entries with a name."""
    primary = discord.ButtonStyle.primary
    return ui.Button(label=say("This one"), style=primary, custom_id=f"review:1:{resource_id}")


def verdict_button(resource_id: str, say: Language) -> Button:
    """Shows the verdict on one entry of a list."""
    secondary = discord.ButtonStyle.secondary
    return ui.Button(label=say("Verdict"), style=secondary, custom_id=f"review:1:{resource_id}")


def note_button(note_id: str, question: str) -> Button:
    """Answers one of the questions that may have been meant, to the member who presses."""
    label, secondary = shorten(question, MAX_LABEL), discord.ButtonStyle.secondary
    return ui.Button(label=label, style=secondary, custom_id=f"note:1:{note_id}")


def post_button(say: Language) -> Button:
    """Posts an answer that only one member sees, for everyone in the channel."""
    return ui.Button(label=say("Post for everyone"), custom_id=POST)


def correction_menu(question: str, say: Language, *, with_formats: bool = True) -> ui.Select[Any]:
    """Lets a member correct what was understood, one facet at a time, and see the answer that follows."""
    choices = corrections(say, with_formats=with_formats)
    options = [discord.SelectOption(label=item.shown, value=value) for value, item in choices.items()]
    return ui.Select(placeholder=say(CORRECT_HERE), options=options, custom_id=correction_id(question))


def vote_label(votes: int, say: Language) -> str:
    """The label of a vote button."""
    return say("Helped me · {count}", count=votes)


def vote_id(resource_id: str) -> str:
    """The id of the button that votes for an entry."""
    return f"vote:1:{resource_id}"


def correction_id(question: str) -> str:
    """The id of the menu that corrects a question; longer than `MAX_ID` where the question is too long for one."""
    return f"fix:1:{question}"


def more_id(shown: int, question: str) -> str:
    """The id of the button for more picks; longer than `MAX_ID` where the question is too long for one."""
    return f"more:1:{shown}:{question}"
