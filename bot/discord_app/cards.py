"""Answers as Components V2 layouts: one card design for all replies. Pure: values in, a layout out."""

from collections.abc import Iterable, Iterator
from datetime import date

from discord import ui

from bot.advise import Notice, Pick, Recommendation, Relaxation, Verdict, WhichOne
from bot.advise.complete import titled
from bot.advise.wording import COST, FRAMEWORK, MATH_DEMAND, listed, rating_of, understood
from bot.catalogue import Resource
from bot.discord_app.buttons import CorrectionSelect, MoreButton, ReviewButton, VoteButton
from bot.discord_app.card import Card
from bot.discord_app.text import label, plain, sentence, shorten, within

LINE = 320
BUT_LINE = 220
MAX_LINKS = 4
MAX_OPTIONS = 5


def recommendation_card(
    found: Recommendation,
    *,
    votable: bool,
    more: MoreButton | None = None,
    correction: CorrectionSelect | None = None,
    shown: int = 0,
) -> Card:
    """The picks with why and why not. `votable`: whether there is a server to vote in; `more`: a button for further
    picks; `correction`: a select to correct what was understood; `shown`: how many picks were shown before these.
    """
    card = Card()
    read = understood(found.query)
    card.text(
        _heading(found, shown),
        f"Understood: {read}." if read else "",
        found.message,
    )
    room = card.room // max(len(found.picks), 1)
    for number, pick in enumerate(found.picks, start=shown + 1):
        card.line()
        button = VoteButton(pick.resource.id, pick.votes) if votable else open_button(pick.resource)
        card.section(button, *within(room, *_pick_lines(number, pick)))
    if found.relaxations:
        card.text(*(_relaxation_line(relaxation) for relaxation in found.relaxations))
    card.row([more] if more else [])
    card.row([correction] if correction else [])
    if found.picks:
        card.foot(sources(pick.resource for pick in found.picks))
    return card


def _heading(found: Recommendation, shown: int) -> str:
    if shown:
        return "## More picks"
    return "## What I would pick" if found.picks else "## Nothing fits yet"


def _pick_lines(number: int, pick: Pick) -> Iterator[str]:
    resource = pick.resource
    yield f"**{number}. [{label(resource.title)}]({resource.url})**"
    yield f"-# {byline(resource)}"
    yield shorten(resource.summary, LINE)
    if pick.reasons:
        yield f"**Why:** {shorten(sentence('; '.join(pick.reasons)), LINE)}"
    if pick.caveats:
        yield f"**But:** {shorten(' '.join(sentence(caveat) for caveat in pick.caveats), BUT_LINE)}"


def _relaxation_line(relaxation: Relaxation) -> str:
    entries = "1 entry fits" if relaxation.count == 1 else f"{relaxation.count} entries fit"
    return f'- Without "{relaxation.condition}", {entries}, such as {label(relaxation.example.title)}.'


def verdict_card(verdict: Verdict, *, votable: bool) -> Card:
    """Everything about one entry: the judgement first, then the facts."""
    resource, card = verdict.resource, Card()
    button = VoteButton(resource.id, verdict.votes) if votable else open_button(resource)
    card.section(button, f"## [{label(resource.title)}]({resource.url})", f"-# {byline(resource)}", resource.summary)
    card.text(*_state_lines(resource))
    card.line()
    card.text(*_opinion_lines(resource))
    card.line()
    card.text(*_fit_lines(resource))
    card.line()
    card.text(*_fact_lines(resource), *_kin_lines(verdict))
    card.row(_links(resource, with_own=votable))
    card.foot(sources([resource]))
    return card


def _state_lines(resource: Resource) -> Iterator[str]:
    state = {"current": "Current", "dated": "Dated, but still worth it", "retired": "Retired"}[resource.status]
    yield f"**Status:** {state}. {resource.status_reason or ''}".strip()
    if resource.successor:
        year = f" ({resource.successor.year})" if resource.successor.year else ""
        yield f"**Successor:** [{label(resource.successor.title)}]({resource.successor.url}){year}"


def _opinion_lines(resource: Resource) -> Iterator[str]:
    yield f"**Rating:** {rating_of(resource) or 'none given'}"
    for review in resource.reviews:
        started = (
            " He had not completed it." if review.completed is False and "not completed" not in review.opinion else ""
        )
        yield f"**{review.reviewer}:** {review.opinion}{started}"
        if review.disclosure:
            yield f"**Disclosure:** {review.disclosure}"


def _fit_lines(resource: Resource) -> Iterator[str]:
    if resource.good_for:
        yield f"**Good for:** {sentence('; '.join(resource.good_for))}"
    if resource.not_for:
        yield f"**Not for:** {sentence('; '.join(resource.not_for))}"
    if resource.strengths:
        yield f"**Strengths:** {' '.join(sentence(strength) for strength in resource.strengths)}"
    if resource.gripe:
        yield f"**The gripe:** {resource.gripe}"


def _fact_lines(resource: Resource) -> Iterator[str]:
    level = " to ".join(dict.fromkeys(resource.level))
    yield f"**Level:** {level}. **Maths:** {MATH_DEMAND[resource.math]}. **Style:** {resource.style}."
    if resource.programming:
        yield f"**Programming:** {sentence(resource.programming)}"
    if resource.frameworks:
        tools = (f"{FRAMEWORK.get(tool.name, tool.name)} {tool.version or ''}".strip() for tool in resource.frameworks)
        yield f"**Tools:** {', '.join(tools)}."
    if resource.hours:
        low_hours, high_hours = resource.hours
        span = f"{low_hours}" if low_hours == high_hours else f"{low_hours} to {high_hours}"
        yield f"**Hours:** {span}. {resource.hours_note or ''}".strip()
    yield f"**Cost:** {sentence(COST[resource.cost])} {resource.cost_note or ''}".strip()


def _kin_lines(verdict: Verdict) -> Iterator[str]:
    if verdict.whole:
        yield f"**Part of:** {label(verdict.whole.title)}"
    if verdict.parts:
        yield f"**Parts:** {sentence('; '.join(part.title for part in verdict.parts))}"
    if verdict.similar:
        yield f"**Similar:** {sentence('; '.join(titled(other) for other in verdict.similar))}"


def which_card(question: WhichOne) -> Card:
    """A question back, with a button for each entry that the name may mean; or that there is none."""
    card, name = Card(), plain(question.name, 80)
    if question.options:
        card.text("## Which one do you mean?", f'The name "{name}" fits {len(question.options)} entries.')
    else:
        card.text(
            "## I do not know that one",
            f'Nothing in my list is called "{name}".' if name else "The name is empty.",
        )
    for option in question.options[:MAX_OPTIONS]:
        card.section(ReviewButton(option.id), f"**{label(titled(option))}**", shorten(option.summary, LINE))
    if not question.options:
        card.text("Start typing after /review to see the names I know, or describe what you want after /recommend.")
    return card


def notice_card(notice: Notice) -> Card:
    """A sentence instead of resources."""
    card = Card()
    card.text(notice.message)
    return card


def message_card(*blocks: str, link: tuple[str, str] | None = None) -> Card:
    """Blocks of our own text, such as help, and a button with a label and an address."""
    card = Card()
    for block in blocks:
        card.text(block)
    if link:
        card.row([ui.Button(label=link[0], url=link[1])])
    return card


def byline(resource: Resource) -> str:
    """Who made it, what it is, where, and which edition."""
    people = listed(resource.authors) if len(resource.authors) < 4 else f"{resource.authors[0]} and others"
    year = str(resource.year or "")
    edition = resource.edition or ""
    made = [
        people,
        resource.format,
        resource.platform or resource.publisher or "",
        edition,
        year if year not in edition else "",
    ]
    return " · ".join(part for part in made if part)


def sources(resources: Iterable[Resource]) -> str:
    """Where a card's facts come from, for its foot."""
    dates: list[date] = [resource.verified.date for resource in resources]
    return f"From a curated list. Facts last checked on {min(dates).isoformat()}; opinions are their reviewers'."


def open_button(resource: Resource) -> ui.Button[Card]:
    """A button that leads to the resource."""
    return ui.Button(label="Open", url=resource.url)


def _links(resource: Resource, *, with_own: bool) -> Iterator[ui.Button[Card]]:
    if with_own:
        yield open_button(resource)
    for link in resource.links[:MAX_LINKS]:
        yield ui.Button(label=shorten(sentence(link.role).rstrip("."), 80), url=link.url)
