"""Measure what was read and answered on labelled real questions: `python -m bench.advice FOLDER [--failed FACET]`.

FOLDER holds `dev.jsonl`, `dev2.jsonl` and `notes/labels.jsonl` (CONTRIBUTING.md says what they are for: validation
only). A facet counts as right where it is among those that a reasonable reader accepts; `good pick`: one of the
resources that an expert would name is among the first five.
"""

import argparse
import json
import statistics
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, utils

from bench.table import aligned, share
from bot.advise import Guide
from bot.advise.faq_choice import CLEAR
from bot.advise.ranking.weights import Weights
from bot.advise.wording.compose import reply_of
from bot.catalogue import Catalogue, Resource, load_catalogue
from bot.catalogue.advice import Advice
from bot.language import ENGLISH
from bot.output.contract import answer_object
from bot.run.settings import default_knowledge_file
from bot.understand import Lexicon, ParsedQuery
from bot.understand.models.reader import Reader

FIRST = 5
SAME_TITLE = 90
SHORTEST_NAME = 4
Item = Mapping[str, Any]
Answered = Mapping[str, Any]
Facet = Callable[[Item, Answered], bool | None]
"""Whether an answer is right for an item; None where the item does not say."""


def read(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def intent(item: Item, found: Answered) -> bool:
    return found["intent"] in item["intent_ok"] or (found["intent"] == "explain" and "recommend" in item["intent_ok"])


def level(item: Item, found: Answered) -> bool:
    return found["understood"]["level"] in item["level_ok"]


def topic(item: Item, found: Answered) -> bool:
    accepted = item["topics_ok"] or [None]
    return next(iter(found["understood"]["topics"]), None) in accepted


def formats(item: Item, found: Answered) -> bool:
    return set(found["understood"]["formats"]) == set(item["formats"])


def no_picks(item: Item, found: Answered) -> bool | None:
    return not found["results"] if item["intent"] == "none" else None


class GoodPick:
    """Whether a resource that an expert would name is among the first five."""

    def __init__(self, by_id: Mapping[str, Resource]) -> None:
        self._by_id = by_id

    def __call__(self, item: Item, found: Answered) -> bool | None:
        if not item.get("good_picks"):
            return None
        shown = [self._by_id[result["id"]] for result in found["results"][:FIRST] if result["id"] in self._by_id]
        return any(is_named(entry, name) for entry in shown for name in item["good_picks"])


def is_named(entry: Resource, name: str) -> bool:
    """Whether an expert's name means this entry, by its title or one of its aliases."""
    wanted = utils.default_process(name)
    for own in map(utils.default_process, (entry.title, *entry.aliases)):
        longer = min(len(own), len(wanted)) >= SHORTEST_NAME
        if own == wanted or (longer and fuzz.token_set_ratio(own, wanted) >= SAME_TITLE):
            return True
    return False


SAME_NOTE = {
    "no-coding": ("learn-to-code-first",), "masters-which": ("masters",), "python-enough": ("after-python",),
    "build-own-ai": ("train-llm-scratch", "run-local", "rag-own-docs"), "math-depth": ("learn-theory",),
    "diffusion-prereq": ("image-gen-start",), "finetune-when": ("finetune-how",), "rag-first": ("rag-own-docs",),
    "project-start": ("vision-start", "audio-music-start", "image-gen-start"), "swe-to-ml": ("web-dev-start",),
    "math-amount": ("math-order",), "math-how": ("math-order",), "career-switch": ("data-analyst-start",),
    "cv-classical": ("vision-start",), "nlp-classical": ("nlp-start",), "rl-prereq": ("games-start",),
    "start-research": ("interpretability-path",), "imposter": ("is-ml-hard",), "math-fear": ("is-ml-hard",),
    "domain-ml": ("trading-ml", "medical-imaging-start", "time-series-start", "audio-music-start"),
    "derive-by-hand": ("learn-theory",),
}  # fmt: skip
"""Notes of ours that answer what a label's note does: the labels were made for an earlier inventory."""
PRECISION = 0.8


def note_table(labels: Sequence[Item], queries: Mapping[int, ParsedQuery]) -> list[list[str]]:
    """Which note the reader finds, against the one that should answer."""
    ranked = []
    for label in labels:
        query = queries[label["i"]]
        accepted = {same for id_ in label["ok"] for same in (id_, *SAME_NOTE.get(id_, ()))}
        found = [guess.label in accepted for guess in query.notes[:3]]
        ranked.append((query.margin, found, label["gold"] != "none"))
    with_note = [found for _, found, has in ranked if has]
    right, recall = 0, 0.0
    for place, (_, found, _) in enumerate(sorted(ranked, key=lambda item: -item[0]), start=1):
        right += found[:1] == [True]
        if right / place >= PRECISION:
            recall = max(recall, right / len(with_note))
    answered = [(found[:1] == [True], has) for margin, found, has in ranked if margin >= CLEAR]
    return [
        ["right note first", share(sum(found[:1] == [True] for found in with_note), len(with_note))],
        ["among three", share(sum(any(found) for found in with_note), len(with_note))],
        [f"recall at precision {PRECISION}", f"{recall:.2f}"],
        ["answered in the clear band", share(len(answered), len(ranked))],
        ["of these right", share(sum(ok for ok, _ in answered), len(answered))],
        ["of these where no note fits", share(sum(not has for _, has in answered), len(answered))],
    ]


def without_notes(catalogue: Catalogue) -> Guide:
    own = catalogue.advice
    bare = Catalogue(catalogue.resources, catalogue.redirects, catalogue.skills,
                     Advice((), own.subjects.values(), own.routes.values()))  # fmt: skip
    return Guide(bare, Lexicon.shipped(), Reader.shipped())


def without_encoder(catalogue: Catalogue) -> Guide:
    return Guide(catalogue, Lexicon.shipped(), Reader.load(files("bot.understand")))


def without_standing(catalogue: Catalogue) -> Guide:
    weights = Weights(core=0.0, solid=0.0, niche=0.0)
    return Guide(catalogue, Lexicon.shipped(), Reader.shipped(), weights)


WITHOUT: dict[str, Callable[[Catalogue], Guide]] = {
    "models": lambda catalogue: Guide(catalogue, Lexicon.shipped()),
    "encoder": without_encoder,
    "notes": without_notes,
    "standing": without_standing,
}
"""What each part adds is seen by leaving it out."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failed", help="show the items that fail this facet")
    parser.add_argument("--without", choices=sorted(WITHOUT), help="measure without one part of the bot")
    given = parser.parse_args(arguments)
    catalogue = load_catalogue(default_knowledge_file())
    guide = (
        WITHOUT[given.without](catalogue) if given.without else Guide(catalogue, Lexicon.shipped(), Reader.shipped())
    )
    facets: dict[str, Facet] = {
        "intent": intent, "level": level, "first topic": topic, "formats": formats,
        "good pick among five": GoodPick({entry.id: entry for entry in catalogue}), "no picks where none": no_picks,
    }  # fmt: skip
    queries: dict[int, ParsedQuery] = {}
    for name in ("dev.jsonl", "dev2.jsonl"):
        items = read(given.folder / name)
        queries |= {item["i"]: guide.parse(item["q"]) for item in items}
        answers = [answer(guide, item["q"]) for item in items]
        rows = []
        for facet, right in facets.items():
            judged = [(item, found, ok) for item, found in zip(items, answers, strict=True)
                      if (ok := right(item, found)) is not None]  # fmt: skip
            rows.append([facet, share(sum(ok for *_, ok in judged), len(judged))])
            if facet == given.failed:
                for item, found, ok in judged:
                    if not ok:
                        print(item["i"], item["q"][:300], "\n   ", item.get(f"{facet}_ok"), item["topics_ok"],
                              item["formats"], found["intent"], found["understood"])  # fmt: skip
        lengths = [found["words"] for found in answers]
        rows.append(["words, median / most", f"{statistics.median(lengths):.0f} / {max(lengths)}"])
        print(f"\n{name}: {len(items)} questions\n")
        print(aligned([["facet", "right"], *rows]))
    print("\nwhich note answers\n")
    print(aligned(note_table(read(given.folder / "notes" / "labels.jsonl"), queries)))


def answer(guide: Guide, question: str) -> Answered:
    query = guide.parse(question)
    found = guide.answer(query, limit=FIRST)
    return {**answer_object(question, query, found, FIRST), "words": reply_of(found, say=ENGLISH).words}


if __name__ == "__main__":
    main()
