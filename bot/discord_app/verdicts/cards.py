"""The verdict on one entry as cards: at a glance, and everything about it. Pure: values in, a layout out."""

from collections.abc import Iterator, Sequence

from discord import ui

from bot.advise import Verdict
from bot.advise.forms.completions import titled
from bot.advise.plans.hours import hours_span, span
from bot.advise.wording.compose import reply_of, unknown_names
from bot.advise.wording.readiness_words import told
from bot.advise.wording.reasons import opinions, rating_of, within
from bot.advise.wording.terms import cost_of, levels_of, maths_of, style_of, tool_name
from bot.catalogue import Resource
from bot.catalogue.allowed_values import Status
from bot.catalogue.server_entries import is_own
from bot.discord_app.questions.buttons import vote_button
from bot.discord_app.questions.cards import byline
from bot.discord_app.reviews.quotes import quoted, said_lines
from bot.discord_app.ui.card import Card
from bot.discord_app.ui.text import label, plain, sentence, shorten, shown
from bot.language import Language, mark
from bot.store import MemberReview

MOST_LINKS = 4
GRIPE_WORDS = 23
STATE: dict[Status, str] = {
    "current": mark("Current."),
    "dated": mark("Dated, but still worth it."),
    "retired": mark("No longer available."),
}
NOT_FINISHED = mark("The reviewer hadn't finished it.")
OWN_STATE = mark("Approved by this server's moderators, not checked by a curator.")


def verdict_card(
    verdict: Verdict, say: Language, *, votable: bool, placed: str = "", said: Sequence[MemberReview] = ()
) -> Card:
    """The judgement in a sentence, for whom it is and what is wrong with it, and the facts in two lines.

    `placed` is what the server's moderators say about the entry, `said` what its members do.
    """
    resource, card = verdict.resource, Card()
    card.text(unknown_names((plain(name, 80) for name in verdict.unknown), say))
    card.text(_judgement(verdict, say))
    add_title(card, verdict, say, f"-# {byline(resource, say)}", votable=votable)
    card.text(*_glance_lines(verdict, say), placed)
    card.text(*(f"-# {line[:1].upper()}{line[1:]}" for line in _facts_at_a_glance(resource, say) if line))
    card.text(quoted(said[0], say)[0] if said else "")
    return card


def _judgement(verdict: Verdict, say: Language) -> str:
    """The verdict in a sentence or two; what to take instead, if it names that, is a link."""
    answer, successor = shown(reply_of(verdict, say).answer), verdict.resource.successor
    if successor is None:
        return answer
    before, title, after = answer.rpartition(shown(successor.title))
    return f"{before}[{label(title)}]({successor.url}){after}" if title else answer


def _glance_lines(verdict: Verdict, say: Language) -> Iterator[str]:
    """For whom, for whom not, the gripe, and what stands in this asker's way: a line each."""
    resource = verdict.resource
    for heading, words in ((say("Good for:"), resource.good_for), (say("Not for:"), resource.not_for)):
        if words:
            yield f"**{heading}** {shown(sentence(words[0]))}"
    if resource.gripe:
        yield f"**{say('The gripe:')}** {shown(within(resource.gripe, GRIPE_WORDS))}"
    if ready := told(verdict.readiness, resource, say):
        yield f"**{say('For you:')}** {ready}"
    if verdict.misfits:
        yield opinions(0, verdict.misfits, say)
    if resource.status == "current":
        yield from _successor_line(resource, say)


def _facts_at_a_glance(resource: Resource, say: Language) -> Iterator[str]:
    """What it costs, how long it takes and what it asks for; then the rating."""
    facts = [
        cost_of(resource, say) if resource.knows("cost") else "",
        hours_span(resource.hours, say) if resource.hours else "",
        levels_of(resource, say) if resource.knows("level") else "",
        maths_of(resource, say) if resource.knows("math") else "",
    ]
    yield " · ".join(filter(None, facts))
    if rating := rating_of(resource, say):
        yield rating


def add_title(card: Card, verdict: Verdict, say: Language, *lines: str, votable: bool) -> None:
    """Add what the verdict is on, with the vote beside it in a server."""
    resource = verdict.resource
    button = vote_button(resource.id, verdict.votes, say) if votable else None
    card.beside(button, f"**[{label(resource.title)}]({resource.url})**", *lines)


def add_details(
    card: Card, verdict: Verdict, say: Language, *, placed: str = "", said: Sequence[MemberReview] = ()
) -> None:
    """Add everything about an entry: the judgement, its state, opinions, whom it suits, all facts and its kin."""
    resource = verdict.resource
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


def link_buttons(resource: Resource) -> Iterator[ui.Button[Card]]:
    """What belongs to the entry elsewhere, such as its code or exercises."""
    for link in resource.links[:MOST_LINKS]:
        yield ui.Button(label=shorten(sentence(link.role).rstrip("."), 80), url=link.url)


def _state_lines(resource: Resource, say: Language) -> Iterator[str]:
    state = OWN_STATE if is_own(resource.id) else STATE[resource.status]
    yield f"**{say('Status:')}** {say(state)} {shown(resource.status_reason or '')}".strip()
    yield from _successor_line(resource, say)


def _successor_line(resource: Resource, say: Language) -> Iterator[str]:
    if resource.successor:
        year = f" ({resource.successor.year})" if resource.successor.year else ""
        yield f"**{say('Successor:')}** [{label(resource.successor.title)}]({resource.successor.url}){year}"


def _opinion_lines(resource: Resource, say: Language) -> Iterator[str]:
    yield f"**{say('Rating:')}** {rating_of(resource, say) or say('none given')}"
    for review in resource.reviews:
        unfinished = review.completed is False and "not completed" not in review.opinion
        started = f" {say(NOT_FINISHED)}" if unfinished else ""
        yield f"**{shown(review.reviewer)}:** {shown(review.opinion)}{started}"
        if review.disclosure:
            yield f"**{say('Disclosure:')}** {shown(review.disclosure)}"


def _voice_line(verdict: Verdict, say: Language) -> str:
    said = opinions(verdict.votes, verdict.misfits, say)
    return f"**{say('Votes here:')}** {said}" if said else ""


def _fit_lines(resource: Resource, say: Language) -> Iterator[str]:
    if resource.good_for:
        yield f"**{say('Good for:')}** {shown(sentence('; '.join(resource.good_for)))}"
    if resource.not_for:
        yield f"**{say('Not for:')}** {shown(sentence('; '.join(resource.not_for)))}"
    if resource.strengths:
        yield f"**{say('Strengths:')}** {shown(' '.join(sentence(strength) for strength in resource.strengths))}"
    if resource.gripe:
        yield f"**{say('The gripe:')}** {shown(resource.gripe)}"


def _fact_lines(resource: Resource, say: Language) -> Iterator[str]:
    yield (
        f"**{say('Level:')}** {levels_of(resource, say)}. **{say('Maths:')}** {maths_of(resource, say)}. "
        f"**{say('Style:')}** {style_of(resource, say)}."
    )
    if resource.programming:
        yield f"**{say('Programming:')}** {shown(sentence(resource.programming))}"
    if resource.frameworks:
        tools = (f"{tool_name(tool.name)} {tool.version or ''}".strip() for tool in resource.frameworks)
        yield f"**{say('Tools:')}** {', '.join(tools)}."
    if resource.hours:
        yield f"**{say('Hours:')}** {span(resource.hours, say)}. {shown(resource.hours_note or '')}".strip()
    yield f"**{say('Cost:')}** {shown(_cost(resource, say))}"


def _cost(resource: Resource, say: Language) -> str:
    """What it costs, said once where the note on it begins with that."""
    cost, note = sentence(cost_of(resource, say)), resource.cost_note or ""
    return note if note.casefold().startswith(cost.rstrip(".").casefold()) else f"{cost} {note}".strip()


def _kin_lines(verdict: Verdict, say: Language) -> Iterator[str]:
    if verdict.whole:
        yield f"**{say('Part of:')}** {shown(verdict.whole.title)}"
    if verdict.parts:
        yield f"**{say('Parts:')}** {shown(sentence('; '.join(part.title for part in verdict.parts)))}"
    if verdict.similar:
        similar = "; ".join(titled(other, say) for other in verdict.similar)
        yield f"**{say('Similar:')}** {shown(sentence(similar))}"
