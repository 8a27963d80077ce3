"""Whether an entry fits into the time that there is: its points, and what is said of it."""

from collections.abc import Iterator

from bot.advise.facets import Facet
from bot.advise.pace import Time, hours_of, span
from bot.advise.weights import Weights
from bot.catalogue import Resource
from bot.understand import ParsedQuery

MUCH_TOO_LONG = 2.0
"""From so many times the hours that there are, an entry loses twice the points."""


def time_facets(query: ParsedQuery, weights: Weights) -> Iterator[Facet]:
    """The facet for the time, where a question says when it is to be done; our estimates count here too."""
    most = Time.of(query).most
    if most < float("inf"):
        yield Facet("hours", hours_of, lambda hours: _points(hours, most, weights))


def time_reasons(query: ParsedQuery, resource: Resource) -> Iterator[str]:
    """That all of it fits, where the hours are known on both sides and not only guessed."""
    time = Time.of(query)
    if resource.hours and time.hours_per_week and time.weeks and max(resource.hours) <= time.most:
        yield f"fits into the {_hours(time)} you have"


def time_caveats(query: ParsedQuery, resource: Resource) -> Iterator[str]:
    """That not even the quickest get through it in the time."""
    time = Time.of(query)
    if resource.hours and min(resource.hours) > time.most:
        had = "you have about" if time.hours_per_week else "in the weeks you have I count on at most"
        yield f"takes {span(*hours_of(resource), 'hour')}; {had} {_hours(time)}"


def _points(hours: tuple[int, int], most: float, weights: Weights) -> float:
    low, high = hours
    if low > most:
        return weights.time_over * (2 if low >= most * MUCH_TOO_LONG else 1)
    return weights.time_fit if high <= most else 0.0


def _hours(time: Time) -> str:
    return span(max(time.most, 1), max(time.most, 1), "hour")
