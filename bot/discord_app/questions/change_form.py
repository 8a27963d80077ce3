"""The form below an answer: what was understood of the question, to be changed."""

from collections.abc import Callable, Sequence

import discord
from discord import ui

from bot.advise.forms.changes import Wish
from bot.advise.forms.question_ids import PATTERN
from bot.advise.wording.terms import COST_AT_MOST, FORMAT, LEVEL, MATH
from bot.catalogue.allowed_values import COSTS, FORMATS, LEVELS, MATHS
from bot.discord_app.ui.text import shorten
from bot.language import Language, mark

CHANGED = rf"changed:1:(?P<question>{PATTERN})"
MOST_TITLE, LONGEST_HOURS = 45, 20
TITLE = mark("Change what I understood")
ANY = mark("Any")


def change_form(question: str, wish: Wish, say: Language, *, with_formats: bool = True) -> ui.Modal:
    """Asks for each facet, filled with what was understood; each may be left open."""
    form = ui.Modal(title=shorten(say(TITLE), MOST_TITLE), custom_id=f"changed:1:{question}")
    menus: list[tuple[str, str, Sequence[str], Callable[[str], str], Sequence[str | None]]] = [
        (say("Level"), "level", LEVELS, lambda word: LEVEL[word], [wish.level]),  # type: ignore[index]
        (say("Maths"), "math", MATHS, lambda word: MATH[word], [wish.math]),  # type: ignore[index]
        (say("Cost"), "cost", COSTS, lambda word: COST_AT_MOST[word], [wish.cost]),  # type: ignore[index]
    ]
    if with_formats:
        menus.append((say("Format"), "format", FORMATS, lambda word: FORMAT[word], wish.formats))
    for text, facet, words, name, chosen in menus:
        form.add_item(ui.Label(text=text, component=_menu(facet, words, name, chosen, say)))
    hours = f"{wish.hours:g}" if wish.hours else None
    typed = ui.TextInput[ui.Modal](custom_id="hours", default=hours, required=False, max_length=LONGEST_HOURS)
    form.add_item(ui.Label(text=say("Hours a week"), component=typed))
    return form


def _menu(
    facet: str, words: Sequence[str], name: Callable[[str], str], chosen: Sequence[str | None], say: Language
) -> ui.Select[ui.Modal]:
    options = [discord.SelectOption(label=say(name(word)), value=word, default=word in chosen) for word in words]
    most = len(words) if facet == "format" else 1
    return ui.Select(
        custom_id=facet, options=options, min_values=0, max_values=most, required=False, placeholder=say(ANY)
    )
