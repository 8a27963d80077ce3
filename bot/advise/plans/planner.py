"""An ordered plan from what a member knows to what they want to be able to do, within their limits."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from bot.advise.plans.cover import Field, clashes, cover, lacking, with_parts, without_spare
from bot.advise.plans.goals import goal_of
from bot.advise.plans.hours import BRISK, STEADY, Time, effort, hours_of
from bot.advise.plans.known_skills import build_idea, known_skills
from bot.advise.plans.plan import Dropped, Goal, Part, Passed, Plan, Step
from bot.advise.plans.time_limit import Route, cut, trimmed
from bot.advise.ranking.facets import Constraint, constraints, facets
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex, Scored
from bot.advise.wording import plan_words as words
from bot.advise.wording.terms import TOPIC, topic_name
from bot.catalogue import Catalogue, Resource, Skill
from bot.catalogue.allowed_values import ALONGSIDE, LEVELS, MATHS
from bot.language import Language
from bot.understand import ParsedQuery

__all__ = ["Dropped", "Goal", "Plan", "Step", "goal_of", "plan"]

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
DOING = frozenset({"project", "exercises", "event"})


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
    return _Planner(catalogue, index, query, known, told or query, say).plan()


class _Planner:
    """Everything that is worked out once for one question."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: RankIndex,
        query: ParsedQuery,
        known: frozenset[str],
        told: ParsedQuery,
        say: Language,
    ) -> None:
        self.catalogue, self.index, self.query, self.told, self.say = catalogue, index, query, told, say
        self.skills = catalogue.skills
        self.goal = goal_of(query, catalogue)
        self.name = words.goal_name(self.goal, query, catalogue, say)
        self.time = Time.of(query)
        self.aim = catalogue.get(self.goal.value) if self.goal.kind == "entry" else None
        self.topical = {"entry": (), "skill": (self.goal.value,), "topic": self.skills.of(self.goal.value)}[
            self.goal.kind
        ]
        learned = known | known_skills(query, catalogue)
        self.known = learned | self.skills.known_at(query.level).difference(self.topical)
        self.conditions = _conditions(query)
        self._allow(index.allowed(self.conditions))
        self._aim_at(self.aim)
        self.is_groundwork = False
        if not self._has_way():
            self._aim_at(self._stand_in())
        if not self._has_way():
            self._aim_at_groundwork()

    def _allow(self, mask: int) -> None:
        """Take the entries within the limits, with what they are worth as the goal and on the way to it."""
        asked = facets(self.query, self.index.weights)
        on_the_way = [facet for facet in asked if not facet.name.startswith("topic:")]
        self.fit = _scores(self.index.best(asked, mask, {}, 0))
        self.worth = _scores(self.index.best(on_the_way, mask, {}, 0))
        wholes = {entry.part_of for id_ in self.query.ids("done", "doing") if (entry := self.catalogue.get(id_))}
        within = [entry for entry in self.index.entries if entry.id in self.fit and entry.id not in wholes]
        self.allowed = with_parts(within, [entry for entry in self.catalogue if entry.part_of])

    def _aim_at(self, aim: Resource | None) -> None:
        """Work out the skills to be learned: those of the goal, or those that the entry to come to builds on."""
        self.aim = aim
        self.pool = [entry for entry in self.allowed if not (aim and clashes(entry, [aim]))]
        wanted = set(aim.requires if aim else self.topical) - self.known
        self.ease = self._easing() - wanted - self.known
        self.lacking = lacking(self.pool, self.known, wanted | self.ease)
        if own := self.lacking.intersection(aim.teaches if aim else ()):  # what builds on the goal does not ease it
            self.pool = [entry for entry in self.pool if own.isdisjoint(entry.requires)]
            self.lacking = lacking(self.pool, self.known, wanted | self.ease)
        self.aims, self.ease = wanted - self.lacking, self.ease - self.lacking

    def _has_way(self) -> bool:
        """Whether there is something to learn for the goal, or the goal is reached and one may go further."""
        return bool(self.aim or self.aims or self.known.intersection(self.topical))

    def _aim_at_groundwork(self) -> None:
        """Take the foundations, where nothing leads to the goal itself."""
        self.is_groundwork = True
        self.topical = self.skills.of("foundations")
        self._aim_at(None)

    def _easing(self) -> set[str]:
        """What learners of the entry that was named are taken to know, where the member stands below them."""
        if not (self.aim and self.goal.kind == "entry"):
            return set()
        own = LEVELS.index(self.query.level or "beginner")
        return set(self.skills.known_at(self.aim.level[0])) if own < self.aim.level_span[0] else set()

    def _stand_in(self) -> Resource | None:
        """The best entry on the subject, where no skill that can be learned from scratch stands for it."""
        on_it = [entry for entry in self.allowed if self._is_on_subject(entry)]
        return max(on_it, key=lambda entry: self.fit[entry.id], default=None)

    def _is_on_subject(self, entry: Resource) -> bool:
        if self.goal.kind == "topic":
            return self.goal.value in entry.topics
        return self.goal.value in (*entry.teaches, *entry.requires)

    def plan(self) -> Plan:
        """The plan."""
        route = self._within_time()
        if self.aim and self.aim.id not in self.fit:
            hidden = self.index.leaves_out(self.aim.id)
            why = self.say(words.HIDDEN) if hidden else words.beyond_limits(self.query, self.aim, self.say)
            route = replace(route, dropped=(Dropped(self.aim, why), *route.dropped))
        steps, missing = self._steps(route), self._missing(route)
        message = " ".join(filter(None, [self._notes(route), route.message]))
        hours = min(route.hours, self.time.most)
        done = tuple(self._done(route))
        return Plan(self.told, self.goal, self.name, steps, missing, route.dropped, round(hours), message, done)

    def _within_time(self) -> Route:
        """The best route that fits the time; else the beginning of the shortest."""
        routes = []
        for thrift in THRIFT:
            routes.append(trimmed(self._route(self._field(thrift)), self.time, self._field(0.0), self.say))
            if routes[-1].hours <= self.time.most:
                return routes[-1]
        brisk = [replace(route, pace=BRISK) for route in routes]
        shortest = min(brisk, key=lambda route: route.hours)
        if shortest.hours <= self.time.most:
            return replace(shortest, message=self.say(words.BRISK_NOTE))
        return cut(replace(shortest, pace=STEADY), self.time, self.say)

    def _field(self, thrift: float) -> Field:
        hours = {
            entry.id: thrift * effort(entry, self.skills) + (DETOUR if entry.format in ALONGSIDE else 0.0)
            for entry in self.pool
        }
        return Field(
            self.pool, self._prices(self.worth, hours), self._prices(self.fit, hours), self.known, self.lacking
        )

    def _prices(self, points: dict[str, float], hours: dict[str, float]) -> dict[str, float]:
        best = max((points[id_] for id_ in hours), default=0.0)
        return {id_: STEP_PRICE + best - points[id_] + more for id_, more in hours.items()}

    def _route(self, field: Field) -> Route:
        chosen = cover(field, self.aims)
        if self.aim and not any(entry.level_span[1] >= self.aim.level_span[0] for entry in chosen):
            chosen = cover(field, self.aims | self.ease)
        needed = without_spare(chosen, self.aims, field)
        parts = [(entry, self._part(entry, entry in needed)) for entry in chosen]
        if self.aim and self.aim.id in self.fit:
            parts.append((self.aim, "goal"))
        return self._with_extras(Route(tuple(parts), self.skills), field)

    def _part(self, entry: Resource, needed: bool) -> Part:
        if not needed:
            return "ease"
        return "goal" if not self.aim and self.aims.intersection(entry.teaches) else "need"

    def _with_extras(self, route: Route, field: Field) -> Route:
        """The route with a step that goes further where it is short, and one to put it all to work."""
        if self.goal.kind == "entry" or not (route.parts or self.known.intersection(self.topical)):
            return route
        wishes: list[Part] = ["further"] * (FEW_STEPS - len(route.parts))
        for part in (*wishes, PRACTICE):
            extra = self._extra(part, route.entries)
            if extra and len(route.parts) < USUAL_STEPS:
                route = replace(route, parts=(*route.parts, (extra, part)))
        return route

    def _extra(self, part: Part, chosen: Sequence[Resource]) -> Resource | None:
        gained = {skill for entry in chosen for skill in (*entry.requires, *entry.teaches)}
        state = self.known | gained
        highest = LEVELS.index(self.query.level or "beginner") + 1
        able = [
            entry for entry in self.pool
            if state.issuperset(entry.requires) and entry.level_span[0] <= highest
            and self._is_on_subject(entry) and not clashes(entry, chosen)
            and (entry.format in DOING if part == "practice" else _goes_further(entry, state))
            and not (part == "further" and entry.format in ALONGSIDE)
        ]  # fmt: skip
        return max(able, key=lambda entry: self.fit[entry.id] + _built_on(entry, state), default=None)

    def _steps(self, route: Route) -> tuple[Step, ...]:
        steps, state, clock, used = [], set(self.known), 0.0, set[str]()
        hours_per_week = self.time.pace(min(route.hours, self.time.most))
        for place, (entry, part) in enumerate(route.parts):
            new = tuple(skill for skill in dict.fromkeys(entry.teaches) if skill not in state)
            state.update(new)
            begin, clock = clock, min(clock + effort(entry, self.skills, route.pace), self.time.most)
            weeks = (begin / hours_per_week, clock / hours_per_week) if hours_per_week else None
            later = [*route.entries[place + 1 :], *([self.aim] if self.aim else [])]
            build = "" if entry.format in DOING else build_idea(self._first_aims(new), used, self.say)
            steps.append(Step(
                entry, weeks, hours_of(entry, self.skills), self._why(part, entry, new, later), build, new, part,
                entry.hours is None, words.caveat(self.query, entry, self.say), self._reach(part, entry, new),
            ))  # fmt: skip
        return tuple(steps)

    def _reach(self, part: Part, entry: Resource, new: Sequence[str]) -> str:
        """What a step leads to, in a few words: the skills that are new, or the thing itself where it is the aim."""
        own = entry is self.aim or part == "practice" or not new
        return words.short(entry) if own else words.named(self._first_aims(new), self.say)

    def _done(self, route: Route) -> Iterator[Passed]:
        """What is said to be done or known and what the level stands for, where the steps or the goal build on it."""
        needed = {*self.topical, *(skill for entry in route.entries for skill in entry.requires)}
        for entry in filter(None, map(self.catalogue.get, self.told.ids("done"))):
            if needed.intersection(entry.teaches):
                yield Passed(words.short(entry))
        for skill in self.told.knows:
            yield Passed(self.say.plain(TOPIC.get(skill.id, skill.name)))
        said = known_skills(self.told, self.catalogue).union(self.topical)
        if found := sorted(needed.intersection(self.skills.known_at(self.told.level)) - said):
            yield Passed(words.named(list(map(self.skills.skill, found)), self.say), is_assumed=True)

    def _first_aims(self, ids: Iterable[str]) -> list[Skill]:
        return [self.skills.skill(id_) for id_ in sorted(ids, key=lambda id_: id_ not in self.aims | self.ease)]

    def _why(self, part: Part, entry: Resource, new: Sequence[str], later: Sequence[Resource]) -> str:
        to = topic_name("foundations", self.say) if self.is_groundwork else self.name
        own = words.why(part, entry, self._first_aims(new), self.aims, later, to, self.say)
        return "; ".join(filter(None, [own, words.merits(self.query, entry, self.say)]))

    def _missing(self, route: Route) -> tuple[Skill, ...]:
        """What the steps, and an entry that the plan only leads up to, build on without anything that teaches it."""
        state, missing = set(self.known), dict[str, None]()
        ahead = [self.aim] if self.aim and self.aim.id not in self.fit else []
        dropped = [item.resource for item in route.dropped if item.resource != self.aim]
        left_out = {skill for entry in dropped for skill in entry.teaches}
        for entry in [*route.entries, *ahead]:
            if entry in ahead:
                state |= left_out  # the plan says that it left out what teaches these
            missing.update(dict.fromkeys(skill for skill in entry.requires if skill not in state))
            state.update(entry.teaches, missing)
        return tuple(map(self.skills.skill, missing))

    def _notes(self, route: Route) -> str:
        if not route.parts and not self.aim and not self.is_groundwork:
            return self._nothing() if self.aims else self.say(words.NOTHING_FURTHER)
        notes = [self.say(words.STATE_YOUR_LEVEL)] if not self.query.level and not self.known else []
        if self.is_groundwork:
            notes = [self._nothing(), *([self.say(words.GROUNDWORK)] if route.parts else [])]
        elif not self.aim and not self.aims:
            notes.append(self.say(words.ALREADY_THERE))
        doing = [entry for id_ in self.told.ids("doing") if (entry := self.catalogue.get(id_))]
        notes += [words.finish_first(entry, self.say) for entry in doing[:1]]
        if self.time.weeks and not self.time.hours_per_week and route.hours <= self.time.most:
            notes.append(words.assumed_pace(self.time, route.hours, self.say))
        return " ".join(notes)

    def _nothing(self) -> str:
        """That no way leads to the goal, and the one limit without which there would be one."""
        for place, condition in enumerate(self.conditions[1:], start=1):
            others = [*self.conditions[:place], *self.conditions[place + 1 :]]
            found = self.index.best(facets(self.query, self.index.weights), self.index.allowed(others), {}, 0)
            if entry := next((item.resource for item in found if self._is_on_subject(item.resource)), None):
                return words.nothing_within_limits(self.name, condition.label(self.say), entry, self.say)
        return self.say("Nothing in my list leads to {goal} yet.", goal=self.name)


def _conditions(query: ParsedQuery) -> list[Constraint]:
    """What every step must be. One step more of maths than was said is let through, as a caveat."""
    maths = MATHS[min(MATHS.index(query.math) + 1, len(MATHS) - 1)] if query.math else None
    return constraints(replace(query, topics=(), formats=()), Filters(cost=query.cost, math=maths))


def _scores(scored: Iterable[Scored]) -> dict[str, float]:
    return {entry.resource.id: entry.score for entry in scored}


def _goes_further(entry: Resource, state: frozenset[str]) -> bool:
    """Whether it adds to what is known and builds on some of it, as a first primer does not."""
    return not state.issuperset(entry.teaches) and not state.isdisjoint(entry.requires)


def _built_on(entry: Resource, state: Iterable[str]) -> float:
    return BUILDS_ON * min(len(set(entry.requires).intersection(state)), MOST_BUILT_ON)
