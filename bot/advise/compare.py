"""Entries side by side on the same axes, and for whom each is the one to choose."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.advise.wishes import heir, name_among, tool_name, wishes, year_of
from bot.advise.wording import COST, listed, rating_of
from bot.catalogue import Resource
from bot.catalogue.vocabulary import Status, Style
from bot.understand import ParsedQuery

VOTES_AXIS = "Votes here"
MAX_CLAUSES = 3
MAX_TOOLS = 4
NOT_KNOWN = "not known"
NO_EDGE = "its way of teaching appeals to you more; in what I compare nothing sets it apart"

STATUS: dict[Status, str] = {"current": "current", "dated": "dated", "retired": "gone"}
STYLE: dict[Style, str] = {
    "hands-on": "hands-on",
    "balanced": "practice and theory",
    "theory": "theory",
    "reference": "for looking things up",
}


@dataclass(frozen=True, slots=True)
class Axis:
    """One point of comparison, with a short phrase for each entry in their order."""

    name: str
    values: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether all entries are alike in this. The axis still has a value for each of them."""
        return len(set(self.values)) == 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Entries side by side; `votes`, the values of each axis and `choices` are in the order of `resources`."""

    resources: tuple[Resource, ...]
    votes: tuple[int, ...]
    axes: tuple[Axis, ...]
    choices: tuple[str, ...]
    query: ParsedQuery

    @property
    def names(self) -> tuple[str, ...]:
        """What the entries are called here: their titles, with what tells them from a namesake among them."""
        return tuple(name_among(resource, self.resources) for resource in self.resources)


def compare(resources: Sequence[Resource], tally: Mapping[str, int], query: ParsedQuery) -> Comparison:
    """Two to four different entries side by side. `tally` has the votes of the server, if there is one."""
    votes = tuple(tally.get(resource.id, 0) for resource in resources)
    axes = [Axis(name, tuple(say(resource) for resource in resources)) for name, say in AXES.items()]
    if tally:
        axes.append(Axis(VOTES_AXIS, tuple(str(count) for count in votes)))
    choices = tuple(_choice(resource, resources, query) for resource in resources)
    return Comparison(tuple(resources), votes, tuple(axes), choices, query)


def _tools(resource: Resource) -> str:
    names = [tool_name(framework.name) for framework in resource.frameworks]
    rest = ["others"] if len(names) > MAX_TOOLS else []
    return listed([*names[:MAX_TOOLS], *rest]) or "none named"


def _hours(resource: Resource) -> str:
    return " to ".join(dict.fromkeys(str(hours) for hours in resource.hours or ())) or NOT_KNOWN


def _status(resource: Resource) -> str:
    successor = resource.successor
    if not successor:
        return STATUS[resource.status]
    year = f" ({successor.year})" if successor.year else ""
    return f"{STATUS[resource.status]}, successor: {successor.title}{year}"


AXES: dict[str, Callable[[Resource], str]] = {
    "Level": lambda resource: " to ".join(dict.fromkeys(resource.level)),
    "Maths": lambda resource: resource.math,
    "Style": lambda resource: STYLE[resource.style],
    "Format": lambda resource: resource.format,
    "Hours": _hours,
    "Cost": lambda resource: COST[resource.cost],
    "Tools": _tools,
    "Year": lambda resource: str(year_of(resource) or NOT_KNOWN),
    "Status": _status,
    "Rating": lambda resource: rating_of(resource) or "none given",
}
"""What entries are compared on, in the order in which it is shown, and how each says it."""


def _choice(own: Resource, resources: Sequence[Resource], query: ParsedQuery) -> str:
    """For whom this entry is the one to choose, in one sentence."""
    name = name_among(own, resources)
    if own.status == "retired":
        return f"{name} is gone{_instead(own, resources)}."
    wanted = wishes(own, resources, query)[: MAX_CLAUSES - bool(own.good_for)]
    notes = " and for ".join(own.good_for[: MAX_CLAUSES - len(wanted)])
    if wanted:
        clauses = [f"you want {listed(wanted)}", *([f"it is good for {notes}"] if notes else [])]
    else:
        clauses = [f"you want something good for {notes}" if notes else NO_EDGE]
    warnings = listed(list(_warnings(own, resources)))
    return f"Choose {name} if {'; '.join([*clauses, *([f'mind {warnings}'] if warnings else [])])}."


def _instead(own: Resource, resources: Sequence[Resource]) -> str:
    next_one = heir(own, resources)
    if next_one and next_one.status == "retired":
        return f", and so is its successor, {name_among(next_one, resources)}"
    if next_one:
        return f"; take {name_among(next_one, resources)} instead"
    return f"; take {own.successor.title} instead" if own.successor else ", and I know of no successor"


def _warnings(own: Resource, resources: Sequence[Resource]) -> Iterator[str]:
    next_one = heir(own, resources)
    if own.status == "dated":
        yield "that it is dated"
    if next_one and next_one.status != "retired":
        yield f"that its successor is {name_among(next_one, resources)}"
