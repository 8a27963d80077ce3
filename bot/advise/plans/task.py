"""What there is to learn for a goal, and the entries within the asker's limits that may teach it."""

from collections.abc import Iterable

from msgspec.structs import replace

from bot.advise.plans.cover import clashes, lacking, with_parts
from bot.advise.plans.goals import goal_of
from bot.advise.plans.hours import Time
from bot.advise.plans.known_skills import known_skills
from bot.advise.ranking.constraints import Constraint, constraints
from bot.advise.ranking.facets import facets
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex, Scored
from bot.advise.wording.plan_words import goal_name
from bot.catalogue import Catalogue, Resource
from bot.catalogue.allowed_values import LEVELS, MATHS
from bot.language import Language
from bot.understand import ParsedQuery


class Task:
    """Everything that is worked out once for one question.

    `aim` is the entry to come to, if it is one, `aims` are the skills to be learned, and `ease` those that make it
    easier. `pool` are the entries to choose from: `fit` is what they are worth at the goal, `worth` on the way to it.
    """

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
        self.name = goal_name(self.goal, query, catalogue, say)
        self.time = Time.of(query)
        self.aim = catalogue.get(self.goal.value) if self.goal.kind == "entry" else None
        self.topical = self._topical()
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

    def _topical(self) -> tuple[str, ...]:
        """The skills that the goal is about; none where it is an entry."""
        goal = self.goal
        return {"entry": (), "skill": (goal.value,), "topic": self.skills.of(goal.value)}[goal.kind]

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
        on_it = [entry for entry in self.allowed if self.is_on_subject(entry)]
        return max(on_it, key=lambda entry: self.fit[entry.id], default=None)

    def is_on_subject(self, entry: Resource) -> bool:
        """Whether the entry is on the topic or the skill that is the goal."""
        if self.goal.kind == "topic":
            return self.goal.value in entry.topics
        return self.goal.value in (*entry.teaches, *entry.requires)


def _conditions(query: ParsedQuery) -> list[Constraint]:
    """What every step must be. One step more of maths than was said is let through, as a caveat."""
    maths = MATHS[min(MATHS.index(query.math) + 1, len(MATHS) - 1)] if query.math else None
    return constraints(replace(query, topics=(), formats=()), Filters(cost=query.cost, math=maths))


def _scores(scored: Iterable[Scored]) -> dict[str, float]:
    return {entry.resource.id: entry.score for entry in scored}
