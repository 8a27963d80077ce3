"""A comparison as a card: when to take which, the entries with their votes, then only the points that differ.

Entries are named by the letter beside their title, so that a line such as `Maths: A: light · B: heavy` stays short on a
phone and is read out in order.
"""

from bot.advise.verdicts.compare import VOTES_AXIS, Axis, Comparison
from bot.advise.wording.compose import reply_of, unknown_names
from bot.advise.wording.understood import understood_line
from bot.discord_app.questions.buttons import vote_button
from bot.discord_app.questions.cards import byline, sources
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, plain, shorten, shown
from bot.language import Language

LETTERS = "ABCD"
ANSWER = 800
"""Characters for when to take which: four entries of the list never need more."""
BYLINE = 240
VALUES = 280
"""Characters for one byline or the values of one line, shared among the entries."""
SHARES = (1.0, 0.7, 0.5, 0.35, 0.25, 0.15)
"""The shares of these characters to try, one after the other, until everything fits."""


def comparison_card(comparison: Comparison, say: Language, *, votable: bool) -> Card:
    """When to choose which entry, and what is different about them. `votable`: whether there is a server to vote in."""
    card = Card()
    reply = reply_of(comparison, say)
    card.text(unknown_names((plain(name, 80) for name in comparison.unknown), say))
    card.text(shorten(shown(" ".join(filter(None, [reply.answer, reply.because]))), ANSWER))
    _add_entries(card, comparison, say, votable=votable)
    card.text(*_fitting_lines(comparison, card.room, say, votable=votable))
    small = (understood_line(comparison.query, say), sources(comparison.resources, say))
    card.foot(" ".join(filter(None, small)))
    return card


def _add_entries(card: Card, comparison: Comparison, say: Language, *, votable: bool) -> None:
    """What each letter stands for, in a server with a button to vote for it."""
    for letter, resource, votes in zip(LETTERS, comparison.resources, comparison.votes, strict=False):
        made = shorten(byline(resource, say), BYLINE // len(comparison.resources))
        button = vote_button(resource.id, votes, say) if votable else None
        card.beside(button, f"**{letter}: [{label(resource.title)}]({resource.url})**", f"-# {made}")


def _fitting_lines(comparison: Comparison, room: int, say: Language, *, votable: bool) -> list[str]:
    """The lines of the points that differ, at the greatest share of their characters at which all fit."""
    told = [axis for axis in comparison.axes if not axis.same and (axis.key != VOTES_AXIS or not votable)]
    if not told:
        return [say("In everything I compare, they are alike.")]
    for share in SHARES:
        lines = [f"**{axis.name}:** {_values(axis, round(VALUES * share))}" for axis in told]
        if sum(len(line) + 1 for line in lines) <= room:
            break
    return lines


def _values(axis: Axis, room: int) -> str:
    values = (shorten(shown(value), room // len(axis.values)) for value in axis.values)
    return " · ".join(f"{letter}: {value}" for letter, value in zip(LETTERS, values, strict=False))
