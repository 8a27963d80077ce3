"""Random and changed texts through understanding, ranking and the card builders.

    python -m trials.fuzz --texts 1000000 --cards 100000 --seed 1

The same seed makes the same texts in the same order, whatever the number of processes: each block of them has a
chance of its own. What fails is made as short as it can be, and told as Python would write it, for `--text`.
"""

import argparse
import ast
import asyncio
import itertools
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from random import Random

from msgspec import Struct

from bot.advise import Guide
from bot.language import Languages
from trials.carding import cards
from trials.report import Progress, options
from trials.shrink import MOST_TRIES, shortest
from trials.sources import shipped_guide, shipped_words
from trials.texts import Texts, Words
from trials.understood import SLOW, Understood

BLOCK = 500
AS_NAME = 8
"""One of so many texts is also looked up as a name and completed."""
WRITTEN = 24
"""Texts that members of the server have written that a block's cards are of."""
AHEAD = 4
"""Blocks for each process that wait for it."""
FEW_TRIES = 40
"""For what is shrunk because it is slow."""
MOST_TOLD = 5
"""Faults of one block that are printed."""
LANGUAGES = ("en", "en", "de")


class Fault(Struct, frozen=True):
    """A text that failed, as short as it could be made, and how."""

    text: str
    how: str


class Outcome(Struct, frozen=True):
    """What came of a block: how many texts, what failed, and the slowest text with its seconds of CPU."""

    kind: str
    count: int
    faults: tuple[Fault, ...]
    slowest: tuple[float, str] = (0.0, "")


class Block(Struct, frozen=True):
    """So many texts of one kind, "texts" or "cards", made from a seed and a number."""

    kind: str
    seed: str
    number: int
    count: int


@lru_cache(maxsize=1)
def _shipped() -> tuple[Guide, Words]:
    """What each process reads once."""
    guide = shipped_guide()
    return guide, shipped_words(guide)


def run(block: Block) -> Outcome:
    """Try all texts of a block."""
    return understand(block) if block.kind == "texts" else asyncio.run(make_cards(block))


def understand(block: Block) -> Outcome:
    """Each text through understanding and ranking."""
    guide, words = _shipped()
    texts, checking = Texts(words, _chance(block)), Understood(guide)
    faults = []
    for number in range(block.count):
        text, as_name = texts.any(), not number % AS_NAME
        how = _failure(lambda text=text, as_name=as_name: checking.check(text, as_name=as_name))  # type: ignore[misc]
        if how:
            faults.append(shrunk(text, how, lambda text: checking.check(text, as_name=True)))
    return Outcome(block.kind, block.count, tuple(faults), checking.slowest)


async def make_cards(block: Block) -> Outcome:
    """A card from each text, in a server whose members wrote some of them."""
    guide, words = _shipped()
    chance = _chance(block)
    texts, faults = Texts(words, chance), []
    say = Languages.shipped().of(chance.choice(LANGUAGES))
    async with cards(guide, say, [texts.any() for _ in range(WRITTEN)], chance) as made:
        for _ in range(block.count):
            text = texts.any()
            try:
                await made.check(text)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
                faults.append(Fault(text, f"{told(error)} (block {block.number})"))
    return Outcome(block.kind, block.count, tuple(faults))


def shrunk(text: str, how: str, check: Callable[[str], None]) -> Fault:
    """The fault with the shortest text that fails in the same way."""
    kind = how.partition(":")[0]
    tries = FEW_TRIES if SLOW in how else MOST_TRIES
    found = shortest(text, lambda part: (_failure(lambda: check(part)) or "").startswith(kind), tries)
    return Fault(found, how)


def _failure(check: Callable[[], None]) -> str | None:
    """How it fails, or None."""
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
        return told(error)
    return None


def told(error: Exception) -> str:
    """An exception as one line, with where it came from."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"
    return ascii(f"{type(error).__name__} at {place}: {error}")[1:-1]


def _chance(block: Block) -> Random:
    return Random(f"{block.seed}/{block.kind}/{block.number}")


def blocks(kind: str, count: int, seed: str) -> Iterator[Block]:
    """The blocks that have so many texts together."""
    for number, start in enumerate(range(0, count, BLOCK)):
        yield Block(kind, seed, number, min(BLOCK, count - start))


def fuzz(texts: int, cards: int, seed: str, processes: int) -> int:
    """Try so many of each, and say what came of it. Returns the exit code."""
    began, progress, outcomes = time.monotonic(), Progress("fuzz", texts + cards), []
    todo = itertools.chain(blocks("texts", texts, seed), blocks("cards", cards, seed))
    for outcome in _run_all(todo, processes):
        outcomes.append(outcome)
        progress.add(outcome.count)
        for fault in outcome.faults[:MOST_TOLD]:
            print(f"fuzz: FAILED {outcome.kind} {fault.how}\n  --text {fault.text!a}", flush=True)
    return _conclude(outcomes, seed, time.monotonic() - began)


def _run_all(todo: Iterator[Block], processes: int) -> Iterator[Outcome]:
    """The outcomes in the order of the blocks, of which some are handed over ahead; with one process, in this one."""
    if processes == 1:
        yield from map(run, todo)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(run, block) for block in itertools.islice(todo, AHEAD * processes)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(run, block) for block in itertools.islice(todo, 1)]


def _conclude(outcomes: list[Outcome], seed: str, seconds: float) -> int:
    counts = {kind: sum(out.count for out in outcomes if out.kind == kind) for kind in ("texts", "cards")}
    failed = sum(len(outcome.faults) for outcome in outcomes)
    slowest, text = max((outcome.slowest for outcome in outcomes), default=(0.0, ""))
    print(f"fuzz: slowest text {slowest * 1000:.0f} ms of CPU, {len(text)} signs: {text[:80]!a}")
    print(
        f"fuzz: {'FAILED' if failed else 'passed'}: {counts['texts']} texts understood and ranked, "
        f"{counts['cards']} cards, {failed} failed, seed {seed}, {seconds:.0f} s"
    )
    return 1 if failed else 0


def try_one(text: str) -> int:
    """One text through understanding, ranking, and each kind of card several times. Raises what goes wrong."""
    guide, _ = _shipped()
    Understood(guide).check(text, as_name=True)
    asyncio.run(_cards_of(guide, text))
    print("fuzz: nothing fails")
    return 0


async def _cards_of(guide: Guide, text: str) -> None:
    for code in ("en", "de"):
        async with cards(guide, Languages.shipped().of(code), [text] * WRITTEN, Random(code)) as made:
            for _ in range(BLOCK):
                await made.check(text)


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns the exit code."""
    parser = options("trials.fuzz", __doc__)
    parser.add_argument("--texts", type=int, default=100_000, help="through understanding and ranking")
    parser.add_argument("--cards", type=int, default=10_000, help="through the card builders")
    parser.add_argument("--text", type=ast.literal_eval, help="one text that failed, as it was told")
    said: argparse.Namespace = parser.parse_args(arguments)
    if said.text is not None:
        return try_one(said.text)
    return fuzz(said.texts, said.cards, said.seed, said.processes)


if __name__ == "__main__":
    sys.exit(main())
