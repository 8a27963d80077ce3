"""Entries side by side on the same axes, and for whom each is the one to choose."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from bot.advise.plans.hours import span
from bot.advise.ranking.voice import Voice
from bot.advise.verdicts.wishes import heir, name_among, wishes, year_of
from bot.advise.wording.reasons import rating_of
from bot.advise.wording.terms import (
    KIND,
    MATH_AMOUNT,
    NOT_KNOWN,
    STATUS,
    cost_of,
    levels_of,
    maths_of,
    style_of,
    tool_name,
)
from bot.catalogue import Resource
from bot.language import Language, mark
from bot.understand import ParsedQuery

VOTES_AXIS = mark("Votes here")
MAX_CLAUSES = 3
MAX_TOOLS = 4
NO_EDGE = mark("you prefer its way of teaching; nothing else I compare sets it apart")


class Axis(Struct, frozen=True):
    """One point of comparison, with a short phrase for each entry in their order. `key` is its name in English."""

    key: str
    name: str
    values: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether all entries are alike in this. The axis still has a value for each of them."""
        return len(set(self.values)) == 1


class Comparison(Struct, frozen=True):
    """Entries side by side; `names`, `votes`, the values of each axis and `choices` are in the order of `resources`.

    `names` are their titles, with what tells them from a namesake among them. `unknown` are names asked about beside
    them that nothing here has.
    """

    resources: tuple[Resource, ...]
    names: tuple[str, ...]
    votes: tuple[int, ...]
    axes: tuple[Axis, ...]
    choices: tuple[str, ...]
    query: ParsedQuery
    unknown: tuple[str, ...] = ()


def compare(resources: Sequence[Resource], voice: Voice, query: ParsedQuery, say: Language) -> Comparison:
    """Two to four different entries side by side. `voice` is what the server says, if there is one."""
    votes = tuple(voice.helped(resource.id) for resource in resources)
    axes = [Axis(key, say(key), tuple(told(resource, say) for resource in resources)) for key, told in AXES.items()]
    if voice.counts:
        axes.append(Axis(VOTES_AXIS, say(VOTES_AXIS), tuple(str(count) for count in votes)))
    choices = tuple(_choice(resource, resources, query, say) for resource in resources)
    names = tuple(name_among(resource, resources, say) for resource in resources)
    return Comparison(tuple(resources), names, votes, tuple(axes), choices, query)


def _tools(resource: Resource, say: Language) -> str:
    names = [tool_name(framework.name) for framework in resource.frameworks]
    rest = [say("others")] if len(names) > MAX_TOOLS else []
    return say.all_of([*names[:MAX_TOOLS], *rest]) or say("none named")


def _hours(resource: Resource, say: Language) -> str:
    return span(resource.hours, say) if resource.hours else say(NOT_KNOWN)


def _status(resource: Resource, say: Language) -> str:
    state, successor = say(STATUS[resource.status]), resource.successor
    if not successor:
        return state
    title = f"{successor.title} ({successor.year})" if successor.year else successor.title
    return say("{state}, successor: {title}", state=state, title=title)


AXES: dict[str, Callable[[Resource, Language], str]] = {
    mark("Level"): levels_of,
    mark("Maths"): lambda resource, say: maths_of(resource, say, MATH_AMOUNT),
    mark("Style"): style_of,
    mark("Format"): lambda resource, say: say(KIND[resource.format]),
    mark("Hours"): _hours,
    mark("Cost"): cost_of,
    mark("Tools"): _tools,
    mark("Year"): lambda resource, say: str(year_of(resource) or say(NOT_KNOWN)),
    mark("Status"): _status,
    mark("Rating"): lambda resource, say: rating_of(resource, say) or say("none given"),
}
"""What entries are compared on, in the order in which it is shown, and how each says it."""


def _choice(own: Resource, resources: Sequence[Resource], query: ParsedQuery, say: Language) -> str:
    """For whom this entry is the one to choose, in one sentence."""
    name = name_among(own, resources, say)
    if own.status == "retired":
        return _gone(name, own, resources, say)
    wanted = wishes(own, resources, query, say)[: MAX_CLAUSES - bool(own.good_for)]
    notes = say.all_of([say("for {whom}", whom=whom) for whom in own.good_for[: MAX_CLAUSES - len(wanted)]])
    clauses = [say("you want {wishes}", wishes=say.all_of(wanted))] if wanted else []
    if notes and wanted:
        clauses.append(say("it is good {uses}", uses=notes))
    elif notes:
        clauses.append(say("you want something good {uses}", uses=notes))
    clauses = clauses or [say(NO_EDGE)]
    if warnings := say.all_of(list(_warnings(own, resources, say))):
        clauses.append(say("note {warnings}", warnings=warnings))
    return say("Choose {title} if {clauses}.", title=name, clauses="; ".join(clauses))


def _gone(name: str, own: Resource, resources: Sequence[Resource], say: Language) -> str:
    """That an entry is gone, and what to take instead."""
    next_one = heir(own, resources)
    if next_one and next_one.status == "retired":
        other = name_among(next_one, resources, say)
        return say(
            "{title} is no longer available, and neither is its successor, {successor}.", title=name, successor=other
        )
    if next_one:
        other = name_among(next_one, resources, say)
    elif own.successor:
        other = own.successor.title
    else:
        return say("{title} is no longer available, and I know of no successor.", title=name)
    return say("{title} is no longer available; take {successor} instead.", title=name, successor=other)


def _warnings(own: Resource, resources: Sequence[Resource], say: Language) -> Iterator[str]:
    next_one = heir(own, resources)
    if own.status == "dated":
        yield say("that it is dated")
    if next_one and next_one.status != "retired":
        yield say("that its successor is {title}", title=name_among(next_one, resources, say))
