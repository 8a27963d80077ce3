"""What a question forbids: what an entry must be, and what rules it out as long as there are others."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.ranking.facets import UNKNOWN, certificate_key, cost_key, format_key, level_key, maker_key, math_key
from bot.advise.ranking.filters import Filters
from bot.advise.wording.terms import COST_AT_MOST, KIND, LEVEL, MATH_AT_MOST, format_name, tool_name, topic_name
from bot.catalogue import Resource
from bot.catalogue.allowed_values import COSTS, LEVELS, MATHS
from bot.language import Language
from bot.understand import ParsedQuery

GENERAL_TOPICS = frozenset({"foundations", "machine-learning"})
"""Subjects so wide that an entry on the other of them is still an answer."""
UNIQUE_FORMATS = frozenset({"book", "blog", "paper", "community", "event", "podcast"})
"""Formats that no other can stand in for, as a course can for a video or a project."""


class Constraint(Struct, frozen=True):
    """Something that must hold. `label` names it in a language, such as "free" or "not Coursera"."""

    label: Callable[[Language], str]
    name: str
    key: Callable[[Resource], Hashable]
    allows: Callable[[Any], bool]


def constraints(query: ParsedQuery, filters: Filters) -> list[Constraint]:
    """What an entry must be: every filter set, every exclusion said, and something on the subject."""
    return [_known_to_hold(constraint) for constraint in _constraints(query, filters)]


def _constraints(query: ParsedQuery, filters: Filters) -> Iterator[Constraint]:
    yield Constraint(_unnamed, "retired", lambda resource: resource.status == "retired", lambda gone: not gone)
    yield from _chosen(filters)
    if query.topics:
        main, wide = query.topics[0], _subject(query.topics)
        yield Constraint(
            lambda say: say("about {subjects}", subjects=topic_name(main, say)),
            "topics", _topics, lambda own: not wide.isdisjoint(own),
        )  # fmt: skip
    if query.formats and UNIQUE_FORMATS.issuperset(query.formats) and not filters.format:
        wanted = query.formats
        yield Constraint(lambda say: _formats_label(wanted, say), "format", format_key, lambda word: word in wanted)
    yield from _excluded(query)


def _chosen(filters: Filters) -> Iterator[Constraint]:
    """What was chosen from a list."""
    if level := filters.level:
        rank = LEVELS.index(level)
        yield Constraint(lambda say: say(LEVEL[level]), "level", level_key, lambda span: span[0] <= rank <= span[1])
    if maths := filters.math:
        most = MATHS.index(maths)
        yield Constraint(lambda say: say(MATH_AT_MOST[maths]), "math", math_key, lambda rank: rank <= most)
    if format_ := filters.format:
        yield Constraint(lambda say: format_name(format_, say), "format", format_key, lambda word: word == format_)
    if cost := filters.cost:
        dearest = COSTS.index(cost)
        yield Constraint(lambda say: say(COST_AT_MOST[cost]), "cost", cost_key, lambda rank: rank <= dearest)


def _excluded(query: ParsedQuery) -> Iterator[Constraint]:
    """What was said not to be wanted."""
    if rejected := query.not_formats:
        barred, kinds = _barred(query), [KIND[word] for word in rejected]
        yield Constraint(
            lambda say: say("no {thing}", thing=say.any_of([say(kind) for kind in kinds])),
            "format", format_key, lambda word: word not in barred,
        )  # fmt: skip
    for tool in query.not_frameworks:
        yield Constraint(_without_label(tool), "frameworks", _tools, _goes_without(tool, frozenset(query.frameworks)))
    for maker in query.not_providers:
        yield Constraint(_not_by_label(maker), f"provider:{maker}", maker_key(maker), _no)
    if known := frozenset(query.ids("done", "doing", "avoid")):
        yield Constraint(lambda say: say("not the ones you named"), "kin", _kin, known.isdisjoint)


def _formats_label(formats: Sequence[str], say: Language) -> str:
    return say.any_of([format_name(word, say) for word in formats])


def _without_label(tool: str) -> Callable[[Language], str]:
    return lambda say: say("without {tool}", tool=tool_name(tool))


def _not_by_label(maker: str) -> Callable[[Language], str]:
    return lambda say: say("not {thing}", thing=maker.title())


def _unnamed(say: Language) -> str:
    """No label: what is never given up, or only a wish."""
    return ""


def _goes_without(refused: str, wanted: frozenset[str]) -> Callable[[tuple[str, ...]], bool]:
    """Whether an entry with these tools can do without the refused one: it has it not, or a wanted one before it."""
    return lambda tools: refused not in tools or not wanted.isdisjoint(tools[: tools.index(refused)])


def _barred(query: ParsedQuery) -> frozenset[str]:
    """The formats rejected, and with videos the courses, which teach by them as a rule, unless one is wanted."""
    silent = {"course"} if "video" in query.not_formats else set()
    return frozenset(query.not_formats) | silent.difference(query.formats)


def firm_wishes(query: ParsedQuery) -> list[Constraint]:
    """What was said so plainly that entries without it are left out as long as there is any entry with it."""
    return [_known_to_fail(wish) for wish in _firm_wishes(query)]


def _firm_wishes(query: ParsedQuery) -> Iterator[Constraint]:
    if query.cost in ("free", "freemium"):
        dearest = COSTS.index(query.cost)
        yield Constraint(_unnamed, "cost", cost_key, lambda rank: rank <= dearest)
    if formats := frozenset(query.formats):
        yield Constraint(_unnamed, "format", format_key, formats.__contains__)
    if query.certificate:
        yield Constraint(_unnamed, "certificate", certificate_key, bool)
    if query.math in ("none", "light"):
        yield Constraint(_unnamed, "math", math_key, lambda rank: rank < MATHS.index("heavy"))
    if query.level and not query.ids("done"):  # who has finished something is past where it began
        rank = LEVELS.index(query.level)
        yield Constraint(_unnamed, "level", level_key, lambda span: span[0] <= rank <= span[1])


def _subject(topics: Sequence[str]) -> frozenset[str]:
    """The topics that an entry must have one of: for a special subject the special ones, for a wide one any."""
    special = frozenset(topics) - GENERAL_TOPICS
    return special if topics[0] in special else frozenset(topics) | GENERAL_TOPICS


def _known_to_hold(constraint: Constraint) -> Constraint:
    """The constraint, which an entry of which that is not known does not meet: what was chosen must hold."""
    return replace(constraint, allows=lambda key: key is not UNKNOWN and constraint.allows(key))


def _known_to_fail(wish: Constraint) -> Constraint:
    """The wish, which rules out only what is known to be without it."""
    return replace(wish, allows=lambda key: key is UNKNOWN or wish.allows(key))


def _topics(resource: Resource) -> frozenset[str]:
    return frozenset(resource.topics)


def _tools(resource: Resource) -> tuple[str, ...]:
    return tuple(framework.name for framework in resource.frameworks)


def _kin(resource: Resource) -> tuple[str, ...]:
    return (resource.id, resource.part_of) if resource.part_of else (resource.id,)


def _no(present: bool) -> bool:
    return not present
