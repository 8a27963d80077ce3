"""What somebody may want who should choose one entry rather than another: what was asked first, then what differs."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bot.advise.forms.completions import titled
from bot.advise.wording.reasons import math_fits
from bot.advise.wording.terms import LEARNERS, format_name, tool_name, topic_name
from bot.catalogue import Resource
from bot.catalogue.allowed_values import COSTS, LEVELS, Cost, Math, Style
from bot.catalogue.models import Judged
from bot.language import Language, mark
from bot.understand import ParsedQuery

STYLE_WISH: dict[Style, str] = {
    "hands-on": mark("hands-on practice"),
    "balanced": mark("practice balanced with theory"),
    "theory": mark("theory in depth"),
    "reference": mark("a reference to look things up in"),
}
MATH_WISH: dict[Math, str] = {
    "none": mark("no maths"),
    "light": mark("light maths at most"),
    "moderate": mark("moderate maths at most"),
    "heavy": mark("a lot of maths"),
}
MAIN_TOOLS = ("pytorch", "tensorflow", "keras", "jax", "scikit-learn")
"""Tools by which people choose; others decide only where they were asked for."""

_Wish = tuple[str, str]
"""What the wish is about, and the wish in words that go on from "if you want"."""
_Test = tuple[str, str, Callable[[Resource], bool]]
"""A wish that was asked for, and whether an entry fulfils it."""


def wishes(own: Resource, resources: Sequence[Resource], query: ParsedQuery, say: Language) -> list[str]:
    """What somebody may want who should choose this one: kinship first, then what was asked, then what differs."""
    others = [resource for resource in resources if resource.id != own.id]
    if not others:  # alone it would be ahead of all
        return []
    said = set(_said(query))
    differences = sorted(_differences(own, others, say), key=lambda wish: wish[0] not in said)
    found: dict[str, str] = {}
    for aspect, phrase in (*_kinship(own, resources, say), *_asked(own, others, query, say), *differences):
        found.setdefault(aspect, phrase)
    return list(dict.fromkeys(found.values()))


def _kinship(own: Resource, resources: Sequence[Resource], say: Language) -> Iterator[_Wish]:
    for other in resources:
        if other.id == own.part_of:
            yield "part", say("just this part of {title}", title=name_among(other, resources, say))
    for other in resources:
        if heir(other, resources) is own:
            yield "successor", say("the successor of {title}", title=name_among(other, resources, say))
    if any(other.part_of == own.id for other in resources):
        yield "whole", say("all of it rather than a part")


def _asked(own: Resource, others: Sequence[Resource], query: ParsedQuery, say: Language) -> Iterator[_Wish]:
    """What was asked for that this entry has and another lacks."""
    for aspect, phrase, fits in (
        *_tests_of_limits(own, query, say),
        *_tests_of_subject(query, say),
        *_tests_of_manner(own, query, say),
    ):
        if fits(own) and not all(fits(other) for other in others):
            yield aspect, phrase


def _tests_of_limits(own: Resource, query: ParsedQuery, say: Language) -> Iterator[_Test]:
    level, maths, cost = query.level, query.math, query.cost
    if level:
        yield "level", say("something for {learners}", learners=say(LEARNERS[level])), lambda it: level in _levels(it)
    if maths:
        yield "math", say(MATH_WISH[maths]), lambda it: math_fits(maths, it)
    if cost in ("free", "freemium"):
        yield "cost", _free(own, say), lambda it: _costs_at_most(cost, it)
    if query.formats or query.not_formats:
        yield "format", format_name(own.format, say), lambda it: _format_fits(it, query)


def _tests_of_subject(query: ParsedQuery, say: Language) -> Iterator[_Test]:
    for topic in query.topics:
        yield f"topic {topic}", say("something on {subject}", subject=topic_name(topic, say)), partial(_covers, topic)
    for tool in query.frameworks:
        yield f"tool {tool}", say("code in {tool}", tool=tool_name(tool)), partial(_uses, tool)


def _tests_of_manner(own: Resource, query: ParsedQuery, say: Language) -> Iterator[_Test]:
    style = query.style
    if style:
        yield "style", say(STYLE_WISH[style]), lambda it: it.style == style and it.knows("style")
    if query.certificate:
        yield "certificate", _certificate(own, say), lambda it: bool(it.certificate)


def _said(query: ParsedQuery) -> Iterator[str]:
    """What the question speaks of, so that even a difference the other way is told first."""
    said = {
        "level": query.level, "math": query.math, "cost": query.cost, "style": query.style,
        "format": query.formats or query.not_formats, "tools": query.frameworks, "certificate": query.certificate,
        "hours": query.hours_per_week or query.weeks,
    }  # fmt: skip
    return (aspect for aspect, value in said.items() if value)


def _differences(own: Resource, others: Sequence[Resource], say: Language) -> Iterator[_Wish]:
    """Where this entry is ahead of all others, or has what another lacks; what decides most choices first."""
    yield from _math_differences(own, others, say)
    dearer = any(other.cost_rank > own.cost_rank for other in others)
    if own.cost in ("free", "freemium") and dearer and _all_know("cost", own, others):
        yield "cost", _free(own, say)
    if any(other.style != own.style for other in others) and _all_know("style", own, others):
        yield "style", say(STYLE_WISH[own.style])
    yield from _level_differences(own, others, say)
    yield from _age_and_length(own, others, say)
    yield from _extras(own, others, say)


def _all_know(facet: Judged, own: Resource, others: Sequence[Resource]) -> bool:
    return all(entry.knows(facet) for entry in (own, *others))


def _math_differences(own: Resource, others: Sequence[Resource], say: Language) -> Iterator[_Wish]:
    if not _all_know("math", own, others):
        return
    if all(own.math_rank < other.math_rank for other in others):
        yield "math", say("less maths")
    if all(own.math_rank > other.math_rank for other in others):
        yield "math", say("more maths")


def _level_differences(own: Resource, others: Sequence[Resource], say: Language) -> Iterator[_Wish]:
    if not _all_know("level", own, others):
        return
    (low, high), spans = own.level_span, [other.level_span for other in others]
    if all(low < other_low for other_low, _ in spans):
        yield "level", say("an easier start")
    if all(high > other_high for _, other_high in spans):
        yield "level", say("something more advanced")


def _age_and_length(own: Resource, others: Sequence[Resource], say: Language) -> Iterator[_Wish]:
    if own.status == "current" and all(_newer(own, other) for other in others):
        yield "year", say("something newer")
    if all(_shorter(own, other) for other in others):
        yield "hours", say("something shorter")


def _extras(own: Resource, others: Sequence[Resource], say: Language) -> Iterator[_Wish]:
    """What comes with this entry that another lacks."""
    for tool in own.frameworks:
        if tool.name in MAIN_TOOLS and not all(_uses(tool.name, other) for other in others):
            yield "tools", say("code in {tool}", tool=tool_name(tool.name))
    if own.certificate and not all(other.certificate for other in others):
        yield "certificate", _certificate(own, say)
    if any(other.format != own.format for other in others):
        yield "format", format_name(own.format, say)
    for topic in own.topics:
        if not any(_covers(topic, other) for other in others):
            yield "topics", say("something on {subject}", subject=topic_name(topic, say))


def _newer(own: Resource, other: Resource) -> bool:
    year, other_year = year_of(own), year_of(other)
    return year is not None and other_year is not None and year > other_year


def _shorter(own: Resource, other: Resource) -> bool:
    """Whether the least and the most hours are both fewer; not where either entry's are unknown."""
    if not own.hours or not other.hours:
        return False
    return own.hours[0] < other.hours[0] and own.hours[1] < other.hours[1]


def year_of(resource: Resource) -> int | None:
    """The year of the newest edition."""
    return resource.year or max((edition.year for edition in resource.editions), default=None)


def _levels(resource: Resource) -> tuple[str, ...]:
    low, high = resource.level_span
    return LEVELS[low : high + 1] if resource.knows("level") else ()


def _costs_at_most(cost: Cost, resource: Resource) -> bool:
    return resource.cost_rank <= COSTS.index(cost) and resource.knows("cost")


def _covers(topic: str, resource: Resource) -> bool:
    return topic in resource.topics


def _uses(tool: str, resource: Resource) -> bool:
    return any(framework.name == tool for framework in resource.frameworks)


def _free(resource: Resource, say: Language) -> str:
    return say("something free") if resource.cost == "free" else say("part of it free")


def _certificate(resource: Resource, say: Language) -> str:
    return say("a free certificate") if resource.cost == "free" else say("a certificate")


def _format_fits(resource: Resource, query: ParsedQuery) -> bool:
    wanted = not query.formats or resource.format in query.formats
    return wanted and resource.format not in query.not_formats


def heir(own: Resource, resources: Sequence[Resource]) -> Resource | None:
    """The successor of this entry, where it is among those compared."""
    id_ = own.successor.id if own.successor else None
    return next((resource for resource in resources if resource.id == id_ and id_ != own.id), None)


def name_among(resource: Resource, among: Sequence[Resource], say: Language) -> str:
    """The title, with what tells it from a namesake among these entries."""
    namesakes = [other for other in among if other.title.casefold() == resource.title.casefold()]
    return titled(resource, say) if len(namesakes) > 1 else resource.title
