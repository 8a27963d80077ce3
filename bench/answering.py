"""Measure understanding and ranking per question: `python bench/answering.py [--profile]`.

Each figure is CPU time (`time.process_time`), for each question the median of several rounds in which the guide
and its peers take turns; "first" is the guide's first pass, with all caches empty. rapidfuzz over whole texts needs
milliseconds for each entry, so it is asked only some questions of usual length. A ratio compares the same
questions. Entries beyond the shipped ones are made up (bench/made.py).
"""

import argparse
import cProfile
import gc
import pstats
import re
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean, median

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
PAIRS = 3_000
"""So many pairs of a question and a whole text are about what rapidfuzz can be asked in each round."""
LONGEST_MS = 15_000
"""Fewer rounds where the guide alone would take longer than this."""
WORD = re.compile(r"\w+")
TRIGRAM = 3
GROWING = ("build", "first", "guide", "long", "titles", "bm25", "fts5")
LEGEND = """CPU milliseconds per question; ratios above 1 are in favour of the guide
build: the index, once; first: first pass over the questions; guide, slowest: mean and most of the later passes
long: the question of 300 words; texts, titles: rapidfuzz WRatio over whole texts, over titles; bm25: BM25;
fts5: SQLite's FTS5 with trigrams
"""

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


def fts5(texts: Sequence[str]) -> Ask:
    """SQLite's full-text search with trigrams, asked for any of the question's words, ranked by its bm25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entry USING fts5 (text, tokenize = 'trigram')")
    database.executemany("INSERT INTO entry VALUES (?)", [(text,) for text in texts])

    def ask(question: str) -> object:
        words = dict.fromkeys(word for word in WORD.findall(question.lower()) if len(word) >= TRIGRAM)
        match = " OR ".join(f'"{word}"' for word in words)
        found = "SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?"
        return database.execute(found, (match, SHOWN)).fetchall() if match else []

    return ask


def cpu(ask: Callable[[], object]) -> float:
    before = time.process_time()
    ask()
    return (time.process_time() - before) * 1000


def timed(ask: Ask, questions: Sequence[str]) -> dict[str, float]:
    return {text: cpu(partial(ask, text)) for text in questions}


def in_turns(asks: Mapping[str, Ask], some: Mapping[str, Sequence[str]], rounds: int) -> dict[str, dict[str, float]]:
    """The median milliseconds of each question that each one is asked."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in asks}
    for _ in range(rounds):
        gc.collect()
        for name, ask in asks.items():
            found[name].append(timed(ask, some[name]))
    return {name: {text: median(times[text] for times in own) for text in own[0]} for name, own in found.items()}


def measure(catalogue: Catalogue, questions: Sequence[str], rounds: int) -> dict[str, float]:
    """All figures for one catalogue: milliseconds, or how many times those of the guide a peer needs."""
    built: list[Guide] = []
    figures = {"build": cpu(lambda: built.append(guide_of(catalogue)))}
    texts = [document(entry) for entry in catalogue]
    asks = {"guide": asking(built[0]), "texts": fuzzy(texts), "bm25": bm25(texts)}
    asks["fts5"] = fts5(texts)
    asks["titles"] = fuzzy([entry.title for entry in catalogue])
    some: dict[str, Sequence[str]] = dict.fromkeys(asks, questions)
    some |= {"texts": usual_ones(questions, PAIRS // len(catalogue))}
    first = timed(asks["guide"], questions)
    rounds = max(1, min(rounds, int(LONGEST_MS / sum(first.values()))))
    times = in_turns(asks, some, rounds)
    *usual, long = times["guide"].values()
    figures |= {"first": fmean([*first.values()][:-1]), "guide": fmean(usual), "slowest": max(usual), "long": long}
    for peer in ("texts", "titles", "bm25", "fts5"):
        shared = [text for text in some[peer] if text != questions[-1]]
        theirs, ours = (sum(times[name][text] for text in shared) for name in (peer, "guide"))
        figures |= {peer: theirs / len(shared), f"{peer}/guide": theirs / ours}
    figures |= {f"long {peer}/guide": times[peer][questions[-1]] / long for peer in ("titles", "bm25", "fts5")}
    return figures | {"rounds": rounds}


def usual_ones(questions: Sequence[str], count: int) -> list[str]:
    """The questions whose lengths are nearest to the median, at least one, never the long one."""
    usual = questions[:-1]
    middle = median(map(len, usual))
    return sorted(usual, key=lambda text: abs(len(text) - middle))[: max(count, 1)]


def profile(catalogue: Catalogue, questions: Sequence[str]) -> None:
    ask = asking(guide_of(catalogue))
    for _ in range(2):
        profiler = cProfile.Profile(time.process_time)
        for question in questions:
            profiler.runcall(ask, question)
        print(f"\n{len(catalogue)} entries, {len(questions)} questions, {'caches filled' if _ else 'caches empty'}")
        pstats.Stats(profiler).sort_stats("tottime").print_stats(18)


def report(measured: Mapping[int, Mapping[str, float]]) -> str:
    """A line for each figure, a column for each size."""
    figures = list(next(iter(measured.values())))
    rows = [[name, *(f"{own[name]:.2f}" for own in measured.values())] for name in figures]
    return aligned([["entries", *(f"{size:,}" for size in measured)], *rows])


def growth(measured: Mapping[int, Mapping[str, float]]) -> str:
    small, large = 300, max(measured)
    if small not in measured or large == small:
        return ""
    factors = (f"{name} x{measured[large][name] / measured[small][name]:.1f}" for name in GROWING)
    return f"from {small} to {large:,} entries (x{large / small:.0f}): {', '.join(factors)}"


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
    catalogues = {size: Catalogue(largest.resources[:size]) for size in options.sizes}
    measured = {size: measure(own, questions, options.rounds) for size, own in catalogues.items()}
    print(f"{LEGEND}\n{report(measured)}\n{growth(measured)}")
    return None


if __name__ == "__main__":
    main()
