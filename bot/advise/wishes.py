"""What somebody may want who should choose one entry rather than another: what was asked first, then what differs."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bot.advise.complete import titled
from bot.advise.wording import FRAMEWORK, LEARNERS, format_name, math_fits, topic_name
from bot.catalogue import Resource
from bot.catalogue.vocabulary import COSTS, LEVELS, Math, Style
from bot.understand import ParsedQuery

STYLE_WISH: dict[Style, str] = {
    "hands-on": "hands-on work",
    "balanced": "practice balanced with theory",
    "theory": "the theory",
    "reference": "something to look things up in",
}
MATH_WISH: dict[Math, str] = {
    "none": "no maths",
    "light": "light maths at most",
    "moderate": "moderate maths at most",
    "heavy": "a lot of maths",
}
MAIN_TOOLS = ("pytorch", "tensorflow", "keras", "jax", "scikit-learn")
"""Tools by which people choose; others decide only where they were asked for."""

_Wish = tuple[str, str]
"""What the wish is about, and the wish in words that go on from "if you want"."""
_Test = tuple[str, str, Callable[[Resource], bool]]
"""A wish that was asked for, and whether an entry fulfils it."""


def wishes(own: Resource, resources: Sequence[Resource], query: ParsedQuery) -> list[str]:
    """What somebody may want who should choose this one: kinship first, then what was asked, then what differs."""
    others = [resource for resource in resources if resource.id != own.id]
    if not others:  # alone it would be ahead of all
        return []
    said = set(_said(query))
    differences = sorted(_differences(own, others), key=lambda wish: wish[0] not in said)
    found: dict[str, str] = {}
    for aspect, phrase in (*_kinship(own, resources), *_asked(own, others, query), *differences):
        found.setdefault(aspect, phrase)
    return list(dict.fromkeys(found.values()))


def _kinship(own: Resource, resources: Sequence[Resource]) -> Iterator[_Wish]:
    for other in resources:
        if other.id == own.part_of:
            yield "part", f"just this part of {name_among(other, resources)}"
    for other in resources:
        if heir(other, resources) is own:
            yield "successor", f"the successor of {name_among(other, resources)}"
    if any(other.part_of == own.id for other in resources):
        yield "whole", "the whole of it rather than a part"


def _asked(own: Resource, others: Sequence[Resource], query: ParsedQuery) -> Iterator[_Wish]:
    """What was asked for that this entry has and another lacks."""
    for aspect, phrase, fits in (
        *_tests_of_limits(own, query),
        *_tests_of_subject(query),
        *_tests_of_manner(own, query),
    ):
        if fits(own) and not all(fits(other) for other in others):
            yield aspect, phrase


def _tests_of_limits(own: Resource, query: ParsedQuery) -> Iterator[_Test]:
    level, maths, cost = query.level, query.math, query.cost
    if level:
        yield "level", f"something for {LEARNERS[level]}", lambda it: level in _levels(it)
    if maths:
        yield "math", MATH_WISH[maths], lambda it: math_fits(maths, it)
    if cost in ("free", "freemium"):
        yield "cost", _free(own), lambda it: it.cost_rank <= COSTS.index(cost)
    if query.formats or query.not_formats:
        yield "format", format_name(own.format), lambda it: _format_fits(it, query)


def _tests_of_subject(query: ParsedQuery) -> Iterator[_Test]:
    for topic in query.topics:
        yield f"topic {topic}", f"something on {topic_name(topic)}", partial(_covers, topic)
    for tool in query.frameworks:
        yield f"tool {tool}", f"code in {tool_name(tool)}", partial(_uses, tool)


def _tests_of_manner(own: Resource, query: ParsedQuery) -> Iterator[_Test]:
    style = query.style
    if style:
        yield "style", STYLE_WISH[style], lambda it: it.style == style
    if query.certificate:
        yield "certificate", _certificate(own), lambda it: bool(it.certificate)


def _said(query: ParsedQuery) -> Iterator[str]:
    """What the question speaks of, so that even a difference the other way is told first."""
    said = {
        "level": query.level, "math": query.math, "cost": query.cost, "style": query.style,
        "format": query.formats or query.not_formats, "tools": query.frameworks, "certificate": query.certificate,
        "hours": query.hours_per_week or query.weeks,
    }  # fmt: skip
    return (aspect for aspect, value in said.items() if value)


def _differences(own: Resource, others: Sequence[Resource]) -> Iterator[_Wish]:
    """Where this entry is ahead of all others, or has what another lacks; what decides most choices first."""
    yield from _math_differences(own, others)
    if own.cost in ("free", "freemium") and any(other.cost_rank > own.cost_rank for other in others):
        yield "cost", _free(own)
    if any(other.style != own.style for other in others):
        yield "style", STYLE_WISH[own.style]
    yield from _level_differences(own, others)
    yield from _age_and_length(own, others)
    yield from _extras(own, others)


def _math_differences(own: Resource, others: Sequence[Resource]) -> Iterator[_Wish]:
    if all(own.math_rank < other.math_rank for other in others):
        yield "math", "lighter maths"
    if all(own.math_rank > other.math_rank for other in others):
        yield "math", "more of the maths"


def _level_differences(own: Resource, others: Sequence[Resource]) -> Iterator[_Wish]:
    (low, high), spans = own.level_span, [other.level_span for other in others]
    if all(low < other_low for other_low, _ in spans):
        yield "level", "an easier start"
    if all(high > other_high for _, other_high in spans):
        yield "level", "a more advanced level"


def _age_and_length(own: Resource, others: Sequence[Resource]) -> Iterator[_Wish]:
    if own.status == "current" and all(_newer(own, other) for other in others):
        yield "year", "something newer"
    if all(_shorter(own, other) for other in others):
        yield "hours", "fewer hours"


def _extras(own: Resource, others: Sequence[Resource]) -> Iterator[_Wish]:
    """What comes with this entry that another lacks."""
    for tool in own.frameworks:
        if tool.name in MAIN_TOOLS and not all(_uses(tool.name, other) for other in others):
            yield "tools", f"code in {tool_name(tool.name)}"
    if own.certificate and not all(other.certificate for other in others):
        yield "certificate", _certificate(own)
    if any(other.format != own.format for other in others):
        yield "format", format_name(own.format)
    for topic in own.topics:
        if not any(_covers(topic, other) for other in others):
            yield "topics", f"something on {topic_name(topic)}"


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
    return LEVELS[low : high + 1]


def _covers(topic: str, resource: Resource) -> bool:
    return topic in resource.topics


def _uses(tool: str, resource: Resource) -> bool:
    return any(framework.name == tool for framework in resource.frameworks)


def _free(resource: Resource) -> str:
    return "something free" if resource.cost == "free" else "part of it for free"


def _certificate(resource: Resource) -> str:
    return "a free certificate" if resource.cost == "free" else "a certificate"


def _format_fits(resource: Resource, query: ParsedQuery) -> bool:
    wanted = not query.formats or resource.format in query.formats
    return wanted and resource.format not in query.not_formats


def heir(own: Resource, resources: Sequence[Resource]) -> Resource | None:
    """The successor of this entry, where it is among those compared."""
    id_ = own.successor.id if own.successor else None
    return next((resource for resource in resources if resource.id == id_ and id_ != own.id), None)


def name_among(resource: Resource, among: Sequence[Resource]) -> str:
    """The title, with what tells it from a namesake among these entries."""
    namesakes = [other for other in among if other.title.casefold() == resource.title.casefold()]
    return titled(resource) if len(namesakes) > 1 else resource.title


def tool_name(name: str) -> str:
    """The tool as its makers write it."""
    return FRAMEWORK.get(name, name)
