"""Whether somebody is ready for an entry, and the shortest bridge to it where they are not."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from bot.advise.plans.cover import Field, clashes, cover, lacking
from bot.advise.plans.hours import effort
from bot.advise.plans.known_skills import known_skills
from bot.advise.plans.next import with_progress
from bot.advise.ranking.constraints import constraints
from bot.advise.ranking.facets import facets
from bot.advise.ranking.filters import Filters
from bot.advise.ranking.index import RankIndex
from bot.catalogue import Catalogue, Resource, Skill, SkillGraph
from bot.catalogue.allowed_values import LEVELS
from bot.understand import ParsedQuery

STEP_PRICE, HOUR_PRICE = 4.0, 0.1
"""What a step and an hour of it cost, in points of the ranking: a bridge is to be short before it is anything else."""
NO_PROGRESS: Mapping[str, str] = MappingProxyType({})


class Asker(Struct, frozen=True):
    """What is known of who asks: what their question says, and their list where nobody else sees the answer.

    `progress` has "done" or "doing" by id.
    """

    query: ParsedQuery
    progress: Mapping[str, str]


NOBODY = Asker(ParsedQuery(), NO_PROGRESS)
"""Somebody of whom nothing is known."""


class Readiness(Struct, frozen=True):
    """What stands between somebody and an entry: nothing, where no skill is `missing`.

    `bridge` has the entries that teach what is missing, in order; `bring` what one needs that none of them teaches.
    `by_list`: whether their list told something. `done` is the entry, or the whole that it is a part of, where their
    list has it as done; then nothing else is said.
    """

    missing: tuple[Skill, ...] = ()
    bridge: tuple[Resource, ...] = ()
    bring: tuple[Skill, ...] = ()
    by_list: bool = False
    done: Resource | None = None


def readiness(catalogue: Catalogue, index: RankIndex, resource: Resource, asker: Asker) -> Readiness | None:
    """What the asker still needs for this entry; None where nothing is known that would tell."""
    for id_ in (resource.id, resource.part_of or ""):
        if asker.progress.get(id_) == "done":
            return Readiness(by_list=True, done=catalogue.get(id_))
    query = _settled(with_progress(catalogue, asker.query, asker.progress))
    if not _can_tell(resource, query):
        return None
    skills = catalogue.skills
    known = known_skills(query, catalogue) | skills.known_at(query.level)
    by_list = "done" in asker.progress.values()
    missing = tuple(skill for skill in dict.fromkeys(resource.requires) if skill not in known)
    if not missing:
        told = query.knows or _level(catalogue, query) >= resource.level_span[0]
        return Readiness(by_list=by_list) if told else None
    bridge = _bridge(index, resource, query, known, missing, skills)
    bring = _brought([*bridge, resource], known)
    return Readiness(tuple(map(skills.skill, missing)), bridge, tuple(map(skills.skill, bring)), by_list)


def _can_tell(resource: Resource, query: ParsedQuery) -> bool:
    """Whether something is known of the asker and of what the entry builds on, and it is still to be done."""
    open_ = resource.status != "retired" and resource.id not in query.ids("done")
    return bool(open_ and resource.requires and (query.level or query.ids("done") or query.knows))


def _settled(query: ParsedQuery) -> ParsedQuery:
    """The question with only those names that say what is done or not wanted: what is begun is not yet known."""
    return replace(query, named=tuple(item for item in query.named if item.role in ("done", "avoid")))


def _level(catalogue: Catalogue, query: ParsedQuery) -> int:
    """The level that was said, or else the one that what is done leads up to."""
    if query.level:
        return LEVELS.index(query.level)
    done = (catalogue.get(id_) for id_ in query.ids("done"))
    return max((entry.level_span[1] for entry in done if entry and entry.knows("level")), default=0)


def _bridge(
    index: RankIndex,
    resource: Resource,
    query: ParsedQuery,
    known: frozenset[str],
    missing: tuple[str, ...],
    skills: SkillGraph,
) -> tuple[Resource, ...]:
    """The entries that teach what is missing."""
    conditions = constraints(replace(query, topics=(), formats=()), Filters(cost=query.cost))
    worth = {item.resource.id: item.score
             for item in index.best(facets(query, index.weights), index.allowed(conditions), {}, 0)}  # fmt: skip
    pool = [entry for entry in index.entries if entry.id in worth and not clashes(entry, [resource])]
    best = max((worth[entry.id] for entry in pool), default=0.0)
    hours = {entry.id: effort(entry, skills) for entry in pool}
    price = {id_: STEP_PRICE + HOUR_PRICE * takes + best - worth[id_] for id_, takes in hours.items()}
    without = lacking(pool, known, missing)
    return tuple(cover(Field(pool, price, price, known, without), set(missing) - without))


def _brought(entries: list[Resource], known: frozenset[str]) -> tuple[str, ...]:
    """What the entries build on, in their turn, that neither is known nor has been taught before it."""
    state, brought = set(known), dict[str, None]()
    for entry in entries:
        brought.update(dict.fromkeys(skill for skill in entry.requires if skill not in state))
        state.update(entry.teaches, brought)
    return tuple(brought)
