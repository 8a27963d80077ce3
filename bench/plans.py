"""Measure what a plan, its picture and a page of the list cost: `python -m bench.plans [--profile]`.

Each figure is CPU milliseconds (`time.process_time`), the median over several rounds of a few goals or filters, on the
shipped entries and on made-up ones (bench/made.py). "Sorted" is what a page is held against: all entries that pass,
found one by one and sorted, without the counts beside each choice.
"""

import argparse
import cProfile
import gc
import pstats
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from statistics import median

from bench.made import catalogue_of
from bench.table import Row, aligned
from bot.advise import Filters, Guide, Plan
from bot.advise.plans.planner import plan
from bot.advise.ranking.browse import PAGE, page
from bot.advise.ranking.facets import constraints
from bot.advise.ranking.index import RankIndex, prior
from bot.catalogue import Catalogue, Resource, load_catalogue
from bot.discord_app.questions.plan_card import path_card
from bot.discord_app.questions.plan_picture import timeline
from bot.language import ENGLISH
from bot.run.settings import default_knowledge_file
from bot.understand import Lexicon, ParsedQuery

SIZES = (16, 300, 3_000, 30_000)
GOALS = (
    "roadmap to computer vision, beginner, 5 hours a week, no heavy maths",
    "get me ready for the Goodfellow book, beginner, 6 hours a week for 40 weeks",
    "learn diffusion models step by step",
    "I finished fast.ai, plan for nlp in 8 weeks",
    "plan: learn computer vision, beginner, 3 hours a week in 4 weeks",
)
FILTERS = (Filters(), Filters(format="course"), Filters(level="beginner", math="light", cost="free"))

Task = Callable[[], object]


def tasks_of(guide: Guide) -> dict[str, list[Task]]:
    """What is measured, by its name, each with one task for a goal or filter."""
    queries = [guide.parse(goal) for goal in GOALS]
    plans = [planned(guide, query) for query in queries]
    return {
        "plan": [partial(planned, guide, query) for query in queries],
        "picture": [partial(timeline, found, say=ENGLISH) for found in plans],
        "card": [partial(path_card, found, None, say=ENGLISH) for found in plans],
        "first page": [partial(page, guide.index, filters, 1) for filters in FILTERS],
        "last page": [partial(page, guide.index, filters, len(guide.catalogue)) for filters in FILTERS],
        "sorted": [partial(first_by_sorting, guide.index, filters) for filters in FILTERS],
    }


def planned(guide: Guide, query: ParsedQuery) -> Plan:
    return plan(guide.catalogue, guide.index, query, say=ENGLISH)


def first_by_sorting(index: RankIndex, filters: Filters) -> list[Resource]:
    """The first page as anyone would write it."""
    conditions = constraints(filters.applied_to(ParsedQuery()), filters)
    passing = (entry for entry in index.entries if all(item.allows(item.key(entry)) for item in conditions))
    return list(islice(sorted(passing, key=lambda entry: (-prior(entry, index.weights), entry.id)), PAGE))


def cpu(task: Task) -> float:
    before = time.process_time()
    task()
    return (time.process_time() - before) * 1000


def measure(guide: Guide, rounds: int) -> dict[str, float]:
    """The median milliseconds of each task, after a first pass that fills the caches."""
    tasks = tasks_of(guide)
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for own in tasks.values():
        [task() for task in own]
    for _ in range(rounds):
        gc.collect()
        for name, own in tasks.items():
            times[name] += [cpu(task) for task in own]
    return {name: median(own) for name, own in times.items()}


def profile(guide: Guide, name: str) -> None:
    profiler = cProfile.Profile(time.process_time)
    for task in tasks_of(guide)[name]:
        profiler.runcall(task)
    print(f"\n{name}")
    pstats.Stats(profiler).sort_stats("tottime").print_stats(14)


def report(measured: dict[int, dict[str, float]], sizes: Sequence[int]) -> str:
    names = list(measured[sizes[0]])
    rows = [[name, *(f"{measured[size][name]:,.2f}" for size in sizes)] for name in names]
    return aligned([["CPU ms, medians", *(f"{size:,}" for size in sizes)], *rows])


def rows(*, quick: bool) -> list[Row]:
    """What stands in the table of all measurements: a page of the list beside the same by sorting."""
    found = []
    sizes, rounds = ((300,), 1) if quick else ((300, 30_000), 5)
    largest = catalogue_of(max(sizes), load_catalogue(default_knowledge_file()))
    for size in sizes:
        measured = measure(Guide(Catalogue(largest.resources[:size]), Lexicon.shipped()), rounds)
        ours, its = measured["first page"], measured["sorted"]
        what, how = (
            f"a page of /browse, {size:,} entries",
            "beside filtering and sorting all, without counts; CPU",
        )
        found.append(Row(what, f"{ours:.2f} ms", f"{its:.2f} ms", ours / its, None, how))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="entries")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--profile", action="store_true", help="profile the largest size instead")
    options = parser.parse_args()
    largest = catalogue_of(max(options.sizes), load_catalogue(default_knowledge_file()))
    guides = {size: Guide(Catalogue(largest.resources[:size]), Lexicon.shipped()) for size in options.sizes}
    if options.profile:
        for name in ("plan", "first page", "last page"):
            profile(guides[max(options.sizes)], name)
        return
    measured = {}
    for size, guide in guides.items():
        measured[size] = measure(guide, options.rounds)
        print(f"{size:,} entries: {', '.join(f'{name} {ms:,.2f}' for name, ms in measured[size].items())}", flush=True)
    print(f"\n{report(measured, options.sizes)}")


if __name__ == "__main__":
    main()
