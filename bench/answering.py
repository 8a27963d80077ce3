"""Measure understanding and ranking per question: `python bench/answering.py [--profile]`.

Each figure is CPU time (`time.process_time`) of the median of several rounds; in a round the guide and its peers
take turns, question after question, after an unmeasured first pass that fills every cache. Peers on catalogues
where they need seconds are asked only some of the questions; a ratio compares the same questions. "first" is that
first pass, with all caches empty. Entries beyond the shipped ones are made up (bench/made.py).
"""

import argparse
import cProfile
import gc
import pstats
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from rank_bm25 import BM25Okapi
from rapidfuzz import fuzz, process, utils

from bench.baselines import SHOWN, document
from bench.made import catalogue_of
from bench.table import aligned
from bot.advise import Guide
from bot.catalogue import Catalogue, load_catalogue
from bot.settings import default_knowledge_file
from bot.understand import Lexicon
from tests.questions.expectations import load

SIZES = (16, 300, 3_000, 30_000)
QUESTIONS = Path(__file__).parent.parent / "tests" / "questions" / "first.yaml"
LONG_WORDS = 300
MEASURED = 12_000
"""About so many pairs of a question and an entry are measured for a peer in each round."""

Ask = Callable[[str], object]


def chosen_questions(count: int) -> list[str]:
    """Questions evenly from all over the file, and last one of 300 words, made of the first ones joined."""
    asked = [item["ask"] for item in load(QUESTIONS)]
    words = " ".join(asked).split()
    return [*asked[:: max(len(asked) // count, 1)][:count], " ".join(words[:LONG_WORDS])]


def guide_of(catalogue: Catalogue) -> Guide:
    return Guide(catalogue, Lexicon.shipped())


def asking(guide: Guide) -> Ask:
    return lambda question: guide.answer(guide.parse(question))


def fuzzy(texts: Sequence[str]) -> Ask:
    scorer, folded = fuzz.WRatio, utils.default_process
    return lambda question: process.extract(question, texts, scorer=scorer, processor=folded, limit=SHOWN)


def bm25(texts: Sequence[str]) -> Ask:
    index = BM25Okapi([text.lower().split() for text in texts])
    return lambda question: index.get_scores(question.lower().split())


def cpu(ask: Callable[[], object]) -> float:
    before = time.process_time()
    ask()
    return (time.process_time() - before) * 1000


def rounds_of(
    asks: Mapping[str, Ask], some: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, dict[str, float]]:
    """The median milliseconds of each question that each one is asked."""
    times: dict[str, dict[str, list[float]]] = {name: {text: [] for text in some[name]} for name in asks}
    for _ in range(rounds):
        gc.collect()
        for text in some["guide"]:
            for name, ask in asks.items():
                if text in times[name]:
                    times[name][text].append(cpu(lambda ask=ask, text=text: ask(text)))
    return {name: {text: median(own) for text, own in asked.items()} for name, asked in times.items()}


def measure(catalogue: Catalogue, questions: Sequence[str], rounds: int) -> dict[str, float]:
    """All figures for one catalogue, in milliseconds or as ratios to the guide on the same questions."""
    built: list[Guide] = []
    build = cpu(lambda: built.append(guide_of(catalogue)))
    texts = [document(entry) for entry in catalogue]
    titles = [entry.title for entry in catalogue]
    asks = {"guide": asking(built[0]), "fuzz": fuzzy(texts), "titles": fuzzy(titles), "bm25": bm25(texts)}
    step = max(len(questions) * len(texts) // MEASURED, 1)
    some = {name: questions if name == "guide" else questions[::-step] for name in asks}
    first = [cpu(lambda text=text: asks["guide"](text)) for text in questions]
    times = rounds_of(asks, some, rounds)
    usual = list(times["guide"].values())[:-1]
    figures = {"build": build, "first": sum(first) / len(first), "guide": sum(usual) / len(usual)}
    figures |= {"slowest": max(usual), "long": times["guide"][questions[-1]]}
    for peer in ("fuzz", "titles", "bm25"):
        ours = sum(times["guide"][text] for text in some[peer])
        theirs = sum(times[peer].values())
        figures |= {peer: theirs / len(some[peer]), f"{peer} / guide": theirs / ours}
    return figures


def profile(catalogue: Catalogue, questions: Sequence[str]) -> None:
    ask = asking(guide_of(catalogue))
    for _ in range(2):
        profiler = cProfile.Profile(time.process_time)
        for question in questions:
            profiler.runcall(ask, question)
        print(f"\n{len(catalogue)} entries, {len(questions)} questions, {'caches filled' if _ else 'caches empty'}")
        pstats.Stats(profiler).sort_stats("tottime").print_stats(18)


def report(measured: Mapping[int, Mapping[str, float]]) -> str:
    figures = list(next(iter(measured.values())))
    rows = [[f"{size:,}", *(f"{measured[size][name]:.2f}" for name in figures)] for size in measured]
    return aligned([["entries", *figures], *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="entries")
    parser.add_argument("--questions", type=int, default=40, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--profile", action="store_true", help="profile the guide at the largest size instead")
    options = parser.parse_args()
    questions = chosen_questions(options.questions)
    largest = catalogue_of(max(options.sizes), load_catalogue(default_knowledge_file()))
    if options.profile:
        return profile(largest, questions)
    measured = {size: measure(Catalogue(largest.resources[:size]), questions, options.rounds) for size in options.sizes}
    print(report(measured))
    return None


if __name__ == "__main__":
    main()
