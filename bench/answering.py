"""Measure what answering a question costs: `python -m bench.answering [--profile]`.

Each figure is CPU time (`time.process_time`) of understanding and answering one question: of 300 words, and the mean
of questions as people ask them. For each question it is the median of several rounds in which the guide and its peers
take turns; "caches empty" is the guide's first pass. rapidfuzz compares a question with each text, so whole texts,
which take it milliseconds each, are measured on some and multiplied. Entries beyond the shipped ones are made up
(bench/made.py).
"""

import argparse
import cProfile
import gc
import pstats
import re
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean, median

from rank_bm25 import BM25Okapi
from rapidfuzz import fuzz, process, utils

from bench.made import catalogue_of
from bench.table import Row, aligned
from bot.advise import Guide
from bot.catalogue import Catalogue, Resource, load_catalogue
from bot.run.settings import default_knowledge_file
from bot.understand import Lexicon
from bot.understand.models.reader import Reader
from tests.support.asked import asked

SIZES = (16, 300, 3_000, 30_000)
SHOWN = 3
LONG_WORDS = 300
MOST_TEXTS = 300
"""rapidfuzz is asked over so many whole texts at most, and its time multiplied."""
WORD = re.compile(r"\w+")
TRIGRAM = 3
LEGEND = """CPU milliseconds per question, and below how many times that of the guide it is
texts, titles: rapidfuzz WRatio over whole texts, over titles; BM25: rank_bm25; FTS5: SQLite's, with trigrams"""

PEERS = {
    "texts": "rapidfuzz's WRatio over whole texts, which finds words but understands nothing; CPU of usual questions",
    "titles": "rapidfuzz's WRatio over titles alone",
    "BM25": "rank_bm25 over whole texts",
    "FTS5": "SQLite's full-text search over whole texts, with trigrams",
}

Ask = Callable[[str], object]


def chosen_questions(count: int) -> list[str]:
    """Questions of all kinds, and last one of 300 words, made of the first ones joined."""
    questions = asked()
    words = " ".join(questions).split()
    return [*questions[:: max(len(questions) // count, 1)][:count], " ".join(words[:LONG_WORDS])]


def guide_of(catalogue: Catalogue) -> Guide:
    return Guide(catalogue, Lexicon.shipped(), Reader.shipped())


def document(entry: Resource) -> str:
    """Everything that an entry says of itself to somebody who looks for it, as one text."""
    facets = [entry.format, *entry.level, f"{entry.math} math", entry.cost, *entry.topics]
    tools = [tool.name for tool in entry.frameworks]
    texts = [entry.summary, *entry.good_for, *entry.not_for, *entry.strengths]
    return " ".join([entry.title, *entry.aliases, *entry.authors, *facets, *tools, *texts])


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


def in_turns(asks: Mapping[str, Ask], questions: Sequence[str], rounds: int) -> dict[str, dict[str, float]]:
    """The median milliseconds of each question for each one that is asked."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in asks}
    for _ in range(rounds):
        gc.collect()
        for name, ask in asks.items():
            found[name].append(timed(ask, questions))
    return {name: {text: median(times[text] for times in own) for text in questions} for name, own in found.items()}


@dataclass(frozen=True)
class Measured:
    """Milliseconds for one catalogue: of building the index once, and by who is asked."""

    size: int
    build: float
    long: dict[str, float]
    usual: dict[str, float]


def measure(catalogue: Catalogue, questions: Sequence[str], rounds: int) -> Measured:
    built: list[Guide] = []
    build = cpu(lambda: built.append(guide_of(catalogue)))
    texts = [document(entry) for entry in catalogue]
    asks = {"guide": asking(built[0]), "texts": fuzzy(texts[:MOST_TEXTS]), "BM25": bm25(texts), "FTS5": fts5(texts)}
    asks["titles"] = fuzzy([entry.title for entry in catalogue])
    first = timed(asks["guide"], questions)
    times = {"guide": {}, "caches empty": first} | in_turns(asks, questions, rounds)
    times["texts"] = {text: ms * len(texts) / len(texts[:MOST_TEXTS]) for text, ms in times["texts"].items()}
    *usual, long = questions
    means = {name: fmean(own[text] for text in usual) for name, own in times.items()}
    return Measured(len(catalogue), build, {name: own[long] for name, own in times.items()}, means)


def profile(catalogue: Catalogue, questions: Sequence[str]) -> None:
    ask = asking(guide_of(catalogue))
    for _ in range(2):
        profiler = cProfile.Profile(time.process_time)
        for question in questions:
            profiler.runcall(ask, question)
        print(f"\n{len(catalogue)} entries, {len(questions)} questions, {'caches filled' if _ else 'caches empty'}")
        pstats.Stats(profiler).sort_stats("tottime").print_stats(18)


def report(found: Measured) -> str:
    """What was measured at one size, as a table."""
    head = [f"{found.size:,} entries", *(f"~{name}" if _is_multiplied(found, name) else name for name in found.long)]
    rows = [row for name, own in (("300 words", found.long), ("usual", found.usual)) for row in _rows(name, own)]
    return f"{aligned([head, *rows])}\nindex built in {found.build:,.0f} ms"


def _rows(name: str, own: Mapping[str, float]) -> list[list[str]]:
    times = [f"{ms / own['guide']:.1f}x" for ms in own.values()]
    return [[name, *(f"{ms:,.2f}" for ms in own.values())], ["", *times]]


def _is_multiplied(found: Measured, name: str) -> bool:
    return name == "texts" and found.size > MOST_TEXTS


def growth(measured: Sequence[Measured]) -> str:
    """By how much the time for the long question grows from some hundred entries to the most."""
    last = max(measured, key=lambda found: found.size)
    grown = [found for found in measured if SIZES[0] < found.size < last.size]
    return "\n".join(_growth(found, last) for found in grown)


def _growth(small: Measured, large: Measured) -> str:
    factors = (f"{name} x{large.long[name] / ms:.1f}" for name, ms in small.long.items())
    return f"300 words, {small.size:,} to {large.size:,} entries (x{large.size / small.size:.0f}): {', '.join(factors)}"


def rows(*, quick: bool) -> list[Row]:
    """What stands in the table of all measurements: usual questions, beside each peer."""
    sizes, count, rounds = ((300,), 2, 1) if quick else (SIZES[1:], 20, 3)
    largest = catalogue_of(max(sizes), load_catalogue(default_knowledge_file()))
    measured = [measure(Catalogue(largest.resources[:size]), chosen_questions(count), rounds) for size in sizes]
    return [_row(found, peer, how) for found in measured for peer, how in PEERS.items()]


def _row(found: Measured, peer: str, how: str) -> Row:
    ours, its = found.usual["guide"], found.usual[peer]
    what = f"a question, {found.size:,} entries, beside {peer}"
    return Row(what, f"{ours:.2f} ms", f"{its:.2f} ms", ours / its, None, how)


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
    print(f"{LEGEND}\n{len(questions) - 1} usual questions, {options.rounds} rounds", flush=True)
    measured = []
    for size in sorted(options.sizes):
        measured.append(measure(Catalogue(largest.resources[:size]), questions, options.rounds))
        print(f"\n{report(measured[-1])}", flush=True)
    print(f"\n{growth(measured)}")
    return None


if __name__ == "__main__":
    main()
