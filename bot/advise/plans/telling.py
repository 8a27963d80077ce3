"""What a plan says: each of its steps, what lies behind the asker, what is missing, and what to know of the whole."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from bot.advise.plans.hours import effort, hours_of
from bot.advise.plans.known_skills import build_idea, known_skills
from bot.advise.plans.plan import DOING, Dropped, Part, Passed, Plan, Step
from bot.advise.plans.task import Task
from bot.advise.plans.time_limit import Route
from bot.advise.ranking.facets import facets
from bot.advise.wording import plan_words as words
from bot.advise.wording.terms import TOPIC, topic_name
from bot.catalogue import Resource, Skill


def told_of(task: Task, route: Route) -> Plan:
    """The route as a plan, in words."""
    if task.aim and task.aim.id not in task.fit:
        hidden = task.index.leaves_out(task.aim.id)
        why = task.say(words.HIDDEN) if hidden else words.beyond_limits(task.query, task.aim, task.say)
        route = replace(route, dropped=(Dropped(task.aim, why), *route.dropped))
    steps, missing = _steps(task, route), _missing(task, route)
    message = " ".join(filter(None, [_notes(task, route), route.message]))
    hours = min(route.hours, task.time.most)
    done = tuple(_done(task, route))
    return Plan(task.told, task.goal, task.name, steps, missing, route.dropped, round(hours), message, done)


def _steps(task: Task, route: Route) -> tuple[Step, ...]:
    steps, state, clock, used = [], set(task.known), 0.0, set[str]()
    hours_per_week = task.time.pace(min(route.hours, task.time.most))
    for place, (entry, part) in enumerate(route.parts):
        new = tuple(skill for skill in dict.fromkeys(entry.teaches) if skill not in state)
        state.update(new)
        begin, clock = clock, min(clock + effort(entry, task.skills, route.pace), task.time.most)
        weeks = (begin / hours_per_week, clock / hours_per_week) if hours_per_week else None
        later = [*route.entries[place + 1 :], *([task.aim] if task.aim else [])]
        build = "" if entry.format in DOING else build_idea(_first_aims(task, new), used, task.say)
        steps.append(Step(
            entry, weeks, hours_of(entry, task.skills), _why(task, part, entry, new, later), build, new, part,
            entry.hours is None, words.caveat(task.query, entry, task.say), _reach(task, part, entry, new),
        ))  # fmt: skip
    return tuple(steps)


def _reach(task: Task, part: Part, entry: Resource, new: Sequence[str]) -> str:
    """What a step leads to, in a few words: the skills that are new, or the thing itself where it is the aim."""
    own = entry is task.aim or part == "practice" or not new
    return words.short(entry) if own else words.named(_first_aims(task, new), task.say)


def _done(task: Task, route: Route) -> Iterator[Passed]:
    """What is said to be done or known and what the level stands for, where the steps or the goal build on it."""
    needed = {*task.topical, *(skill for entry in route.entries for skill in entry.requires)}
    for entry in filter(None, map(task.catalogue.get, task.told.ids("done"))):
        if needed.intersection(entry.teaches):
            yield Passed(words.short(entry))
    for skill in task.told.knows:
        yield Passed(task.say.plain(TOPIC.get(skill.id, skill.name)))
    said = known_skills(task.told, task.catalogue).union(task.topical)
    if found := sorted(needed.intersection(task.skills.known_at(task.told.level)) - said):
        yield Passed(words.named(list(map(task.skills.skill, found)), task.say), is_assumed=True)


def _first_aims(task: Task, ids: Iterable[str]) -> list[Skill]:
    return [task.skills.skill(id_) for id_ in sorted(ids, key=lambda id_: id_ not in task.aims | task.ease)]


def _why(task: Task, part: Part, entry: Resource, new: Sequence[str], later: Sequence[Resource]) -> str:
    to = topic_name("foundations", task.say) if task.is_groundwork else task.name
    own = words.why(part, entry, _first_aims(task, new), task.aims, later, to, task.say)
    return "; ".join(filter(None, [own, words.merits(task.query, entry, task.say)]))


def _missing(task: Task, route: Route) -> tuple[Skill, ...]:
    """What the steps, and an entry that the plan only leads up to, build on without anything that teaches it."""
    state, missing = set(task.known), dict[str, None]()
    ahead = [task.aim] if task.aim and task.aim.id not in task.fit else []
    dropped = [item.resource for item in route.dropped if item.resource != task.aim]
    left_out = {skill for entry in dropped for skill in entry.teaches}
    for entry in [*route.entries, *ahead]:
        if entry in ahead:
            state |= left_out  # the plan says that it left out what teaches these
        missing.update(dict.fromkeys(skill for skill in entry.requires if skill not in state))
        state.update(entry.teaches, missing)
    return tuple(map(task.skills.skill, missing))


def _notes(task: Task, route: Route) -> str:
    if not route.parts and not task.aim and not task.is_groundwork:
        return _nothing(task) if task.aims else task.say(words.NOTHING_FURTHER)
    notes = [task.say(words.STATE_YOUR_LEVEL)] if not task.query.level and not task.known else []
    if task.is_groundwork:
        notes = [_nothing(task), *([task.say(words.GROUNDWORK)] if route.parts else [])]
    elif not task.aim and not task.aims:
        notes.append(task.say(words.ALREADY_THERE))
    doing = [entry for id_ in task.told.ids("doing") if (entry := task.catalogue.get(id_))]
    notes += [words.finish_first(entry, task.say) for entry in doing[:1]]
    if task.time.weeks and not task.time.hours_per_week and route.hours <= task.time.most:
        notes.append(words.assumed_pace(task.time, route.hours, task.say))
    return " ".join(notes)


def _nothing(task: Task) -> str:
    """That no way leads to the goal, and the one limit without which there would be one."""
    for place, condition in enumerate(task.conditions[1:], start=1):
        others = [*task.conditions[:place], *task.conditions[place + 1 :]]
        found = task.index.best(facets(task.query, task.index.weights), task.index.allowed(others), {}, 0)
        if entry := next((item.resource for item in found if task.is_on_subject(item.resource)), None):
            return words.nothing_within_limits(task.name, condition.label(task.say), entry, task.say)
    return task.say("Nothing in my list leads to {goal} yet.", goal=task.name)
