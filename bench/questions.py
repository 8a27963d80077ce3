"""Measure answers beside plain rankings: `python bench/questions.py FILE... [--names FILE] [--failed]`.

Each figure is the share of items that pass (tests/questions/expectations.py says when), of one run: nothing here is
random. The sets name the entries that the base began with (tests/seed.py), so results are compared among these; of the
whole base the intent, the facets and the fit of the first pick count, and how often one entry stands first. The
baselines rank the same few entries for the same texts, so for the comparison only what an item expects of the results
counts. A baseline has no way to say that nothing fits (BM25 only where no word is shared), so the last line leaves the
items out that expect no results.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.baselines import FuzzyNames, FuzzyRanking, Ranking, WordRanking
from bench.table import aligned, share
from bot.advise import Guide
from bot.advise.guide import PICKS
from bot.catalogue import load_catalogue
from bot.contract import answer_object
from bot.settings import default_knowledge_file
from bot.understand import Lexicon
from tests.questions.base import failures_of_whole, shares_of_first
from tests.questions.expectations import RANKING, Item, failures, load, ranking_failures
from tests.seed import seed_of

Answers = Sequence[Sequence[str]]
"""The ids of the results for each item."""


def ask(guide: Guide, question: str) -> dict[str, Any]:
    query = guide.parse(question)
    return answer_object(question, query, guide.answer(query, limit=PICKS), PICKS)


def passing(items: Sequence[Item], answers: Answers, keys: Sequence[str]) -> str:
    """The share of the items with any of these ranking expectations whose results pass all of these."""
    narrowed = [{key: item[key] for key in keys if key in item} for item in items]
    checked = [not ranking_failures(item, ids) for item, ids in zip(narrowed, answers, strict=True) if item]
    return share(sum(checked), len(checked))


def ranking_table(items: Sequence[Item], answers: Mapping[str, Answers]) -> str:
    groups = {key: (key,) for key in RANKING} | {"all of them": RANKING, "all but empty": RANKING[:-1]}
    rows = [[name, *(passing(items, ids, keys) for ids in answers.values())] for name, keys in groups.items()]
    return aligned([["expected of results", *answers], *rows])


def ids_of(answer: Mapping[str, Any]) -> list[str]:
    return [result["id"] for result in answer["results"]]


def baselines(guide: Guide, items: Sequence[Item]) -> dict[str, list[list[str]]]:
    rankings: dict[str, Ranking] = {
        "token_set_ratio": FuzzyRanking(guide.catalogue),
        "BM25": WordRanking(guide.catalogue),
    }
    return {name: [ranking.best(item["ask"]) for item in items] for name, ranking in rankings.items()}


def measure_questions(guide: Guide, file: Path, *, show_failed: bool) -> None:
    items = load(file)
    objects = [ask(guide, item["ask"]) for item in items]
    failed = [failures(item, answer) for item, answer in zip(items, objects, strict=True)]
    print(f"\n{file.name}: the guide passes {share(failed.count([]), len(items))}, with what it understood\n")
    print(ranking_table(items, {"guide": [ids_of(answer) for answer in objects]} | baselines(guide, items)))
    for item, lines in zip(items, failed, strict=True) if show_failed else ():
        if lines:
            print(f"\n{item['ask']}", *lines, sep="\n    ")


def measure_whole(whole: Guide, files: Sequence[Path], *, show_failed: bool) -> None:
    """What holds of the whole base, whatever is added to it."""
    print(f"\nthe whole base, {len(whole.catalogue)} entries: understood, and the first pick fits")
    for file in files:
        items = load(file)
        failed = {item["ask"]: lines for item in items if (lines := failures_of_whole(whole, item))}
        print(f"{file.name:12} {share(len(items) - len(failed), len(items))}")
        for question, lines in failed.items() if show_failed else ():
            print(f"\n{question}", *lines, sep="\n    ")
    asked = [item for file in files for item in load(file)]
    first = ", ".join(f"{id_} {part:.1%}" for id_, part in shares_of_first(whole, asked)[:3])
    print(f"most often first among {len(asked)} questions: {first}")


@dataclass(frozen=True, slots=True)
class Name:
    """What was typed, and the entry it means, or the entries among which to ask back; neither if unrelated."""

    kind: str
    typed: str
    id: str | None = None
    options: frozenset[str] = frozenset()


def names(file: Path) -> Iterator[Name]:
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    yield from (Name("names", typed, id_) for typed, id_ in table["names"])
    yield from (Name("ambiguous", typed, None, frozenset(ids)) for typed, ids in table["ambiguous"])
    yield from (Name("unrelated", typed) for typed in table["unrelated"])


def resolved(guide: Guide, name: Name) -> bool:
    """Whether the guide finds the entry, or asks back among exactly the options, or finds nothing."""
    found = guide.resolve(name.typed)
    return (found.id, frozenset(found.alternatives)) == (name.id, name.options)


def measure_names(guide: Guide, file: Path, *, show_failed: bool) -> None:
    """The baseline cannot ask back, so none of the ambiguous names can be right there."""
    baseline = FuzzyNames(guide.catalogue)
    verdicts = [(name, resolved(guide, name), baseline.resolve(name.typed)) for name in names(file)]
    rows = [[file.name, "guide", "WRatio from 80"]]
    for kind in ("names", "ambiguous", "unrelated"):
        own = [verdict for verdict in verdicts if verdict[0].kind == kind]
        ours = sum(right for _, right, _ in own)
        theirs = sum(id_ == name.id and not name.options for name, _, id_ in own)
        rows.append([kind, share(ours, len(own)), share(theirs, len(own))])
    print(f"\n{aligned(rows)}")
    for name, right, _ in verdicts if show_failed else ():
        if not right:
            print(f"{name.kind}: {name.typed!r}: {guide.resolve(name.typed)}, accepted {name.id or [*name.options]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="question files")
    parser.add_argument("--names", type=Path, metavar="FILE", help="a table of names and what they mean")
    parser.add_argument("--failed", action="store_true", help="list what failed, with what was found")
    options = parser.parse_args()
    shipped = load_catalogue(default_knowledge_file())
    whole, seed = (Guide(catalogue, Lexicon.shipped()) for catalogue in (shipped, seed_of(shipped)))
    for file in options.files:
        measure_questions(seed, file, show_failed=options.failed)
    if options.files:
        measure_whole(whole, options.files, show_failed=options.failed)
    if options.names:
        measure_names(seed, options.names, show_failed=options.failed)


if __name__ == "__main__":
    main()
