"""What a moderator says of a suggestion: a menu for each facet, when it is approved and when more is known later."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.advise.forms.proposals import suggested
from bot.advise.wording.terms import COST, LEVEL, MATH_DEMAND, STYLE, TOPIC
from bot.catalogue.server_entries import OwnEntry
from bot.community.entry import CHOICES, MOST, chosen_for
from bot.community.suggestion_rules import Suggestion
from bot.discord_app.ui.text import shorten
from bot.language import Language, mark

FACETS: Mapping[str, tuple[str, str, Mapping[Any, str]]] = {
    "topics": (mark("Topics"), mark("What it teaches. I can't recommend it without one."), TOPIC),
    "level": (mark("Level"), mark("Who it suits, from lowest to highest."), LEVEL),
    "math": (mark("Maths"), mark("How much you need for it."), MATH_DEMAND),
    "cost": (mark("Cost"), mark("What the whole of it costs."), COST),
    "style": (mark("Style"), mark("How it teaches."), STYLE),
}
NEEDED = "topics"
HINT = mark("{about} The description suggests: {words}")
LONGEST_HINT = 100
CHOOSE_A_TOPIC = mark(
    "Please choose at least one topic, and no more than the form allows: without one I can't recommend it. Nothing was "
    "saved."
)


async def hints(asked: Suggestion) -> Mapping[str, Sequence[str]]:
    """What a suggestion's words say of each facet."""
    return await asyncio.to_thread(suggested, asked.title, f"{asked.why}. {asked.audience}")


def approve_form(suggestion_id: int, read: Mapping[str, Sequence[str]], say: Language) -> ui.Modal:
    """Asks what a moderator knows of a suggestion. Nothing is chosen for them; what its words say is a hint."""
    form = ui.Modal(title=say("Approve this suggestion"), custom_id=f"decide:1:approve:{suggestion_id}")
    _ask(form, read, {}, say)
    return form


def complete_form(entry: OwnEntry, read: Mapping[str, Sequence[str]], say: Language) -> ui.Modal:
    """Asks the same of an approved entry, with what was said of it chosen."""
    form = ui.Modal(title=say("What do you know about it?"), custom_id=f"complete:1:{entry.id}")
    _ask(form, read, chosen_for(entry), say)
    return form


def _ask(form: ui.Modal, read: Mapping[str, Sequence[str]], chosen: Mapping[str, Sequence[str]], say: Language) -> None:
    """Add a menu for each facet, all but the topics to be left open where nobody knows. `chosen` was said before."""
    for facet, (text, about, names) in FACETS.items():
        options = [
            discord.SelectOption(label=say(names[word]), value=word, default=word in chosen.get(facet, ()))
            for word in CHOICES[facet]
        ]
        needed = facet == NEEDED
        menu = ui.Select[ui.Modal](
            custom_id=facet, options=options, min_values=int(needed), max_values=MOST.get(facet, 1), required=needed,
            placeholder=say("Choose a topic") if needed else say("Leave it open if you don't know"),
        )  # fmt: skip
        hint = _hint(about, [say(names[word]) for word in read.get(facet, ())], say)
        form.add_item(ui.Label(text=say(text), description=hint, component=menu))


def _hint(about: str, words: Sequence[str], say: Language) -> str:
    """What a field is for, and what the suggestion's words say of it."""
    return shorten(say(HINT, about=say(about), words=", ".join(words)) if words else say(about), LONGEST_HINT)
