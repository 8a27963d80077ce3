"""What each facet of a question gives to an entry, and what a question forbids."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.ranking.filters import Filters
from bot.advise.ranking.weights import Weights
from bot.advise.wording.terms import COST_AT_MOST, KIND, LEVEL, MATH_AT_MOST, format_name, tool_name, topic_name
from bot.catalogue import Resource
from bot.catalogue.allowed_values import ALONGSIDE, COSTS, LEVELS, MATHS, Cost, Level, Math, Style, Topic
from bot.language import Language
from bot.understand import ParsedQuery
from bot.understand.words.text import bare

GENERAL_TOPICS = frozenset({"foundations", "machine-learning"})
"""Subjects so wide that an entry on the other of them is still an answer."""
NEAR_STYLES: dict[Style, frozenset[str]] = {
    "hands-on": frozenset({"balanced"}),
    "theory": frozenset({"balanced", "reference"}),
    "reference": frozenset({"theory"}),
    "balanced": frozenset({"hands-on", "theory"}),
}


UNIQUE_FORMATS = frozenset({"book", "blog", "paper", "community", "event", "podcast"})
"""Formats that no other can stand in for, as a course can for a video or a project."""


UNKNOWN = None
"""The key of a server's own entry of which nobody has said that."""
BESIDE = ALONGSIDE | {"paper", "event"}
"""Formats that one does not learn a subject from by themselves: where none is asked for, they stand back."""


class Facet(Struct, frozen=True):
    """One thing that a question says. `key` reads it off an entry, `points` is what that key is worth.

    Facets of one `name` have the same `key`, so that the index can remember which entries have which.
    """

    name: str
    key: Callable[[Resource], Hashable]
    points: Callable[[Any], float]


class Constraint(Struct, frozen=True):
    """Something that must hold. `label` names it in a language, such as "free" or "not Coursera"."""

    label: Callable[[Language], str]
    name: str
    key: Callable[[Resource], Hashable]
    allows: Callable[[Any], bool]


def facets(query: ParsedQuery, weights: Weights) -> list[Facet]:
    """The facets on which entries are compared for this question."""
    return [_of_the_known(facet) for facet in _facets(query, weights)]


def _facets(query: ParsedQuery, weights: Weights) -> Iterator[Facet]:
    if level := query.level:
        yield Facet("level", _level, lambda span: _level_points(span, level, weights))
    elif query.math != "heavy" and not query.ids("done", "doing"):  # who wants a lot of maths is far along
        yield Facet("level", _level, lambda span: weights.unsaid_level * span[0])
    if maths := query.math:
        yield Facet("math", _math, lambda rank: _math_points(rank, maths, weights))
    if formats := query.formats:
        yield Facet("format", _format, lambda word: weights.format_fit if word in formats else weights.format_miss)
    else:
        yield Facet("format", _format, lambda word: weights.format_beside if word in BESIDE else 0.0)
    if cost := query.cost:
        yield Facet("cost", _cost, lambda rank: _cost_points(rank, cost, weights))
    if query.certificate:
        yield Facet(
            "certificate",
            _certificate,
            lambda has: weights.certificate_fit if has else weights.certificate_miss,
        )
    if style := query.style:
        yield Facet("style", _style, lambda word: _style_points(word, style, weights))
    for position, topic in enumerate(query.topics):
        share = 1.0 if position == 0 else weights.further_topic
        yield _topic_facet(topic, share, weights)
    if not query.topics:
        yield _topic_facet("foundations", weights.unsaid_topic, weights)
    for topic in query.not_topics:
        yield Facet(f"topic:{topic}", _topic_place(topic), lambda place: weights.topic_refused if place == 0 else 0.0)
    for framework in query.frameworks:
        yield _framework_facet(framework, weights)
    for provider in query.providers:
        key = _membership(_providers, provider)
        yield Facet(f"provider:{provider}", key, lambda there: weights.provider_fit if there else 0.0)


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
        yield Constraint(lambda say: _formats_label(wanted, say), "format", _format, lambda word: word in wanted)
    yield from _excluded(query)


def _chosen(filters: Filters) -> Iterator[Constraint]:
    """What was chosen from a list."""
    if level := filters.level:
        rank = LEVELS.index(level)
        yield Constraint(lambda say: say(LEVEL[level]), "level", _level, lambda span: span[0] <= rank <= span[1])
    if maths := filters.math:
        most = MATHS.index(maths)
        yield Constraint(lambda say: say(MATH_AT_MOST[maths]), "math", _math, lambda rank: rank <= most)
    if format_ := filters.format:
        yield Constraint(lambda say: format_name(format_, say), "format", _format, lambda word: word == format_)
    if cost := filters.cost:
        dearest = COSTS.index(cost)
        yield Constraint(lambda say: say(COST_AT_MOST[cost]), "cost", _cost, lambda rank: rank <= dearest)


def _excluded(query: ParsedQuery) -> Iterator[Constraint]:
    """What was said not to be wanted."""
    if rejected := query.not_formats:
        barred, kinds = _barred(query), [KIND[word] for word in rejected]
        yield Constraint(
            lambda say: say("no {thing}", thing=say.any_of([say(kind) for kind in kinds])),
            "format", _format, lambda word: word not in barred,
        )  # fmt: skip
    for tool in query.not_frameworks:
        yield Constraint(_without_label(tool), "frameworks", _tools, _goes_without(tool, frozenset(query.frameworks)))
    for maker in query.not_providers:
        yield Constraint(_not_by_label(maker), f"provider:{maker}", _membership(_providers, maker), _no)
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
        yield Constraint(_unnamed, "cost", _cost, lambda rank: rank <= dearest)
    if formats := frozenset(query.formats):
        yield Constraint(_unnamed, "format", _format, formats.__contains__)
    if query.certificate:
        yield Constraint(_unnamed, "certificate", _certificate, bool)
    if query.math in ("none", "light"):
        yield Constraint(_unnamed, "math", _math, lambda rank: rank < MATHS.index("heavy"))
    if query.level and not query.ids("done"):  # who has finished something is past where it began
        rank = LEVELS.index(query.level)
        yield Constraint(_unnamed, "level", _level, lambda span: span[0] <= rank <= span[1])


def _subject(topics: Sequence[str]) -> frozenset[str]:
    """The topics that an entry must have one of: for a special subject the special ones, for a wide one any."""
    special = frozenset(topics) - GENERAL_TOPICS
    return special if topics[0] in special else frozenset(topics) | GENERAL_TOPICS


def _of_the_known(facet: Facet) -> Facet:
    """The facet, where what is not known of an entry neither gives nor takes."""
    return replace(facet, points=lambda key: 0.0 if key is UNKNOWN else facet.points(key))


def _known_to_hold(constraint: Constraint) -> Constraint:
    """The constraint, which an entry of which that is not known does not meet: what was chosen must hold."""
    return replace(constraint, allows=lambda key: key is not UNKNOWN and constraint.allows(key))


def _known_to_fail(wish: Constraint) -> Constraint:
    """The wish, which rules out only what is known to be without it."""
    return replace(wish, allows=lambda key: key is UNKNOWN or wish.allows(key))


def _level(resource: Resource) -> tuple[int, int] | None:
    return resource.level_span if resource.knows("level") else UNKNOWN


def _math(resource: Resource) -> int | None:
    return resource.math_rank if resource.knows("math") else UNKNOWN


def _format(resource: Resource) -> str:
    return resource.format


def _cost(resource: Resource) -> int | None:
    return resource.cost_rank if resource.knows("cost") else UNKNOWN


def _style(resource: Resource) -> str | None:
    return resource.style if resource.knows("style") else UNKNOWN


def _certificate(resource: Resource) -> bool:
    return bool(resource.certificate)


def _topics(resource: Resource) -> frozenset[str]:
    return frozenset(resource.topics)


def _tools(resource: Resource) -> tuple[str, ...]:
    return tuple(framework.name for framework in resource.frameworks)


def _providers(resource: Resource) -> frozenset[str]:
    makers = (resource.publisher, resource.platform, *map(bare, resource.authors))
    return frozenset(name.casefold() for name in makers if name)


def _kin(resource: Resource) -> tuple[str, ...]:
    return (resource.id, resource.part_of) if resource.part_of else (resource.id,)


def _no(present: bool) -> bool:
    return not present


def _membership(key: Callable[[Resource], frozenset[str]], word: str) -> Callable[[Resource], bool]:
    return lambda resource: any(word == own or word in own.split() for own in key(resource))


def _framework_facet(framework: str, weights: Weights) -> Facet:
    """Worth most where it is the first of the entry's tools, less further down the list."""

    def place(resource: Resource) -> int:
        names = [tool.name for tool in resource.frameworks]
        return names.index(framework) if framework in names else -1

    def points(place: int) -> float:
        return (
            max(weights.framework_fit - weights.framework_step * place, 0.0) if place >= 0 else weights.framework_miss
        )

    return Facet(f"tool:{framework}", place, points)


def _topic_place(topic: Topic) -> Callable[[Resource], int]:
    return lambda resource: resource.topics.index(topic) if topic in resource.topics else -1


def _topic_facet(topic: Topic, share: float, weights: Weights) -> Facet:
    def points(place: int) -> float:
        return share * (weights.topic_places[place] if place >= 0 else weights.topic_missing)

    return Facet(f"topic:{topic}", _topic_place(topic), points)


def _level_points(span: tuple[int, int], level: Level, weights: Weights) -> float:
    wanted = LEVELS.index(level)
    away = max(span[0] - wanted, wanted - span[1], 0)
    if away:
        return weights.level_step * away
    return weights.level_fit + (weights.level_made_for if span[0] == wanted else 0.0)


def _math_points(rank: int, maths: Math, weights: Weights) -> float:
    wanted = MATHS.index(maths)
    if rank > wanted:
        return weights.math_above * (rank - wanted)
    short = {"heavy": weights.math_shy, "moderate": weights.math_short}.get(maths, weights.math_below)
    return weights.math_fit + short * (wanted - rank)


def _cost_points(rank: int, cost: Cost, weights: Weights) -> float:
    return weights.cost_fit if rank <= COSTS.index(cost) else weights.cost_step * (rank - COSTS.index(cost))


def _style_points(own: Style, wanted: Style, weights: Weights) -> float:
    if own == wanted:
        return weights.style_fit
    return weights.style_near if own in NEAR_STYLES[wanted] else weights.style_opposite
