"""Whether an entry fits into the time that there is: its points, and what is said of it."""

from collections.abc import Iterator
from functools import partial

from bot.advise.plans.hours import Time, hours_of, hours_span
from bot.advise.ranking.facets import Facet
from bot.advise.ranking.weights import Weights
from bot.catalogue import Resource, SkillGraph
from bot.language import Language
from bot.understand import ParsedQuery

MUCH_TOO_LONG = 2.0
"""From so many times the hours that there are, an entry loses twice the points."""


def time_facets(query: ParsedQuery, skills: SkillGraph, weights: Weights) -> Iterator[Facet]:
    """The facet for the time, where a question says when it is to be done; our estimates count here too."""
    most = Time.of(query).most
    if most < float("inf"):
        yield Facet("hours", partial(hours_of, skills=skills), lambda hours: _points(hours, most, weights))


def time_reasons(query: ParsedQuery, resource: Resource, say: Language) -> Iterator[str]:
    """That all of it fits, where the hours are known on both sides and not only guessed."""
    time = Time.of(query)
    if resource.hours and time.is_said and max(resource.hours) <= time.most:
        yield say("fits in the {hours} you have", hours=_hours(time, say))


def time_caveats(query: ParsedQuery, resource: Resource, say: Language) -> Iterator[str]:
    """That not even the quickest get through it in the time."""
    time = Time.of(query)
    if resource.hours and min(resource.hours) > time.most:
        hours = hours_span((min(resource.hours), max(resource.hours)), say)
        if time.is_said:
            yield say("takes {hours}; you have about {most}", hours=hours, most=_hours(time, say))
        else:
            most = _hours(time, say)
            yield say("takes {hours}; your weeks leave room for about {most}", hours=hours, most=most)


def _points(hours: tuple[int, int], most: float, weights: Weights) -> float:
    low, high = hours
    if low > most:
        return weights.time_over * (2 if low >= most * MUCH_TOO_LONG else 1)
    return weights.time_fit if high <= most else 0.0


def _hours(time: Time, say: Language) -> str:
    most = max(time.most, 1)
    return hours_span((most, most), say)
