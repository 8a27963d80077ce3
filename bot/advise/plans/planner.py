"""An ordered plan from what a member knows to what they want to be able to do, within their limits."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bot.advise.plans.cover import Field, clashes, cover, without_spare
from bot.advise.plans.hours import BRISK, STEADY, effort
from bot.advise.plans.plan import DOING, Part, Plan
from bot.advise.plans.task import Task
from bot.advise.plans.telling import told_of
from bot.advise.plans.time_limit import Route, cut, trimmed
from bot.advise.ranking.index import RankIndex
from bot.advise.wording.plan_words import BRISK_NOTE
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import ALONGSIDE, LEVELS
from bot.language import Language
from bot.understand import ParsedQuery

PRACTICE: Part = "practice"
USUAL_STEPS = 5
FEW_STEPS = 2
STEP_PRICE = 4.0
"""What a step more costs, in points of the ranking."""
THRIFT = (0.02, 0.1, 0.4)
"""Points that an hour costs; the higher ones are tried where the time is short."""
BUILDS_ON, MOST_BUILT_ON = 1.0, 3
"""Points of a further step for each skill of the plan that it builds on."""
DETOUR = 8.0
"""The points that what goes along with learning costs more as a teacher."""


def plan(
    catalogue: Catalogue,
    index: RankIndex,
    query: ParsedQuery,
    known: frozenset[str] = frozenset(),
    *,
    told: ParsedQuery | None = None,
    say: Language,
) -> Plan:
    """The plan for a question. `known` are skills of the member beyond what the question says.

    `told` is the question without what others may not know of the asker, if that differs.
    """
    task = Task(catalogue, index, query, known, told or query, say)
    return told_of(task, _within_time(task))


def _within_time(task: Task) -> Route:
    """The best route that fits the time; else the beginning of the shortest."""
    routes = []
    for thrift in THRIFT:
        routes.append(trimmed(_route(task, _field(task, thrift)), task.time, _field(task, 0.0), task.say))
        if routes[-1].hours <= task.time.most:
            return routes[-1]
    brisk = [replace(route, pace=BRISK) for route in routes]
    shortest = min(brisk, key=lambda route: route.hours)
    if shortest.hours <= task.time.most:
        return replace(shortest, message=task.say(BRISK_NOTE))
    return cut(replace(shortest, pace=STEADY), task.time, task.say)


def _field(task: Task, thrift: float) -> Field:
    hours = {
        entry.id: thrift * effort(entry, task.skills) + (DETOUR if entry.format in ALONGSIDE else 0.0)
        for entry in task.pool
    }
    return Field(task.pool, _prices(task.worth, hours), _prices(task.fit, hours), task.known, task.lacking)


def _prices(points: dict[str, float], hours: dict[str, float]) -> dict[str, float]:
    best = max((points[id_] for id_ in hours), default=0.0)
    return {id_: STEP_PRICE + best - points[id_] + more for id_, more in hours.items()}


def _route(task: Task, field: Field) -> Route:
    chosen = cover(field, task.aims)
    if task.aim and not any(entry.level_span[1] >= task.aim.level_span[0] for entry in chosen):
        chosen = cover(field, task.aims | task.ease)
    needed = without_spare(chosen, task.aims, field)
    parts = [(entry, _part(task, entry, entry in needed)) for entry in chosen]
    if task.aim and task.aim.id in task.fit:
        parts.append((task.aim, "goal"))
    return _with_extras(task, Route(tuple(parts), task.skills))


def _part(task: Task, entry: Resource, needed: bool) -> Part:
    if not needed:
        return "ease"
    return "goal" if not task.aim and task.aims.intersection(entry.teaches) else "need"


def _with_extras(task: Task, route: Route) -> Route:
    """The route with a step that goes further where it is short, and one to put it all to work."""
    if task.goal.kind == "entry" or not (route.parts or task.known.intersection(task.topical)):
        return route
    wishes: list[Part] = ["further"] * (FEW_STEPS - len(route.parts))
    for part in (*wishes, PRACTICE):
        extra = _extra(task, part, route.entries)
        if extra and len(route.parts) < USUAL_STEPS:
            route = replace(route, parts=(*route.parts, (extra, part)))
    return route


def _extra(task: Task, part: Part, chosen: Sequence[Resource]) -> Resource | None:
    gained = {skill for entry in chosen for skill in (*entry.requires, *entry.teaches)}
    state = task.known | gained
    highest = LEVELS.index(task.query.level or "beginner") + 1
    able = [
        entry for entry in task.pool
        if state.issuperset(entry.requires) and entry.level_span[0] <= highest
        and task.is_on_subject(entry) and not clashes(entry, chosen)
        and (entry.format in DOING if part == "practice" else _goes_further(entry, state))
        and not (part == "further" and entry.format in ALONGSIDE)
    ]  # fmt: skip
    return max(able, key=lambda entry: task.fit[entry.id] + _built_on(entry, state), default=None)


def _goes_further(entry: Resource, state: frozenset[str]) -> bool:
    """Whether it adds to what is known and builds on some of it, as a first primer does not."""
    return not state.issuperset(entry.teaches) and not state.isdisjoint(entry.requires)


def _built_on(entry: Resource, state: Iterable[str]) -> float:
    return BUILDS_ON * min(len(set(entry.requires).intersection(state)), MOST_BUILT_ON)
