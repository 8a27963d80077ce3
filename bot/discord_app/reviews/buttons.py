"""The buttons of members' reviews."""

from collections.abc import Iterator
from typing import Any, Literal

import discord
from discord import ui

from bot.discord_app.questions.buttons import ID
from bot.language import Language, mark

Verdict = Literal["keep", "remove", "take-down"]
"""`take-down` can also remove a kept review; a report is decided on only once."""
REVIEW_ID = "[0-9]{1,19}"
LARGEST_ID = 2**63 - 1
WRITE = rf"write:1:(?P<id_>{ID})"
READ = rf"reviews:1:(?:(?P<page>[0-9]{{1,4}}):)?(?P<id_>{ID})"
DELETE = rf"delete-review:1:(?P<id_>{REVIEW_ID})"
REPORT = rf"report:1:(?P<id_>{REVIEW_ID})"
JUDGE = rf"judge:1:(?P<verdict>keep|remove|take-down):(?P<id_>{REVIEW_ID})"
WORDS: dict[Verdict, str] = {"keep": mark("Keep it"), "remove": mark("Remove it"), "take-down": mark("Remove")}
SECONDARY, DANGER = discord.ButtonStyle.secondary, discord.ButtonStyle.danger
Button = ui.Button[Any]


def write_button(resource_id: str, say: Language) -> Button:
    """Opens the form for a review of one resource."""
    return ui.Button(label=say("Write a review"), style=SECONDARY, custom_id=f"write:1:{resource_id}")


def reviews_button(resource_id: str, say: Language) -> Button:
    """Shows the reviews of one resource."""
    return ui.Button(label=say("Members' reviews"), style=SECONDARY, custom_id=f"reviews:1:{resource_id}")


def page_button(resource_id: str, page: int, words: str, *, there: bool) -> Button:
    """Turns to another page of reviews."""
    return ui.Button(label=words, style=SECONDARY, custom_id=f"reviews:1:{page}:{resource_id}", disabled=not there)


def delete_button(review_id: int, say: Language) -> Button:
    """Deletes a review of the member who presses it."""
    return ui.Button(label=say("Delete my review"), style=DANGER, custom_id=f"delete-review:1:{review_id}")


def report_button(review_id: int, say: Language) -> Button:
    """Reports a review to the moderators."""
    return ui.Button(label=say("Report"), style=SECONDARY, custom_id=f"report:1:{review_id}")


def judge_button(verdict: Verdict, review_id: int, say: Language) -> Button:
    """Keeps or removes a review, for moderators."""
    style = SECONDARY if verdict == "keep" else DANGER
    return ui.Button(label=say(WORDS[verdict]), style=style, custom_id=f"judge:1:{verdict}:{review_id}")


def review_buttons(resource_id: str, say: Language, *, written: bool) -> Iterator[Button]:
    """The review buttons of a verdict in a server; `written`: whether there is a review to read."""
    yield write_button(resource_id, say)
    if written:
        yield reviews_button(resource_id, say)


def whole(digits: str) -> int:
    """The number in a custom id, possibly forged, as one that the store can look for."""
    return min(int(digits), LARGEST_ID)
