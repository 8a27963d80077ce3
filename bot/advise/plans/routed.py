"""A curated route as an answer: what to reach in which order, and as a plan within the asker's limits and time."""

from collections.abc import Sequence

from bot.advise.answers import Advised, Near, Pick
from bot.advise.asker_conditions import lacked
from bot.advise.mentor import chosen
from bot.advise.plans.hours import Time
from bot.advise.plans.known_skills import known_skills
from bot.advise.plans.plan import Dropped, Goal, Passed, Plan, Step
from bot.advise.ranking.index import RankIndex
from bot.advise.ranking.voice import Voice
from bot.catalogue import Catalogue
from bot.catalogue.advice import Route, Stage
from bot.language import Language
from bot.understand import ParsedQuery

SHOWN = 3
MOST_STAGES = 7
"""So many stages are told; of more, the first ones and the last, which is where the route leads."""
WEEKS_A_MONTH = 4.3
KNOWN_SKILLS = {
    "python": ("python-basics",), "programming": (), "maths": ("linear-algebra", "calculus"),
    "statistics": ("probability", "statistics"), "machine-learning": ("machine-learning-basics", "scikit-learn"),
    "deep-learning": ("neural-networks", "deep-learning-basics"), "pytorch": ("pytorch",),
}  # fmt: skip
"""The skills that what an asker says they know stands for."""


def ahead(route: Route, query: ParsedQuery, catalogue: Catalogue) -> list[Stage]:
    """The stages that the asker still has before them: those of which they do not know all skills."""
    had = _said(query, catalogue) | catalogue.skills.known_at(query.level)
    if "programming" not in lacked(query) and query.level != "beginner":
        had.add("python-basics")  # who asks here can program, as a rule, and who cannot says so
    left = [stage for stage in route.stages if not had.issuperset(stage.skills)]
    return left or list(route.stages[-1:])


def behind(
    route: Route, left: Sequence[Stage], told: ParsedQuery, catalogue: Catalogue, say: Language
) -> tuple[Passed, ...]:
    """The stages that are not `left`, by what they give, as far as the question `told` says that they are done."""
    open_, said = [*left, *ahead(route, told, catalogue)], _said(told, catalogue)
    return tuple(
        Passed(say.all_of([say.plain(catalogue.skills.skill(id_).name) for id_ in stage.skills]),
               not said.issuperset(stage.skills))
        for stage in route.stages if stage not in open_
    )  # fmt: skip


def _said(query: ParsedQuery, catalogue: Catalogue) -> set[str]:
    """The skills that the asker says they have."""
    had = set(known_skills(query, catalogue))
    had.update(skill for known in query.told.knows for skill in KNOWN_SKILLS.get(known, ()))
    return had


def routed(
    route: Route, query: ParsedQuery, catalogue: Catalogue, index: RankIndex, voice: Voice, near: tuple[Near, ...],
    say: Language,
) -> Advised:  # fmt: skip
    """The order of a route in a sentence, with a way through each of its next stages."""
    stages = ahead(route, query, catalogue)
    told = stages if len(stages) <= MOST_STAGES else [*stages[: MOST_STAGES - 1], stages[-1]]
    low, high = (sum(stage.hours[end] for stage in stages) for end in (0, 1))
    order = "; ".join(f"{number}. {stage.reach}" for number, stage in enumerate(told, start=1))
    because = say("Plan on {low} to {high} hours in total.", low=low, high=high)
    if query.hours_per_week:
        months = max(round((low + high) / 2 / query.hours_per_week / WEEKS_A_MONTH), 1)
        pace = say.counted(
            "At your pace that is about {count} month.", "At your pace that is about {count} months.", months
        )
        because = f"{because} {pace}"
    picks = [pick for stage in stages[:SHOWN] for pick in chosen(catalogue, index, stage.ways, query, voice)[:1]]
    proof = say("The first stage is done when you can do this: {project}", project=stages[0].project)
    answer = say("In this order: {order}.", order=order)
    return Advised(query, route.id, answer, because, tuple(_distinct(picks)), proof, near, route.verified.date)


def planned(
    route: Route, goal: Goal, name: str, query: ParsedQuery, catalogue: Catalogue, index: RankIndex, voice: Voice,
    say: Language, told: ParsedQuery | None = None,
) -> Plan | None:  # fmt: skip
    """The route as a plan: a way through each stage that is left, as many as the time allows; None where no way is.

    `told` is the question without what others may not know of the asker, if that differs.
    """
    time, clock, total = Time.of(query), 0.0, 0.0
    steps: list[Step] = []
    dropped: list[Dropped] = []
    stages = ahead(route, query, catalogue)
    ways = [(stage, found[0]) for stage in stages if (found := chosen(catalogue, index, stage.ways, query, voice))]
    if not ways:
        return None
    hours_per_week = time.pace(min(sum(_usual(stage) for stage, _ in ways), time.most))
    for stage, pick in ways:
        if steps and clock + stage.hours[0] > time.most:
            dropped.append(Dropped(pick.resource, say("it doesn't fit into your time")))
            continue
        if any(step.resource.id == pick.resource.id for step in steps):
            continue
        begin, clock = clock, min(clock + _usual(stage), time.most)
        total += _usual(stage)
        weeks = (begin / hours_per_week, clock / hours_per_week) if hours_per_week else None
        steps.append(Step(pick.resource, weeks, stage.hours, f"{stage.reach}: {pick.line}", stage.project,
                          stage.skills, reach=stage.reach))  # fmt: skip
    done = behind(route, stages, told or query, catalogue, say)
    hours = round(min(total, time.most))
    return Plan(told or query, goal, name, tuple(steps), (), tuple(dropped), hours, "", done)


def _usual(stage: Stage) -> float:
    return sum(stage.hours) / 2


def _distinct(picks: Sequence[Pick]) -> list[Pick]:
    return list({pick.resource.id: pick for pick in picks}.values())
