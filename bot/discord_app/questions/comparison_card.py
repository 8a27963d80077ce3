"""A comparison as a card: when to take which, then each point on one line, then whom each suits.

Entries are named by the letter beside their title, so that a line such as `Maths: A: light · B: heavy` stays short on a
phone and is read out in order. Where all are alike, the line says so once: `Cost: both: free`.
"""

from collections.abc import Iterator

from bot.advise.verdicts.compare import VOTES_AXIS, Axis, Comparison
from bot.advise.wording.compose import reply_of
from bot.advise.wording.reasons import understood_line
from bot.discord_app.questions.buttons import vote_button
from bot.discord_app.questions.cards import byline, open_button, sources
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, shorten, shown
from bot.language import Language

LETTERS = "ABCD"
ANSWER = 640
"""Characters for when to take which: four entries of the list never need more."""
BYLINE = 240
VALUES = 280
CHOICES = 1600
"""Characters for one byline, the values of one line or all choices, shared among the entries."""
SHARES = (1.0, 0.7, 0.5, 0.35, 0.25, 0.15)
"""The shares of these characters to try, one after the other, until everything fits."""


def comparison_card(comparison: Comparison, say: Language, *, votable: bool) -> Card:
    """Entries side by side, and when to choose which. `votable`: whether there is a server to vote in."""
    card = Card()
    reply = reply_of(comparison, say)
    verdict = shorten(shown(" ".join(filter(None, [reply.answer, reply.because]))), ANSWER)
    card.text(verdict, understood_line(comparison.query, say))
    _add_entries(card, comparison, say, votable=votable)
    axes, choices = _fitting_lines(comparison, say, card.room, votable=votable)
    card.line()
    card.text(*axes)
    card.line()
    card.text(*choices)
    card.foot(sources(comparison.resources, say))
    return card


def _add_entries(card: Card, comparison: Comparison, say: Language, *, votable: bool) -> None:
    """What each letter stands for, with a button to vote for it or else to open it."""
    for letter, resource, votes in zip(LETTERS, comparison.resources, comparison.votes, strict=False):
        button = vote_button(resource.id, votes, say) if votable else open_button(resource, say)
        made = shorten(byline(resource, say), BYLINE // len(comparison.resources))
        card.section(button, f"**{letter}: [{label(resource.title)}]({resource.url})**", f"-# {made}")


def _fitting_lines(comparison: Comparison, say: Language, room: int, *, votable: bool) -> tuple[list[str], list[str]]:
    """The lines of the axes and of the choices, at the greatest share of their characters at which all fit."""
    for share in SHARES:
        axes = list(_axis_lines(comparison, say, share, votable=votable))
        choices = list(_choice_lines(comparison, share))
        if sum(len(line) + 1 for line in (*axes, *choices)) <= room:
            break
    return axes, choices


def _axis_lines(comparison: Comparison, say: Language, share: float, *, votable: bool) -> Iterator[str]:
    for axis in comparison.axes:
        if axis.key != VOTES_AXIS or not votable:  # on the buttons they stay correct after a press
            yield f"**{axis.name}:** {_values(axis, say, round(VALUES * share))}"


def _values(axis: Axis, say: Language, room: int) -> str:
    count = len(axis.values)
    if axis.same:
        who = say("both") if count == 2 else say("all {count}", count=count)
        return f"{who}: {shorten(axis.values[0], room)}"
    values = (shorten(value, room // count) for value in axis.values)
    return " · ".join(f"{letter}: {value}" for letter, value in zip(LETTERS, values, strict=False))


def _choice_lines(comparison: Comparison, share: float) -> Iterator[str]:
    room = round(CHOICES * share) // len(comparison.choices)
    for letter, choice in zip(LETTERS, comparison.choices, strict=False):
        yield f"**{letter}:** {shorten(choice, room)}"
