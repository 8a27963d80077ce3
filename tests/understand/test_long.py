"""A long message costs as much as its words, however they repeat: nothing looks at each word from each other one.

Calls are counted and not seconds, so that it is the same on every machine and on a busy one.
"""

import cProfile
import pstats
import timeit
from collections.abc import Callable

import pytest

from bot.advise import Guide
from bot.understand.names.mentions import MOST_NAMES
from bot.understand.words.text import MAX_WORDS, words

UNITS = (
    "s", "a", "the", "deep ml", "know math", "mit python", "grokking ml", "jax", "coursera", "fast ai part 2",
    "no maths", "I know python.", "not deep learning", "which book", "instead of", "i finished fast.ai, or",
    "5 hours a week", "free",
)  # fmt: skip
"""What fillers, names, subjects, cues and numbers are made of; for some of them it took seconds."""
LINEAR, FREE = 4, 20_000
"""Four times the words are four times the calls, but for these."""


def calls(ask: Callable[[str], object], text: str) -> int:
    profile = cProfile.Profile()
    profile.runcall(ask, text)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_words_are_four_times_the_calls(whole: Guide, unit: str) -> None:
    several, many = (" ".join([unit] * (words // len(unit.split()))) for words in (MAX_WORDS // 4, MAX_WORDS))
    for ask in (whole.parse, whole.resolve, whole.complete_name):
        ask(unit)  # which fills what is remembered of words
        assert calls(ask, many) <= 1.5 * LINEAR * calls(ask, several) + FREE


@pytest.mark.parametrize("run", [".", "!", "?", ";", ".!", "…", "-", " -", "(", "'s", "1 ", "1-", "a."])
@pytest.mark.parametrize("end", ["a", " a", ""])
def test_a_run_of_signs_is_read_as_quickly_as_words(whole: Guide, run: str, end: str) -> None:
    """No pattern begins anew at each sign of a run. Seconds are counted here, since patterns make no calls: of a tenth
    of one there is less than a half where it is so, and more than three where it is not."""
    text = run * (6000 // len(run)) + end
    assert min(timeit.repeat(lambda: words(text), number=1, repeat=3)) < 0.1


def test_names_beyond_the_first_fifty_are_not_looked_up(whole: Guide) -> None:
    names = [entry.title for entry in whole.catalogue if ":" not in entry.title]
    assert len(whole.parse(" vs ".join(names[:10])).named) > 5
    assert 40 < len(whole.parse(" vs ".join(names)).named) <= MOST_NAMES
