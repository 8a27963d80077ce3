"""What each facet of a question reads off an entry, and the points that it gives for that."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.ranking.weights import Weights
from bot.catalogue import Resource
from bot.catalogue.allowed_values import ALONGSIDE, COSTS, LEVELS, MATHS, Cost, Level, Math, Style, Topic
from bot.understand import ParsedQuery
from bot.understand.words.text import bare

NEAR_STYLES: dict[Style, frozenset[str]] = {
    "hands-on": frozenset({"balanced"}),
    "theory": frozenset({"balanced", "reference"}),
    "reference": frozenset({"theory"}),
    "balanced": frozenset({"hands-on", "theory"}),
}
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


def facets(query: ParsedQuery, weights: Weights) -> list[Facet]:
    """The facets on which entries are compared for this question."""
    return [_of_the_known(facet) for facet in _facets(query, weights)]


def _facets(query: ParsedQuery, weights: Weights) -> Iterator[Facet]:
    if level := query.level:
        yield Facet("level", level_key, lambda span: _level_points(span, level, weights))
    elif query.math != "heavy" and not query.ids("done", "doing"):  # who wants a lot of maths is far along
        yield Facet("level", level_key, lambda span: weights.unsaid_level * span[0])
    if maths := query.math:
        yield Facet("math", math_key, lambda rank: _math_points(rank, maths, weights))
    if formats := query.formats:
        yield Facet("format", format_key, lambda word: weights.format_fit if word in formats else weights.format_miss)
    else:
        yield Facet("format", format_key, lambda word: weights.format_beside if word in BESIDE else 0.0)
    if cost := query.cost:
        yield Facet("cost", cost_key, lambda rank: _cost_points(rank, cost, weights))
    if query.certificate:
        yield Facet(
            "certificate",
            certificate_key,
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
        key = maker_key(provider)
        yield Facet(f"provider:{provider}", key, lambda there: weights.provider_fit if there else 0.0)


def _of_the_known(facet: Facet) -> Facet:
    """The facet, where what is not known of an entry neither gives nor takes."""
    return replace(facet, points=lambda key: 0.0 if key is UNKNOWN else facet.points(key))


def level_key(resource: Resource) -> tuple[int, int] | None:
    """The span of levels that it is for."""
    return resource.level_span if resource.knows("level") else UNKNOWN


def math_key(resource: Resource) -> int | None:
    """The place in `MATHS` of what it needs."""
    return resource.math_rank if resource.knows("math") else UNKNOWN


def format_key(resource: Resource) -> str:
    """The kind of thing that it is."""
    return resource.format


def cost_key(resource: Resource) -> int | None:
    """The place in `COSTS` of what it costs."""
    return resource.cost_rank if resource.knows("cost") else UNKNOWN


def _style(resource: Resource) -> str | None:
    return resource.style if resource.knows("style") else UNKNOWN


def certificate_key(resource: Resource) -> bool:
    """Whether one may get a certificate with it."""
    return bool(resource.certificate)


def _providers(resource: Resource) -> frozenset[str]:
    makers = (resource.publisher, resource.platform, *map(bare, resource.authors))
    return frozenset(name.casefold() for name in makers if name)


def maker_key(name: str) -> Callable[[Resource], bool]:
    """What tells whether one of this name made it or offers it."""
    return lambda resource: any(name == own or name in own.split() for own in _providers(resource))


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
