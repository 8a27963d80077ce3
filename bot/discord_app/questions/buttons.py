"""The buttons and menus of answers. Their ids hold all they need; `presses.py` has what they do."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.advise.forms.question_ids import DIGEST, PATTERN, encode_entries
from bot.catalogue import Resource
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
CHANGE = rf"change:1:(?P<question>{PATTERN})"
ENTRIES = rf"{DIGEST}(?:,{DIGEST}){{0,7}}"
LOOK = rf"look:1:(?P<entries>{ENTRIES})"
MOST_ENTRIES = 8
MOST_QUESTION = MAX_ID - len("more:1:999:")
"""The characters for a question in the ids of all the buttons below an answer."""
SECONDARY = discord.ButtonStyle.secondary
LOOK_CLOSER, MORE_OF_IT = mark("Look closer"), mark("More")
Button = ui.Button[Any]


def vote_button(resource_id: str, votes: int, say: Language) -> Button:
    """Says that a resource helped: one vote per member, resource and server; pressing again takes it back."""
    return ui.Button(label=vote_label(votes, say), custom_id=vote_id(resource_id))


def more_button(shown: int, question: str, say: Language) -> Button:
    """Shows the next picks for the same question, to the member who presses."""
    return ui.Button(label=say(MORE_OF_IT), style=SECONDARY, custom_id=f"more:1:{shown}:{question}")


def change_button(question: str, say: Language) -> Button:
    """Opens a form with what was understood, and answers anew, to the member who presses."""
    return ui.Button(label=say("Change"), style=SECONDARY, custom_id=f"change:1:{question}")


def look_button(entries: Sequence[Resource], say: Language, shown: str = LOOK_CLOSER) -> Button:
    """Shows everything about the first of these entries, and the others at a choice, to the member who presses."""
    return ui.Button(label=say(shown), style=SECONDARY, custom_id=f"look:1:{encode_entries(entries[:MOST_ENTRIES])}")


def controls(
    question: str | None, entries: Sequence[Resource], say: Language, *, goes_on: int | None = None
) -> Iterator[Button]:
    """The row below an answer: more picks after the first `goes_on`, if there are any, another question, details.

    `question` is None where it is too long for an id.
    """
    if question is not None and goes_on is not None:
        yield more_button(goes_on, question, say)
    if question is not None:
        yield change_button(question, say)
    if entries:
        yield look_button(entries, say)


def which_button(resource_id: str, say: Language) -> Button:
    """Shows the verdict on one of several entries with a name."""
    primary = discord.ButtonStyle.primary
    return ui.Button(label=say("This one"), style=primary, custom_id=f"review:1:{resource_id}")


def verdict_button(resource_id: str, say: Language) -> Button:
    """Shows the verdict on one entry of a list."""
    return ui.Button(label=say("Look closer"), style=SECONDARY, custom_id=f"review:1:{resource_id}")


def note_button(note_id: str, question: str) -> Button:
    """Answers one of the questions that may have been meant, to the member who presses."""
    return ui.Button(label=shorten(question, MAX_LABEL), style=SECONDARY, custom_id=f"note:1:{note_id}")


def post_button(say: Language) -> Button:
    """Posts an answer that only one member sees, for everyone in the channel."""
    return ui.Button(label=say("Post for everyone"), custom_id=POST)


def vote_label(votes: int, say: Language) -> str:
    """The label of a vote button: the count from the first vote on."""
    return say("Helpful · {count}", count=votes) if votes else say("Helpful")


def vote_id(resource_id: str) -> str:
    """The id of the button that votes for an entry."""
    return f"vote:1:{resource_id}"
