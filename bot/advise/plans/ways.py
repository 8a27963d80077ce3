"""Which way leads to what somebody wants to learn: a curated route, a plan worked out, or what comes next."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.advise.answers import Advised, Notice, Recommendation, WhichOne
from bot.advise.asker_conditions import route_for
from bot.advise.by_name import meaning_of
from bot.advise.mentor import near
from bot.advise.plans.goals import goal_of, says_goal
from bot.advise.plans.next import after, at_level_reached, with_progress
from bot.advise.plans.plan import Plan
from bot.advise.plans.planner import plan
from bot.advise.plans.readiness import NO_PROGRESS
from bot.advise.plans.routed import planned, routed
from bot.advise.question import Question
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import SILENCE
from bot.advise.verdicts.review import asked_back, which_one
from bot.advise.wording.plan_words import goal_name
from bot.catalogue import Catalogue
from bot.catalogue.advice import Route
from bot.language import Language, mark
from bot.understand import Named, ParsedQuery

NO_GOAL = mark(
    "I know no way to that: I only plan how to learn machine learning. Give me a subject, a skill or a resource, for "
    "example computer vision, or ready for the Goodfellow book."
)


def way(asked: Question) -> Advised | Plan | Recommendation | None:
    """What comes next for somebody who has finished something, a plan where time was said, else a route."""
    query, catalogue, index = asked.query, asked.catalogue, asked.index
    timed = bool(query.hours_per_week or query.weeks or query.hours)
    if query.ids("done") and not timed:
        found = what_follows(asked)
        return found if found.picks else None
    route = _route(query, catalogue)
    if route and not timed:
        return routed(route, query, catalogue, index, asked.voice, near(catalogue, query, (), ()), asked.say)
    made = plan_for(query, catalogue, index, asked.say) if timed or query.topics or query.named else None
    return made if made and made.steps else None


def what_follows(asked: Question) -> Recommendation:
    """What comes after what a question says is done."""
    query = at_level_reached(asked.catalogue, asked.query)
    return replace(asked.recommended(query), message=after(asked.catalogue, query, asked.say))


def plan_for(
    asked: ParsedQuery,
    catalogue: Catalogue,
    index: RankIndex,
    say: Language,
    progress: Mapping[str, str] = NO_PROGRESS,
    *,
    alone: bool = False,
) -> Plan:
    """The plan for a question: the curated route that fits, else one worked out by `bot.advise.plans.planner`.

    `progress` has "done" or "doing" by id, for a member. It makes the plan shorter, which tells of it only where the
    member is `alone` with it.
    """
    query = with_progress(catalogue, asked, progress)
    told = query if alone else asked
    goal = goal_of(query, catalogue)
    if goal.kind != "entry" and (route := _route(query, catalogue, goal.value)):
        name = goal_name(goal, query, catalogue, say)
        if found := planned(route, goal, name, query, catalogue, index, SILENCE, say, told):
            return found
    return plan(catalogue, index, query, told=told, say=say)


def with_goal(asked: Question, typed: str) -> ParsedQuery | WhichOne | Notice:
    """The question with the goal that was typed for a plan; what to ask, or that it is none we know."""
    query, catalogue = asked.query, asked.catalogue
    unclear = next((item for item in query.named if item.role in ("asked", "mentioned")), None)
    if unclear and unclear.alternatives:
        return asked_back(catalogue, unclear)
    if not typed.strip() or says_goal(query, catalogue):
        return query
    meant = meaning_of(typed, catalogue, asked.names)
    if meant.id:
        return replace(query, named=(Named(meant.id, "asked", typed=typed),))
    back = which_one(catalogue, typed, meant)
    return back if back.options else Notice(query, asked.say(NO_GOAL), light=True)


def _route(query: ParsedQuery, catalogue: Catalogue, goal: str = "") -> Route | None:
    """The curated route to a goal or to what the question is about, for this asker."""
    routes = tuple(catalogue.advice.routes.values())
    return route_for(routes, list(filter(None, [*query.subjects, goal, *query.topics])), query)
