"""Answers as Components V2 layouts: one card design for all replies. Pure: values in, a layout out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from discord import ui

from bot.advise import Pick, Recommendation, WhichOne
from bot.advise.forms.completions import titled
from bot.advise.wording.compose import DID_YOU_MEAN, Reply, small_print, unknown_names
from bot.advise.wording.terms import KIND, facts_of
from bot.catalogue import Resource
from bot.catalogue.server_entries import is_own
from bot.discord_app.questions.buttons import note_button, vote_button, which_button
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, plain, sentence, shorten, shown
from bot.language import ENGLISH, Language, mark
from bot.understand import ParsedQuery

LINE = 320
MAX_OPTIONS = 5
START_TYPING = mark("Start typing after /review to see the names I know, or tell /recommend what you're looking for.")
FROM_LIST = mark("From a curated list. Facts last checked in {month}; opinions are the reviewers' own.")
FROM_BOTH = mark("From a curated list and this server's members. List last checked in {month}.")
FROM_MEMBERS = mark("Suggested by this server's members and approved by its moderators; not checked by a curator.")
TOLD_IN_ENGLISH = mark("Advice and descriptions are in English.")


def reply_card(
    reply: Reply,
    query: ParsedQuery,
    say: Language,
    *,
    votable: bool,
    buttons: Iterable[ui.Button[Any]] = (),
    lead: str = "",
) -> Card:
    """The answer, the reasons, the picks with a vote button each, the next step, buttons and the small print, as
    `reply` has them.

    `votable`: whether there is a server to vote in; `lead`: what is said before the answer.
    """
    card = Card()
    said = (f"**{lead}**" if lead else "", shown(reply.answer), shown(reply.because))
    card.text("\n\n".join(filter(None, said)))
    add_picks(card, reply.picks, say, votable=votable)
    if reply.next:
        card.text(f"**{say('Next:')}** {shown(reply.next)}")
    card.row(note_button(near.id, near.question) for near in reply.near)
    card.row(buttons)
    _add_small(card, reply, query, say)
    return card


def more_card(found: Recommendation, say: Language, *, votable: bool, buttons: Iterable[ui.Button[Any]] = ()) -> Card:
    """Further picks for a question, for the member who asked for them, or that there are none."""
    card = Card()
    card.text(shown(found.message))
    add_picks(card, found.picks, say, votable=votable)
    card.row(buttons)
    dates = (pick.resource.verified.date for pick in found.picks if not is_own(pick.resource.id))
    reply = Reply(picks=found.picks, checked=min(dates, default=None))
    _add_small(card, reply, ParsedQuery(), say)
    return card


def add_picks(card: Card, picks: Sequence[Pick], say: Language, *, votable: bool) -> None:
    """Add the picks to a card, in a server with a vote button each."""
    for pick in picks:
        button = vote_button(pick.resource.id, pick.votes, say) if votable else None
        card.beside(button, *_pick_lines(pick, say))


def _add_small(card: Card, reply: Reply, query: ParsedQuery, say: Language) -> None:
    """Add the small print: where the entries come from if some are the server's own, and what stays in English."""
    small = [*small_print(query, reply, say)]
    resources = [pick.resource for pick in reply.picks]
    if any(is_own(resource.id) for resource in resources):
        small.append(sources(resources, say))
    elif say.code != ENGLISH.code and (resources or reply.note):
        small.append(say(TOLD_IN_ENGLISH))
    if small:
        card.foot(" ".join(small))


def _pick_lines(pick: Pick, say: Language) -> Iterator[str]:
    resource = pick.resource
    yield f"**[{label(resource.title)}]({resource.url})**"
    yield shorten(shown(pick.line), LINE)
    yield f"-# {' · '.join(filter(None, [_whose(resource, say), facts_of(resource, say)]))}"
    if pick.here:
        yield f"-# {shorten(shown(sentence('; '.join(pick.here))), LINE)}"


def which_card(question: WhichOne, say: Language) -> Card:
    """A question back, with a button for each entry that the name may mean, or that there is none."""
    card, name = Card(), plain(question.name, 80)
    if not question.options:
        nothing = unknown_names([name], say)
        card.text(nothing if name else say("I need a name to look for."), say(START_TYPING))
        return card
    count = len(question.options)
    if question.is_near:
        card.text(f"{unknown_names([name], say)} {say(DID_YOU_MEAN)}")
    else:
        card.text(say('"{name}" fits {count} resources. Which one do you mean?', name=name, count=count))
    for option in question.options[:MAX_OPTIONS]:
        title = f"**{shown(titled(option, say))}**"
        card.section(which_button(option.id, say), title, shorten(shown(option.summary), LINE))
    return card


def message_card(*blocks: str, link: tuple[str, str] | None = None) -> Card:
    """Blocks of our own text, such as help, and a link button."""
    card = Card()
    for block in blocks:
        card.text(block)
    if link:
        card.row([ui.Button(label=link[0], url=link[1])])
    return card


def byline(resource: Resource, say: Language) -> str:
    """Who made it, what it is, where, which edition, and its language where the reader's is another.

    For a server's own entry, first of all whose it is.
    """
    people = shown(say.all_of(resource.authors if len(resource.authors) < 4 else [resource.authors[0], say("others")]))
    year = str(resource.year or "")
    edition = resource.edition or ""
    made = [
        _whose(resource, say),
        people,
        say(KIND[resource.format]),
        say("in {language}", language=say.name_of(resource.language)) if resource.language != say.code else "",
        shown(resource.platform or resource.publisher or ""),
        shown(edition),
        year if year not in edition else "",
    ]
    return " · ".join(part for part in made if part)


def _whose(resource: Resource, say: Language) -> str:
    """Says that an entry is a server's own, where it is."""
    return say("suggested by this server's members") if is_own(resource.id) else ""


def sources(resources: Iterable[Resource], say: Language) -> str:
    """Where a card's facts come from, for its foot; in other languages, also that entries are in English."""
    shown = list(resources)
    dates: list[date] = [resource.verified.date for resource in shown if not is_own(resource.id)]
    if not dates:
        return say(FROM_MEMBERS)
    checked = say(FROM_LIST if len(dates) == len(shown) else FROM_BOTH, month=say.month(min(dates)))
    return checked if say.code == ENGLISH.code else f"{checked} {say(TOLD_IN_ENGLISH)}"
