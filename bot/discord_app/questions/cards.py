"""Answers as Components V2 layouts: one card design for all replies. Pure: values in, a layout out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from discord import ui

from bot.advise import Pick, Recommendation, Verdict, WhichOne
from bot.advise.forms.completions import titled
from bot.advise.plans.hours import span
from bot.advise.wording.compose import Reply, facts_of, reply_of, small_print
from bot.advise.wording.readiness_words import told
from bot.advise.wording.reasons import opinions, rating_of
from bot.advise.wording.terms import COST, KIND, MATH_DEMAND, STYLE, levels_of, tool_name
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Status
from bot.catalogue.server_entries import is_own
from bot.discord_app.questions.buttons import note_button, vote_button, which_button
from bot.discord_app.questions.quotes import said_lines
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, plain, sentence, shorten, shown
from bot.language import ENGLISH, Language, mark
from bot.store import MemberReview
from bot.understand import ParsedQuery

LINE = 320
MAX_LINKS = 4
MAX_OPTIONS = 5
STATE: dict[Status, str] = {
    "current": mark("Current."),
    "dated": mark("Dated, but still worth it."),
    "retired": mark("Retired."),
}
START_TYPING = mark("Start typing after /review to see the names I know, or tell /recommend what you're looking for.")
UNKNOWN, NOT_FINISHED = mark("I don't know that one"), mark("The reviewer hadn't finished it.")
OWN_STATE = mark("Approved by this server's moderators, not checked by a curator.")
FROM_LIST = mark("From a curated list. Facts last checked on {date}; opinions are the reviewers' own.")
FROM_BOTH = mark("From a curated list and this server's members. List last checked on {date}.")
FROM_MEMBERS = mark("Suggested by this server's members and approved by its moderators; not checked by a curator.")
TOLD_IN_ENGLISH = mark("Advice and descriptions are in English.")


def reply_card(
    reply: Reply,
    query: ParsedQuery,
    say: Language,
    *,
    votable: bool,
    more: ui.Button[Any] | None = None,
    correction: ui.Select[Any] | None = None,
) -> Card:
    """The answer, the reasons, the picks with a vote button each, the next step and the small print, as `reply` has
    them.

    `votable`: whether there is a server to vote in; `more`: a button for further picks; `correction`: a select to
    correct what was understood.
    """
    card = Card()
    card.text("\n\n".join(shown(text) for text in (reply.answer, reply.because) if text))
    _add_picks(card, reply.picks, say, votable=votable)
    if reply.next:
        card.text(f"**{say('Next:')}** {shown(reply.next)}")
    if reply.near:
        card.row(note_button(near.id, near.question) for near in reply.near)
    card.row([more] if more else [])
    card.row([correction] if correction else [])
    _add_small(card, reply, query, say)
    return card


def more_card(found: Recommendation, say: Language, *, votable: bool, more: ui.Button[Any] | None = None) -> Card:
    """Further picks for a question, for the member who asked for them, or that there are none."""
    card = Card()
    card.text(shown(found.message))
    _add_picks(card, found.picks, say, votable=votable)
    card.row([more] if more else [])
    dates = (pick.resource.verified.date for pick in found.picks if not is_own(pick.resource.id))
    reply = Reply(picks=found.picks, checked=min(dates, default=None))
    _add_small(card, reply, ParsedQuery(), say)
    return card


def _add_picks(card: Card, picks: Sequence[Pick], say: Language, *, votable: bool) -> None:
    for pick in picks:
        button = vote_button(pick.resource.id, pick.votes, say) if votable else open_button(pick.resource, say)
        card.section(button, *_pick_lines(pick, say))


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
        yield f"-# {shorten(sentence('; '.join(pick.here)), LINE)}"


def verdict_card(
    verdict: Verdict, say: Language, *, votable: bool, placed: str = "", said: Sequence[MemberReview] = ()
) -> Card:
    """Everything about one entry: the judgement first, then the facts, then what the server's members `said`.

    `placed` is what its moderators say about the entry.
    """
    resource, card = verdict.resource, Card()
    button = vote_button(resource.id, verdict.votes, say) if votable else open_button(resource, say)
    heading = f"## [{label(resource.title)}]({resource.url})"
    card.section(button, heading, f"-# {byline(resource, say)}", resource.summary)
    ready = told(verdict.readiness, resource, say)
    card.text(shown(reply_of(verdict, say).answer))
    card.text(placed, *_state_lines(resource, say), f"**{say('For you:')}** {ready}" if ready else "")
    card.line()
    card.text(*_opinion_lines(resource, say), _voice_line(verdict, say))
    card.line()
    card.text(*_fit_lines(resource, say))
    card.line()
    card.text(*_fact_lines(resource, say), *_kin_lines(verdict, say))
    if lines := said_lines(said, card.room, say):
        card.line()
        card.text(*lines)
    card.row(_links(resource, say, with_own=votable))
    card.foot(sources([resource], say))
    return card


def _state_lines(resource: Resource, say: Language) -> Iterator[str]:
    state = OWN_STATE if is_own(resource.id) else STATE[resource.status]
    yield f"**{say('Status:')}** {say(state)} {resource.status_reason or ''}".strip()
    if resource.successor:
        year = f" ({resource.successor.year})" if resource.successor.year else ""
        yield f"**{say('Successor:')}** [{label(resource.successor.title)}]({resource.successor.url}){year}"


def _opinion_lines(resource: Resource, say: Language) -> Iterator[str]:
    yield f"**{say('Rating:')}** {rating_of(resource, say) or say('none given')}"
    for review in resource.reviews:
        unfinished = review.completed is False and "not completed" not in review.opinion
        started = f" {say(NOT_FINISHED)}" if unfinished else ""
        yield f"**{review.reviewer}:** {review.opinion}{started}"
        if review.disclosure:
            yield f"**{say('Disclosure:')}** {review.disclosure}"


def _voice_line(verdict: Verdict, say: Language) -> str:
    said = opinions(verdict.votes, verdict.misfits, say)
    return f"**{say('Votes here:')}** {said}" if said else ""


def _fit_lines(resource: Resource, say: Language) -> Iterator[str]:
    if resource.good_for:
        yield f"**{say('Good for:')}** {sentence('; '.join(resource.good_for))}"
    if resource.not_for:
        yield f"**{say('Not for:')}** {sentence('; '.join(resource.not_for))}"
    if resource.strengths:
        yield f"**{say('Strengths:')}** {' '.join(sentence(strength) for strength in resource.strengths)}"
    if resource.gripe:
        yield f"**{say('The gripe:')}** {resource.gripe}"


def _fact_lines(resource: Resource, say: Language) -> Iterator[str]:
    yield (
        f"**{say('Level:')}** {levels_of(resource, say)}. **{say('Maths:')}** {say(MATH_DEMAND[resource.math])}. "
        f"**{say('Style:')}** {say(STYLE[resource.style])}."
    )
    if resource.programming:
        yield f"**{say('Programming:')}** {sentence(resource.programming)}"
    if resource.frameworks:
        tools = (f"{tool_name(tool.name)} {tool.version or ''}".strip() for tool in resource.frameworks)
        yield f"**{say('Tools:')}** {', '.join(tools)}."
    if resource.hours:
        yield f"**{say('Hours:')}** {span(resource.hours, say)}. {resource.hours_note or ''}".strip()
    yield f"**{say('Cost:')}** {sentence(say(COST[resource.cost]))} {resource.cost_note or ''}".strip()


def _kin_lines(verdict: Verdict, say: Language) -> Iterator[str]:
    if verdict.whole:
        yield f"**{say('Part of:')}** {label(verdict.whole.title)}"
    if verdict.parts:
        yield f"**{say('Parts:')}** {sentence('; '.join(part.title for part in verdict.parts))}"
    if verdict.similar:
        similar = "; ".join(titled(other, say) for other in verdict.similar)
        yield f"**{say('Similar:')}** {sentence(similar)}"


def which_card(question: WhichOne, say: Language) -> Card:
    """A question back, with a button for each entry that the name may mean, or that there is none."""
    card, name = Card(), plain(question.name, 80)
    if question.options:
        fitting = say('"{name}" fits {count} entries.', name=name, count=len(question.options))
        card.text(f"## {say('Which one do you mean?')}", fitting)
    else:
        nothing = (
            say('Nothing in my list is called "{name}".', name=name) if name else say("I need a name to look for.")
        )
        card.text(f"## {say(UNKNOWN)}", nothing)
    for option in question.options[:MAX_OPTIONS]:
        button = which_button(option.id, say)
        card.section(button, f"**{label(titled(option, say))}**", shorten(option.summary, LINE))
    if not question.options:
        card.text(say(START_TYPING))
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
    people = say.all_of(resource.authors if len(resource.authors) < 4 else [resource.authors[0], say("others")])
    year = str(resource.year or "")
    edition = resource.edition or ""
    made = [
        _whose(resource, say),
        people,
        say(KIND[resource.format]),
        say("in {language}", language=say.name_of(resource.language)) if resource.language != say.code else "",
        resource.platform or resource.publisher or "",
        edition,
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
    checked = say(FROM_LIST if len(dates) == len(shown) else FROM_BOTH, date=min(dates).isoformat())
    return checked if say.code == ENGLISH.code else f"{checked} {say(TOLD_IN_ENGLISH)}"


def open_button(resource: Resource, say: Language) -> ui.Button[Card]:
    """A button that leads to the resource."""
    return ui.Button(label=say("Open"), url=resource.url)


def _links(resource: Resource, say: Language, *, with_own: bool) -> Iterator[ui.Button[Card]]:
    if with_own:
        yield open_button(resource, say)
    for link in resource.links[:MAX_LINKS]:
        yield ui.Button(label=shorten(sentence(link.role).rstrip("."), 80), url=link.url)
